import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { startProgram } from './mockup-command.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface DoctorReport {
  readonly code: number | null;
  readonly lines: readonly string[];
  /** The lines that begin with a word. */
  readonly of: (word: 'OK' | 'LOOK' | 'MEND') => string[];
}

/** What the doctor says of some settings. Whatever they are, it says it in lines of its form, and tells nothing that has `hush` in it. */
export async function runDoctor(
  env: Readonly<Record<string, string>> = {},
  folder = emptyFolder(),
): Promise<DoctorReport> {
  const { code, stdout, stderr } = await startProgram('src/doctor/main.ts', [], {
    cwd: folder,
    env: { DATA_DIR: path.join(folder, 'data'), ...env },
  }).finished;
  expect(stderr).toBe('');
  expect(stdout).not.toMatch(/hush|\n\s+at |\[object|undefined/);
  expect(stdout).not.toContain('\u001b');
  const lines = stdout.trimEnd().split('\n');
  for (const line of lines) expect(line).toMatch(/^(?:OK {3}|LOOK |MEND )\S.*[.\d]$|^OK {3}To add .* open https:/);
  return { code, lines, of: (word) => lines.filter((line) => line.startsWith(`${word} `)) };
}

export function emptyFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  return folder.path;
}
