import { vi } from 'vitest';
import { CallPace, type CallRates } from '#bots/telegram/call-pace.ts';
import { createTelegramApi } from '#bots/telegram/telegram-api.ts';
import { TelegramMessages } from '#bots/telegram/telegram-messages.ts';
import { type MessengerPace, TelegramMessenger } from '#bots/telegram/telegram-messenger.ts';
import { type TelegramThread, threadOf } from '#bots/telegram/telegram-thread.ts';
import { createAgent } from '#core/fetch.ts';
import { createLogger } from '#core/log.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { Backend } from '#core/mockups/backend.ts';
import type { Batch, MockupRequest } from '#core/mockups/batch.ts';
import { MockupService } from '#core/mockups/mockup-service.ts';
import type { Renderer } from '#core/renderer/renderer.ts';
import type { ShotRequest } from '#core/renderer/shot.ts';
import { studioDeploymentId } from '#studio/deployment.ts';
import { BenchMachine, drawShot } from './bench-machine.ts';
import { startBenchStudio } from './bench-studio.ts';
import { openBreakableStore, type WriteBudget } from './breakable-store.ts';
import { connect } from './comfydeploy-client.ts';
import { drawDisc } from './pictures.ts';
import type { FakeChat } from './telegram/fake-chat.ts';
import type { FakeMessage } from './telegram/fake-message.ts';
import type { FakePerson } from './telegram/fake-person.ts';
import { type FakeTelegram, startFakeTelegram } from './telegram/fake-telegram.ts';
import type { SentByPerson } from './telegram/person-origin.ts';
import { temporaryFolder } from './temporary-folder.ts';

const mostAtOnce = 40;

export interface TelegramMessengerOptions {
  readonly pace?: MessengerPace;
  readonly rates?: CallRates;
  /** Draws the proofs; none are drawn without. */
  readonly proofRenderer?: Renderer;
  /** Before anything of the bot's is sent. */
  readonly prepare?: (telegram: FakeTelegram) => void;
  /** Runs at once. */
  readonly slots?: number;
}

/** What is wanted of one mockup, as far as a test cares. */
export type Wish = Partial<Omit<MockupRequest, 'seed'>> & { readonly logo?: string };

/** What speaks to Telegram, with mockups behind it and nobody who listens there: a test asks in the name of people. */
export interface TelegramMessengerBench extends AsyncDisposable {
  readonly telegram: FakeTelegram;
  readonly machine: BenchMachine;
  readonly messenger: TelegramMessenger;
  readonly messages: TelegramMessages;
  readonly service: MockupService;
  /** How many records may still be written. */
  readonly writes: WriteBudget;
  /** Log lines as objects, oldest first. */
  readonly log: Record<string, unknown>[];
  /** Asks for one mockup per wish, as the message of a person would have. */
  ask(asked: FakeMessage, person: FakePerson | undefined, ...wishes: readonly Wish[]): Promise<Batch>;
  /** The answer's messages in a chat that are there now, oldest first. */
  answers(chat: FakeMessage['chat']): FakeMessage[];
  stop(): Promise<void>;
  /** On the same folder as before; takes up what is left. */
  start(): Promise<void>;
}

/** The thread that a message of a person makes. */
export function threadIn(asked: FakeMessage, person: FakePerson | undefined): TelegramThread {
  const { chat, topic, origin } = asked;
  const { kind } = chat;
  return {
    chatId: chat.id,
    kind: kind === 'supergroup' ? 'group' : kind,
    replyTo: asked.id,
    ...(person ? { userId: person.id, userName: person.name } : {}),
    ...(topic ? { topicId: topic.threadId } : {}),
    ...(chat.connectionId === undefined ? {} : { businessId: chat.connectionId }),
    ...(origin.directTopicId === undefined ? {} : { directTopicId: origin.directTopicId }),
  };
}

/** What was asked for, with its runs held in the middle and its message there and on disk: what is not cannot be found after a stop. */
export interface Held {
  readonly asked: FakeMessage;
  readonly batch: Batch;
  readonly status: FakeMessage;
  /** Lets the runs go on. */
  readonly release: () => void;
  /** The same, and waits until nothing is left to do. */
  readonly finish: () => Promise<void>;
}

