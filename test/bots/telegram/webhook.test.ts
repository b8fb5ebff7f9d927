import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { PlatformRefusal } from '#bots/connect-bots.ts';
import { grammySignal } from '#bots/telegram/grammy-signal.ts';
import { Inbox } from '#bots/telegram/inbox.ts';
import { type TelegramUpdate, updateKinds } from '#bots/telegram/telegram-update.ts';
import { InboxRecord } from '#bots/telegram/update-records.ts';
import { watchWebhook } from '#bots/telegram/watch-webhook.ts';
import { mountTelegramWebhook, setWebhook, telegramWebhookPath, type WebhookReceiver } from '#bots/telegram/webhook.ts';
import { createHttpApp } from '#core/http/app.ts';
import { startHttpServer } from '#core/http/http-server.ts';
import { createLogger } from '#core/log.ts';
import { createMetrics } from '#core/metrics.ts';
import { openBreakableStore, type WriteBudget } from '../../support/breakable-store.ts';
import { quiet } from '../../support/quiet.ts';
import { startFakeTelegram } from '../../support/telegram/fake-telegram.ts';
import { apiOf } from '../../support/telegram/library-client.ts';
import { telegramFaults } from '../../support/telegram/telegram-faults.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 8 });

const soon = { timeout: 20_000, interval: 5 };
const secret = 'a-secret-of-the-operator';
const publicUrl = 'https://bot.example';

