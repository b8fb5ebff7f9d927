/**
 * A Discord of one's own on a real socket: REST v10, gateway and attachment CDN, with the documented limits and refusals.
 * The client is discord.js as it is: `new Client({ intents: [], rest: { api: discord.apiUrl } })`.
 *
 *     await using discord = await startFakeDiscord();
 *     const guild = discord.guild('Coffee shop');
 *     const channel = guild.text('general');
 *     const ann = discord.person('ann', { locale: 'de' });
 *     const asked = await ann.slash(channel, 'mockup', { logo: { bytes, fileName: 'logo.png' }, prompt: 'on a mug' });
 *     asked.first?.type;            // 5
 *     asked.message?.attachments;   // what the response message carries by now
 *
 * World (all of it may be changed while the bot runs)
 * - `discord.apiUrl`, `discord.origin`, `discord.token`, `discord.application` (mutable JSON), `discord.bot` (user JSON)
 * - `discord.clock.offsetMs` moves the server's clock: the 3 s, the 15 min, ages, snowflakes, URL expiry; `discord.clock.now()`;
 *   `discord.clock.stop()` lets it pass by the offset alone
 * - `discord.guild(name, { installation?: 'bot' | 'commands' | 'none', locale?, attachmentSizeLimit? })` → FakeGuild
 *   - `.text(name)`, `.announcement(name)`, `.voice(name)`, `.forum(name)`, `.thread(parent, name, { isPrivate? })`, `.forumPost(forum, name)` → FakeChannel
 *   - `.installation`, `.attachmentSizeLimit`, `.botPermissions` (of channels made later), `.kickBot()`, `.inviteBot()`
 * - FakeChannel: `.id`, `.type`, `.guild`, `.parentId`, `.deny('SEND_MESSAGES', …)`, `.allow(…)` (the bot's permissions there),
 *   `.archive()`, `.unarchive()`, `.lock()`, `.delete()`, `.hasBot` (of a private thread), `.isArchived`, `.isLocked`, `.isDeleted`
 * - `discord.person(name, { locale?, permissions?: PermissionName[], roles?: string[], hasInstalled?, allowsDms?, guilds?, attachmentSizeLimit? })` → FakePerson
 *   - `.id`, `.dm` (the channel with the bot), and the options above, mutable; `.joins(guild)`, `.leaves(guild)`
 * - `discord.groupDm(...people)`, `discord.dmBetween(a, b)`: channels the bot is not in
 * - `discord.messages(channel)` → FakeMessage[] that exist now, ephemeral ones too (`.isEphemeral`); `discord.deleted(channel)`; `discord.message(id)`
 *   - FakeMessage: `.id .channelId .authorId .content .embeds .attachments[] .components .flags .reference .nonce .type .editedCount
 *     .revisions[] (at, content, files) .pings {users, roles, everyone} .isEphemeral .isLoading .isDeleted .createdAt`,
 *     `.buttons` (label, customId, url, disabled, style), `.selects`, `.button(labelOrCustomId)`, `.delete()` (by a moderator)
 *   - attachment: `.id .filename .description .size .contentType .bytes .url`
 *
 * What people do. Each resolves with a FakeInteraction once the first response was accepted or came too late (10062), or `discord.patienceMs` (3,000) are over
 * - `person.slash(channel, command, options?)`; an option's value is string, number, boolean or `{ bytes, fileName, contentType?, size?, width?, height?, url? }`.
 *   As in the real client: once any command is registered, only registered ones can be used, with their options, types and choices.
 * - `person.contextMenu(channel, command, message)`, `person.press(message, labelOrCustomId)`, `person.select(message, customId, values)`
 * - `person.submit(modalOrInteraction, values)`: text by custom id (others keep their prefill), string[] for selects, files for uploads
 * - `person.autocomplete(channel, command, focusedOption, typed, otherOptions?)` → `.choices`
 * - `person.sends(channel, { content?, attachments?, embeds?, replyTo?, snapshots? })` → FakeMessage, MESSAGE_CREATE on the gateway
 * - FakeInteraction: `.id .token .type .payload .personId .channel .source .sentAt`, `.first` ({ type, data, atMs } | undefined), `.refused` (codes of refused callbacks),
 *   `.message` (the response message as it is now; `.shownMessage` throws when there is none), `.followUps`, `.modal` ({ customId, title, components, fields }; `.shownModal` throws), `.choices`, `.isUserInstallOnly`
 * - `discord.interactions`: all of them, oldest first, from the moment they are sent
 *
 * Gateway: `discord.gateway`
 * - `.drop(code = 4000)` (0 = the TCP connection breaks), `.refuse()` / `.accept()`, `.duplicateNext()`, `.invalidateSessions()`, `.requestReconnect()`,
 *   `.ackHeartbeats`, `.heartbeatIntervalMs`, `.sessionStartsLeft`, `.maxConcurrency`, `.allowedPrivilegedIntents`, `.sessionLifeMs`,
 *   `.delayMs` (events are delivered late)
 * - `.identifies` ({ at, intents, shard, properties }), `.resumes` ({ at, seq, replayed, isResumed }), `.isConnected`, `.connections`, `.heartbeats`, `.dispatch(event, data, …)`
 *
 * REST
 * - `discord.requests`: { method, route (RouteName), pattern, path, query, json, files: { name, filename, bytes, contentType, description }[], headers, at, status, code };
 *   `discord.of(route)` those of one route
 * - `discord.limit(route, { limit, perMs, scope? } | undefined)`, `discord.limits.webhook` (5 per 2 s, undefined = off), `.webhookChannel` (off; 30 per 60 s is reported),
 *   `.globalPerSecond` (50), `.dmOpens` (10 per 10 min), `.oldEdits` (of one message older than 1 h), `.dailyCommandCreates` (200), `.invalidRequests` (10,000 per 10 min)
 * - `discord.invalidRequests`: how many 401, 403 and 429 (not shared) were answered
 * - `discord.next(route, ...faults)`, `discord.always(route, fault)`, `discord.heal()`; `discordFaults` in ./discord-faults.ts:
 *   `failBefore(status)`, `failAfter(status)`, `slowUpload(ms)`, `dropBefore(how)`, `dropAfter(how)` ('reset', after which discord.js sends again, or 'closed', after which it does not), `htmlPage(status)`, `slow(ms)`, `hang()`, `refuse(code)`, `tooMany({ retryAfterMs, scope })`
 * - `discord.commands(guild?)`: the registered commands, with localizations
 * - `discord.cdn.urlLifeMs` (1 day), `.ephemeralLifeMs`
 *
 * RouteName: gateway gatewayBot me application oauthApplication guilds guild callback followUp getOriginal editOriginal deleteOriginal getFollowUp editFollowUp
 * deleteFollowUp channel editChannel typing listMessages createMessage getMessage editMessage deleteMessage openDm listCommands putCommands createCommand
 * getCommand editCommand deleteCommand listGuildCommands putGuildCommands createGuildCommand getGuildCommand editGuildCommand deleteGuildCommand file unknown
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cdn } from './cdn.ts';
import type { DiscordClock } from './discord-clock.ts';
import type { DiscordFault } from './discord-faults.ts';
import type { FakeInteraction } from './fake-interaction.ts';
import type { FakeMessage } from './fake-message.ts';
import type { Json } from './form-errors.ts';
import { FakeGateway } from './gateway.ts';
import type { DiscordLimits, Limit } from './limits.ts';
import { FakePerson, type PersonOptions } from './people.ts';
import { FakeChannel, FakeGuild, type GuildOptions } from './places.ts';
import { FakeRest, type RecordedRequest } from './rest.ts';
import { accountRoutes } from './routes/account-routes.ts';
import { callbackRoute } from './routes/callback-route.ts';
import { commandRoutes } from './routes/command-routes.ts';
import { messageRoutes } from './routes/message-routes.ts';
import { placeRoutes } from './routes/place-routes.ts';
import type { RouteName } from './routes/route.ts';
import { webhookRoutes } from './routes/webhook-routes.ts';
import type { UserJson } from './surroundings.ts';
import { World } from './world.ts';

export interface FakeDiscordOptions {
  /** The bot's right token. */
  readonly token?: string;
  /** How long a person waits for the first response. */
  readonly patienceMs?: number;
}

