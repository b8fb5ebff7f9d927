import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '#core/errors.ts';
import { type DataLock, tryLockData } from '#core/store/data-lock.ts';

/** How many commands can run side by side. */
const maxPlaces = 32;

/** One command's own place on disk: a whole data directory, locked. */
export interface Place extends Disposable {
  readonly directory: string;
}

/** All places of the command line. */
export interface Places {
  /** The one of this command. */
  readonly own: Place;
  /** Those that an earlier command left. */
  readonly left: readonly Place[];
  /** Directories of those that other running commands hold. */
  readonly held: readonly string[];
}

/**
 * The places of the command line under one directory. Each running command has one to itself, so that several work side by side, and
 * beside the service. A command that was killed leaves its place unlocked, with its unfinished work in it.
 * @throws {UserError} when all are taken
 */
export function takePlaces(directory: string): Places {
  const places: Place[] = [];
  const held: string[] = [];
  for (let number = 1; number <= maxPlaces; number++) {
    const place = path.join(directory, String(number));
    // Beyond the first free one, only places that somebody left are of interest.
    if (places.length > 0 && !existsSync(place)) break;
    const lock = tryLockData(place);
    if (lock) places.push(asPlace(place, lock));
    else held.push(place);
  }
  const [own, ...left] = places;
  if (!own) throw new UserError('terminal.tooMany', { count: maxPlaces });
  return { own, left, held };
}

function asPlace(directory: string, lock: DataLock): Place {
  return { directory, [Symbol.dispose]: () => lock[Symbol.dispose]() };
}
