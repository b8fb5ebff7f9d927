import { message } from '#core/messages/message.ts';
import type { BatchView, MockupView } from '#core/mockups/messenger.ts';
import { isAtRest } from '#core/mockups/stage.ts';

/** One mockup's progress in a few words. */
export function progressText(mockup: MockupView, locale: string): string {
  if (mockup.unansweredSince !== undefined && !isAtRest(mockup.state)) return message('progress.unanswered', locale);
  switch (mockup.state) {
    case 'received':
      return message('progress.received', locale);
    case 'accepted':
    case 'preparing':
      return message('progress.accepted', locale);
    case 'queued':
    case 'submitting':
      return queuedText(mockup, locale);
    case 'running':
      if (!mockup.working) return queuedText(mockup, locale);
      return message('progress.rendering', locale, { percent: Math.floor((mockup.fraction ?? 0) * 100) });
    case 'collecting':
    case 'delivering':
      return message('progress.collecting', locale);
    case 'delivered':
      return message('progress.done', locale);
    case 'failed':
    case 'expired':
      return message('progress.failed', locale);
    case 'cancelled':
      return message('progress.cancelled', locale);
    case 'undecided':
      return message('progress.undecided', locale);
  }
}

function queuedText({ ahead }: MockupView, locale: string): string {
  if (ahead === undefined || ahead < 1) return message('progress.queued', locale);
  return message('progress.queuedBehind', locale, { ahead });
}

/** The whole batch in one line: how many are done, and how far each of the others is. */
export function batchText(view: BatchView, locale: string): string {
  const [only, ...others] = view.mockups;
  if (only && others.length === 0) return progressText(only, locale);
  const ended = view.mockups.filter((mockup) => isAtRest(mockup.state));
  const under = view.mockups.filter((mockup) => !isAtRest(mockup.state));
  const texts = Map.groupBy(under, (mockup) => progressText(mockup, locale));
  const parts = [...texts].map(([text, same]) => (same.length > 1 ? `${same.length} × ${text}` : text));
  return [message('progress.several', locale, { done: ended.length, count: view.mockups.length }), ...parts].join(
    ' · ',
  );
}
