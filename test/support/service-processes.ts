import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningCommand, startProgram } from './mockup-command.ts';

/** The service as an operator starts it, in processes one after another. */
export interface ServiceProcesses extends AsyncDisposable {
  /** The newest one. */
  readonly process: RunningCommand;
  /** With these settings besides the usual ones. */
  readonly start: (env?: Readonly<Record<string, string>>) => void;
  /** Ends the newest one with this signal. */
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
  /** Everything that all of them have said, once they have ended. */
  readonly said: () => Promise<string>;
  /** Where the newest one listens. */
  readonly address: () => Promise<string>;
  readonly get: (route: '/readyz' | '/metrics') => Promise<string>;
  readonly until: (isSo: () => boolean | Promise<boolean>, what: string) => Promise<void>;
}

export function openServiceProcesses(cwd: string, usual: Readonly<Record<string, string>>): ServiceProcesses {
  const processes: RunningCommand[] = [];
  const current = (): RunningCommand => {
    const running = processes.at(-1);
    if (!running) throw new Error('No process was started.');
    return running;
  };
  const until = async (isSo: () => boolean | Promise<boolean>, what: string): Promise<void> => {
    for (let left = 2000; !(await isSo()); left--) {
      if (left === 0) throw new Error(`Not in time: ${what}. ${current().stderr()}`);
      await sleep(10);
    }
  };
  const address = async (): Promise<string> => {
    const pattern = /Listening on (\S+)/;
    await until(() => pattern.test(current().stderr()), 'listening');
    return pattern.exec(current().stderr())?.[1] ?? '';
  };
  return {
    get process() {
      return current();
    },
    start: (env = {}) =>
      void processes.push(startProgram('src/main.ts', [], { cwd, env: { PORT: '0', ...usual, ...env } })),
    end: async (signal) => {
      current().process.kill(signal);
      await current().finished;
    },
    said: async () => {
      const all = await Promise.all(processes.map(({ finished }) => finished));
      return all.map(({ stdout, stderr }) => stdout + stderr).join('\n');
    },
    address,
    get: async (route) => (await fetch(`${await address()}${route}`)).text(),
    until,
    [Symbol.asyncDispose]: async () => {
      for (const running of processes) running.process.kill('SIGKILL');
      await Promise.all(processes.map(({ finished }) => finished));
    },
  };
}