/** Starts a Discord on a free port of this machine. */
export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const discord = new FakeDiscord(options);
  await discord.listen();
  return discord;
}

export class FakeDiscord implements AsyncDisposable {
  readonly gateway: FakeGateway;
  /** How long a person waits for the first response, in true time. */
  patienceMs: number;
  readonly #world: World;
  readonly #rest: FakeRest;
  readonly #server: Server;

  constructor({ token = 'MTI3.fake.bot-token', patienceMs = 3000 }: FakeDiscordOptions) {
    this.patienceMs = patienceMs;
    this.#world = new World(token);
    this.gateway = new FakeGateway(this.#world);
    this.#world.listen((...event) => this.gateway.dispatch(...event));
    this.#rest = new FakeRest(this.#world, [
      ...accountRoutes(() => this.gateway.information),
      callbackRoute,
      ...webhookRoutes,
      ...placeRoutes,
      ...messageRoutes,
      ...commandRoutes,
    ]);
    this.#server = createServer((incoming, outgoing) => this.#answer(incoming, outgoing));
    this.#server.on('upgrade', (request, socket, head) => this.gateway.upgrade(request, socket, head));
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#world.cdn.origin = this.origin;
    this.gateway.url = `${this.origin.replace('http', 'ws')}/gw`;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What `rest.api` of discord.js is set to. */
  get apiUrl(): string {
    return `${this.origin}/api`;
  }

