import { setTimeout as sleep } from 'node:timers/promises';
import { CallbackQueries } from './callback-queries.ts';
import { type ChatOptions, FakeChat, type Inhabitant } from './fake-chat.ts';
import { FileStore } from './fake-file.ts';
import { FakeMessage, type MessageContent, type MessageOrigin } from './fake-message.ts';
import type { FakePerson } from './fake-person.ts';
import type { FakeTopic } from './fake-topic.ts';
import { type Json, present } from './json.ts';
import { reachesBot } from './privacy.ts';
import { RateLimits } from './rate-limits.ts';
import { TelegramClock } from './telegram-clock.ts';
import { UpdateQueue } from './update-queue.ts';

/** A bot as getMe tells of it. All of it may be changed. */
export type BotUser = Json & {
  readonly id: number;
  username: string;
  first_name: string;
  can_join_groups: boolean;
  can_read_all_group_messages: boolean;
  has_topics_enabled: boolean;
};

/** A business account that lets the bot speak for it. */
export interface FakeBusiness {
  readonly id: string;
  readonly owner: Inhabitant;
  isEnabled: boolean;
  /** `can_reply`, in chats whose other side wrote in the last 24 hours. */
  canReply: boolean;
}

const dayMs = 86_400_000;

/** Everything there is on this server, and how its parts find each other. */
export class World {
  readonly clock = new TelegramClock();
  readonly token: string;
  readonly bot: BotUser;
  readonly isLocal: boolean;
  readonly files: FileStore;
  readonly chats: FakeChat[] = [];
  readonly people = new Map<number, FakePerson>();
  readonly businesses = new Map<string, FakeBusiness>();
  readonly updates: UpdateQueue;
  readonly callbacks: CallbackQueries;
  readonly limits: RateLimits;
  /** Registered commands by scope and language. */
  readonly commands = new Map<string, readonly Json[]>();
  /** Names, descriptions and menu buttons by method and language. */
  readonly profile = new Map<string, unknown>();
  /** What went wrong in this server itself. */
  readonly broken: unknown[] = [];
  readonly closed = new AbortController();
  #lastCommonId = 100;
  #lastChatId = 4_100_000_000;
  #lastPersonId = 7_100_000_000;
  #offering: Promise<void> | undefined;

  constructor({ token, username, isLocal }: { token: string; username: string; isLocal: boolean }) {
    this.token = token;
    this.isLocal = isLocal;
    this.files = new FileStore(this.clock, isLocal);
    this.updates = new UpdateQueue(this.clock);
    this.callbacks = new CallbackQueries(this);
    this.limits = new RateLimits(this.clock);
    this.bot = {
      id: Number(token.split(':')[0]),
      is_bot: true,
      first_name: 'Mockup Bot',
      username,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_guest_queries: false,
      supports_inline_queries: false,
      can_connect_to_business: true,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
      can_manage_bots: false,
      supports_join_request_queries: false,
    };
  }

  /** The bot as others see it. */
  get userOfBot(): Json {
    const { id, first_name, username } = this.bot;
    return { id, is_bot: true, first_name, username };
  }

  nextCommonId(): number {
    this.#lastCommonId += 1;
    return this.#lastCommonId;
  }

  nextPersonId(): number {
    this.#lastPersonId += 1;
    return this.#lastPersonId;
  }

  addGroup(kind: 'group' | 'supergroup' | 'channel', title: string, options: ChatOptions = {}): FakeChat {
    this.#lastChatId += 1;
    const id = kind === 'group' ? -this.#lastChatId : -1_000_000_000_000 - this.#lastChatId;
    return this.addChat(new FakeChat(this, id, kind, title, options));
  }

  addChat(chat: FakeChat): FakeChat {
    this.chats.push(chat);
    return chat;
  }

  /** By id or `@username`; what is seen through a business connection only with its id. */
  chat(id: number | string, connectionId?: string): FakeChat | undefined {
    return this.chats.find(
      (chat) =>
        chat.connectionId === connectionId &&
        (chat.id === id || (chat.username !== undefined && `@${chat.username}` === id)),
    );
  }

