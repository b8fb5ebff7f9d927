import { statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { createLogger, type Logger, type LogLevel } from '#core/log.ts';
import type { Backend } from '#core/mockups/backend.ts';
import type { Patience } from '#core/mockups/journey-context.ts';
import type { Messenger } from '#core/mockups/messenger.ts';
import { MockupService } from '#core/mockups/mockup-service.ts';
import { Renderer } from '#core/renderer/renderer.ts';
import { openStore } from '#core/store/store.ts';
import type { Place } from './workspace.ts';

/** Starts the backend that the settings name; what the studio of this place remembers lies in the folder given. */
export type StartBackend = (options: {
  readonly studioDirectory: string;
  readonly log: Logger;
}) => Promise<{ readonly backend: Backend; readonly templateRenders: boolean } & AsyncDisposable>;

/** A place at work. Dispose it to stop; what is unfinished stays in it. */
export interface OpenPlace extends AsyncDisposable {
  readonly service: MockupService;
  readonly templateRenders: boolean;
  readonly log: Logger;
}

const maxLogBytes = 5 * 1024 * 1024;

/** Opens the store of a place and starts a service on it. @throws {StoreError} */
export async function openPlace(
  place: Place,
  options: {
    readonly startBackend: StartBackend;
    readonly messenger: Messenger;
    readonly logLevel: LogLevel;
    readonly retentionDays: number;
    readonly patience?: Patience;
  },
): Promise<OpenPlace> {
  await using stack = new AsyncDisposableStack();
  const store = stack.use(openStore(place.directory));
  const log = createLogger(options.logLevel, openLogFile(place.directory));
  const studioDirectory = path.join(place.directory, 'studio');
  const { backend, templateRenders } = stack.use(await options.startBackend({ studioDirectory, log }));
  const service = stack.use(
    new MockupService({
      backend,
      store,
      log,
      messengers: [options.messenger],
      // One person, one command: what it asks for runs side by side, and nobody but them pays for it.
      limits: { maxActive: 10, maxActivePerPerson: 10 },
      retentionDays: options.retentionDays,
      ...(options.patience ? { patience: options.patience } : {}),
      ...(templateRenders ? {} : { proofRenderer: stack.use(new Renderer({ threads: 1 })) }),
    }),
  );
  const opened = stack.move();
  return { service, templateRenders, log, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** The log of the command line goes to a file: the terminal is the person's, and a reference number must be found again. */
function openLogFile(directory: string): pino.DestinationStream {
  const file = path.join(directory, 'mockup.log');
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxLogBytes) truncateSync(file);
  return pino.destination({ dest: file, sync: true, mode: 0o600 });
}
