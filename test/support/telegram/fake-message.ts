import type { Entity } from './entities.ts';
import type { FakeChat } from './fake-chat.ts';
import type { FakeFile } from './fake-file.ts';
import type { FakeTopic } from './fake-topic.ts';
import type { Json } from './json.ts';
import type { FakeButton, Markup } from './markup.ts';
import { messageJson } from './message-json.ts';

export type MediaKind = 'photo' | 'live_photo' | 'document' | 'sticker' | 'animation' | 'video';

/** What a message carries beside words. Of a photo `files` are its sizes, smallest first; of anything else there is one. */
export interface Media {
  readonly kind: MediaKind;
  readonly files: readonly FakeFile[];
  /** Before Telegram recompressed it; undefined when it was sent by file id. */
  readonly uploaded?: Buffer | undefined;
  /** Fields the kind has beside the file's. */
  readonly extra?: Json;
  readonly hasSpoiler?: boolean;
}

export interface MessageContent {
  readonly text?: string | undefined;
  readonly entities?: readonly Entity[];
  readonly caption?: string | undefined;
  readonly captionEntities?: readonly Entity[];
  readonly media?: Media | undefined;
  readonly markup?: Markup | undefined;
}

export interface MessageOrigin {
  readonly chat: FakeChat;
  /** The author's user JSON; undefined for posts of a channel. */
  readonly from: Json | undefined;
  readonly topic?: FakeTopic | undefined;
  readonly replyTo?: FakeMessage | undefined;
  readonly mediaGroupId?: string | undefined;
  /** Fields told to the bot as they are: sender_chat, forward_origin, quote, service fields … */
  readonly extra?: Json | undefined;
  /** `direct_messages_topic.topic_id` in the direct messages of a channel. */
  readonly directTopicId?: number | undefined;
  /** The call that sent it, of the bot's messages. */
  readonly params?: Json;
}

export interface Revision {
  readonly at: number;
  readonly content: MessageContent;
}

/** A message as it is now. */
export class FakeMessage {
  readonly id: number;
  readonly chat: FakeChat;
  readonly origin: MessageOrigin;
  /** When it was sent, in ms by the server's clock. */
  readonly sentAt: number;
  /** How it was, oldest first, without how it is now. */
  readonly revisions: Revision[] = [];
  /** Resolves once the message was offered to the bot or withheld: photos take a moment to be kept. */
  arrived: Promise<void> = Promise.resolve();
  editedAt: number | undefined;
  isDeleted = false;
  /** The bot's reaction, an emoji. */
  reaction: string | undefined;
  #content: MessageContent;

  constructor(id: number, sentAt: number, origin: MessageOrigin, content: MessageContent) {
    this.id = id;
    this.chat = origin.chat;
    this.origin = origin;
    this.sentAt = sentAt;
    this.#content = content;
  }

  get content(): MessageContent {
    return this.#content;
  }

  /** Unix time. */
  get date(): number {
    return Math.floor(this.sentAt / 1000);
  }

  get from(): Json | undefined {
    return this.origin.from;
  }

  /** Whether this bot wrote it. */
  get isByBot(): boolean {
    return this.origin.params !== undefined;
  }

  /** Whether a change of the group made it, not somebody's words. */
  get isService(): boolean {
    return this.#content.text === undefined && this.#content.media === undefined;
  }

  get text(): string | undefined {
    return this.#content.text;
  }

  get entities(): readonly Entity[] {
    return this.#content.entities ?? [];
  }

  get caption(): string | undefined {
    return this.#content.caption;
  }

  get captionEntities(): readonly Entity[] {
    return this.#content.captionEntities ?? [];
  }

  /** The photo's largest size, as Telegram keeps it. */
  get photo(): FakeFile | undefined {
    return this.#fileOf('photo');
  }

  get document(): FakeFile | undefined {
    return this.#fileOf('document');
  }

  /** The photo or file, whatever its kind. */
  get file(): FakeFile | undefined {
    return this.#content.media?.files.at(-1);
  }

  get mediaGroupId(): string | undefined {
    return this.origin.mediaGroupId;
  }

  get topic(): FakeTopic | undefined {
    return this.origin.topic;
  }

  get replyTo(): FakeMessage | undefined {
    return this.origin.replyTo;
  }

  get replyToId(): number | undefined {
    return this.origin.replyTo?.id;
  }

  get rows(): readonly (readonly FakeButton[])[] {
    return this.#content.markup?.rows ?? [];
  }

  get buttons(): readonly FakeButton[] {
    return this.rows.flat();
  }

  get forceReply(): Markup['forceReply'] {
    return this.#content.markup?.forceReply;
  }

  get editedCount(): number {
    return this.revisions.length;
  }

  /** By its words or its data; throws when there is none. */
  button(textOrData: string): FakeButton {
    const found = this.buttons.find(({ text, data }) => text === textOrData || data === textOrData);
    if (found) return found;
    throw new Error(`No button ${textOrData} among ${this.buttons.map(({ text }) => text).join(', ') || 'none'}.`);
  }

  /** The message as the bot is told of it. */
  get json(): Json {
    return messageJson(this);
  }

  change(at: number, content: MessageContent): void {
    this.revisions.push({ at, content: this.#content });
    this.#content = content;
    this.editedAt = at;
  }

  /** By its author or an administrator. Bots are not told of it. */
  delete(): void {
    this.isDeleted = true;
  }

  #fileOf(kind: MediaKind): FakeFile | undefined {
    const { media } = this.#content;
    return media?.kind === kind ? media.files.at(-1) : undefined;
  }
}
