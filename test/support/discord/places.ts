import type { FakeMessage } from './fake-message.ts';
import type { Json } from './form-errors.ts';
import { type PermissionName, permissionBits, usualBotPermissions } from './permissions.ts';
import { intents, type Surroundings, type UserJson } from './surroundings.ts';

/** The default ceiling of one file. */
export const defaultFileLimit = 10 * 1024 * 1024;

const channelTypes = {
  text: 0,
  dm: 1,
  voice: 2,
  group: 3,
  announcement: 5,
  thread: 11,
  'private-thread': 12,
  forum: 15,
} as const;

export type ChannelKind = keyof typeof channelTypes;

export interface ChannelSetting {
  readonly guild?: FakeGuild;
  readonly parent?: FakeChannel;
  /** Everybody in a direct or group message. */
  readonly recipients?: readonly UserJson[];
}

/** A place where messages are. */
export class FakeChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly guild: FakeGuild | undefined;
  readonly parent: FakeChannel | undefined;
  readonly recipients: readonly UserJson[];
  readonly messages: FakeMessage[] = [];
  /** What the bot may do here while it is in the guild. */
  readonly botPermissions: Set<PermissionName>;
  /** Whether the bot was added to this thread; asked for private ones only. */
  hasBot = true;
  isArchived = false;
  isLocked = false;
  isDeleted = false;
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings, kind: ChannelKind, name: string, setting: ChannelSetting = {}) {
    this.#surroundings = surroundings;
    this.id = surroundings.clock.snowflake();
    this.kind = kind;
    this.name = name;
    this.guild = setting.guild;
    this.parent = setting.parent;
    this.recipients = setting.recipients ?? [];
    this.botPermissions = new Set(setting.guild?.botPermissions ?? usualBotPermissions);
  }

  get type(): number {
    return channelTypes[this.kind];
  }

  get parentId(): string | undefined {
    return this.parent?.id;
  }

  get isThread(): boolean {
    return this.kind === 'thread' || this.kind === 'private-thread';
  }

  /** A direct message with the bot. */
  get isBotDm(): boolean {
    return this.kind === 'dm' && this.recipients.some(({ id }) => id === this.#surroundings.bot.id);
  }

  allow(...names: readonly PermissionName[]): void {
    for (const name of names) this.botPermissions.add(name);
  }

  deny(...names: readonly PermissionName[]): void {
    for (const name of names) this.botPermissions.delete(name);
  }

  archive(): void {
    this.isArchived = true;
    this.#emit('THREAD_UPDATE', this.toJson());
  }

  unarchive(): void {
    this.isArchived = false;
    this.#emit('THREAD_UPDATE', this.toJson());
  }

  /** Locked threads are archived as well, as moderators close them. */
  lock(): void {
    this.isLocked = true;
    this.archive();
  }

  delete(): void {
    this.isDeleted = true;
    for (const message of this.messages) message.isDeleted = true;
    this.#emit(this.isThread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', this.toJson());
  }

  toJson(): Json {
    const { guild, parent } = this;
    const last = this.messages.findLast(({ isDeleted, isEphemeral }) => !isDeleted && !isEphemeral);
    return {
      id: this.id,
      type: this.type,
      flags: 0,
      last_message_id: last?.id ?? null,
      ...(guild
        ? {
            name: this.name,
            guild_id: guild.id,
            parent_id: parent?.id ?? null,
            position: 0,
            nsfw: false,
            rate_limit_per_user: 0,
          }
        : { recipients: this.recipients.filter(({ id }) => id !== this.#surroundings.bot.id) }),
      ...(guild && !this.isThread ? { permission_overwrites: [], topic: null } : {}),
      ...(this.kind === 'forum' ? { available_tags: [] } : {}),
      ...(this.isThread ? this.#threadFields() : {}),
    };
  }

  #threadFields(): Json {
    return {
      owner_id: this.#surroundings.bot.id,
      message_count: this.messages.length,
      member_count: 1,
      total_message_sent: this.messages.length,
      thread_metadata: {
        archived: this.isArchived,
        locked: this.isLocked,
        auto_archive_duration: 1440,
        archive_timestamp: new Date(this.#surroundings.clock.now()).toISOString(),
      },
    };
  }

  #emit(event: string, data: Json): void {
    if (this.guild?.installation === 'bot')
      this.#surroundings.emit(event, data, { intents: intents.guilds, guildId: this.guild.id });
  }
}

/** How the application is installed in a guild: with its bot, with its commands alone, or not at all. */
export type Installation = 'bot' | 'commands' | 'none';

export interface GuildOptions {
  readonly installation?: Installation;
  readonly locale?: string;
  /** Bytes of one file, more than the default when the guild is boosted. */
  readonly attachmentSizeLimit?: number;
}

export class FakeGuild {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly channels: FakeChannel[] = [];
  installation: Installation;
  attachmentSizeLimit: number;
  /** The bot's role: what it may do in channels made from now on. */
  readonly botPermissions = new Set<PermissionName>(usualBotPermissions);
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings, name: string, options: GuildOptions = {}) {
    this.#surroundings = surroundings;
    this.id = surroundings.clock.snowflake();
    this.name = name;
    this.locale = options.locale ?? 'en-US';
    this.installation = options.installation ?? 'bot';
    this.attachmentSizeLimit = options.attachmentSizeLimit ?? defaultFileLimit;
  }

  text(name: string): FakeChannel {
    return this.#add('text', name);
  }

  announcement(name: string): FakeChannel {
    return this.#add('announcement', name);
  }

  voice(name: string): FakeChannel {
    return this.#add('voice', name);
  }

  forum(name: string): FakeChannel {
    return this.#add('forum', name);
  }

  /** A private thread has the bot in it only once `hasBot` is set. */
  thread(parent: FakeChannel, name: string, { isPrivate = false } = {}): FakeChannel {
    const thread = this.#add(isPrivate ? 'private-thread' : 'thread', name, parent);
    thread.hasBot = !isPrivate;
    return thread;
  }

  forumPost(forum: FakeChannel, name: string): FakeChannel {
    return this.#add('thread', name, forum);
  }

  /** Someone removes the application. */
  kickBot(): void {
    this.installation = 'none';
    this.#surroundings.emit('GUILD_DELETE', { id: this.id }, { intents: intents.guilds, guildId: this.id });
  }

  inviteBot(): void {
    this.installation = 'bot';
    this.#surroundings.emit('GUILD_CREATE', this.toJson(), { intents: intents.guilds, guildId: this.id });
  }

  /** As GUILD_CREATE tells it. */
  toJson(): Json {
    const existing = this.channels.filter(({ isDeleted }) => !isDeleted);
    return {
      id: this.id,
      name: this.name,
      icon: null,
      owner_id: this.id,
      preferred_locale: this.locale,
      features: [],
      unavailable: false,
      large: false,
      member_count: 2,
      premium_tier: 0,
      verification_level: 0,
      default_message_notifications: 0,
      explicit_content_filter: 0,
      mfa_level: 0,
      nsfw_level: 0,
      system_channel_flags: 0,
      roles: [
        {
          id: this.id,
          name: '@everyone',
          permissions: String(permissionBits(usualBotPermissions)),
          color: 0,
          colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
          hoist: false,
          position: 0,
          managed: false,
          mentionable: false,
          flags: 0,
        },
      ],
      channels: existing.filter(({ isThread }) => !isThread).map((channel) => channel.toJson()),
      threads: existing
        .filter(({ isThread, isArchived }) => isThread && !isArchived)
        .map((channel) => channel.toJson()),
      members: [],
      emojis: [],
      stickers: [],
      presences: [],
      voice_states: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    };
  }

  #add(kind: ChannelKind, name: string, parent?: FakeChannel): FakeChannel {
    const channel = new FakeChannel(this.#surroundings, kind, name, { guild: this, ...(parent ? { parent } : {}) });
    this.channels.push(channel);
    return channel;
  }
}
