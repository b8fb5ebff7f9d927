import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { exampleLogos } from './support/example-logos.ts';
import type { Report } from './support/report.ts';

const Result = z.object({ peakMb: z.number(), driftMb: z.number() });

/** Memory of a whole process, threads included, that renders 200 shots in a row over all products, sizes and seeds. */
export async function measure(report: Report): Promise<void> {
  const script = fileURLToPath(new URL('./support/many-shots.ts', import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), 'mockup-bench-'));
  try {
    const logos = await exampleLogos();
    const paths = logos.map(({ name }) => join(folder, `${name}.png`));
    await Promise.all(logos.map(async ({ png }, i) => await writeFile(paths[i]!, png)));
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...paths], { timeout: 120_000 });
    const { peakMb, driftMb } = Result.parse(JSON.parse(stdout));
    report.row({ what: 'peak memory of 200 shots', value: peakMb, unit: 'MB', limit: 300 });
    report.row({ what: 'drift over the second hundred', value: driftMb, unit: 'MB', limit: 15 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
