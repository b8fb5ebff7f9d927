import { expect, test, vi } from 'vitest';
import { PlatformRefusal } from '#bots/connect-bots.ts';
import { IdentifyBudget } from '#bots/discord/identify-budget.ts';
import { discordFaults } from '../../support/discord/discord-faults.ts';
import { type FakeDiscord, startFakeDiscord } from '../../support/discord/fake-discord.ts';
import { MuteGateway, type RunningGateway, runGateway } from '../../support/discord-gateway.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 8 });

const soon = { timeout: 20_000, interval: 5 };
const lost = 'no connection to Discord, trying again';

function lines({ log }: RunningGateway, msg: string): readonly Record<string, unknown>[] {
  return log.filter((line) => line['msg'] === msg);
}

test.concurrent('a wrong token is one sentence, before anything is said to the gateway', async () => {
  await using discord = await startFakeDiscord();
  await using bot = runGateway(discord, { token: 'wrong' });
  expect(await bot.ended).toEqual(
    new PlatformRefusal(
      'Discord does not accept DISCORD_TOKEN. Please copy the bot token anew from the developer portal.',
    ),
  );
  expect(discord.of('gatewayBot')).toHaveLength(1);
  expect(discord.gateway.connections).toBe(0);
});

test.concurrent.each([
  [4004, 'does not accept DISCORD_TOKEN'],
  [4013, 'does not grant this application the intents'],
  [4014, 'does not grant this application the intents'],
  [4011, 'closed the connection with 4011'],
])('a bot that is shut out later, with %d, hears why', async (code, sentence) => {
  await using discord = await startFakeDiscord();
  await using bot = runGateway(discord);
  await vi.waitUntil(() => bot.gateway.isConnected, soon);
  discord.gateway.drop(code);
  const ended = await bot.ended;
  expect(ended).toBeInstanceOf(PlatformRefusal);
  expect(String(ended)).toContain(sentence);
  expect(bot.gateway.isConnected).toBe(false);
  expect(discord.gateway.identifies).toHaveLength(1);
});

test.concurrent('an unreachable gateway is tried again until it is there', async () => {
  await using discord = await startFakeDiscord();
  discord.gateway.refuse();
  await using bot = runGateway(discord);
  await vi.waitUntil(() => lines(bot, lost).length === 2, soon);
  expect(bot.gateway.isConnected).toBe(false);
  discord.gateway.accept();
  await vi.waitUntil(() => bot.gateway.isConnected, soon);
  expect(discord.gateway.identifies).toHaveLength(1);
});

test.concurrent.each([
  ['fails', discordFaults.failBefore(503), {}],
  ['answers with a page', discordFaults.htmlPage(502), {}],
  ['breaks off', discordFaults.dropBefore(), {}],
  ['does not answer at all', discordFaults.hang(), { loginMs: 300 }],
])('an API that %s at the login is tried again', async (_, fault, options) => {
  await using discord = await startFakeDiscord();
  discord.next('gatewayBot', fault);
  await using bot = runGateway(discord, options);
  await vi.waitUntil(() => bot.gateway.isConnected, soon);
  expect(lines(bot, lost)).toHaveLength(1);
  expect(discord.of('gatewayBot')).toHaveLength(2);
});

test.concurrent('a login that is limited waits for as long as Discord says', async () => {
  await using discord = await startFakeDiscord();
  discord.next('gatewayBot', discordFaults.tooMany({ retryAfterMs: 120_000 }));
  await using bot = runGateway(discord);
  await vi.waitUntil(() => lines(bot, lost).length === 1, soon);
  expect(lines(bot, lost)[0]?.['pauseMs']).toBeGreaterThanOrEqual(120_000);
});

test.concurrent("the last of a day's logins are left for the operator", async () => {
  await using discord = await startFakeDiscord();
  discord.gateway.sessionStartsLeft = 40;
  await using bot = runGateway(discord);
  await vi.waitUntil(() => lines(bot, lost).length === 1, soon);
  expect(lines(bot, lost)[0]).toMatchObject({ reason: 'Hardly any logins are left for today.', pauseMs: 600_000 });
  expect(discord.gateway.connections).toBe(0);
});

