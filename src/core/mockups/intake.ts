import { randomInt } from 'node:crypto';
import { UserError } from '#core/errors.ts';
import type { PictureFiles } from '#core/store/picture-files.ts';
import { StoreError } from '#core/store/store-error.ts';
import {
  Batch,
  createBatchId,
  type LogoSource,
  type MockupRequest,
  maxMockupsPerBatch,
  mockupId,
  type Person,
  type Place,
  type Thread,
} from './batch.ts';
import type { BatchBook } from './batch-book.ts';
import { personKey } from './batch-index.ts';
import type { Limits } from './limits.ts';
import { rawLogoName } from './steps/receive.ts';

/** What one message asks for. */
export interface BatchRequest {
  readonly person: Person;
  readonly thread: Thread;
  readonly place: Place;
  /**
   * What the platform calls the event that asked (an interaction, an update, a message). The same event asked with again gives the batch
   * that it made.
   */
  readonly eventKey?: string;
  /** 1–10 mockups in the order they are to be answered. The seed is drawn here. */
  readonly mockups: readonly {
    readonly logo: LogoSource;
    /** The logo's bytes, where they are here already: then nothing is fetched. */
    readonly logoBytes?: Uint8Array;
    readonly request: Omit<MockupRequest, 'seed'>;
    /** Mockups of one series get the same seed, so that they look as if they were taken in one go. Left out: a seed of its own. */
    readonly series?: number;
  }[];
}

/** A batch, and whether it was made just now. */
export interface Accepted {
  readonly batch: Batch;
  readonly isNew: boolean;
}

/** Turns what people ask for into batches on disk: all of a request or nothing, once for each event, within the limits. */
export class Intake {
  readonly #backendId: string;
  readonly #book: BatchBook;
  readonly #limits: Limits;
  readonly #pictures: PictureFiles;
  #loading: Promise<Batch[]> | undefined;
  readonly #arriving = new Map<string, Promise<Accepted>>();

  constructor(options: {
    readonly backendId: string;
    readonly book: BatchBook;
    readonly limits: Limits;
    readonly pictures: PictureFiles;
  }) {
    this.#backendId = options.backendId;
    this.#book = options.book;
    this.#limits = options.limits;
    this.#pictures = options.pictures;
    this.#book.onRead((batch) => void this.#limits.count(batch));
  }

  /** Has all counters and events of what is on disk. Gives the batches that something is left to do for. */
  load(): Promise<Batch[]> {
    this.#loading ??= Promise.all([this.#book.load(), this.#limits.load()]).then(
      ([unfinished]) => unfinished,
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }

  /**
   * Resolves when the batch is on disk.
   * @throws {UserError} when it asks for too much, at once or today
   * @throws {StoreError} when it could not be written, and then nothing was accepted
   */
  async accept(request: BatchRequest): Promise<Accepted> {
    if (request.mockups.length > maxMockupsPerBatch)
      throw new UserError('option.tooMany', { limit: maxMockupsPerBatch });
    await this.load();
    if (request.eventKey === undefined) return this.#add(request);
    const eventKey = `${request.person.platform}:${request.eventKey}`;
    const first = this.#arriving.get(eventKey);
    if (first) return { ...(await first), isNew: false };
    const work = this.#addOnce(request, eventKey).finally(() => this.#arriving.delete(eventKey));
    this.#arriving.set(eventKey, work);
    return work;
  }

  /**
   * Counts one more run for a batch that was accepted before, and gives what takes that back.
   * @throws {UserError} when no more may be made today
   * @throws {StoreError} and then it does not count
   */
  async charge({ person }: Batch): Promise<() => Promise<void>> {
    await this.load();
    return this.#limits.charge(person);
  }

  async #addOnce(request: BatchRequest, eventKey: string): Promise<Accepted> {
    const known = this.#book.index.ofEvent(eventKey);
    const batch = known === undefined ? undefined : await this.#book.find(known);
    return batch ? { batch, isNew: false } : this.#add(request, eventKey);
  }

  async #add(request: BatchRequest, eventKey?: string): Promise<Accepted> {
    const batch = this.#batchOf(request, eventKey);
    this.#limits.assertRoom(batch, this.#book.index.waitingOf(personKey(batch.person)));
    // From here on it counts, so that requests side by side cannot share the last free place.
    const uncount = this.#limits.count(batch);
    this.#book.index.note(batch);
    try {
      await this.#keepLogos(batch, request);
      await this.#book.add(batch);
    } catch (error) {
      uncount();
      this.#book.index.remove(batch.id);
      throw error;
    }
    return { batch, isNew: true };
  }

  #batchOf(request: BatchRequest, eventKey: string | undefined): Batch {
    const id = createBatchId();
    const seedOf = drawSeeds();
    // Parsed here, because a record that cannot be read again would keep the next start from all others.
    return Batch.parse({
      id,
      person: request.person,
      thread: request.thread,
      place: request.place,
      createdAt: Date.now(),
      ...(eventKey === undefined ? {} : { eventKey }),
      sent: {},
      mockups: request.mockups.map(({ logo, logoBytes, request: wish, series }, index) => ({
        id: mockupId(id, index),
        request: { ...wish, seed: seedOf(series) },
        logo,
        backend: this.#backendId,
        cancelRequested: false,
        notes: [],
        stage: { state: logoBytes ? 'accepted' : 'received' },
      })),
    });
  }

  /** Before the record, which promises that they are here. */
  async #keepLogos(batch: Batch, { mockups }: BatchRequest): Promise<void> {
    try {
      for (const [index, mockup] of batch.mockups.entries()) {
        const bytes = mockups[index]?.logoBytes;
        if (bytes) await this.#pictures.write(batch.id, rawLogoName(mockup), bytes);
      }
    } catch (error) {
      throw StoreError.from(error, 'a logo could not be written');
    }
  }
}

/** Seeds as they are asked for: the same one for the same series, and a new one for none. */
function drawSeeds(): (series: number | undefined) => number {
  const drawn = new Map<number, number>();
  return (series) => {
    // 0 means "draw one" to some seed nodes.
    const seed = (series === undefined ? undefined : drawn.get(series)) ?? randomInt(1, 0xffff_ffff);
    if (series !== undefined) drawn.set(series, seed);
    return seed;
  };
}