  get token(): string {
    return this.#world.token;
  }

  get application(): Json & { readonly id: string } {
    return this.#world.application;
  }

  get bot(): UserJson {
    return this.#world.bot;
  }

  get clock(): DiscordClock {
    return this.#world.clock;
  }

  get cdn(): Cdn {
    return this.#world.cdn;
  }

  get requests(): readonly RecordedRequest[] {
    return this.#rest.requests;
  }

  get interactions(): readonly FakeInteraction[] {
    return this.#world.interactions;
  }

  /** How many answers were 401, 403 or 429 (not shared). */
  get invalidRequests(): number {
    return this.#rest.invalid.count;
  }

  get limits(): DiscordLimits {
    return this.#world.limits;
  }

  /** Requests of a route, oldest first. */
  of(...routes: readonly RouteName[]): RecordedRequest[] {
    return this.requests.filter(({ route }) => routes.includes(route));
  }

  guild(name: string, options: GuildOptions = {}): FakeGuild {
    const guild = new FakeGuild(this.#world, name, options);
    this.#world.guilds.push(guild);
    return guild;
  }

  person(name: string, options: PersonOptions = {}): FakePerson {
    const person = new FakePerson(this.#world, name, options, () => this.patienceMs);
    this.#world.people.set(person.id, person);
    this.#world.directs.push(person.dm);
    return person;
  }

  /** A group message the bot is not in. */
  groupDm(...people: readonly FakePerson[]): FakeChannel {
    return this.#direct('group', people);
  }

  /** A direct message between two people. */
  dmBetween(one: FakePerson, other: FakePerson): FakeChannel {
    return this.#direct('dm', [one, other]);
  }

  /** What is in the channel now, oldest first, ephemeral messages too. */
  messages(channel: FakeChannel | string): FakeMessage[] {
    return this.#all(channel).filter(({ isDeleted }) => !isDeleted);
  }

  /** What was in the channel. */
  deleted(channel: FakeChannel | string): FakeMessage[] {
    return this.#all(channel).filter(({ isDeleted }) => isDeleted);
  }

  /** By id, deleted or not. */
  message(id: string): FakeMessage | undefined {
    return this.#world.messages.get(id);
  }

  /** Registered commands of everywhere or of one guild, with their translations. */
  commands(guild?: FakeGuild): readonly Json[] {
    return this.#world.commands.get(guild?.id ?? 'global') ?? [];
  }

  /** The next requests of a route meet these faults, one each. */
  next(route: RouteName, ...faults: readonly DiscordFault[]): void {
    this.#rest.faults.next(route, ...faults);
  }

  /** Every request of a route meets this fault, when none is planned by `next`. */
  always(route: RouteName, fault: DiscordFault): void {
    this.#rest.faults.always(route, fault);
  }

  /** Nothing planned is left. */
  heal(): void {
    this.#rest.faults.heal();
  }

  /** How often a route may be asked, for each channel, guild or token of its own; undefined takes the limit away. */
  limit(route: RouteName, limit: Limit | undefined): void {
    this.#rest.limits.set(route, limit);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#rest.close();
    this.gateway.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
    if (this.#rest.broken.length > 0) throw new AggregateError(this.#rest.broken, 'The fake Discord itself broke.');
  }

  #answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    // A client that gives up in the middle, or the server being closed: nobody is left to be told.
    this.#rest.handle(incoming, outgoing).catch(() => outgoing.destroy());
  }

  #direct(kind: 'group' | 'dm', people: readonly FakePerson[]): FakeChannel {
    const name = people.map((person) => person.name).join(', ');
    const channel = new FakeChannel(this.#world, kind, name, { recipients: people.map(({ user }) => user) });
    this.#world.directs.push(channel);
    return channel;
  }

  #all(channel: FakeChannel | string): readonly FakeMessage[] {
    const found = typeof channel === 'string' ? this.#world.channel(channel) : channel;
    return found?.messages ?? [];
  }
}
