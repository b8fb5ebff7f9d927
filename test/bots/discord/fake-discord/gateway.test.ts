import { Client, Events, GatewayIntentBits, type Interaction, Partials } from 'discord.js';
import { expect, test } from 'vitest';
import { startFakeDiscord } from '../../../support/discord/fake-discord.ts';
import { logIn } from '../../../support/discord/library-client.ts';

const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits;

/** Keeps ids of interactions as they come. */
function collector() {
  const ids: string[] = [];
  const collect = async ({ id }: Interaction) => void (await Promise.resolve(ids.push(id)));
  return { ids, collect };
}

test('a client without intents logs in and is ready at once', async () => {
  await using discord = await startFakeDiscord();
  discord.guild('Shop').text('general');
  await using session = await logIn(discord);
  expect(session.client.user.id).toBe(discord.bot.id);
  expect(session.client.application.id).toBe(discord.application.id);
  expect(discord.gateway.identifies).toMatchObject([{ intents: 0, shard: [0, 1] }]);
  expect(discord.gateway.sessionStartsLeft).toBe(999);
});

test('a wrong token is refused over HTTP, and at the gateway with 4004', async () => {
  await using discord = await startFakeDiscord();
  const client = new Client({ intents: [], rest: { api: discord.apiUrl } });
  await expect(client.login('wrong')).rejects.toMatchObject({ code: 'TokenInvalid' });
  await client.destroy();
  expect(discord.of('gatewayBot')).toMatchObject([{ status: 401 }]);
  const socket = new WebSocket(`${discord.gateway.url}?v=10&encoding=json`);
  const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
  socket.addEventListener('open', () => socket.send(JSON.stringify({ op: 2, d: { token: 'wrong', intents: 0 } })));
  expect(await closed).toBe(4004);
});

test('privileged intents need to be switched on', async () => {
  await using discord = await startFakeDiscord();
  await expect(logIn(discord, undefined, { intents: [MessageContent] })).rejects.toThrow(/disallowed intents/i);
  discord.gateway.allowedPrivilegedIntents = MessageContent;
  await using session = await logIn(discord, undefined, { intents: [MessageContent] });
  expect(session.client.isReady()).toBe(true);
});

test('intents that do not exist are refused', async () => {
  await using discord = await startFakeDiscord();
  await expect(logIn(discord, undefined, { intents: 1 << 30 })).rejects.toThrow(/invalid intents/i);
});

test("no session starts are left after the day's thousand", async () => {
  await using discord = await startFakeDiscord();
  discord.gateway.sessionStartsLeft = 0;
  await expect(logIn(discord)).rejects.toThrow(/session/i);
  expect(discord.gateway.identifies).toEqual([]);
});

test('a protocol that is not kept to closes the connection', async () => {
  await using discord = await startFakeDiscord();
  const codeFor = async (payloads: unknown[], query = '?v=10&encoding=json') => {
    const socket = new WebSocket(`${discord.gateway.url}${query}`);
    const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
    socket.addEventListener('open', () => {
      for (const payload of payloads) socket.send(typeof payload === 'string' ? payload : JSON.stringify(payload));
    });
    return await closed;
  };
  const identify = { op: 2, d: { token: discord.token, intents: 0 } };
  expect(await codeFor([], '?v=9')).toBe(4012);
  expect(await codeFor(['no json'])).toBe(4002);
  expect(await codeFor([{ op: 3, d: {} }])).toBe(4003);
  expect(await codeFor([identify, identify])).toBe(4005);
  expect(await codeFor([identify, { op: 99 }])).toBe(4001);
  expect(await codeFor([{ ...identify, d: { ...identify.d, shard: [1, 1] } }])).toBe(4010);
  expect(await codeFor([{ op: 1, d: 'x'.repeat(4096) }])).toBe(4002);
  expect(await codeFor([identify, ...Array.from({ length: 120 }, () => ({ op: 1, d: null }))])).toBe(4008);
});

