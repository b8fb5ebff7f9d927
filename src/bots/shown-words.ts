import { hash } from 'node:crypto';

/** So many messages are remembered; of all others an edit more does no harm. */
const most = 2000;

/** What messages say, as far as this process wrote it: what would change nothing is not sent. */
export class ShownWords {
  readonly #byBatch = new Map<string, string>();

  /** Whether a batch's message says exactly this. */
  has(batchId: string, messageId: string | undefined, words: object): boolean {
    return this.#byBatch.get(batchId) === markOf(messageId, words);
  }

  note(batchId: string, messageId: string | undefined, words: object): void {
    this.#byBatch.delete(batchId);
    this.#byBatch.set(batchId, markOf(messageId, words));
    const [oldest] = this.#byBatch.keys();
    if (oldest !== undefined && this.#byBatch.size > most) this.#byBatch.delete(oldest);
  }
}

function markOf(messageId: string | undefined, words: object): string {
  return hash('sha256', JSON.stringify([messageId, words]), 'base64');
}
