/**
 * A Telegram of one's own on a real socket: the Bot API with long polling, webhooks and file downloads, its documented limits and refusals.
 * The client is grammY as it is: `new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } })`.
 *
 *     await using telegram = await startFakeTelegram();
 *     const ann = telegram.person('ann', { language: 'de' });
 *     const group = telegram.group('Team', { people: [ann], isForum: true });
 *     const asked = ann.sends(group, { photo: png, caption: '/logo on a mug', topic: group.topic('Caps') });
 *     await expect.poll(() => telegram.messages(group).at(-1)?.photo).toBeDefined();
 *     const press = await ann.presses(telegram.messages(group).at(-1), 'Again');
 *     press.answer?.text;
 *
 * World (all of it may be changed while the bot runs)
 * - options: `{ token?, username?, isLocal?, patienceMs? }`; `isLocal` is a Bot API server of one's own: files by absolute path, no download limit, http webhooks
 * - `telegram.apiRoot`, `.token`, `.bot` (what getMe says, mutable: `can_read_all_group_messages` false is privacy mode, `has_topics_enabled` …)
 * - `telegram.clock.offsetMs` moves the server's clock: dates, ages, links, limits; `.now()`; `.stop()` lets it pass by the offset alone
 * - `telegram.person(name, { language?, username?, hasStarted? })` → FakePerson: `.id .user .name`, `.dm` (the private chat),
 *   `.hasStarted .hasBlocked .isDeactivated`, `.blocks() .unblocks()` (told as my_chat_member), `.joins(chat) .leaves(chat)`
 * - `telegram.group(title, { kind?: 'group' | 'supergroup', people?, admins?, isForum?, botIsAdmin?, username? })`,
 *   `telegram.channel(title, { botIsAdmin?: true, discussion? })`, `telegram.directMessages(channel)` → FakeChat
 * - `telegram.business(owner, id?)` → `{ id, owner, isEnabled, canReply }`, `telegram.businessChat(business, person)` → FakeChat
 * - FakeChat: `.id .kind .title .json .messages .topics .members .admins .botStatus .rights .actions` ({ action, threadId, at } of sendChatAction),
 *   `.topic(name)` → FakeTopic `{ threadId, name, head, isClosed, isDeleted, close(), reopen(), delete() }` (in a forum, or a private chat of a bot with topics),
 *   `.general.close() .general.reopen()`, `.addAdmin(person) .removeAdmin(person) .promoteBot() .demoteBot() .kickBot() .leaveBot() .addBot()`,
 *   `.restrict({ text?, photos?, documents? })`, `.otherBotPosts()` (then commands without a name are not for this bot), `.upgrade()` → the new FakeChat
 * - `telegram.messages(chat)`, `telegram.deleted(chat)`, `telegram.message(chat, id)`, `telegram.commands(person, chat?)`: the commands somebody is shown
 * - FakeMessage: `.id .chat .from` (user JSON) `.isByBot .isService .text .entities .caption .captionEntities .photo .document .file` (FakeFile) `.mediaGroupId .topic
 *   .replyTo .replyToId .rows .buttons` ({ text, data, url, style, disabled, json }) `.button(textOrData) .forceReply` ({ placeholder, isSelective }) `.content .revisions` ({ at,
 *   content }) `.editedCount .editedAt .sentAt .date .isDeleted .reaction .json .origin`, `.delete()`, `.arrived` (a promise: the bot was told, or it was withheld)
 *   - `.content.media`: `{ kind, files, uploaded, hasSpoiler }`; `uploaded` is what was sent before Telegram recompressed it
 * - FakeFile: `.fileId .kind .bytes .fileName .mimeType .width .height`, `.isGone`, `.tellsSize`; `telegram.files.linkLifeMs` (1 h)
 *
 * What people do
 * - `person.sends(chat, { text?, caption?, photo?, document?, sticker?, animation?, video?, livePhoto?, replyTo?, quote?, topic?, forwardedFrom?, isAnonymous?,
 *   businessConnectionId?, directTopic? })` → FakeMessage, in the chat at once; the bot hears of it a moment later when there is a photo
 * - `person.sendsAlbum(chat, items, { pauseMs? })` → FakeMessage[], `person.edits(message, { text?, caption? })`
 * - `person.presses(message, textOrData, { isInaccessible? })`, `person.forges(message, data)` → `{ id, data, message, answer?: { text, showAlert, url }, answeredAfterMs? }`,
 *   once answered or after `telegram.patienceMs` (3,000); `telegram.callbacks.lifeMs` (15 s): how old a query may be when it is answered
 *
 * Updates
 * - `telegram.updates`: `.pending` (count), `.waiting` (they), `.offset`, `.polls` ({ at, offset, timeout, allowedUpdates, updateIds }), `.conflicts`, `.allowed`
 * - `telegram.duplicateNext()`: the next update that is acknowledged comes once more, with its id
 * - `telegram.webhook`: `.url .secret .maxConnections .attempts` ({ updateId, at, status }), `.secondMs` (5: what a second of its retries is), `.patienceMs`,
 *   `.proxy('https://bot.example', 'http://127.0.0.1:8080')`: what stands before a bot that listens without TLS
 *
 * Calls
 * - `telegram.calls`: `{ method, params, files: { field, fileName, bytes }[], at, code, description, fault }`, downloads as `file`; `telegram.of(...methods)`
 * - `telegram.next(method, ...faults)`, `.always(method, fault)`, `.heal()`; `telegramFaults` in ./telegram-faults.ts:
 *   `failBefore(status) failAfter(status) dropBefore() dropAfter() slow(ms) hang() refuse(code, description, parameters?) tooMany(seconds) htmlPage(status)`
 * - `telegram.limits`: `.perChatPerSecond` (1) with `.perChatBurst` (20), `.perGroupPerMinute` (20), `.overallPerSecond` (30), undefined = off, `.lift()` all
 *
 * Methods: getMe getUpdates setWebhook deleteWebhook getWebhookInfo getFile answerCallbackQuery sendMessage sendPhoto sendDocument sendMediaGroup
 * editMessageText editMessageCaption editMessageReplyMarkup editMessageMedia deleteMessage deleteMessages sendChatAction setMessageReaction getChat getChatMember
 * getChatAdministrators leaveChat, set/get/deleteMyCommands, set/getMyName, set/getMyDescription, set/getMyShortDescription, logOut close. Others are answered 404.
 * Text is parsed as HTML or by entities; MarkdownV2 and Markdown are not.
 */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiServer, type RecordedCall } from './api-server.ts';
