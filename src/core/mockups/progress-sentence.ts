import { type SentenceRef, say, sentence } from '#core/messages/sentence-ref.ts';
import type { MockupView } from './messenger.ts';
import { isAtRest } from './stage.ts';

/** One mockup's progress in a few words. */
export function progressSentence(mockup: MockupView): SentenceRef {
  if (mockup.unansweredSince !== undefined && !isAtRest(mockup.state)) {
    // Only the platform that has the logo is asked for anything so early.
    return sentence(mockup.state === 'received' ? 'progress.logoUnanswered' : 'progress.unanswered');
  }
  switch (mockup.state) {
    case 'received':
      return sentence('progress.received');
    case 'accepted':
    case 'preparing':
      return sentence('progress.accepted');
    case 'queued':
    case 'submitting':
      return queuedSentence(mockup);
    case 'running':
      if (!mockup.working) return queuedSentence(mockup);
      if (mockup.fraction === undefined) return sentence('progress.working');
      return sentence('progress.rendering', { percent: Math.floor(mockup.fraction * 100) });
    case 'collecting':
    case 'delivering':
      return sentence('progress.collecting');
    case 'delivered':
      return sentence(mockup.isLate ? 'progress.doneLate' : 'progress.done');
    case 'failed':
    case 'expired':
      return sentence('progress.failed');
    case 'cancelled':
      return sentence('progress.cancelled');
    case 'undecided':
      return sentence('progress.undecided');
  }
}

function queuedSentence({ ahead = 0, estimateMs }: MockupView): SentenceRef {
  if (estimateMs) {
    const minutes = estimateMs.high >= 90_000;
    const range = rangeText(estimateMs, minutes ? 60_000 : 1000);
    return minutes
      ? sentence('progress.queuedMinutes', { ahead, range })
      : sentence('progress.queuedSeconds', { ahead, range });
  }
  return ahead < 1 ? sentence('progress.queued') : sentence('progress.queuedBehind', { ahead });
}

/** Whole units, the lower end rounded down and the upper one up: `2–4`. */
function rangeText({ low, high }: { readonly low: number; readonly high: number }, unitMs: number): string {
  const from = Math.max(1, Math.floor(low / unitMs));
  const to = Math.max(from + 1, Math.ceil(high / unitMs));
  return `${from}–${to}`;
}

/** As `progressSentence`, in a person's language. */
export function progressText(mockup: MockupView, locale: string): string {
  return say(progressSentence(mockup), locale);
}