  /** The chat of a business account with somebody. */
  businessChat(business: FakeBusiness, partner: Inhabitant): FakeChat {
    const found = this.chat(partner.id, business.id);
    if (found) return found;
    const options = { partner, connectionId: business.id };
    return this.addChat(new FakeChat(this, partner.id, 'private', String(partner.user['first_name']), options));
  }

  /** Puts a message into its chat. The bot's own it never hears of. */
  add(origin: MessageOrigin, content: MessageContent): FakeMessage {
    const { chat } = origin;
    const message = new FakeMessage(chat.nextId(), this.clock.now(), origin, content);
    chat.messages.push(message);
    if (message.isByBot) chat.isOtherBotLast = false;
    return message;
  }

  /** A service message: something changed in the chat. */
  note(chat: FakeChat, fields: Json, topic?: FakeTopic, more: (id: number) => Json = () => ({})): FakeMessage {
    const from = [...chat.members.values()][0]?.user;
    const extra: Json = { ...fields };
    const message = this.add({ chat, from, topic, extra }, {});
    Object.assign(extra, more(message.id));
    this.offer(message);
    return message;
  }

  /** Tells the bot of a message of somebody's, one after the other and when it is ready. */
  offer(message: FakeMessage, ready?: Promise<unknown>): void {
    message.arrived = this.#inTurn(message, ready);
  }

  /** What is posted in a channel appears in its discussion group by itself, as a message of Telegram's. */
  discuss(post: FakeMessage, ready?: Promise<unknown>): void {
    const { chat, content, id, date } = post;
    if (chat.kind !== 'channel' || !chat.discussion) return;
    const extra = {
      sender_chat: chat.json,
      is_automatic_forward: true,
      forward_origin: { type: 'channel', chat: chat.json, message_id: id, date },
    };
    const from = { id: 777_000, is_bot: false, first_name: 'Telegram' };
    this.offer(this.add({ chat: chat.discussion, from, extra }, content), ready);
  }

  /** As `offer`, but later, while others are told of. */
  offerLater(message: FakeMessage, ms: number, ready?: Promise<unknown>): void {
    // Failing is the server being closed: nobody is to be told.
    const isOver = sleep(ms, false, { signal: this.closed.signal }).catch(() => true);
    message.arrived = isOver.then(async (isClosed) => await (isClosed ? undefined : this.#inTurn(message, ready)));
  }

  /** The bot's standing in a chat changed. */
  tellMembership(chat: FakeChat, old: string, now: string, by?: Json): void {
    const from = by ?? [...chat.members.values()][0]?.user ?? this.userOfBot;
    const member = (status: string) => ({ status, user: this.userOfBot });
    this.updates.add(
      'my_chat_member',
      {
        chat: chat.json,
        from,
        date: this.clock.seconds(),
        old_chat_member: member(old),
        new_chat_member: member(now),
      },
      { endsAt: this.clock.now() + dayMs, key: `chat:${chat.id}` },
    );
  }

  async #inTurn(message: FakeMessage, ready: Promise<unknown> | undefined): Promise<void> {
    // At once when nobody is waited for, so that what one person does in one go is told in one go.
    if (!ready && !this.#offering) {
      this.#tell(message);
      return;
    }
    const turn = this.#tellAfter(message, this.#offering, ready);
    this.#offering = turn;
    await turn;
    if (this.#offering === turn) this.#offering = undefined;
  }

  async #tellAfter(
    message: FakeMessage,
    others: Promise<unknown> = Promise.resolve(),
    ready: Promise<unknown> = Promise.resolve(),
  ): Promise<void> {
    try {
      await Promise.all([others, ready]);
      this.#tell(message);
    } catch (error) {
      this.broken.push(error);
    }
  }

  #tell(message: FakeMessage, isEdited = message.editedAt !== undefined): void {
    const { chat } = message;
    if (!reachesBot(message, this.bot)) return;
    const kind =
      chat.connectionId !== undefined ? 'business_message' : chat.kind === 'channel' ? 'channel_post' : 'message';
    const connection = present({ business_connection_id: chat.connectionId });
    this.updates.add(
      isEdited ? `edited_${kind}` : kind,
      { ...connection, ...message.json },
      { endsAt: (message.editedAt ?? message.sentAt) + dayMs, key: `chat:${chat.id}` },
    );
  }
}
