import path from 'node:path';
import { createLogger } from '#core/log.ts';
import type { Machine } from '#studio/machines/machine.ts';
import { type Studio, startStudio } from '#studio/studio.ts';

/** A deployment whose runs a machine of the caller's makes, on a free port, with its files in a folder of the caller's. */
export function startBenchStudio(
  folder: string,
  machine: Machine,
  options: { readonly slots: number; readonly token?: string },
): Promise<Studio> {
  const dataDir = path.join(folder, 'studio');
  return startStudio({
    dataDir,
    host: '127.0.0.1',
    port: 0,
    origins: [],
    log: createLogger('silent'),
    machine,
    ...options,
  });
}
