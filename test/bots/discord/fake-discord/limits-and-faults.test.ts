import { HTTPError, RateLimitError, type REST, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { discordFaults } from '../../../support/discord/discord-faults.ts';
import { type FakeDiscord, startFakeDiscord } from '../../../support/discord/fake-discord.ts';
import { refusalOf, restOf } from '../../../support/discord/library-client.ts';
import { openShop } from '../../../support/discord/shop.ts';

const { failBefore, failAfter, dropBefore, dropAfter, htmlPage, slow, hang, refuse, tooMany } = discordFaults;
const impatient = { rejectOnRateLimit: () => true };

async function answered(discord: FakeDiscord, rest: REST) {
  const asked = await discord.person('ann').slash(discord.guild('Shop').text('general'), 'mockup');
  await rest.post(Routes.interactionCallback(asked.id, asked.token), { body: { type: 5 }, auth: false });
  const route = Routes.webhookMessage(discord.application.id, asked.token);
  return { asked, edit: async () => await rest.patch(route, { body: { content: 'x' }, auth: false }) };
}

const limitErrorOf = async (request: Promise<unknown>) => {
  const error = await request.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RateLimitError);
  return error as RateLimitError;
};

test('every answer says how often its route may be asked', async () => {
  await using shop = await openShop();
  const { discord, channel } = shop;
  discord.limit('channel', { limit: 5, perMs: 10_000 });
  const told = async () =>
    await fetch(`${discord.apiUrl}/v10${Routes.channel(channel.id)}`, {
      headers: { authorization: `Bot ${discord.token}`, 'user-agent': 'DiscordBot (https://example.org, 1)' },
    });
  const first = (await told()).headers;
  const second = (await told()).headers;
  expect(first.get('x-ratelimit-limit')).toBe('5');
  expect([first.get('x-ratelimit-remaining'), second.get('x-ratelimit-remaining')]).toEqual(['4', '3']);
  expect(Number(second.get('x-ratelimit-reset-after'))).toBeGreaterThan(0);
  expect(second.get('x-ratelimit-bucket')).toBe(first.get('x-ratelimit-bucket'));
});

test('a limited route is refused until its time is over, in each channel by itself', async () => {
  await using shop = await openShop();
  const { discord, channel } = shop;
  const other = discord.guild('Other').text('general');
  discord.limit('createMessage', { limit: 1, perMs: 10_000 });
  // Two clients: the library obeys the headers it has seen.
  const send = async (to = channel) =>
    await restOf(discord, impatient).post(Routes.channelMessages(to.id), { body: { content: 'x' } });
  await send();
  const { retryAfter, scope, global } = await limitErrorOf(send());
  expect({ scope, global, isSoon: retryAfter <= 10_050 && retryAfter > 0 }).toEqual({
    scope: 'user',
    global: false,
    isSoon: true,
  });
  expect(discord.requests.at(-1)).toMatchObject({ status: 429 });
  await send(other);
  discord.clock.offsetMs += 10_000;
  await send();
  discord.limit('createMessage', undefined);
  await send();
  await send();
});

test('the library waits for a limit by itself', async () => {
  await using discord = await startFakeDiscord();
  const channel = discord.guild('Shop').text('general');
  discord.limit('createMessage', { limit: 1, perMs: 60 });
  const rest = restOf(discord);
  for (const content of ['a', 'b', 'c']) await rest.post(Routes.channelMessages(channel.id), { body: { content } });
  expect(discord.messages(channel).map(({ content }) => content)).toEqual(['a', 'b', 'c']);
});

test('a token edits five times in two seconds, unless that is switched off', async () => {
  await using shop = await openShop();
  const { discord } = shop;
  const one = await answered(discord, restOf(discord, impatient));
  for (let count = 0; count < 5; count += 1) await one.edit();
  await limitErrorOf(one.edit());
  const other = await answered(discord, restOf(discord, impatient));
  await other.edit();
  discord.limits.webhook = undefined;
  const free = await answered(discord, restOf(discord, impatient));
  for (let count = 0; count < 8; count += 1) await free.edit();
});

test('all tokens of a channel share a limit that no header tells', async () => {
  await using shop = await openShop();
  const { discord, channel, ann } = shop;
  discord.limits.webhookChannel = { limit: 3, perMs: 60_000 };
  const edit = async () => {
    const rest = restOf(discord, impatient);
    const { id, token } = await ann.slash(channel, 'mockup');
    await rest.post(Routes.interactionCallback(id, token), { body: { type: 5 }, auth: false });
    await rest.patch(Routes.webhookMessage(discord.application.id, token), { body: { content: 'x' }, auth: false });
  };
  for (let count = 0; count < 3; count += 1) await edit();
  const before = discord.invalidRequests;
  expect(await limitErrorOf(edit())).toMatchObject({ scope: 'shared' });
  expect(discord.invalidRequests).toBe(before);
});

test('the bot asks so often a second, interactions aside', async () => {
  await using shop = await openShop();
  const { discord } = shop;
  discord.limits.globalPerSecond = 2;
  const rest = restOf(discord, impatient);
  await rest.get(Routes.user());
  await rest.get(Routes.currentApplication());
  expect(await limitErrorOf(restOf(discord, impatient).get(Routes.user()))).toMatchObject({
    global: true,
    scope: 'global',
  });
  const { asked } = await answered(discord, rest);
  expect(asked.first?.type).toBe(5);
  discord.clock.offsetMs += 1000;
  await restOf(discord, impatient).get(Routes.user());
});

