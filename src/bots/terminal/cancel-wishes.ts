import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** How soon a running command hears of a wish, in ms. */
const lookEveryMs = 300;

function folderOf(place: string): string {
  return path.join(place, 'wishes');
}

/** Leaves word for the command that holds a place to cancel a batch, or one mockup of it. A command that finds it later obeys as well. */
export function leaveCancelWish(place: string, batchId: string, mockupId?: string): void {
  const folder = folderOf(place);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, mockupId ?? batchId), '');
}

/** Passes on what other commands wish away in the place of this one, until disposed. `cancel` must not throw. */
export function watchCancelWishes(
  place: string,
  cancel: (batchId: string, mockupId?: string) => Promise<void>,
): Disposable {
  const look = (): void => {
    for (const name of namesIn(folderOf(place))) {
      rmSync(path.join(folderOf(place), name), { force: true });
      const [batchId = '', number] = name.split('-');
      void cancel(batchId, number === undefined ? undefined : name);
    }
  };
  const timer = setInterval(look, lookEveryMs).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Nobody ever wished anything here.
    return [];
  }
}
