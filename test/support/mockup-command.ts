import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
export const exampleLogos = path.join(root, 'examples', 'logos');

/** What a command printed and how it ended. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command under way. */
export interface RunningCommand {
  readonly process: ChildProcess;
  /** What it has printed on standard error so far. */
  stderr(): string;
  readonly finished: Promise<Finished>;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: Uint8Array;
}

/** Starts a program of ours in a process of its own, with nothing of this machine's settings in its environment. */
export function startProgram(script: string, args: readonly string[], options: CommandOptions = {}): RunningCommand {
  const child = spawn(process.execPath, [path.join(root, script), ...args], {
    cwd: options.cwd ?? root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.env },
    stdio: [options.stdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  if (options.stdin) child.stdin?.end(options.stdin);
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject).once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { process: child, stderr: () => stderr, finished };
}

export function startMockup(args: readonly string[], options: CommandOptions = {}): RunningCommand {
  return startProgram('src/bots/terminal/main.ts', args, options);
}

export async function mockup(args: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  return startMockup(args, options).finished;
}
