import { ChannelType } from 'discord.js';
import { componentsOf } from './component-tree.ts';
import type { FakeAttachment } from './fake-attachment.ts';
import type { Json } from './form-errors.ts';
import { intents, type Surroundings, type UserJson } from './surroundings.ts';

export const messageFlags = { ephemeral: 1 << 6, loading: 1 << 7, componentsV2: 1 << 15 } as const;

/** Whom a message really notified when it was sent. */
export interface Pings {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly everyone: boolean;
}

export interface MessageReference {
  readonly messageId: string;
  readonly channelId: string;
}

/** What a message says at one time. */
export interface MessageState {
  content: string;
  embeds: readonly Json[];
  attachments: readonly FakeAttachment[];
  components: readonly Json[];
  flags: number;
}

/** Where and how a message came to be. */
export interface MessageOrigin {
  readonly channelId: string;
  readonly guildId: string | undefined;
  readonly author: UserJson;
  readonly type?: number;
  readonly reference?: MessageReference | undefined;
  readonly nonce?: string | undefined;
  readonly pings?: Pings;
  readonly mentionedIds?: readonly string[];
  /** Interaction responses carry who asked. */
  readonly interaction?: Json | undefined;
  /** The one person an ephemeral message is for. */
  readonly ephemeralFor?: string | undefined;
  readonly snapshots?: readonly Json[] | undefined;
}

export interface FoundButton {
  readonly label: string | undefined;
  readonly customId: string | undefined;
  readonly url: string | undefined;
  readonly style: number;
  readonly isDisabled: boolean;
}

export interface FoundSelect {
  readonly customId: string;
  readonly options: readonly { readonly label: string; readonly value: string; readonly isDefault: boolean }[];
  readonly isDisabled: boolean;
}