/** Identifies or resumes by hand. Gives the first answer after the hello, or the close code. */
async function firstAnswer(url: string, payload: object): Promise<unknown> {
  const socket = new WebSocket(`${url}?v=10&encoding=json`);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  socket.addEventListener('close', ({ code }) => resolve(code));
  socket.addEventListener('message', ({ data }) => {
    const { op, t, d } = JSON.parse(String(data)) as { op: number; t: string | null; d: unknown };
    if (op === 10) socket.send(JSON.stringify(payload));
    else resolve({ op, t, d });
  });
  const answer = await promise;
  socket.close(4000);
  return answer;
}

test('so many sessions begin in five seconds', async () => {
  await using discord = await startFakeDiscord();
  discord.clock.stop();
  discord.gateway.maxConcurrency = 1;
  const identify = { op: 2, d: { token: discord.token, intents: 0 } };
  expect(await firstAnswer(discord.gateway.url, identify)).toMatchObject({ op: 0, t: 'READY' });
  expect(await firstAnswer(discord.gateway.url, identify)).toMatchObject({ op: 9, d: false });
  discord.clock.offsetMs += 5000;
  expect(await firstAnswer(discord.gateway.url, identify)).toMatchObject({ t: 'READY' });
});

test('a session is resumed by its token, from where it was, and while it is known', async () => {
  await using discord = await startFakeDiscord();
  const { url } = discord.gateway;
  const ready = await firstAnswer(url, { op: 2, d: { token: discord.token, intents: 0 } });
  const { session_id } = (ready as { d: { session_id: string } }).d;
  const resume = async (change: object) =>
    await firstAnswer(url, { op: 6, d: { token: discord.token, session_id, seq: 1, ...change } });
  expect(await resume({ token: 'wrong' })).toBe(4004);
  expect(await resume({ seq: 99 })).toBe(4007);
  expect(await resume({ session_id: 'nobody' })).toMatchObject({ op: 9, d: false });
  expect(await resume({})).toMatchObject({ t: 'RESUMED' });
  discord.gateway.invalidateSessions();
  expect(await resume({})).toMatchObject({ op: 9, d: false });
});

test('a dropped session is resumed, and what it missed comes then', async () => {
  await using discord = await startFakeDiscord({ patienceMs: 0 });
  const channel = discord.guild('Shop').text('general');
  const ann = discord.person('ann');
  const { ids, collect } = collector();
  await using _session = await logIn(discord, collect);
  const first = await ann.slash(channel, 'mockup');
  for (const code of [4000, 0]) {
    discord.gateway.drop(code);
    const missed = await ann.slash(channel, 'mockup');
    await expect.poll(() => ids.includes(missed.id), { timeout: 10_000 }).toBe(true);
  }
  expect(ids[0]).toBe(first.id);
  expect(ids).toHaveLength(3);
  expect(discord.gateway.identifies).toHaveLength(1);
  expect(discord.gateway.resumes).toMatchObject([{ isResumed: true }, { isResumed: true }]);
});

test('a session that is too old is begun anew, and what came between is lost', async () => {
  await using discord = await startFakeDiscord({ patienceMs: 0 });
  const channel = discord.guild('Shop').text('general');
  const ann = discord.person('ann');
  const { ids, collect } = collector();
  await using _session = await logIn(discord, collect);
  discord.gateway.refuse();
  discord.gateway.drop();
  await expect.poll(() => discord.gateway.connections).toBe(0);
  await ann.slash(channel, 'mockup');
  discord.clock.offsetMs += 10 * 60_000;
  discord.gateway.accept();
  await expect.poll(() => discord.gateway.identifies.length, { timeout: 12_000 }).toBe(2);
  await expect.poll(() => discord.gateway.isConnected).toBe(true);
  expect(discord.gateway.resumes.at(-1)).toMatchObject({ isResumed: false });
  const { id } = await ann.slash(channel, 'mockup');
  await expect.poll(() => ids).toEqual([id]);
});