/** The webhook with a true inbox behind it, and a Telegram that brings updates there once it is told to. */
async function openDoor({ isReady = true, work = async () => {} }: { isReady?: boolean; work?: Work } = {}) {
  await using stack = new AsyncDisposableStack();
  const telegram = stack.use(await startFakeTelegram());
  const folder = stack.use(temporaryFolder());
  const budget: WriteBudget = { left: Number.POSITIVE_INFINITY, batches: [] };
  const store = stack.use(openBreakableStore(folder.path, budget));
  const log: Record<string, unknown>[] = [];
  const logger = createLogger('debug', { write: (line) => void log.push(JSON.parse(line)) });
  const app = createHttpApp({
    log: logger,
    metrics: createMetrics(() => quiet).registry,
    isReady: () => true,
    details: () => ({}),
  });
  const stop = new AbortController();
  const heard: string[] = [];
  const inbox = new Inbox({
    records: store.collection('telegram-update', InboxRecord),
    handle: async ({ message }: TelegramUpdate): Promise<undefined> => {
      heard.push(message?.text ?? '');
      await work(message?.text ?? '');
    },
    log: logger,
    signal: stop.signal,
  });
  await inbox.open();
  const receiver: WebhookReceiver = { secret, accept: (updates) => inbox.accept(updates), log: logger };
  const opened: { receiver?: WebhookReceiver } = isReady ? { receiver } : {};
  mountTelegramWebhook(app, () => opened.receiver);
  const server = stack.use(await startHttpServer(app, { host: '127.0.0.1', port: 0 }));
  telegram.webhook.proxy(publicUrl, server.url);
  stack.defer(() => stop.abort());
  const ann = telegram.person('ann');
  const api = apiOf(telegram);
  const all = stack.move();
  const { port } = new URL(server.url);
  return {
    telegram,
    ann,
    api,
    budget,
    heard,
    log,
    open: () => void (opened.receiver = receiver),
    set: async () => {
      const form = { url: `${publicUrl}${telegramWebhookPath}`, secret };
      await setWebhook(api, form, grammySignal(stop.signal));
    },
    /** What comes back for a request with this head and body, the body being as long as it says, and whether the connection is closed then. */
    send: async (headers: Readonly<Record<string, string>>, body: string | readonly string[], length?: number) => {
      const socket = connect(Number(port), '127.0.0.1');
      await once(socket, 'connect');
      const pieces = [body].flat();
      const said = { 'content-length': String(length ?? Buffer.byteLength(pieces.join(''))), host: 'x', ...headers };
      const head = Object.entries(said).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`POST ${telegramWebhookPath} HTTP/1.1\r\n${head.join('')}\r\n`);
      for (const piece of pieces) socket.write(piece);
      return await answerOf(socket);
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

type Work = (text: string) => Promise<void>;

/** Everything until the other side closes the connection: a request that asks for that, or is answered so. */
async function answerOf(socket: Socket): Promise<{ readonly status: number; readonly text: string }> {
  // Closed with a part of the request unread, the connection may end by a reset.
  const all = await text(socket).catch(() => '');
  return { status: Number(all.split(' ')[1]), text: all };
}

const known = { 'x-telegram-bot-api-secret-token': secret, connection: 'close' };
const forEver = new Promise<never>(() => {});
const update = (id: number, words = 'words'): string =>
  JSON.stringify({
    update_id: id,
    message: { message_id: id, date: 1, chat: { id: 1, type: 'private' }, text: words },
  });

test.concurrent.each([
  ['none', {}],
  ['a wrong one', { 'x-telegram-bot-api-secret-token': 'a-secret-of-somebody-else' }],
  ['a part of it', { 'x-telegram-bot-api-secret-token': secret.slice(0, -1) }],
])('whoever has not the secret, but %s, is told nothing, and nothing is read', async (_, headers) => {
  await using door = await openDoor();
  // The body never comes: an answer means that nobody waited for it, and the connection is of no use for another request.
  const { status, text: said } = await door.send(headers, '', 1000);
  expect(status).toBe(404);
  expect(said).toContain('{"error":"not found"}');
  expect(said.toLowerCase()).toContain('connection: close');
  expect(door.heard).toEqual([]);
});

test.concurrent('a body that is too large, is no JSON, or comes too slowly is not taken', async () => {
  await using door = await openDoor();
  const sent = await Promise.all([
    door.send(known, ' '.repeat(1024 * 1024 + 1)),
    door.send(known, '{"update_id": 5'),
    door.send(known, update(5).slice(0, 20), 1000),
  ]);
  expect(sent.map(({ status }) => status)).toEqual([400, 400, 400]);
  expect(sent[0]?.text).toContain('too-large');
  expect(sent[1]?.text).toContain('unreadable');
  expect(sent[2]?.text).toContain('too-slow');
  expect(door.heard).toEqual([]);
  // What is JSON and no update is of no use again either.
  expect((await door.send(known, '[]')).status).toBe(200);
  expect((await door.send(known, update(5))).status).toBe(200);
  await vi.waitUntil(() => door.heard.length === 1, soon);
});

test.concurrent('until the bot is connected Telegram is asked to come again, and nothing is lost', async () => {
  await using door = await openDoor({ isReady: false });
  const { telegram, ann, heard } = door;
  ann.sends(ann.dm, { text: 'one' });
  await door.set();
  ann.sends(ann.dm, { text: 'two' });
  await vi.waitUntil(() => telegram.webhook.attempts.length === 2, soon);
  const { status, text: said } = await door.send(known, update(5));
  expect(status).toBe(503);
  expect(said).toContain('retry-after: 5');
  expect(heard).toEqual([]);
  door.open();
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  expect(heard).toEqual(['one', 'two']);
});

test.concurrent('an update that could not be written down is not taken, and is dealt with when it comes again', async () => {
  await using door = await openDoor();
  const { telegram, ann, heard, budget, log } = door;
  await door.set();
  budget.left = 0;
  ann.sends(ann.dm, { text: 'one' });
  await vi.waitUntil(() => telegram.webhook.attempts.length >= 2, soon);
  expect(telegram.webhook.attempts.every(({ status }) => status === 503)).toBe(true);
  expect(log.filter(({ msg }) => msg === 'update not taken, it comes again')).not.toEqual([]);
  expect(heard).toEqual([]);
  budget.left = Number.POSITIVE_INFINITY;
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  expect(heard).toEqual(['one']);
});

test.concurrent('Telegram is answered at once, however long the work takes, and other chats do not wait', async () => {
  await using door = await openDoor({ work: async (words) => (words === 'hangs' ? await forEver : undefined) });
  const { telegram, ann, heard } = door;
  const bob = telegram.person('bob');
  await door.set();
  ann.sends(ann.dm, { text: 'hangs' });
  ann.sends(ann.dm, { text: 'waits' });
  bob.sends(bob.dm, { text: 'goes on' });
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  await vi.waitUntil(() => heard.length === 2, soon);
  expect(heard.toSorted()).toEqual(['goes on', 'hangs']);
  expect(telegram.webhook.attempts.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test.concurrent('what comes twice, at once or later, is done once', async () => {
  await using door = await openDoor();
  const { telegram, ann, heard } = door;
  await Promise.all(Array.from({ length: 5 }, () => door.send(known, update(5, 'at once'))));
  await door.set();
  telegram.duplicateNext();
  ann.sends(ann.dm, { text: 'later' });
  await vi.waitUntil(() => telegram.webhook.attempts.length === 2, soon);
  await vi.waitUntil(() => heard.length === 2, soon);
  expect(heard).toEqual(['at once', 'later']);
});

test.concurrent('Telegram is told the secret and what to bring, and keeps what waits', async () => {
  await using door = await openDoor();
  await door.set();
  expect(door.telegram.of('setWebhook')[0]?.params).toEqual({
    url: 'https://bot.example/webhooks/telegram',
    secret_token: secret,
    allowed_updates: [...updateKinds],
    max_connections: 40,
    drop_pending_updates: false,
  });
});

test.concurrent('an address that Telegram does not take is a sentence that says what one must be', async () => {
  await using telegram = await startFakeTelegram();
  const setting = setWebhook(
    apiOf(telegram),
    { url: 'https://bot.example:3000/x', secret },
    grammySignal(new AbortController().signal),
  );
  const error = await setting.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(PlatformRefusal);
  expect(String(error)).toContain(
    'Telegram does not take PUBLIC_URL as the address for its updates. It must be https:// on port 443, 80, 88 or 8443',
  );
});

/** Looks at the webhook all the time. */
async function openWatch() {
  const telegram = await startFakeTelegram();
  const api = apiOf(telegram);
  const url = `${publicUrl}/webhooks/telegram`;
  await api.setWebhook(url);
  const stop = new AbortController();
  const [said, connected, log]: [string[], boolean[], Record<string, unknown>[]] = [[], [], []];
  const watching = watchWebhook({
    api,
    url,
    log: createLogger('debug', { write: (line) => void log.push(JSON.parse(line)) }),
    say: (sentence) => void said.push(sentence),
    onConnected: (isConnected) => void (connected.at(-1) === isConnected || connected.push(isConnected)),
    everyMs: 5,
    signal: stop.signal,
  }).catch((error: unknown) => error);
  return {
    telegram,
    api,
    url,
    said,
    connected,
    log,
    watching,
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await watching;
      await telegram[Symbol.asyncDispose]();
    },
  };
}

test.concurrent('a webhook that somebody takes away is said once, and is not fought for', async () => {
  await using watch = await openWatch();
  const { telegram, api, said, connected, url } = watch;
  await vi.waitUntil(() => connected.length === 1, soon);
  await api.deleteWebhook();
  await vi.waitUntil(() => connected.length === 2, soon);
  await api.setWebhook('https://other.example/x');
  const before = telegram.of('getWebhookInfo').length;
  await vi.waitUntil(() => telegram.of('getWebhookInfo').length > before + 2, soon);
  await api.setWebhook(url);
  await vi.waitUntil(() => connected.length === 3, soon);
  expect(connected).toEqual([true, false, true]);
  expect(said).toEqual([
    'Telegram: another program has taken the updates of this bot, so that nothing comes in here. Stop that one, then start this one again.',
  ]);
});

test.concurrent('that Telegram could not bring something is logged, once for each time', async () => {
  await using watch = await openWatch();
  const { telegram, log } = watch;
  const ann = telegram.person('ann');
  ann.sends(ann.dm, { text: 'one' });
  const lines = () => log.filter(({ msg }) => msg === 'Telegram could not bring an update');
  await vi.waitUntil(() => lines().length > 0, soon);
  expect(lines()[0]).toMatchObject({ waiting: 1 });
});

test.concurrent('a Telegram that does not answer is asked again, a token that is taken back ends it', async () => {
  await using watch = await openWatch();
  const { telegram, connected, watching } = watch;
  await vi.waitUntil(() => connected.length === 1, soon);
  telegram.next('getWebhookInfo', telegramFaults.refuse(400, 'Bad Request: of some kind'));
  telegram.next('getWebhookInfo', telegramFaults.refuse(401, 'Unauthorized'));
  await vi.waitUntil(() => connected.length === 3, soon);
  telegram.always('getWebhookInfo', telegramFaults.refuse(401, 'Unauthorized'));
  const ended = await watching;
  expect(ended).toBeInstanceOf(PlatformRefusal);
  expect(String(ended)).toContain('Telegram does not accept TELEGRAM_BOT_TOKEN.');
});
