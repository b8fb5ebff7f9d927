import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { examplePath } from './support/example-logos.ts';
import { interleaved, median, type Report } from './support/report.ts';

const run = promisify(execFile);
const rounds = 7;
const root = path.resolve(import.meta.dirname, '..');

/** The whole command in a cold process, against a process that imports the same packages and writes that very picture as PNG. */
export async function measure(report: Report): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mockup-bench-'));
  try {
    const env = { ...process.env, DATA_DIR: path.join(folder, 'data') };
    const command = () =>
      run(process.execPath, [path.join(root, 'src/bots/terminal/main.ts'), examplePath('summit.png'), '--quiet'], {
        cwd: folder,
        env,
        timeout: 60_000,
      });
    await command();
    const [shot = ''] = await readdir(path.join(folder, 'mockups'));
    const bare = () =>
      run(process.execPath, [
        path.join(root, 'bench/support/bare-process.ts'),
        path.join(folder, 'mockups', shot),
        path.join(folder, 'bare.png'),
      ]);
    await bare();
    const times = await interleaved(rounds, command, bare);
    const [oursMs, bareMs] = [median(times.first), median(times.second)];
    report.row({ what: 'mockup command, cold, 768', value: oursMs, unit: 'ms' });
    report.row({ what: 'bare process with the same packages and one PNG', value: bareMs, unit: 'ms' });
    report.row({ what: 'ours ÷ bare', value: oursMs / bareMs, unit: '×', limit: 3 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
