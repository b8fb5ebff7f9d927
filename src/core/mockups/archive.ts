import { UserError } from '#core/errors.ts';
import type { Batch, Person, Place } from './batch.ts';
import type { Listed, Shelf } from './shelf.ts';

/** Who asks, and where. */
export interface Asker {
  readonly person: Person;
  readonly place: Place;
}

/** A batch and the shelf it is on. */
export interface Found {
  readonly batch: Batch;
  readonly shelf: Shelf;
}

/**
 * What a person asked for and may look back on: in a shared place only what they asked for there, everything of theirs elsewhere. The one
 * way to a batch for everything that is asked about one, so that nobody reaches another's.
 */
export class Archive {
  readonly shelves: readonly Shelf[];

  constructor(shelves: readonly Shelf[]) {
    this.shelves = shelves;
  }

  /** Newest first. */
  async list({ person, place }: Asker): Promise<readonly (Listed & { readonly shelf: Shelf })[]> {
    const lists = await Promise.all(
      this.shelves.map(async (shelf) => (await shelf.list(person)).map((listed) => ({ ...listed, shelf }))),
    );
    return lists
      .flat()
      .filter((listed) => !place.isShared || listed.place.id === place.id)
      .sort((a, b) => b.createdAt - a.createdAt);
  }

  /**
   * The batch of an id, or the newest that fits.
   * @throws {UserError} when there is none that this person may see here
   */
  async find(asker: Asker, id?: string, fits: (listed: Listed) => boolean = () => true): Promise<Found> {
    const listed = await this.list(asker);
    // Who copies an id from somewhere copies what is around it.
    const wanted = id?.trim().toLowerCase();
    const found = listed.find((each) => (wanted === undefined ? fits(each) : each.batchId === wanted));
    const batch = await found?.shelf.read(found.batchId);
    if (!found || !batch)
      throw wanted === undefined ? new UserError('history.empty') : new UserError('history.unknown');
    return { batch, shelf: found.shelf };
  }

  /**
   * The batch of an id that this person may see here, or that anybody asked for in this very place, where all who are there see it.
   * @throws {UserError} when there is none
   */
  async findHere(asker: Asker, id: string): Promise<Found> {
    const wanted = id.trim().toLowerCase();
    if ((await this.list(asker)).some(({ batchId }) => batchId === wanted)) return await this.find(asker, wanted);
    for (const shelf of this.shelves) {
      const batch = await shelf.read(wanted);
      const isOfPlace = batch?.place.id === asker.place.id && batch.person.platform === asker.person.platform;
      if (batch && isOfPlace && asker.place.isShared && !batch.forgotten) return { batch, shelf };
    }
    throw new UserError('history.unknown');
  }
}