/** A message as it is now. */
export class FakeMessage implements MessageState {
  readonly id: string;
  readonly createdAt: number;
  readonly origin: MessageOrigin;
  content: string;
  embeds: readonly Json[];
  attachments: readonly FakeAttachment[];
  components: readonly Json[];
  flags: number;
  isDeleted = false;
  editedAt: number | undefined;
  /** What it said after it was made and after each edit. */
  readonly revisions: { readonly at: number; readonly content: string; readonly files: readonly string[] }[] = [];
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings, origin: MessageOrigin, state: MessageState) {
    this.#surroundings = surroundings;
    this.id = surroundings.clock.snowflake();
    this.createdAt = surroundings.clock.now();
    this.origin = origin;
    this.content = state.content;
    this.embeds = state.embeds;
    this.attachments = state.attachments;
    this.components = state.components;
    this.flags = state.flags;
    this.#note();
  }

  get channelId(): string {
    return this.origin.channelId;
  }

  get authorId(): string {
    return this.origin.author.id;
  }

  get type(): number {
    return this.origin.type ?? 0;
  }

  get reference(): MessageReference | undefined {
    return this.origin.reference;
  }

  get nonce(): string | undefined {
    return this.origin.nonce;
  }

  get pings(): Pings {
    return this.origin.pings ?? { users: [], roles: [], everyone: false };
  }

  get isEphemeral(): boolean {
    return (this.flags & messageFlags.ephemeral) !== 0;
  }

  /** Still "thinking". */
  get isLoading(): boolean {
    return (this.flags & messageFlags.loading) !== 0;
  }

  get editedCount(): number {
    return this.revisions.length - 1;
  }

  get buttons(): FoundButton[] {
    return componentsOf(this.components)
      .filter(({ type }) => type === 2)
      .map(({ label, custom_id, url, style, disabled }) => ({
        label: label as string | undefined,
        customId: custom_id as string | undefined,
        url: url as string | undefined,
        style: Number(style),
        isDisabled: disabled === true,
      }));
  }

  get selects(): FoundSelect[] {
    return componentsOf(this.components)
      .filter(({ type }) => type === 3)
      .map(({ custom_id, options, disabled }) => ({
        customId: String(custom_id),
        options: ((options ?? []) as Json[]).map(({ label, value, default: isDefault }) => ({
          label: String(label),
          value: String(value),
          isDefault: isDefault === true,
        })),
        isDisabled: disabled === true,
      }));
  }

  button(labelOrCustomId: string): FoundButton | undefined {
    return this.buttons.find(({ label, customId }) => label === labelOrCustomId || customId === labelOrCustomId);
  }

  /** Changes what it says. The placeholder of a deferred response stops being one. */
  change(state: Partial<MessageState>): void {
    const wasLoading = this.isLoading;
    Object.assign(this, state);
    this.flags &= ~messageFlags.loading;
    // Filling the placeholder is what makes the message; it is not shown as edited.
    if (!wasLoading) this.editedAt = this.#surroundings.clock.now();
    this.#note();
    this.#emit('MESSAGE_UPDATE', (held) => this.toJsonFor(held));
  }

  /** Taken away, by its author, the bot or a moderator. */
  delete(): void {
    if (this.isDeleted) return;
    this.isDeleted = true;
    for (const { file } of this.attachments) this.#surroundings.cdn.remove(file);
    const { channelId, guildId } = this.origin;
    this.#emit('MESSAGE_DELETE', () => ({
      id: this.id,
      channel_id: channelId,
      ...(guildId ? { guild_id: guildId } : {}),
    }));
  }

  announce(): void {
    // The event says in what kind of channel: the library makes nothing of a message in one it does not know otherwise.
    const channel_type = this.origin.guildId ? ChannelType.GuildText : ChannelType.DM;
    this.#emit('MESSAGE_CREATE', (held) => ({ ...this.toJsonFor(held), channel_type }));
  }

  toJson(): Json {
    const { author, guildId, interaction, reference, nonce, mentionedIds = [], snapshots } = this.origin;
    const asTime = (ms: number) => new Date(ms).toISOString();
    return {
      id: this.id,
      channel_id: this.channelId,
      ...(guildId ? { guild_id: guildId } : {}),
      author,
      content: this.content,
      timestamp: asTime(this.createdAt),
      edited_timestamp: this.editedAt === undefined ? null : asTime(this.editedAt),
      tts: false,
      mention_everyone: this.pings.everyone,
      mentions: mentionedIds.map((id) => ({ id, username: id, discriminator: '0', global_name: null, avatar: null })),
      mention_roles: this.pings.roles,
      attachments: this.attachments.map((attachment) => attachment.toJson()),
      embeds: this.embeds,
      components: this.components,
      pinned: false,
      type: this.type,
      flags: this.flags,
      ...(nonce === undefined ? {} : { nonce }),
      ...(interaction ? { interaction_metadata: interaction, webhook_id: this.#surroundings.application.id } : {}),
      ...(author.id === this.#surroundings.bot.id ? { application_id: this.#surroundings.application.id } : {}),
      ...(snapshots ? { message_snapshots: snapshots } : {}),
      ...(reference
        ? {
            message_reference: {
              type: 0,
              message_id: reference.messageId,
              channel_id: reference.channelId,
              ...(guildId ? { guild_id: guildId } : {}),
            },
          }
        : {}),
    };
  }

  /**
   * As a session with these intents sees it. Without MESSAGE_CONTENT everything a person wrote is empty, not absent,
   * except in a direct message, in the bot's own messages and in those that mention it.
   */
  toJsonFor(heldIntents: number): Json {
    const whole = this.toJson();
    const { bot } = this.#surroundings;
    const isReadable =
      (heldIntents & intents.messageContent) !== 0 ||
      !this.origin.guildId ||
      this.authorId === bot.id ||
      (this.origin.mentionedIds ?? []).includes(bot.id);
    return isReadable ? whole : { ...whole, content: '', embeds: [], attachments: [], components: [] };
  }

  #emit(event: string, data: (heldIntents: number) => Json): void {
    // An ephemeral message is no message of its channel: nobody is told of it.
    if (this.isEphemeral) return;
    const { guildId } = this.origin;
    this.#surroundings.emit(event, data, {
      intents: guildId ? intents.guildMessages : intents.directMessages,
      guildId,
    });
  }

  #note(): void {
    const files = this.attachments.map(({ filename }) => filename);
    this.revisions.push({ at: this.#surroundings.clock.now(), content: this.content, files });
  }
}