test.concurrent('an address that is none ends nothing', async () => {
  await using discord = await startFakeDiscord();
  const { url } = discord.gateway;
  discord.gateway.url = 'nowhere at all';
  await using bot = runGateway(discord);
  await vi.waitUntil(() => lines(bot, lost).length === 1, soon);
  discord.gateway.url = url;
  await vi.waitUntil(() => bot.gateway.isConnected, soon);
});

test.concurrent('a login that hangs is given up, and nothing of it comes back in the background', async () => {
  await using discord = await startFakeDiscord();
  await using mute = await MuteGateway.open();
  const { url } = discord.gateway;
  discord.gateway.url = mute.url;
  await using bot = runGateway(discord, {
    loginMs: 250,
    budget: new IdentifyBudget({ most: 9, refillMs: 1, spacingMs: 0 }),
  });
  // The library would have come back half a second after the first two were given up.
  await vi.waitUntil(() => bot.clients.length === 4, soon);
  discord.gateway.url = url;
  expect(mute.heard.length).toBeLessThanOrEqual(4);
  expect(mute.connections).toBeLessThanOrEqual(4);
  await vi.waitUntil(() => bot.gateway.isConnected, soon);
  expect(mute.connections).toBeLessThanOrEqual(4);
  expect(discord.gateway.identifies).toHaveLength(1);
});

test.concurrent('an attempt to resume that hangs is given up for a new login', async () => {
  await using discord = await startFakeDiscord();
  await using mute = await MuteGateway.open({ answersIdentify: true });
  const { url } = discord.gateway;
  discord.gateway.url = mute.url;
  await using bot = runGateway(discord, {
    loginMs: 1000,
    budget: new IdentifyBudget({ most: 9, refillMs: 1, spacingMs: 0 }),
  });
  await vi.waitUntil(() => bot.gateway.isConnected, soon);
  discord.gateway.url = url;
  mute.drop();
  await vi.waitUntil(() => !bot.gateway.isConnected, soon);
  await vi.waitUntil(() => mute.heard.includes(6), soon);
  await vi.waitUntil(() => bot.gateway.isConnected, soon);
  expect(mute.heard).toEqual([2, 6]);
  expect(discord.gateway.identifies).toHaveLength(1);
});

test.concurrent.each([4000, 0, 1001, 4008])(
  'a connection that ends with %d is back, and says when it was away',
  async (code) => {
    await using discord = await startFakeDiscord({ patienceMs: 0 });
    const channel = discord.guild('Shop').text('general');
    const budget = new IdentifyBudget({ most: 9, refillMs: 1, spacingMs: 0 });
    await using bot = runGateway(discord, { budget });
    await vi.waitUntil(() => bot.gateway.isConnected, soon);
    discord.gateway.drop(code);
    await vi.waitUntil(() => !bot.gateway.isConnected, soon);
    await vi.waitUntil(() => bot.gateway.isConnected, soon);
    const { id } = await discord.person('ann').slash(channel, 'mockup');
    await vi.waitUntil(() => bot.heard.includes(id), soon);
  },
);

test.concurrent('a resumed session brings what was missed, once, and costs no identification', async () => {
  await using discord = await startFakeDiscord({ patienceMs: 0 });
  const channel = discord.guild('Shop').text('general');
  const ann = discord.person('ann');
  await using bot = runGateway(discord);
  await vi.waitUntil(() => bot.gateway.isConnected, soon);
  discord.gateway.drop();
  const { id } = await ann.slash(channel, 'mockup');
  await vi.waitUntil(() => bot.heard.length > 0, soon);
  expect(bot.heard).toEqual([id]);
  expect(discord.gateway.identifies).toHaveLength(1);
  expect(lines(bot, 'connection to Discord lost, coming back')).toHaveLength(1);
  expect(lines(bot, 'connection to Discord resumed')).toHaveLength(1);
});

