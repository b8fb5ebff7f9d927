import { type Asker, ask, registeredCommand, type Wish } from './ask.ts';
import { commandTypes } from './command-rules.ts';
import { FakeInteraction, interactionTypes } from './fake-interaction.ts';
import { FakeMessage } from './fake-message.ts';
import type { FakeModal } from './fake-modal.ts';
import type { Json } from './form-errors.ts';
import { mentionedUsers } from './mentions.ts';
import { type ModalAnswers, modalData } from './modal-answers.ts';
import { type PermissionName, usualPersonPermissions } from './permissions.ts';
import { type PickedFile, upload } from './person-files.ts';
import { FakeChannel, type FakeGuild } from './places.ts';
import { keep } from './posting.ts';
import { type OptionValues, slashData } from './slash-options.ts';
import { type UserJson, userJson } from './surroundings.ts';
import type { World } from './world.ts';

export interface PersonOptions {
  readonly locale?: string;
  /** In every guild; an ordinary member's unless told. */
  readonly permissions?: readonly PermissionName[];
  /** Ids of roles. */
  readonly roles?: readonly string[];
  /** The app is installed for the person. */
  readonly hasInstalled?: boolean;
  readonly allowsDms?: boolean;
  readonly guilds?: readonly FakeGuild[];
  /** Bytes of one file, by a paid account. */
  readonly attachmentSizeLimit?: number;
}

/** A message a person writes. */
export interface Draft {
  readonly content?: string;
  readonly attachments?: readonly PickedFile[];
  /** As link previews make them. */
  readonly embeds?: readonly Json[];
  readonly replyTo?: FakeMessage;
  /** Forwarded messages, as `message_snapshots` carries them. */
  readonly snapshots?: readonly Json[];
}

/** Someone who uses the bot. Using a guild's channel makes them a member of it. */
export class FakePerson implements Asker {
  readonly user: UserJson;
  readonly dm: FakeChannel;
  readonly guilds: Set<FakeGuild>;
  locale: string;
  permissions: PermissionName[];
  roles: readonly string[];
  hasInstalled: boolean;
  allowsDms: boolean;
  attachmentSizeLimit: number;
  readonly #world: World;
  readonly #patienceMs: () => number;

  constructor(world: World, name: string, options: PersonOptions, patienceMs: () => number) {
    this.#world = world;
    this.#patienceMs = patienceMs;
    this.user = userJson(world.clock.snowflake(), name);
    this.dm = new FakeChannel(world, 'dm', name, { recipients: [this.user, world.bot] });
    this.guilds = new Set(options.guilds);
    this.locale = options.locale ?? 'en-US';
    this.permissions = [...(options.permissions ?? usualPersonPermissions)];
    this.roles = options.roles ?? [];
    this.hasInstalled = options.hasInstalled ?? false;
    this.allowsDms = options.allowsDms ?? true;
    this.attachmentSizeLimit = options.attachmentSizeLimit ?? 0;
  }

  get id(): string {
    return this.user.id;
  }

  get name(): string {
    return this.user.username;
  }

  /** As a text mentions them. */
  get mention(): string {
    return `<@${this.id}>`;
  }

  joins(guild: FakeGuild): this {
    this.guilds.add(guild);
    return this;
  }

  leaves(guild: FakeGuild): this {
    this.guilds.delete(guild);
    return this;
  }

