import { expect, test, vi } from 'vitest';
import type { Desk } from '#bots/bot.ts';
import { PlatformRefusal } from '#bots/connect-bots.ts';
import { InboxRecord } from '#bots/telegram/update-records.ts';
import { loadConfig } from '#core/config.ts';
import { createLogger } from '#core/log.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { Renderer } from '#core/renderer/renderer.ts';
import { openStore } from '#core/store/store.ts';
import { createTelegramBot } from '../../../src/create-bots.ts';
import { type FakeTelegram, startFakeTelegram } from '../../support/telegram/fake-telegram.ts';
import { telegramFaults } from '../../support/telegram/telegram-faults.ts';
import { openTelegramBench } from '../../support/telegram-bench.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

vi.setConfig({ testTimeout: 40_000, maxConcurrency: 6 });

const soon = { timeout: 30_000, interval: 5 };
const webhook = { PUBLIC_URL: 'https://bot.example', TELEGRAM_WEBHOOK_SECRET: 'a-secret-of-the-operator' };
const again = 'Telegram does not answer, trying again';

/** A bot that is being connected to a Telegram of the test's; nobody asks it for anything. */
async function connect(prepare: (telegram: FakeTelegram) => void, env: Readonly<Record<string, string>> = {}) {
  await using stack = new AsyncDisposableStack();
  await loadLanguages();
  const telegram = stack.use(await startFakeTelegram());
  prepare(telegram);
  const folder = stack.use(temporaryFolder());
  const store = stack.use(openStore(folder.path));
  const renderer = stack.use(new Renderer({ threads: 1 }));
  const said: string[] = [];
  const log: Record<string, unknown>[] = [];
  const logger = createLogger('debug', { write: (line) => void log.push(JSON.parse(line)) });
  const config = loadConfig({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot, ...env });
  const bot = createTelegramBot(config, { store, renderer, log: logger, say: (text) => void said.push(text) });
  if (!bot) throw new Error('There is to be a bot.');
  stack.use(bot);
  const stop = new AbortController();
  const ended = bot.start({} as Desk, stop.signal).then(
    () => 'ended',
    (error: unknown) => error,
  );
  stack.defer(async () => {
    stop.abort();
    await ended;
  });
  const opened = stack.move();
  return {
    telegram,
    bot,
    said,
    stop,
    ended,
    lines: (msg: string) => log.filter((line) => line['msg'] === msg),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

test.concurrent.each([
  ['fails', 'getMe', telegramFaults.failBefore(500), {}],
  ['answers with a page', 'getMe', telegramFaults.htmlPage(503), {}],
  ['breaks off', 'deleteWebhook', telegramFaults.dropBefore(), {}],
  ['loses its answer', 'setWebhook', telegramFaults.dropAfter(), webhook],
  ['asks for a moment', 'setWebhook', telegramFaults.tooMany(1), webhook],
] as const)('a Telegram that %s at %s is asked again', async (_, method, fault, env) => {
  await using start = await connect((telegram) => telegram.next(method, fault, fault), env);
  const { telegram, bot, said, lines } = start;
  await vi.waitUntil(() => bot.isConnected, soon);
  expect(telegram.of(method)).toHaveLength(3);
  expect(lines(again)).toHaveLength(2);
  expect(said).toEqual([]);
});

test.concurrent('a wait that Telegram asks for at the start is kept, however long, and a stop ends it', async () => {
  await using start = await connect((telegram) => telegram.always('getMe', telegramFaults.tooMany(3600)));
  const { telegram, lines, stop, ended } = start;
  await vi.waitUntil(() => lines(again).length === 1, soon);
  expect(lines(again)[0]?.['pauseMs']).toBeGreaterThanOrEqual(3_600_000);
  expect(telegram.of('getMe')).toHaveLength(1);
  stop.abort();
  expect(await ended).toBe('ended');
});

test.concurrent.each([
  ['getMe', telegramFaults.refuse(401, 'Unauthorized'), 'Telegram does not accept TELEGRAM_BOT_TOKEN.'],
  // What Telegram says to a token that cannot be one.
  ['getMe', telegramFaults.refuse(404, 'Not Found'), 'Telegram does not accept TELEGRAM_BOT_TOKEN.'],
  ['deleteWebhook', telegramFaults.refuse(401, 'Unauthorized'), 'Telegram does not accept TELEGRAM_BOT_TOKEN.'],
  ['getMe', telegramFaults.refuse(403, 'Forbidden: of some kind'), 'Telegram refuses this bot.'],
] as const)('%s is refused: a sentence, and it is not asked again', async (method, fault, sentence) => {
  await using start = await connect((telegram) => telegram.always(method, fault));
  const ended = await start.ended;
  expect(ended).toBeInstanceOf(PlatformRefusal);
  expect(String(ended)).toContain(sentence);
  expect(start.telegram.of(method)).toHaveLength(1);
  expect(start.bot.isConnected).toBe(false);
});

test.concurrent('updates are taken at the public address only while the bot is connected', async () => {
  await using start = await connect((telegram) => telegram.next('getMe', telegramFaults.failBefore(500)), webhook);
  const { telegram, bot, lines, stop, ended } = start;
  await vi.waitUntil(() => lines(again).length === 1, soon);
  expect(bot.receiver()).toBeUndefined();
  await vi.waitUntil(() => bot.isConnected, soon);
  expect(bot.receiver()).toMatchObject({ secret: webhook.TELEGRAM_WEBHOOK_SECRET });
  expect(telegram.webhook).toMatchObject({ url: 'https://bot.example/webhooks/telegram' });
  expect(telegram.of('getUpdates')).toEqual([]);
  stop.abort();
  await ended;
  expect(bot.receiver()).toBeUndefined();
  // Whatever happens until the next start waits at Telegram.
  expect(telegram.webhook.url).not.toBe('');
});

test.concurrent('commands that cannot be registered keep nobody from being answered', async () => {
  await using start = await connect((telegram) => {
    telegram.always('getMyCommands', telegramFaults.refuse(400, 'Bad Request: of some kind'));
    telegram.always('setMyCommands', telegramFaults.refuse(400, 'Bad Request: of some kind'));
  });
  await vi.waitUntil(() => start.bot.isConnected, soon);
  await vi.waitUntil(() => start.telegram.of('getUpdates').length > 0, soon);
});

test.concurrent('a chat whose picture hangs holds up nobody, and no press, not even its own', async () => {
  await using bench = await openTelegramBench();
  const { telegram, logo } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  ann.sends(ann.dm, { document: { bytes: logo, fileName: 'logo.png' } });
  const cardOf = ({ dm }: typeof ann) =>
    telegram.messages(dm).find(({ buttons }) => buttons.some(({ text }) => text === 'Make it'));
  const card = await vi.waitUntil(() => cardOf(ann), soon);
  telegram.always('getFile', telegramFaults.hang());
  ann.sends(ann.dm, { document: { bytes: logo, fileName: 'other.png' } });
  await vi.waitUntil(() => telegram.of('getFile').some(({ fault }) => fault === 'hang'), soon);
  const waits = ann.sends(ann.dm, { text: '/help' });
  await waits.arrived;
  bob.sends(bob.dm, { text: '/help' });
  await vi.waitUntil(() => telegram.messages(bob.dm).length === 2, soon);
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  const press = await ann.presses(card, 'Make it');
  expect(press.answer).toBeDefined();
});

test.concurrent('a Bot API that is slow in one chat is so for that chat alone', async () => {
  await using bench = await openTelegramBench();
  const { telegram } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  telegram.next('sendMessage', telegramFaults.hang());
  ann.sends(ann.dm, { text: '/help' });
  await vi.waitUntil(() => telegram.of('sendMessage').length === 1, soon);
  for (let number = 0; number < 5; number++) ann.sends(ann.dm, { text: '/help' });
  bob.sends(bob.dm, { text: '/help' });
  await vi.waitUntil(() => telegram.messages(bob.dm).length === 2, soon);
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  expect(telegram.messages(ann.dm).filter(({ isByBot }) => isByBot)).toEqual([]);
});

test.concurrent('whoever sent what ended the process each time is told so, and what they write next is answered', async () => {
  await using bench = await openTelegramBench();
  const { telegram, folder } = bench;
  const ann = telegram.person('ann');
  await bench.stop();
  const poison = ann.sends(ann.dm, { text: '/status' });
  await poison.arrived;
  const [waiting] = telegram.updates.waiting;
  if (!waiting) throw new Error('There is to be an update.');
  // As three processes have left it that ended in the middle of it.
  using store = openStore(folder);
  const update = { ...waiting.json, update_id: waiting.id };
  await store.collection('telegram-update', InboxRecord).put(String(waiting.id), { at: Date.now(), update, starts: 3 });
  ann.sends(ann.dm, { text: '/help' });
  await bench.start();
  await vi.waitUntil(() => telegram.messages(ann.dm).filter(({ isByBot }) => isByBot).length === 2, soon);
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  const line = bench.log.find(({ msg }) => msg === 'update given up, it was never dealt with to its end');
  const told = telegram.messages(ann.dm).filter(({ isByBot }) => isByBot);
  expect(told.some(({ text }) => text?.includes(String(line?.['reference'])))).toBe(true);
});
