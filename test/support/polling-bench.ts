import { Inbox } from '#bots/telegram/inbox.ts';
import { pollUpdates } from '#bots/telegram/polling.ts';
import { createTelegramApi } from '#bots/telegram/telegram-api.ts';
import type { TelegramUpdate } from '#bots/telegram/telegram-update.ts';
import { InboxRecord } from '#bots/telegram/update-records.ts';
import { createAgent } from '#core/fetch.ts';
import { createLogger } from '#core/log.ts';
import { openBreakableStore, type WriteBudget } from './breakable-store.ts';
import { type FakeTelegramOptions, startFakeTelegram } from './telegram/fake-telegram.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface PollingSettings {
  readonly apiRoot?: string;
  readonly token?: string;
  readonly callMs?: number;
  readonly holdSeconds?: number;
}

/** A poller with a true inbox before a Telegram; the texts of messages are noted as they are dealt with. */
export async function openPollingBench(options: FakeTelegramOptions = {}, settings: PollingSettings = {}) {
  await using stack = new AsyncDisposableStack();
  const telegram = stack.use(await startFakeTelegram(options));
  const folder = stack.use(temporaryFolder());
  const budget: WriteBudget = { left: Number.POSITIVE_INFINITY, batches: [] };
  const store = stack.use(openBreakableStore(folder.path, budget));
  const ann = telegram.person('ann');
  const [heard, said, connected]: [string[], string[], boolean[]] = [[], [], []];
  const log: Record<string, unknown>[] = [];
  const logger = createLogger('debug', { write: (line) => void log.push(JSON.parse(line)) });
  let running: { stop: AbortController; ended: Promise<unknown> } | undefined;
  const start = async (changed: PollingSettings = settings): Promise<void> => {
    const { token = telegram.token, apiRoot = telegram.apiRoot, callMs = 30_000, holdSeconds } = changed;
    const stop = new AbortController();
    const agent = createAgent();
    const api = createTelegramApi({ token, apiRoot, agent, callMs });
    const handle = async ({ message }: TelegramUpdate): Promise<undefined> => {
      heard.push(message?.text ?? '');
    };
    const records = store.collection('telegram-update', InboxRecord);
    const inbox = new Inbox({ records, handle, log: logger, signal: stop.signal });
    await inbox.open();
    const polling = pollUpdates({
      api,
      accept: (updates) => inbox.accept(updates),
      log: logger,
      say: (sentence) => void said.push(sentence),
      onConnected: (isConnected) => void (connected.at(-1) === isConnected || connected.push(isConnected)),
      ...(holdSeconds === undefined ? {} : { holdSeconds }),
      signal: stop.signal,
    }).catch((error: unknown) => error);
    const end = async (): Promise<unknown> => {
      const error = await polling;
      await inbox.idle();
      await agent.destroy();
      return error;
    };
    running = { stop, ended: end() };
  };
  const stop = async (): Promise<void> => {
    running?.stop.abort();
    await running?.ended;
  };
  stack.defer(stop);
  await start();
  const opened = stack.move();
  return {
    telegram,
    budget,
    heard,
    said,
    connected,
    start,
    stop,
    get ended() {
      return running?.ended;
    },
    writes: (text: string) => ann.sends(ann.dm, { text }),
    lines: (msg: string) => log.filter((line) => line['msg'] === msg),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