  /** Uses a slash command. */
  async slash(channel: FakeChannel, name: string, values: OptionValues = {}): Promise<FakeInteraction> {
    this.#enters(channel);
    const command = registeredCommand(this.#world, this, channel, commandTypes.chatInput, name);
    const data = {
      ...this.#commandData(command, commandTypes.chatInput, name),
      ...slashData(this.#world, command, values),
    };
    return await this.#ask({ type: interactionTypes.command, channel, command, data });
  }

  /** Right-clicks a message and chooses a command. */
  async contextMenu(channel: FakeChannel, name: string, message: FakeMessage): Promise<FakeInteraction> {
    this.#enters(channel);
    const command = registeredCommand(this.#world, this, channel, commandTypes.message, name);
    const data = {
      ...this.#commandData(command, commandTypes.message, name),
      target_id: message.id,
      // The target comes whole, whatever the bot may otherwise read.
      resolved: { messages: { [message.id]: message.toJson() } },
    };
    return await this.#ask({ type: interactionTypes.command, channel, command, data });
  }

  /** Types into an option. `typed` is what is there so far; numbers come as texts too. */
  async autocomplete(
    channel: FakeChannel,
    name: string,
    focused: string,
    typed: string,
    others: OptionValues = {},
  ): Promise<FakeInteraction> {
    this.#enters(channel);
    const command = registeredCommand(this.#world, this, channel, commandTypes.chatInput, name);
    const known = ((command?.['options'] ?? []) as Json[]).find((option) => option['name'] === focused);
    if (command && known?.['autocomplete'] !== true) throw new Error(`/${name} offers nothing for ${focused}.`);
    const { options, resolved } = slashData(this.#world, undefined, others);
    const data = {
      ...this.#commandData(command, commandTypes.chatInput, name),
      options: [...(options as Json[]), { name: focused, type: known?.['type'] ?? 3, value: typed, focused: true }],
      ...(resolved ? { resolved } : {}),
    };
    return await this.#ask({ type: interactionTypes.autocomplete, channel, command, data });
  }

  /** Presses a button by its label or id. */
  async press(message: FakeMessage, labelOrCustomId: string): Promise<FakeInteraction> {
    const button = message.button(labelOrCustomId);
    if (!button?.customId || button.isDisabled) {
      throw new Error(`There is no ${labelOrCustomId} to press but ${JSON.stringify(message.buttons)}.`);
    }
    return await this.#useComponent(message, { custom_id: button.customId, component_type: 2, id: 1 });
  }

  /** Chooses from a select. */
  async select(message: FakeMessage, customId: string, values: readonly string[]): Promise<FakeInteraction> {
    const select = message.selects.find((one) => one.customId === customId);
    const isThere = values.every((value) => select?.options.some((option) => option.value === value));
    if (!select || select.isDisabled || !isThere) {
      throw new Error(`There is no ${customId} with ${values.join(', ')} but ${JSON.stringify(message.selects)}.`);
    }
    return await this.#useComponent(message, { custom_id: customId, component_type: 3, id: 1, values });
  }

  /** Fills in a modal and sends it; what is not filled in keeps what was there. */
  async submit(shown: FakeModal | FakeInteraction, answers: ModalAnswers = {}): Promise<FakeInteraction> {
    const modal = shown instanceof FakeInteraction ? shown.shownModal : shown;
    const { channel, source, payload } = modal.interaction;
    const owners = Object.keys(payload['authorizing_integration_owners'] as Json).map(Number);
    return await this.#ask({
      type: interactionTypes.modalSubmit,
      channel,
      source,
      command: { integration_types: owners },
      data: modalData(this.#world, modal, answers),
    });
  }

  /** Writes a message. */
  sends(channel: FakeChannel, { content = '', attachments = [], embeds = [], replyTo, snapshots }: Draft): FakeMessage {
    this.#enters(channel);
    const message = new FakeMessage(
      this.#world,
      {
        channelId: channel.id,
        guildId: channel.guild?.id,
        author: this.user,
        type: replyTo ? 19 : 0,
        reference: replyTo ? { messageId: replyTo.id, channelId: channel.id } : undefined,
        mentionedIds: mentionedUsers(content),
        snapshots,
      },
      {
        content,
        embeds,
        components: [],
        attachments: attachments.map((file) => upload(this.#world, channel.id, file, false)),
        flags: 0,
      },
    );
    keep(this.#world, channel, message);
    return message;
  }

  #enters({ guild, name, isArchived }: FakeChannel): void {
    if (isArchived) throw new Error(`Nobody writes or uses commands in ${name} while it is archived.`);
    if (guild) this.guilds.add(guild);
  }

  #commandData(command: Json | undefined, type: number, name: string): Json {
    const { guild_id } = command ?? {};
    return {
      id: command?.['id'] ?? this.#world.clock.snowflake(),
      name,
      type,
      ...(guild_id === undefined ? {} : { guild_id }),
    };
  }

  async #useComponent(message: FakeMessage, data: Json): Promise<FakeInteraction> {
    const channel = this.#world.channel(message.channelId);
    const { ephemeralFor } = message.origin;
    const isVisible = !message.isDeleted && (ephemeralFor === undefined || ephemeralFor === this.id);
    if (!channel || channel.isDeleted || !isVisible) throw new Error(`${this.name} does not see that message.`);
    if (channel.guild) this.guilds.add(channel.guild);
    return await this.#ask({ type: interactionTypes.component, channel, source: message, data });
  }

  async #ask(wish: Wish): Promise<FakeInteraction> {
    return await ask(this.#world, this, wish).settled(this.#patienceMs());
  }
}