/** Asks for so many mockups by a message that somebody sends. `person` is whoever is known to have asked; nobody in a channel. */
export async function askHeld(
  bench: TelegramMessengerBench,
  chat: FakeChat,
  person: FakePerson | undefined,
  { by, sent, count = 1 }: { readonly by: FakePerson; readonly sent?: SentByPerson; readonly count?: number },
): Promise<Held> {
  const release = bench.machine.hold();
  const before = bench.machine.runs.length;
  const asked = by.sends(chat, { text: 'a white mug', ...sent });
  const batch = await bench.ask(asked, person, ...Array.from({ length: count }, () => ({ prompt: 'a white mug' })));
  const isKnown = () => JSON.stringify(bench.writes.batches.at(-1)?.thread ?? '').includes('"status"');
  await vi.waitUntil(() => bench.machine.runs.length === before + count && isKnown(), {
    timeout: 10_000,
    interval: 10,
  });
  const status = bench.answers(asked.chat).at(-1);
  if (!status) throw new Error('There is to be a message.');
  const finish = async (): Promise<void> => {
    release();
    await bench.service.idle();
  };
  return { asked, batch, status, release, finish };
}

/** A renderer in the test's hands; only this much of it is used. */
export function proofRenderer(wait: (request: ShotRequest) => Promise<void> = async () => {}): Renderer {
  const render = async (request: ShotRequest) => {
    await wait(request);
    return { png: new Uint8Array(await drawShot(99)), width: 24, height: 24, notes: [] };
  };
  return { render } as unknown as Renderer;
}

export async function openTelegramMessengerBench(
  options: TelegramMessengerOptions = {},
): Promise<TelegramMessengerBench> {
  await using stack = new AsyncDisposableStack();
  await loadLanguages();
  const folder = stack.use(temporaryFolder());
  const telegram = stack.use(await startFakeTelegram());
  options.prepare?.(telegram);
  const machine = new BenchMachine();
  const studio = stack.use(await startBenchStudio(folder.path, machine, { slots: options.slots ?? mostAtOnce }));
  const lines: Record<string, unknown>[] = [];
  const log = createLogger('debug', { write: (line: string) => void lines.push(JSON.parse(line)) });
  const writes: WriteBudget = { left: Number.POSITIVE_INFINITY, batches: [] };
  const logoBytes = await drawDisc(48);
  let running: (Pick<TelegramMessengerBench, 'messenger' | 'messages' | 'service'> & AsyncDisposable) | undefined;
  const start = async (): Promise<void> => {
    await using parts = new AsyncDisposableStack();
    const agent = createAgent();
    parts.defer(() => agent.destroy());
    const { token, apiRoot } = telegram;
    const api = createTelegramApi({ token, apiRoot, agent });
    const messages = new TelegramMessages(api, new CallPace(options.rates));
    const downloads = { api, agent, token, apiRoot };
    const messenger = new TelegramMessenger({ messages, downloads, log, pace: options.pace });
    const store = parts.use(openBreakableStore(folder.path, writes));
    const studioApi = parts.use(connect(studio.url));
    const service = parts.use(
      new MockupService({
        backend: new Backend({
          id: 'bench',
          api: studioApi,
          deployments: [{ name: 'studio', id: studioDeploymentId, inputs: {} }],
        }),
        store,
        messengers: [messenger],
        log,
        limits: { maxActive: mostAtOnce, maxActivePerPerson: mostAtOnce },
        pace: { firstMs: 10, growth: 1, ceilingMs: 20 },
        storePauseMs: 100,
        ...(options.proofRenderer ? { proofRenderer: options.proofRenderer } : {}),
      }),
    );
    await service.recover();
    const opened = parts.move();
    running = { messenger, messages, service, [Symbol.asyncDispose]: () => opened.disposeAsync() };
  };
  const stop = async (): Promise<void> => {
    const before = running;
    running = undefined;
    await before?.[Symbol.asyncDispose]();
  };
  await start();
  const opened = stack.move();
  const parts = () => {
    if (!running) throw new Error('This bench was stopped.');
    return running;
  };
  return {
    telegram,
    machine,
    writes,
    log: lines,
    get messenger() {
      return parts().messenger;
    },
    get messages() {
      return parts().messages;
    },
    get service() {
      return parts().service;
    },
    ask: async (asked, person, ...wishes) => {
      const all = wishes.length > 0 ? wishes : [{}];
      return await parts().service.submit({
        person: { platform: 'telegram', id: String(person?.id ?? asked.chat.id), locale: 'en' },
        thread: threadOf(threadIn(asked, person)),
        place: { id: String(asked.chat.id), isShared: asked.chat.kind !== 'private' },
        mockups: all.map(({ logo = 'logo.png', ...request }) => ({
          logo: { fileName: logo, data: {} },
          logoBytes,
          request: { prompt: 'something nice', size: 512, deployment: 'studio', ...request },
        })),
      });
    },
    answers: (chat) => telegram.messages(chat).filter(({ isByBot }) => isByBot),
    stop,
    start,
    [Symbol.asyncDispose]: async () => {
      await stop();
      await opened.disposeAsync();
    },
  };
}
