import { EditBudget, type EditPace } from '#bots/edit-budget.ts';
import type { BatchView } from '#core/mockups/messenger.ts';
import { awaitsProof } from './batch-form.ts';
import { TelegramError } from './telegram-error.ts';
import type { TelegramThread } from './telegram-thread.ts';

/** How often progress is told, in private chats and in those of many. */
export interface ProgressRates {
  readonly alone: EditPace;
  readonly group: EditPace;
}

/** Of one message every 4 s. Telegram lets a group have 20 messages a minute, of all kinds: the greater half is left for answers. */
const usualRates: ProgressRates = {
  alone: { perMessageMs: 4000, perChannel: 20, windowMs: 61_000 },
  group: { perMessageMs: 4000, perChannel: 8, windowMs: 61_000 },
};
/** How long the first words wait for the proof, in ms: until then Telegram says that something is on its way. */
const proofGraceMs = 1200;
/**
 * How many messages a chat must have room for after progress was told: it would hold up last words otherwise. After the first words of a batch one,
 * after all others an album with its card.
 */
const [leftByFirstWords, leftForAnswers] = [1, 11];
/** So many batches are remembered. */
const most = 2000;

/** A batch under way, as far as this process has shown it. */
interface Progress {
  readonly firstSeenAt: number;
  isShown: boolean;
  /** Where Telegram did not take progress for good: that is asked once. */
  refusedAt?: string;
  /** Where it did not take the shots, nor would anything else. */
  shutAt?: string;
}

/** When progress may be told, and where not. */
export class ProgressPace {
  readonly #budgets: { readonly alone: EditBudget; readonly group: EditBudget };
  readonly #batches = new Map<string, Progress>();

  constructor({ alone, group }: ProgressRates = usualRates) {
    this.#budgets = { alone: new EditBudget(alone), group: new EditBudget(group) };
  }

  /** How long progress has to wait, in ms; once it is 0, it is counted as told. `waitMs`: how long so many messages there would. */
  take(thread: TelegramThread, view: BatchView, waitMs: (messages: number) => number): number {
    const progress = this.#of(view.batchId);
    const graceMs = progress.firstSeenAt + proofGraceMs - performance.now();
    if (!progress.isShown && graceMs > 0 && !thread.status && awaitsProof(view)) return graceMs;
    const roomMs = waitMs(1 + (thread.status ? leftForAnswers : leftByFirstWords));
    const pauseMs = roomMs > 0 ? roomMs : this.#budgetOf(thread).take(String(thread.chatId), view.batchId);
    if (pauseMs === 0) progress.isShown = true;
    return pauseMs;
  }

  /** Whether a word about the batch would be in vain: Telegram has refused such a one there before. */
  isVain(thread: TelegramThread, { batchId, atRest }: BatchView): boolean {
    const { refusedAt, shutAt } = this.#batches.get(batchId) ?? {};
    return (atRest ? shutAt : refusedAt) === placeOf(thread);
  }

  told(thread: TelegramThread, batchId: string): void {
    this.#budgetOf(thread).ended(batchId);
  }

  notTold(thread: TelegramThread, { batchId, atRest }: BatchView, error: unknown): void {
    this.#budgetOf(thread).failed(String(thread.chatId), batchId);
    const isDefinite = error instanceof TelegramError && !error.retryable;
    if (isDefinite && !atRest) this.#of(batchId).refusedAt = placeOf(thread);
  }

  delivered(batchId: string): void {
    const progress = this.#batches.get(batchId);
    if (progress) delete progress.shutAt;
  }

  notDelivered(thread: TelegramThread, batchId: string, error: unknown): void {
    if (isShut(error)) this.#of(batchId).shutAt = placeOf(thread);
  }

  /** The batch has had its last word. */
  forget(batchId: string): void {
    // The last word may be said more than once.
    if (this.#batches.get(batchId)?.shutAt === undefined) this.#batches.delete(batchId);
    this.#budgets.alone.forget(batchId);
    this.#budgets.group.forget(batchId);
  }

  #budgetOf({ kind }: TelegramThread): EditBudget {
    return kind === 'private' ? this.#budgets.alone : this.#budgets.group;
  }

  #of(batchId: string): Progress {
    const progress = this.#batches.get(batchId) ?? { firstSeenAt: performance.now(), isShown: false };
    this.#batches.set(batchId, progress);
    const [oldest] = this.#batches.keys();
    if (oldest !== undefined && this.#batches.size > most) this.#batches.delete(oldest);
    return progress;
  }
}

/** Whether a chat takes nothing at all from the bot. */
function isShut(error: unknown): boolean {
  if (!(error instanceof TelegramError) || error.retryable) return false;
  switch (error.kind) {
    case 'chat-gone':
    case 'business-closed':
    case 'wrong-direct-topic':
      return true;
    case 'other':
      return error.reason === 'forbidden';
    default:
      return false;
  }
}

/** What tells one place from another. */
export function placeOf({ chatId, topicId, businessId }: TelegramThread): string {
  return `${businessId ?? ''} ${chatId} ${topicId ?? ''}`;
}
