import { message } from '#core/messages/message.ts';
import type { BatchView } from '#core/mockups/messenger.ts';
import { progressText } from '#core/mockups/progress-sentence.ts';
import { isAtRest } from '#core/mockups/stage.ts';

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
