import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** What can be done on a platform, by name. */
export type Deeds = Readonly<Record<string, (count: number) => Promise<unknown>>>;

const Told = z.object({ id: z.number(), what: z.string(), count: z.number().default(1) });
const longestMs = 120_000;

/** For a process with a channel to its parent: says where the platform is, then does what it is told and answers with what came of it. */
export function serveDeeds(deeds: Deeds, env: Readonly<Record<string, string>>): void {
  process.on('message', (told) => {
    const { id, what, count } = Told.parse(told);
    const deed = deeds[what] ?? (() => Promise.reject(new Error(`Nobody knows how to ${what}.`)));
    void deed(count).then(
      (value) => process.send?.({ id, value }),
      (error: unknown) => process.send?.({ id, error: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit());
  process.send?.(env);
}

export async function until(isSo: () => boolean): Promise<void> {
  for (const startedAt = performance.now(); !isSo(); await sleep(2)) {
    if (performance.now() - startedAt > longestMs) throw new Error('It did not come in time.');
  }
}
