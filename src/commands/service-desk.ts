import type { Logger } from '#core/log.ts';
import { Archive } from '#core/mockups/archive.ts';
import type { Batch, Thread } from '#core/mockups/batch.ts';
import { personKey } from '#core/mockups/batch-index.ts';
import type { BatchView } from '#core/mockups/messenger.ts';
import type { MockupService } from '#core/mockups/mockup-service.ts';
import type { Choice } from '#core/mockups/undecided.ts';
import type { CommandContext } from './command.ts';
import { type Dispatched, dispatch } from './dispatch.ts';

type Asked = Pick<CommandContext, 'person' | 'thread' | 'place' | 'eventKey' | 'reply'>;

/** What a service does for the people of every chat platform: one desk for all of them. */
export class ServiceDesk {
  readonly #service: MockupService;
  readonly #archive: Archive;
  readonly #templateRenders: boolean;
  readonly #log: Logger;
  readonly #signal: AbortSignal;

  constructor(options: {
    readonly service: MockupService;
    readonly templateRenders: boolean;
    readonly log: Logger;
    readonly signal: AbortSignal;
  }) {
    this.#service = options.service;
    this.#archive = new Archive([options.service.shelf]);
    this.#templateRenders = options.templateRenders;
    this.#log = options.log;
    this.#signal = options.signal;
  }

  get deployments(): readonly string[] {
    return this.#service.backend.deploymentNames;
  }

  readonly ask = (name: string, rawOptions: unknown, asked: Asked): Promise<Dispatched> =>
    dispatch(name, rawOptions, {
      ...asked,
      archive: this.#archive,
      mockups: this.#service,
      templateRenders: this.#templateRenders,
      log: this.#log,
      signal: this.#signal,
    });

  /** @throws {UserError} when there is none that this person may see there */
  async find(
    asker: Pick<Asked, 'person' | 'place'>,
    batchId: string,
  ): Promise<{ readonly batch: Batch; readonly view: BatchView; readonly isOwn: boolean }> {
    const { batch, shelf } = await this.#archive.findHere(asker, batchId);
    return { batch, view: shelf.view(batch), isOwn: personKey(batch.person) === personKey(asker.person) };
  }

  /** @throws {UserError} when no more runs may be made today */
  async decide(batchId: string, choice: Choice): Promise<boolean> {
    const batch = await this.#service.shelf.read(batchId);
    let isMade = false;
    for (const { id, stage } of batch?.mockups ?? []) {
      if (stage.state === 'undecided' && (await this.#service.undecided.decide(batchId, id, choice))) isMade = true;
    }
    return isMade;
  }

  async stop(batchId: string): Promise<void> {
    await this.#service.cancel(batchId);
  }

  async redirect(batchId: string, thread: Thread): Promise<void> {
    await this.#service.redirect(batchId, thread);
  }
}