test.concurrent('a session that cannot be resumed is begun anew', async () => {
  await using discord = await startFakeDiscord({ patienceMs: 0 });
  const channel = discord.guild('Shop').text('general');
  const budget = new IdentifyBudget({ most: 9, refillMs: 1, spacingMs: 0 });
  await using bot = runGateway(discord, { budget });
  await vi.waitUntil(() => bot.gateway.isConnected, soon);
  discord.gateway.invalidateSessions();
  discord.gateway.drop();
  await vi.waitUntil(() => discord.gateway.identifies.length === 2 && bot.gateway.isConnected, soon);
  expect(discord.gateway.connections).toBe(1);
  const { id } = await discord.person('ann').slash(channel, 'mockup');
  await vi.waitUntil(() => bot.heard.length > 0, soon);
  expect(bot.heard).toEqual([id]);
});

test.concurrent('a gateway that takes no session at the moment is no reason to end', async () => {
  await using discord = await startFakeDiscord();
  discord.gateway.maxConcurrency = 0;
  await using bot = runGateway(discord, { budget: new IdentifyBudget({ most: 9, refillMs: 1, spacingMs: 0 }) });
  await vi.waitUntil(() => discord.gateway.identifies.length === 3, soon);
  expect(bot.clients.length).toBeLessThanOrEqual(4);
  discord.gateway.maxConcurrency = 16;
  await vi.waitUntil(() => bot.gateway.isConnected, soon);
});

test.concurrent('a gateway that ends each session at once is not asked again and again', async () => {
  await using discord = await startFakeDiscord();
  await using bot = runGateway(discord, { budget: new IdentifyBudget({ most: 3, refillMs: 3_600_000, spacingMs: 0 }) });
  using _ = dropping(discord, 1000);
  await vi.waitUntil(() => lines(bot, lost).some(({ pauseMs }) => Number(pauseMs) > 1_800_000), soon);
  expect(discord.gateway.identifies).toHaveLength(3);
});

test.concurrent('a gateway that drops each resumed connection at once is given more and more time', async () => {
  await using discord = await startFakeDiscord();
  await using bot = runGateway(discord);
  await vi.waitUntil(() => bot.gateway.isConnected, soon);
  using _ = dropping(discord, 4000);
  await vi.waitUntil(() => discord.gateway.resumes.length === 4, soon);
  const times = discord.gateway.resumes.map(({ at }) => at);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  // The library's own pause is half a second, whatever happens.
  expect(gaps[1]).toBeGreaterThan(1400);
  expect(gaps[2]).toBeGreaterThan(2400);
  expect(discord.gateway.identifies).toHaveLength(1);
});

test.concurrent('nothing is kept of servers, and not much of channels and people', async () => {
  await using discord = await startFakeDiscord({ patienceMs: 0 });
  const guild = discord.guild('Shop');
  await using bot = runGateway(discord);
  await vi.waitUntil(() => bot.gateway.isConnected, soon);
  const [client] = bot.clients;
  expect(client?.guilds.cache.size).toBe(0);
  for (let number = 0; number < 1300; number++) {
    const person = discord.person(`p${number}`);
    person.joins(guild);
    await person.slash(person.dm, 'mockup');
  }
  await vi.waitUntil(() => bot.heard.length === 1300, soon);
  expect(client?.channels.cache.size).toBeLessThan(1001);
  expect(client?.users.cache.size).toBeLessThan(102);
});

test.concurrent('it stops at once, in the middle of a login too', async () => {
  await using discord = await startFakeDiscord();
  await using mute = await MuteGateway.open();
  discord.gateway.url = mute.url;
  const bot = runGateway(discord);
  await vi.waitUntil(() => mute.heard.length === 1, soon);
  await bot[Symbol.asyncDispose]();
  expect(await bot.ended).toBeUndefined();
});

/** Ends every session as soon as it is there, until it is disposed. */
function dropping({ gateway }: FakeDiscord, code: number): Disposable {
  const timer = setInterval(() => {
    if (gateway.isConnected) gateway.drop(code);
  }, 3);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