test('an event comes twice when the gateway is told so', async () => {
  await using discord = await startFakeDiscord({ patienceMs: 0 });
  const channel = discord.guild('Shop').text('general');
  const ann = discord.person('ann');
  const { ids, collect } = collector();
  await using _session = await logIn(discord, collect);
  discord.gateway.duplicateNext();
  const { id } = await ann.slash(channel, 'mockup');
  const next = await ann.slash(channel, 'mockup');
  await expect.poll(() => ids).toEqual([id, id, next.id]);
});

test('the client reconnects when it is asked to, and when its heartbeats are not answered', async () => {
  await using discord = await startFakeDiscord();
  discord.gateway.heartbeatIntervalMs = 100;
  await using _session = await logIn(discord);
  await expect.poll(() => discord.gateway.heartbeats, { timeout: 5000 }).toBeGreaterThan(0);
  discord.gateway.requestReconnect();
  await expect.poll(() => discord.gateway.resumes.length, { timeout: 5000 }).toBe(1);
  discord.gateway.ackHeartbeats = false;
  await expect.poll(() => discord.gateway.resumes.length, { timeout: 5000 }).toBeGreaterThan(1);
  discord.gateway.ackHeartbeats = true;
});

test('connections fail while they are refused', async () => {
  await using discord = await startFakeDiscord();
  discord.gateway.refuse();
  const { promise: tried, resolve } = Promise.withResolvers<void>();
  const socket = new WebSocket(`${discord.gateway.url}?v=10`);
  socket.addEventListener('close', () => resolve());
  await tried;
  expect(discord.gateway.connections).toBe(0);
});

test('guild and channel events come to those whose intents ask for them', async () => {
  await using discord = await startFakeDiscord();
  const guild = discord.guild('Shop');
  const channel = guild.text('general');
  const thread = guild.thread(channel, 'ideas');
  await using listening = await logIn(discord, undefined, { intents: [Guilds] });
  await using deaf = await logIn(discord);
  const seen: string[] = [];
  const heard: string[] = [];
  for (const name of [Events.GuildDelete, Events.GuildCreate, Events.ChannelDelete, Events.ThreadUpdate] as const) {
    listening.client.on(name, () => seen.push(name));
    deaf.client.on(name, () => heard.push(name));
  }
  expect(listening.client.guilds.cache.get(guild.id)?.name).toBe('Shop');
  expect(listening.client.channels.cache.has(channel.id)).toBe(true);
  thread.archive();
  channel.delete();
  guild.kickBot();
  guild.inviteBot();
  await expect.poll(() => seen).toEqual(['threadUpdate', 'channelDelete', 'guildDelete', 'guildCreate']);
  expect(heard).toEqual([]);
});

test('messages come by intent, without content unless the bot may read it', async () => {
  await using discord = await startFakeDiscord();
  const channel = discord.guild('Shop').text('general');
  const ann = discord.person('ann');
  const seen: [string, number][] = [];
  await using session = await logIn(discord, undefined, {
    intents: [Guilds, GuildMessages, DirectMessages],
    partials: [Partials.Channel],
  });
  await using _deaf = await logIn(discord, undefined, { intents: [Guilds] });
  session.client.on(Events.MessageCreate, ({ content, attachments }) => seen.push([content, attachments.size]));
  const attachments = [{ bytes: Buffer.alloc(3), fileName: 'logo.png' }];
  ann.sends(channel, { content: 'hidden', attachments });
  ann.sends(channel, { content: `look <@${discord.bot.id}>`, attachments });
  ann.sends(ann.dm, { content: 'in private', attachments });
  await expect
    .poll(() => seen)
    .toEqual([
      ['', 0],
      [`look <@${discord.bot.id}>`, 1],
      ['in private', 1],
    ]);
});

test('events come as late as they are told to', async () => {
  await using discord = await startFakeDiscord({ patienceMs: 0 });
  const channel = discord.guild('Shop').text('general');
  const { ids, collect } = collector();
  await using _session = await logIn(discord, collect);
  const ann = discord.person('ann');
  discord.gateway.delayMs = 50;
  const late = await ann.slash(channel, 'mockup');
  discord.gateway.delayMs = 0;
  const early = await ann.slash(channel, 'mockup');
  await expect.poll(() => ids).toEqual([early.id, late.id]);
});