import type { CallbackQueries } from './callback-queries.ts';
import type { ChatOptions, FakeChat, Inhabitant } from './fake-chat.ts';
import type { FileStore } from './fake-file.ts';
import type { FakeMessage } from './fake-message.ts';
import { FakePerson, type PersonOptions } from './fake-person.ts';
import type { Json } from './json.ts';
import { chatMethods } from './methods/chat-methods.ts';
import { commandMethods, commandsShown } from './methods/command-methods.ts';
import { editingMethods } from './methods/editing-methods.ts';
import { sendingMethods } from './methods/sending-methods.ts';
import { updateMethods } from './methods/update-methods.ts';
import type { RateLimits } from './rate-limits.ts';
import type { TelegramClock } from './telegram-clock.ts';
import type { TelegramFault } from './telegram-faults.ts';
import type { UpdateQueue } from './update-queue.ts';
import { Webhook } from './webhook.ts';
import { type BotUser, type FakeBusiness, World } from './world.ts';

export interface FakeTelegramOptions {
  /** The bot's right token. */
  readonly token?: string;
  readonly username?: string;
  /** Whether it is a Bot API server of one's own, run with `--local`. */
  readonly isLocal?: boolean;
  /** How long a person waits for the answer to a press. */
  readonly patienceMs?: number;
}

export interface GroupOptions extends ChatOptions {
  readonly kind?: 'group' | 'supergroup';
}

/** Starts a Telegram on a free port of this machine. */
export async function startFakeTelegram(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
  const telegram = new FakeTelegram(options);
  await telegram.listen();
  return telegram;
}

export class FakeTelegram implements AsyncDisposable {
  readonly webhook: Webhook;
  /** How long a person waits for the answer to a press, in true time. */
  patienceMs: number;
  readonly #world: World;
  readonly #api: ApiServer;
  readonly #server: Server;