test('who sends too many invalid requests is shut out for a while', async () => {
  await using shop = await openShop();
  const { discord, channel } = shop;
  discord.limits.invalidRequests = 3;
  discord.limit('typing', { limit: 0, perMs: 1000, scope: 'shared' });
  const get = async () => await restOf(discord, impatient).get(Routes.channel(channel.id));
  channel.deny('VIEW_CHANNEL');
  await refusalOf(get());
  await limitErrorOf(restOf(discord, impatient).post(Routes.channelTyping(channel.id)));
  await refusalOf(get());
  channel.allow('VIEW_CHANNEL');
  await get();
  channel.deny('VIEW_CHANNEL');
  await refusalOf(get());
  channel.allow('VIEW_CHANNEL');
  expect(discord.invalidRequests).toBe(3);
  await limitErrorOf(get());
  discord.clock.offsetMs += 600_000;
  await get();
});

test('a server in trouble refuses before or after it has done the work', async () => {
  await using shop = await openShop();
  const { discord, channel } = shop;
  const send = async () => await restOf(discord).post(Routes.channelMessages(channel.id), { body: { content: 'x' } });
  discord.next('createMessage', failBefore(503), failAfter(500));
  await expect(send()).rejects.toMatchObject({ status: 503 });
  expect(discord.messages(channel)).toHaveLength(0);
  await expect(send()).rejects.toBeInstanceOf(HTTPError);
  expect(discord.messages(channel)).toHaveLength(1);
  await send();
  expect(discord.of('createMessage').map(({ fault, status }) => [fault, status])).toEqual([
    ['fail-before-503', 503],
    ['fail-after-500', 500],
    [undefined, 200],
  ]);
});

test('the library sends again by itself, so a lost answer posts twice without an enforced nonce', async () => {
  await using shop = await openShop();
  const { discord, channel } = shop;
  const rest = restOf(discord, { retries: 3 });
  const send = async (body: object) => await rest.post(Routes.channelMessages(channel.id), { body });
  discord.next('createMessage', failAfter());
  await send({ content: 'twice' });
  expect(discord.messages(channel)).toHaveLength(2);
  discord.next('createMessage', dropAfter());
  await send({ content: 'once', nonce: 'n', enforce_nonce: true });
  expect(discord.messages(channel)).toHaveLength(3);
});

test('connections break before or after the work', async () => {
  await using shop = await openShop();
  const { discord, channel } = shop;
  const send = async () => await restOf(discord).post(Routes.channelMessages(channel.id), { body: { content: 'x' } });
  discord.next('createMessage', dropBefore('closed'), dropAfter());
  await expect(send()).rejects.toThrow('other side closed');
  expect(discord.messages(channel)).toHaveLength(0);
  await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(discord.messages(channel)).toHaveLength(1);
});

test('a proxy answers with a page', async () => {
  await using shop = await openShop();
  const { discord } = shop;
  discord.next('me', htmlPage(502), htmlPage(403));
  await expect(restOf(discord).get(Routes.user())).rejects.toBeInstanceOf(HTTPError);
  await expect(restOf(discord).get(Routes.user())).rejects.toMatchObject({ status: 403, code: undefined });
});

test('slow answers come, hanging ones do not', async () => {
  await using shop = await openShop();
  const { discord } = shop;
  discord.next('me', slow(30), hang());
  expect(await restOf(discord).get(Routes.user())).toMatchObject({ id: discord.bot.id });
  const hanging = restOf(discord, { timeout: 50 }).get(Routes.user());
  await expect(hanging).rejects.toMatchObject({ name: 'AbortError' });
  expect(discord.requests.at(-1)).toMatchObject({ fault: 'hang', status: undefined });
});

test('any refusal can be planned, for once or until it is healed', async () => {
  await using shop = await openShop();
  const { discord, channel } = shop;
  const send = async () =>
    await restOf(discord, impatient).post(Routes.channelMessages(channel.id), { body: { content: 'x' } });
  discord.next('createMessage', refuse(200000), tooMany({ scope: 'shared' }));
  expect(await refusalOf(send())).toMatchObject({ status: 400, code: 200000 });
  expect(await limitErrorOf(send())).toMatchObject({ scope: 'shared' });
  discord.always('createMessage', refuse(400001, 403));
  for (let count = 0; count < 3; count += 1)
    expect(await refusalOf(send())).toMatchObject({ status: 403, code: 400001 });
  discord.heal();
  await send();
  expect(discord.messages(channel)).toHaveLength(1);
});

test('everything that was asked is on record', async () => {
  await using shop = await openShop();
  const { discord, channel } = shop;
  const body = { content: 'x', attachments: [{ id: 0, description: 'alt' }] };
  const files = [{ name: 'a.png', data: Buffer.from('png'), contentType: 'image/png' }];
  await restOf(discord).post(Routes.channelMessages(channel.id), { body, files });
  expect(discord.requests).toMatchObject([
    {
      method: 'POST',
      route: 'createMessage',
      pattern: '/channels/:channel/messages',
      path: `/channels/${channel.id}/messages`,
      json: { content: 'x' },
      files: [{ name: 'files[0]', filename: 'a.png', contentType: 'image/png', description: 'alt' }],
      headers: { authorization: `Bot ${discord.token}` },
      status: 200,
    },
  ]);
  expect(discord.requests[0]?.files[0]?.bytes.toString()).toBe('png');
});

test('a planned refusal of the first response is seen by the one who asked', async () => {
  await using shop = await openShop();
  const { discord, channel, ann, respond } = shop;
  discord.next('callback', refuse(10062, 404));
  discord.patienceMs = 60_000;
  const asking = ann.slash(channel, 'mockup');
  const [sent] = discord.interactions;
  if (!sent) throw new Error('Nothing was sent.');
  await refusalOf(respond(sent, { type: 5 }));
  expect((await asking).refused).toEqual([10062]);
});
