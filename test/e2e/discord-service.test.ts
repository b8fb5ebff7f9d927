import type { IncomingHttpHeaders } from 'node:http';
import { expect, test, vi } from 'vitest';
import { discordFaults } from '../support/discord/discord-faults.ts';
import type { FakeInteraction } from '../support/discord/fake-interaction.ts';
import { type DiscordService, openDiscordService } from '../support/discord-service.ts';

vi.setConfig({ testTimeout: 120_000 });

const soon = { timeout: 40_000, interval: 20 };

function setUp({ discord }: DiscordService) {
  const channel = discord.guild('Coffee shop').text('general');
  return { channel, ann: discord.person('ann', { locale: 'en-US' }) };
}

/** Somebody has asked, and the run waits in the middle of its work until it is released. */
async function underWay(service: DiscordService) {
  const { machine, logo } = service;
  const release = machine.hold();
  await service.connected();
  const { channel, ann } = setUp(service);
  const asked = await ann.slash(channel, 'mockup', { logo });
  await vi.waitUntil(() => asked.message?.button('Cancel') && machine.runs.length === 1, soon);
  return { channel, asked, release };
}

async function done(asked: FakeInteraction): Promise<void> {
  await vi.waitUntil(() => asked.message?.button('Delete') !== undefined, soon);
}

test('a wrong token is one sentence, and with no platform left the process ends with 1', async () => {
  await using service = await openDiscordService({ env: { DISCORD_TOKEN: 'not-the-token' } });
  const { code, stderr, stdout } = await service.process.finished;
  expect(code).toBe(1);
  expect(stderr).toContain('Discord does not accept DISCORD_TOKEN.');
  expect(stderr.match(/does not accept/g)).toHaveLength(1);
  expect(stderr).toContain('No chat platform is left to serve, so this ends.');
  expect(stdout + stderr).not.toContain('not-the-token');
  expect(stdout + stderr).not.toMatch(/\n\s+at /);
});

test('a token that is taken back later is said, and the process ends with 1', async () => {
  await using service = await openDiscordService();
  await service.connected();
  service.discord.gateway.drop(4004);
  expect(await service.process.finished).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Discord does not accept DISCORD_TOKEN.') as string,
  });
});

test('while the gateway is away everything else lives and says so; what came too late is counted', async () => {
  const prepare = (discord: DiscordService['discord']): void => discord.gateway.refuse();
  await using service = await openDiscordService({ prepare, patienceMs: 0 });
  const { discord, logo } = service;
  expect(JSON.parse(await service.get('/readyz'))).toMatchObject({ status: 'ready', platforms: { discord: false } });
  expect(await service.get('/metrics')).toContain('chat_platform_connected{platform="discord"} 0');
  discord.gateway.accept();
  await service.connected();
  expect(JSON.parse(await service.get('/readyz'))).toMatchObject({ platforms: { discord: true } });
  const { channel, ann } = setUp(service);
  discord.gateway.refuse();
  discord.gateway.drop();
  await ann.slash(channel, 'mockup', { logo });
  await vi.waitUntil(async () => (await service.get('/metrics')).includes('platform="discord"} 0'), soon);
  discord.clock.offsetMs += 4000;
  discord.gateway.accept();
  await vi.waitUntil(async () => (await service.get('/metrics')).includes('missed_total{outcome="late"} 1'), soon);
  expect(service.machine.runs).toEqual([]);
  await service.end('SIGTERM');
  const text = await service.said();
  expect(text).toContain('no connection to Discord, trying again');
  expect(text).toContain('connection to Discord lost, coming back');
});

test('kills in the middle of a run cost nothing: one run, and the same message becomes the shot', async () => {
  await using service = await openDiscordService();
  const { discord, machine } = service;
  const { channel, asked, release } = await underWay(service);
  await service.end('SIGKILL');
  for (const sentence of ['Listening on', 'Connecting to Discord']) {
    service.start();
    await vi.waitUntil(() => service.process.stderr().includes(sentence), soon);
    await service.end('SIGKILL');
  }
  service.start();
  await service.connected();
  release();
  await done(asked);
  expect(asked.message?.attachments).toHaveLength(1);
  expect(machine.runs).toHaveLength(1);
  expect(discord.messages(channel)).toEqual([asked.message]);
  expect(discord.deleted(channel)).toEqual([]);
});

