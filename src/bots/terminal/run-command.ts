import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask } from '#bots/bot.ts';
import { dispatch } from '#commands/dispatch.ts';
import { commands } from '#commands/index.ts';
import type { Config } from '#core/config.ts';
import { BackendError } from '#core/errors.ts';
import type { Logger } from '#core/log.ts';
import { type MessageArgs, type MessageKey, message } from '#core/messages/message.ts';
import { Archive } from '#core/mockups/archive.ts';
import type { Patience } from '#core/mockups/journey-context.ts';
import type { MockupService } from '#core/mockups/mockup-service.ts';
import type { Shelf } from '#core/mockups/shelf.ts';
import { readStore } from '#core/store/store.ts';
import type { Invocation } from './arguments.ts';
import { watchCancelWishes } from './cancel-wishes.ts';
import { type OpenPlace, openPlace, type StartBackend } from './open-place.ts';
import { createProgressLine, noProgress } from './progress-line.ts';
import { ReadingShelf } from './reading-shelf.ts';
import { listenToStops } from './stops.ts';
import { TerminalBot } from './terminal-bot.ts';
import { type Place, takePlaces } from './workspace.ts';

/** How long a person at a terminal is kept waiting by an API, in ms. */
export interface TerminalPatience {
  /** How long it has to answer at all, before anything is asked of it. */
  readonly firstAnswerMs: number;
  /** How long it may be silent before the command goes, leaving its work for the next one. */
  readonly silenceMs: number;
  /** How long a cancelled run's end may take to show. */
  readonly cancelMs: number;
}

const defaultPatience: TerminalPatience = { firstAnswerMs: 20_000, silenceMs: 60_000, cancelMs: 20_000 };

export interface RunCommandOptions {
  readonly invocation: Invocation;
  readonly config: Config;
  readonly startBackend: StartBackend;
  readonly locale: string;
  readonly dataDirectory: string;
  readonly cwd: string;
  readonly user: string;
  readonly patience?: TerminalPatience;
  /** How long a mockup's steps may take. */
  readonly servicePatience?: Patience;
}

/**
 * Carries one command out from beginning to end. What an earlier command had to leave is finished alongside.
 * @returns the exit code
 * @throws {ConfigurationError} {StoreError} before anything was asked for
 */