  constructor({
    token = '123456:AAfake-token_of-the-bench',
    username = 'mockup_bot',
    isLocal = false,
    patienceMs = 3000,
  }: FakeTelegramOptions) {
    this.patienceMs = patienceMs;
    this.#world = new World({ token, username, isLocal });
    const { updates, clock, closed } = this.#world;
    this.webhook = new Webhook(updates, clock, isLocal, closed.signal);
    this.#api = new ApiServer(this.#world, {
      ...updateMethods(this.webhook),
      ...sendingMethods,
      ...editingMethods,
      ...commandMethods,
      ...chatMethods,
    });
    this.webhook.onReply = async (call) => await this.#api.reply(call);
    this.#server = createServer((incoming, outgoing) => {
      // A client that gives up in the middle, or the server being closed: nobody is left to be told.
      this.#api.handle(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** What `client.apiRoot` of grammY is set to. */
  get apiRoot(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get token(): string {
    return this.#world.token;
  }

  get bot(): BotUser {
    return this.#world.bot;
  }

  get clock(): TelegramClock {
    return this.#world.clock;
  }

  get limits(): RateLimits {
    return this.#world.limits;
  }

  get updates(): UpdateQueue {
    return this.#world.updates;
  }

  get files(): FileStore {
    return this.#world.files;
  }

  get callbacks(): CallbackQueries {
    return this.#world.callbacks;
  }

  get calls(): readonly RecordedCall[] {
    return this.#api.calls;
  }

  /** Calls of these methods, oldest first. */
  of(...methods: readonly string[]): RecordedCall[] {
    return this.calls.filter(({ method }) => methods.includes(method));
  }

  person(name: string, options: PersonOptions = {}): FakePerson {
    const person = new FakePerson(this.#world, name, options, () => this.patienceMs);
    this.#world.people.set(person.id, person);
    this.#world.addChat(person.dm);
    return person;
  }

  group(title: string, { kind = 'supergroup', ...options }: GroupOptions = {}): FakeChat {
    return this.#world.addGroup(kind, title, options);
  }

  /** A channel the bot posts in, so an administrator of; `discussion` is the group where its posts are talked about. */
  channel(title: string, { discussion, ...options }: ChatOptions & { readonly discussion?: FakeChat } = {}): FakeChat {
    const channel = this.#world.addGroup('channel', title, { botIsAdmin: true, ...options });
    channel.discussion = discussion;
    return channel;
  }

  /** The direct messages of a channel: everybody's are a topic of their own. */
  directMessages(channel: FakeChat): FakeChat {
    return this.#world.addGroup('supergroup', channel.title, { isDirectMessages: true, botIsAdmin: true });
  }

  /** A business account that lets the bot answer for it. */
  business(owner: Inhabitant, id = `biz-${this.#world.businesses.size + 1}`): FakeBusiness {
    const business = { id, owner, isEnabled: true, canReply: true };
    this.#world.businesses.set(id, business);
    return business;
  }

  /** The business account's chat with somebody. */
  businessChat(business: FakeBusiness, partner: Inhabitant): FakeChat {
    return this.#world.businessChat(business, partner);
  }

  /** What is in the chat now, oldest first. */
  messages(chat: FakeChat): FakeMessage[] {
    return chat.messages.filter(({ isDeleted }) => !isDeleted);
  }

  /** What was in the chat. */
  deleted(chat: FakeChat): FakeMessage[] {
    return chat.messages.filter(({ isDeleted }) => isDeleted);
  }

  /** By id, deleted or not. */
  message(chat: FakeChat, id: number): FakeMessage | undefined {
    return chat.messages.find((message) => message.id === id);
  }

  /** The commands somebody is shown in a chat. */
  commands(person: FakePerson, chat: FakeChat = person.dm): readonly Json[] {
    return commandsShown(this.#world, {
      chatId: chat.id,
      personId: person.id,
      isPrivate: chat.kind === 'private',
      isAdmin: chat.admins.has(person.id),
      language: person.user['language_code'] as string | undefined,
    });
  }

  /** The next update that is acknowledged comes once more. */
  duplicateNext(): void {
    this.updates.duplicateNext();
  }

  /** The next calls of a method (`file`: downloads) meet these faults, one each. */
  next(method: string, ...faults: readonly TelegramFault[]): void {
    this.#api.faults.next(method, ...faults);
  }

  /** Every call of a method meets this fault, when none is planned by `next`. */
  always(method: string, fault: TelegramFault): void {
    this.#api.faults.always(method, fault);
  }

  /** Nothing planned is left. */
  heal(): void {
    this.#api.faults.heal();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#world.closed.abort();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
    await this.#world.files.close();
    const { broken } = this.#world;
    if (broken.length > 0) throw new AggregateError(broken, 'The fake Telegram itself broke.');
  }
}
