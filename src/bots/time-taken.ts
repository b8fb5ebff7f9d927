import { message } from '#core/messages/message.ts';
import type { MockupView } from '#core/mockups/messenger.ts';

const secondMs = 1000;

/** How long the shots of a mockup took, such as "1 min 5 s", in whole seconds and at least one; undefined where none came or nobody knows. */
export function timeTaken({ tookMs, shots }: MockupView, locale: string): string | undefined {
  if (tookMs === undefined || shots.length === 0) return undefined;
  const all = Math.max(1, Math.round(tookMs / secondMs));
  const [minutes, seconds] = [Math.floor(all / 60), all % 60];
  return minutes > 0
    ? message('chat.minutes', locale, { minutes, seconds })
    : message('chat.seconds', locale, { seconds });
}
