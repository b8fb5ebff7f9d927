import { expect, test, vi } from 'vitest';
import { startFakeDiscord } from '../support/discord/fake-discord.ts';
import { faults } from '../support/faults.ts';
import { TcpGate } from '../support/tcp-gate.ts';
import type { FakeMessage } from '../support/telegram/fake-message.ts';
import type { FakePerson } from '../support/telegram/fake-person.ts';
import { telegramFaults } from '../support/telegram/telegram-faults.ts';
import { openTelegramService, type TelegramService, webhookSettings } from '../support/telegram-service.ts';

vi.setConfig({ testTimeout: 120_000 });

const soon = { timeout: 40_000, interval: 20 };

/** What the bot said to somebody, newest first. */
function answers({ telegram }: TelegramService, { dm }: FakePerson): FakeMessage[] {
  return telegram
    .messages(dm)
    .filter(({ isByBot }) => isByBot)
    .toReversed();
}

test('a wrong token is one sentence, and with no platform left the process ends with 1', async () => {
  await using service = await openTelegramService({ env: { TELEGRAM_BOT_TOKEN: '1:not-the-token' } });
  const { code, stderr, stdout } = await service.process.finished;
  expect(code).toBe(1);
  expect(stderr.match(/Telegram does not accept TELEGRAM_BOT_TOKEN\./g)).toHaveLength(1);
  expect(stderr).toContain('No chat platform is left to serve, so this ends.');
  expect(stdout + stderr).not.toContain('not-the-token');
  expect(stdout + stderr).not.toMatch(/\n\s+at /);
});

test('a token that is taken back later is said, and the process ends with 1', async () => {
  await using service = await openTelegramService();
  const { telegram } = service;
  await service.connected();
  telegram.always('getUpdates', telegramFaults.refuse(401, 'Unauthorized'));
  const ann = telegram.person('ann');
  ann.sends(ann.dm, { text: 'wake up' });
  expect(await service.process.finished).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Telegram does not accept TELEGRAM_BOT_TOKEN.') as string,
  });
});

test('an address that Telegram brings nothing to is one sentence, and the process ends with 1', async () => {
  await using service = await openTelegramService({
    env: { ...webhookSettings, PUBLIC_URL: 'https://bot.example:3000' },
  });
  expect(await service.process.finished).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Telegram does not take PUBLIC_URL as the address for its updates.') as string,
  });
});

test('while Telegram cannot be reached everything else lives and says so; then what waited is answered', async () => {
  await using service = await openTelegramService({
    prepare: (telegram) => telegram.always('getMe', telegramFaults.htmlPage(502)),
  });
  const { telegram } = service;
  const ann = telegram.person('ann');
  ann.sends(ann.dm, { text: '/help' });
  await vi.waitUntil(() => telegram.of('getMe').length > 1, soon);
  expect(JSON.parse(await service.get('/readyz'))).toMatchObject({ status: 'ready', platforms: { telegram: false } });
  expect(await service.get('/metrics')).toContain('chat_platform_connected{platform="telegram"} 0');
  telegram.heal();
  await service.connected();
  expect(JSON.parse(await service.get('/readyz'))).toMatchObject({ platforms: { telegram: true } });
  await vi.waitUntil(() => answers(service, ann).length === 1, soon);
  await service.end('SIGTERM');
  expect(await service.said()).toContain('Telegram does not answer, trying again');
});

test('both platforms live in one process', async () => {
  await using discord = await startFakeDiscord();
  await using service = await openTelegramService({
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
  });
  const { telegram, machine, logo } = service;
  await service.connected();
  const isDiscordThere = async () => (await service.get('/metrics')).includes('platform="discord"} 1');
  await vi.waitUntil(isDiscordThere, soon);
  const channel = discord.guild('Coffee shop').text('general');
  const [bea, ann] = [discord.person('bea'), telegram.person('ann')];
  ann.sends(ann.dm, { document: logo, caption: 'a blue mug' });
  await vi.waitUntil(() => discord.commands().length > 0, soon);
  const asked = await bea.slash(channel, 'mockup', { logo });
  await vi.waitUntil(() => asked.message?.button('Delete') !== undefined, soon);
  await vi.waitUntil(() => answers(service, ann)[0]?.photo !== undefined, soon);
  expect(machine.runs).toHaveLength(2);
  expect(JSON.parse(await service.get('/readyz'))).toMatchObject({ platforms: { discord: true, telegram: true } });
});

test.each(['discord', 'telegram'])(
  'without %s, which refuses its token, the other platform goes on',
  async (refusing) => {
    await using discord = await startFakeDiscord();
    const wrong = refusing === 'discord' ? { DISCORD_TOKEN: 'wrong' } : { TELEGRAM_BOT_TOKEN: '1:wrong' };
    await using service = await openTelegramService({
      env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, ...wrong },
    });
    const other = refusing === 'discord' ? 'telegram' : 'discord';
    await vi.waitUntil(async () => (await service.get('/metrics')).includes(`platform="${other}"} 1`), soon);
    await vi.waitUntil(() => service.process.stderr().includes('does not accept'), soon);
    const { telegram } = service;
    if (refusing === 'discord') {
      const ann = telegram.person('ann');
      ann.sends(ann.dm, { text: '/help' });
      await vi.waitUntil(() => answers(service, ann).length === 1, soon);
    } else {
      const channel = discord.guild('Coffee shop').text('general');
      const { message } = await discord.person('bea').slash(channel, 'history');
      expect(message).toBeDefined();
    }
    await service.end('SIGTERM');
    expect(await service.process.finished).toMatchObject({ code: 0 });
  },
);

