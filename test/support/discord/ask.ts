import { randomBytes } from 'node:crypto';
import { FakeInteraction } from './fake-interaction.ts';
import type { FakeMessage } from './fake-message.ts';
import { asObject, type Json } from './form-errors.ts';
import { directMessagePermissions, permissionBits, usualBotPermissions } from './permissions.ts';
import { defaultFileLimit, type FakeChannel } from './places.ts';
import type { Inhabitant, World } from './world.ts';

/** Who asks. */
export interface Asker extends Inhabitant {
  readonly locale: string;
  readonly roles: readonly string[];
  readonly attachmentSizeLimit: number;
}

export interface Wish {
  readonly type: number;
  readonly data: Json;
  readonly channel: FakeChannel;
  /** The registered command, when there are any. */
  readonly command?: Json | undefined;
  /** The message whose component was used, or the modal of one. */
  readonly source?: FakeMessage | undefined;
}

export const contexts = { guild: 0, botDm: 1, privateChannel: 2 } as const;

export function contextOf(channel: FakeChannel): number {
  if (channel.guild) return contexts.guild;
  return channel.isBotDm ? contexts.botDm : contexts.privateChannel;
}

/** Sends an interaction to the bot, with every field Discord sends. */
export function ask(world: World, person: Asker, { type, data, channel, command, source }: Wish): FakeInteraction {
  const { guild } = channel;
  const owners = ownersOf(world, person, channel, command);
  const isUserInstallOnly = !('0' in owners);
  const fileLimit = Math.max(defaultFileLimit, guild?.attachmentSizeLimit ?? 0, person.attachmentSizeLimit);
  const id = world.clock.snowflake();
  const token = Buffer.from(`interaction:${id}:${randomBytes(96).toString('base64url')}`).toString('base64url');
  const payload: Json = {
    id,
    application_id: world.application.id,
    type,
    token,
    version: 1,
    data,
    channel: { ...channel.toJson(), permissions: String(permissionBits(person.permissions)) },
    channel_id: channel.id,
    ...(guild
      ? {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          guild_locale: guild.locale,
          member: memberJson(person),
        }
      : { user: person.user }),
    ...(source ? { message: source.toJson() } : {}),
    app_permissions: String(appPermissions(person, channel, isUserInstallOnly)),
    locale: person.locale,
    entitlements: [],
    authorizing_integration_owners: owners,
    context: contextOf(channel),
    attachment_size_limit: fileLimit,
  };
  const may = new Set(person.permissions);
  const interaction = new FakeInteraction({
    id,
    token,
    type,
    payload,
    personId: person.id,
    channel,
    source,
    fileLimit,
    // An app that is not installed in the server shows itself to others only with the person's own right to use it there.
    isForcedEphemeral:
      isUserInstallOnly && guild !== undefined && !(may.has('USE_EXTERNAL_APPS') && may.has('SEND_MESSAGES')),
    clock: world.clock,
  });
  world.addInteraction(interaction);
  world.emit('INTERACTION_CREATE', payload, { guildId: guild?.id });
  return interaction;
}

/** Key "0" is the guild the app is installed in ("0" in its own direct messages), key "1" the person who installed it. */
function ownersOf(world: World, person: Asker, channel: FakeChannel, command: Json | undefined): Json {
  const types = (command?.['integration_types'] ?? [0, 1]) as number[];
  const { guild } = channel;
  const isMutual = [...person.guilds].some(({ installation }) => installation !== 'none');
  const byGuild = guild ? guild.installation !== 'none' && guild.id : channel.isBotDm && isMutual && '0';
  const owners = {
    ...(byGuild && types.includes(0) ? { '0': byGuild } : {}),
    ...(person.hasInstalled && types.includes(1) ? { '1': person.id } : {}),
  };
  if (Object.keys(owners).length === 0) {
    throw new Error(
      `${person.user.username} cannot use ${String(world.application['name'])} in ${channel.name}: it is not installed.`,
    );
  }
  return owners;
}

function memberJson(person: Asker): Json {
  return {
    user: person.user,
    roles: person.roles,
    permissions: String(permissionBits(person.permissions)),
    joined_at: '2024-01-01T00:00:00.000Z',
    nick: null,
    avatar: null,
    banner: null,
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
    unusual_dm_activity_until: null,
  };
}

/** What the app may do where it was asked: its role's rights, the person's when it is installed for them alone. */
function appPermissions(person: Asker, channel: FakeChannel, isUserInstallOnly: boolean): bigint {
  if (!channel.guild) return permissionBits(directMessagePermissions);
  if (isUserInstallOnly) return permissionBits(person.permissions.filter((name) => usualBotPermissions.includes(name)));
  // Installed without its bot the app is told of rights that no bot user has.
  return permissionBits(channel.guild.installation === 'bot' ? channel.botPermissions : usualBotPermissions);
}

/** The registered command of this name that a person sees there, or undefined while none are registered at all. */
export function registeredCommand(
  world: World,
  person: Asker,
  channel: FakeChannel,
  type: number,
  name: string,
): Json | undefined {
  const all = [...world.commands.values()].flat();
  if (all.length === 0) return undefined;
  const scopes = ['global', ...(channel.guild ? [channel.guild.id] : [])];
  const command = scopes
    .flatMap((scope) => world.commands.get(scope) ?? [])
    .find((one) => one['name'] === name && one['type'] === type);
  const allowed = command?.['contexts'] as number[] | null | undefined;
  if (!command || (allowed && !allowed.includes(contextOf(channel)))) {
    throw new Error(`${person.user.username} sees no command ${name} in ${channel.name}.`);
  }
  return asObject(command);
}