export async function runCommand(options: RunCommandOptions): Promise<number> {
  const { invocation, locale, patience = defaultPatience } = options;
  const { stdin, stdout, stderr } = process;
  await using stack = new AsyncDisposableStack();
  const stops = stack.use(listenToStops());
  const progress = invocation.quiet ? noProgress : await createProgressLine(stderr, stderr.isTTY);
  const say = <K extends MessageKey>(key: K, ...params: MessageArgs<K>): void => {
    progress.clear();
    stderr.write(`${message(key, locale, ...params)}\n`);
  };
  const person = { platform: 'terminal', id: options.user, locale };
  const bot = new TerminalBot(invocation, { stdin, stdout, stderr, cwd: options.cwd, person, progress });

  const open = async (place: Place): Promise<OpenPlace> =>
    stack.use(
      await openPlace(stack.use(place), {
        startBackend: options.startBackend,
        messenger: bot,
        logLevel: options.config.logLevel,
        retentionDays: options.config.retentionDays,
        ...(options.servicePatience ? { patience: options.servicePatience } : {}),
      }),
    );
  const places = takePlaces(options.dataDirectory);
  const { service, templateRenders, log } = await open(places.own);
  const kind = commands.find(({ name }) => name === invocation.command)?.kind;
  const shelves: Shelf[] = [service.shelf];
  const ask: Ask = (name, raw, asker) => {
    const archive = new Archive(shelves);
    return dispatch(name, raw, { ...asker, archive, mockups: service, templateRenders, log, signal: stops.stop });
  };
  shelves.push(...readShelves(places.held, true, stack));
  if (kind === 'looks') {
    // What was left stays as it is until something is asked for, and no image service is needed to look.
    for (const place of places.left) stack.use(place);
    const left = places.left.map(({ directory }) => directory);
    shelves.push(...readShelves(left, false, stack));
    await bot.start({ ask }, stops.stop);
    return bot.exitCode;
  }
  if (kind === 'changes') {
    const services = [service];
    for (const place of places.left) {
      const other = (await open(place)).service;
      services.push(other);
      shelves.push(other.shelf);
    }
    await bot.start({ ask }, stops.stop);
    const idle = Promise.all(services.map((each) => each.idle())).then(() => true);
    const gaveUp = Promise.race([
      stops.interrupted,
      stops.stopped,
      sleep(patience.cancelMs, undefined, { ref: false }),
    ]);
    if (!(await Promise.race([idle, gaveUp.then(() => false)]))) say('terminal.cancelUnconfirmed');
    return bot.exitCode;
  }
  stack.use(watchCancelWishes(places.own.directory, wishesOf(service, log)));
  const deadline = AbortSignal.any([stops.stop, AbortSignal.timeout(patience.firstAnswerMs)]);
  try {
    await service.backend.check(deadline);
  } catch (error) {
    if (!deadline.aborted && !(error instanceof BackendError)) throw error;
    const reason = error instanceof BackendError ? error.message : message('terminal.noAnswer', locale);
    say('terminal.unreachable', { reason });
    return 1;
  }

  const left = await service.recover();
  const services = [service];
  for (const place of places.left) {
    const other = await open(place);
    shelves.push(other.service.shelf);
    stack.use(watchCancelWishes(place.directory, wishesOf(other.service, log)));
    const found = await other.service.recover();
    left.push(...found);
    services.push(other.service);
  }
  if (left.length > 0) say('terminal.resumed', { count: left.reduce((sum, batch) => sum + batch.mockups.length, 0) });
  const leftovers = Promise.all(left.map((batch) => Promise.all(services.map((each) => each.finished(batch.id)))));

  await bot.start({ ask }, stops.stop);
  const { batchId } = bot;
  if (batchId === undefined) return bot.exitCode;
  const finished = service.finished(batchId);
  const outcome = await Promise.race([
    finished.then(() => 'finished' as const),
    stops.interrupted.then(() => 'interrupted' as const),
    stops.stopped.then(() => 'stopped' as const),
    silence(bot, patience.silenceMs, stops.stop).then(() => 'silent' as const),
  ]);
  switch (outcome) {
    case 'finished':
      break;
    case 'interrupted':
      say('terminal.cancelling');
      await service.cancel(batchId);
      await Promise.race([finished, stops.stopped, sleep(patience.cancelMs, undefined, { ref: false })]);
      sayCancelled(bot, say);
      return 130;
    case 'stopped':
      say('terminal.left');
      return 143;
    case 'silent':
      say('terminal.silence', { seconds: patience.silenceMs / 1000 });
      return 1;
  }
  await Promise.race([leftovers, stops.interrupted, stops.stopped]);
  return bot.exitCode;
}

/** What can be read of places that this command does not work in. */
function readShelves(directories: readonly string[], isHeld: boolean, stack: AsyncDisposableStack): Shelf[] {
  return directories.flatMap((place) => {
    const store = readStore(place);
    return store ? [new ReadingShelf({ place, store: stack.use(store), isHeld })] : [];
  });
}

/** Passes on what another command wished away; one that came too late, or was never meant for this place, is a log line. */
function wishesOf(service: MockupService, log: Logger) {
  return async (batchId: string, mockupId?: string): Promise<void> => {
    try {
      await service.cancel(batchId, mockupId);
    } catch (error) {
      log.warn({ err: error, batch: batchId }, 'cancel wish not passed on');
    }
  };
}

/** Resolves when the API has been silent for too long about everything that is still under way, however the clock is set meanwhile. */
async function silence(bot: TerminalBot, silenceMs: number, signal: AbortSignal): Promise<void> {
  let silent = { since: Number.POSITIVE_INFINITY, seenAt: performance.now() };
  const isSilent = (): boolean => {
    const since = Math.min(...(bot.view?.mockups.flatMap((mockup) => mockup.unansweredSince ?? []) ?? []));
    if (since !== silent.since) silent = { since, seenAt: performance.now() };
    return Number.isFinite(since) && performance.now() - silent.seenAt > silenceMs;
  };
  while (!isSilent()) await sleep(Math.min(1000, silenceMs / 4), undefined, { signal, ref: false });
}

/** What really happened to each. */
function sayCancelled(bot: TerminalBot, say: <K extends MessageKey>(key: K, ...params: MessageArgs<K>) => void): void {
  const states = bot.view?.mockups.map((mockup) => mockup.state) ?? [];
  const cancelled = states.filter((state) => state === 'cancelled').length;
  if (cancelled > 0) say('terminal.cancelled', { count: cancelled });
  if (bot.view?.atRest !== true) say('terminal.cancelUnconfirmed');
}