test.each(['discord', 'telegram'])('without %s, which cannot be reached, the other platform goes on', async (away) => {
  await using discord = await startFakeDiscord();
  await using gate = await TcpGate.to(discord.apiUrl);
  if (away === 'discord') await gate.shut();
  await using service = await openTelegramService({
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: gate.through(discord.apiUrl) },
    prepare: (telegram) => (away === 'telegram' ? telegram.always('getMe', telegramFaults.dropBefore()) : undefined),
  });
  const other = away === 'discord' ? 'telegram' : 'discord';
  await vi.waitUntil(async () => (await service.get('/metrics')).includes(`platform="${other}"} 1`), soon);
  expect(JSON.parse(await service.get('/readyz'))).toMatchObject({ platforms: { [away]: false, [other]: true } });
  if (away === 'discord') await gate.open();
  service.telegram.heal();
  await vi.waitUntil(async () => (await service.get('/metrics')).includes(`platform="${away}"} 1`), soon);
});

test('neither the token nor the address of a file is ever seen outside, whatever fails', async () => {
  await using service = await openTelegramService({ env: { LOG_LEVEL: 'trace' } });
  const { telegram, machine, front, toStudio, logo } = service;
  telegram.limits.lift();
  telegram.patienceMs = 300;
  await service.connected();
  const ann = telegram.person('ann');
  const group = telegram.group('Team', { people: [ann] });
  const { failBefore, failAfter, dropBefore, dropAfter, htmlPage, refuse, tooMany } = telegramFaults;
  const all = [
    'getFile',
    'file',
    'sendMessage',
    'sendPhoto',
    'sendDocument',
    'sendMediaGroup',
    'editMessageText',
    'editMessageCaption',
    'editMessageMedia',
    'editMessageReplyMarkup',
    'deleteMessage',
    'answerCallbackQuery',
    'sendChatAction',
    'getChatMember',
  ];
  const kinds = [
    failBefore(500),
    failAfter(500),
    dropBefore(),
    dropAfter(),
    htmlPage(502),
    tooMany(1),
    refuse(400, 'Bad Request: something about https://api.telegram.org/file/bot and words'),
    refuse(403, 'Forbidden: bot was blocked by the user'),
    refuse(404, 'Not Found: elsewhere'),
  ];
  telegram.next('getUpdates', failAfter(500), dropAfter());
  for (const fault of kinds) {
    for (const method of all) telegram.next(method, fault);
    ann.sends(ann.dm, { document: logo, caption: 'a secret prompt of ann' });
    ann.sends(ann.dm, { photo: logo.bytes });
    ann.sends(group, { document: logo, caption: '/mockup a secret prompt of ann' });
    for (const text of ['/history', '/status', '/settings', '/help']) ann.sends(ann.dm, { text });
    // A press may or may not find its button: what is done with it is what counts here.
    const card = answers(service, ann).find(({ buttons }) => buttons.some(({ text }) => text === 'Make it'));
    if (card) await ann.presses(card, 'Make it');
  }
  front.next('upload', faults.dropBefore(), faults.serverError(503), faults.badGateway());
  ann.sendsAlbum(ann.dm, [{ document: logo, caption: 'an album' }, { document: logo }]);
  const hurt = (method: string): number => telegram.of(method).filter(({ fault }) => fault !== undefined).length;
  await vi.waitUntil(() => ['getUpdates', 'getFile', 'file', 'sendMessage'].every((each) => hurt(each) > 1), soon);
  telegram.heal();
  const bob = telegram.person('bob');
  bob.sends(bob.dm, { document: logo, caption: 'a blue mug' });
  const isDone = () => answers(service, bob).find(({ buttons }) => buttons.some(({ text }) => text === 'Again'));
  const done = await vi.waitUntil(isDone, soon);
  for (const label of ['Original files', 'Again', 'Edit prompt', 'Another size']) {
    for (const method of all) telegram.next(method, refuse(400, 'Bad Request: of no known kind'));
    if (done.buttons.some(({ text }) => text === label)) await bob.presses(done, label);
  }
  await service.end('SIGTERM');
  const said = await service.said();
  const chats = [ann.dm, bob.dm, group].flatMap((chat) =>
    chat.messages.map(({ revisions, content }) => [revisions, content]),
  );
  const shown = JSON.stringify(chats, (_, value: unknown) =>
    Buffer.isBuffer(value) ? value.toString('latin1') : value,
  );
  const places: Readonly<Record<string, string>> = {
    said,
    shown,
    studio: toStudio.join('\n') + JSON.stringify(front.requests),
    runs: JSON.stringify(machine.runs),
    ...Object.fromEntries(service.files().map(([name, bytes]) => [name, bytes.toString('latin1')])),
  };
  // So much was there to be found.
  expect(machine.runs.length).toBeGreaterThan(2);
  expect(said).toContain('"level":"debug"');
  expect(said).toContain('updates not fetched');
  expect(places['studio']).toContain('multipart/form-data');
  expect(Object.keys(places).some((name) => name.startsWith('mockups.sqlite'))).toBe(true);
  const [, secret = ''] = telegram.token.split(':');
  for (const [place, text] of Object.entries(places)) {
    for (const hidden of [secret, encodeURIComponent(telegram.token), '/file/bot', 'documents/file_']) {
      expect(text.includes(hidden), `${hidden} in ${place}`).toBe(false);
    }
  }
  expect(said).not.toContain('a secret prompt');
});