test.each([
  ['hangs', discordFaults.hang()],
  ['has arrived and is not answered', discordFaults.slow(60_000)],
])('a kill while the upload of the shots %s brings them once', async (_, fault) => {
  await using service = await openDiscordService();
  const { discord, machine } = service;
  const { channel, asked, release } = await underWay(service);
  discord.always('editOriginal', fault);
  release();
  const isUpload = ({ headers }: { readonly headers: IncomingHttpHeaders }): boolean =>
    headers['content-type']?.startsWith('multipart/') === true;
  await vi.waitUntil(
    () => discord.of('editOriginal').some((edit) => edit.fault === fault.name && isUpload(edit)),
    soon,
  );
  await service.end('SIGKILL');
  discord.heal();
  service.start();
  await done(asked);
  expect(asked.message?.attachments).toHaveLength(1);
  expect(machine.runs).toHaveLength(1);
  expect(discord.messages(channel)).toEqual([asked.message]);
});

test('after a kill the token is too old, and the bot itself changes the same message', async () => {
  await using service = await openDiscordService();
  const { discord } = service;
  const { channel, asked, release } = await underWay(service);
  await service.end('SIGKILL');
  discord.clock.offsetMs += 16 * 60_000;
  release();
  service.start();
  await done(asked);
  expect(asked.message?.attachments).toHaveLength(1);
  expect(discord.messages(channel)).toEqual([asked.message]);
});

test('a stop is not held up by an upload that hangs', async () => {
  await using service = await openDiscordService();
  const { discord, logo } = service;
  await service.connected();
  const { channel, ann } = setUp(service);
  discord.always('editOriginal', discordFaults.hang());
  discord.always('createMessage', discordFaults.hang());
  ann.joins(discord.guild('Tea shop'));
  ann.sends(ann.dm, { attachments: [logo] });
  await ann.slash(channel, 'mockup', { logo });
  await vi.waitUntil(() => discord.of('editOriginal').length > 0 && discord.of('createMessage').length > 0, soon);
  service.process.process.kill('SIGTERM');
  // The last resort of the process is 9 s.
  const killer = setTimeout(() => service.process.process.kill('SIGKILL'), 12_000);
  expect(await service.process.finished).toMatchObject({ code: 0, signal: null });
  clearTimeout(killer);
});

test('no secret is ever said, whatever fails', async () => {
  await using service = await openDiscordService({ env: { LOG_LEVEL: 'trace' } });
  const { discord, machine, logo } = service;
  await service.connected();
  const { channel, ann } = setUp(service);
  const { failBefore, failAfter, dropBefore, dropAfter, htmlPage, refuse, tooMany } = discordFaults;
  const routes = [
    'editOriginal',
    'followUp',
    'getOriginal',
    'deleteOriginal',
    'createMessage',
    'editMessage',
    'callback',
  ] as const;
  const faults = [
    refuse(50035),
    refuse(50013, 403),
    failBefore(500),
    failAfter(500),
    dropBefore(),
    dropAfter(),
    htmlPage(502),
  ];
  ann.joins(discord.guild('Tea shop'));
  discord.patienceMs = 300;
  for (const fault of [
    ...faults,
    tooMany({ retryAfterMs: 50 }),
    refuse(10062, 404),
    refuse(50027, 401),
    refuse(40060),
  ]) {
    for (const route of routes) discord.next(route, fault);
    await ann.slash(channel, 'history');
    await ann.slash(channel, 'mockup', { logo, color: 'no color at all' });
    for (const route of routes) discord.next(route, fault);
    await ann.slash(channel, 'mockup', { logo, prompt: 'a secret prompt of ann' });
    ann.sends(ann.dm, { attachments: [logo] });
  }
  discord.heal();
  const asked = await ann.slash(channel, 'mockup', { logo });
  await done(asked);
  for (const route of routes) discord.always(route, refuse(50035));
  for (const label of ['Original files', 'Again', 'Edit prompt', 'Delete']) await ann.press(asked.shownMessage, label);
  discord.always('file', failBefore(500));
  await ann.slash(channel, 'mockup', { logo });
  discord.gateway.drop(1000);
  await vi.waitUntil(async () => (await service.get('/metrics')).includes('platform="discord"} 0'), soon);
  await service.end('SIGTERM');
  const said = await service.said();
  expect(machine.runs.length).toBeGreaterThan(2);
  expect(said).toContain('not');
  const chats = [
    ...discord.interactions.flatMap(({ message, followUps }) => [message, ...followUps]),
    ...discord.messages(ann.dm),
  ];
  const shown = JSON.stringify(chats.map((message) => message?.revisions.map(({ content }) => content)));
  const secrets = [discord.token, 'hm=', 'a secret prompt', ...discord.interactions.map(({ token }) => token)];
  for (const secret of secrets) expect(said).not.toContain(secret);
  for (const secret of secrets.filter((each) => each !== 'a secret prompt')) expect(shown).not.toContain(secret);
});
