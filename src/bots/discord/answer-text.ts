import { time } from 'discord.js';
import { capitalized } from '#bots/capitalized.ts';
import { timeTaken } from '#bots/time-taken.ts';
import { message } from '#core/messages/message.ts';
import type { BatchView, MockupView } from '#core/mockups/messenger.ts';
import { progressText } from '#core/mockups/progress-sentence.ts';
import { isAtRest } from '#core/mockups/stage.ts';
import { asWritten, sayAsWritten } from './as-written.ts';

/** Discord takes 2,000 characters. */
const longestText = 2000;
const longestPrompt = 300;
/** Of several prompts, each in its own line. */
const longestOfSeveral = 60;
const longestName = 60;
const secondMs = 1000;

/** What the words say besides what the view does. */
export interface TextSetting {
  /** When the view's estimate was made, in ms since 1970. */
  readonly estimatedAt: number;
  /** There are proofs among the pictures. */
  readonly hasProofs?: boolean;
  /** Some pictures are smaller than they were made. */
  readonly isShrunk?: boolean;
  /** Only its person's press will open the message once more. */
  readonly needsFetch?: boolean;
}

/** Lines of a text: those in the middle go first when there is no room. */
interface Lines {
  readonly head: readonly string[];
  readonly middle: readonly string[];
  readonly tail: readonly string[];
}

/** The words of a batch's message: what was asked for, how far it is, what there is to know. */
export function answerText(view: BatchView, setting: TextSetting): string {
  const { mockups, locale, problem } = view;
  const [only] = mockups;
  const { head, middle, tail } = mockups.length === 1 && only ? linesOfOne(only, view, setting) : linesOfSeveral(view);
  const slowest = mockups.findLast(({ state, estimateMs }) => !isAtRest(state) && estimateMs);
  return fitted(
    {
      head,
      middle,
      tail: [
        ...tail,
        ...(mockups.length > 1 && slowest ? expected(slowest, locale, setting) : []),
        ...(setting.hasProofs ? [message('chat.proof', locale)] : []),
        ...(setting.isShrunk ? [message('chat.shrunk', locale)] : []),
        ...(problem ? [sayAsWritten(problem, locale)] : []),
        ...(setting.needsFetch ? [message('chat.fetchHere', locale)] : []),
      ],
    },
    locale,
  );
}

function linesOfOne(mockup: MockupView, { locale }: BatchView, setting: TextSetting): Lines {
  const { state, reason, notes } = mockup;
  const under = isAtRest(state) ? [] : [capitalized(progressOf(mockup, locale)), ...expected(mockup, locale, setting)];
  return {
    head: [...(reason ? [sayAsWritten(reason, locale)] : []), ...under, caption(mockup, locale)],
    middle: [],
    tail: isAtRest(state) ? notes.map((note) => sayAsWritten(note, locale)) : [],
  };
}

/** Each line tells one of several; what they have in common is said once. */
function linesOfSeveral({ mockups, locale, atRest }: BatchView): Lines {
  const [first] = mockups;
  const wishes = new Set(mockups.map(({ request }) => `${request.prompt} ${request.size}`));
  const isShared = wishes.size === 1;
  const middle = mockups.map((mockup, index) => {
    const state = mockup.reason ? sayAsWritten(mockup.reason, locale) : progressOf(mockup, locale);
    const logo = asWritten(mockup.logoName, longestName);
    const line = message('chat.line', locale, { number: index + 1, logo, progress: state });
    const rest = isShared ? ownCaption(mockup, locale) : caption(mockup, locale, longestOfSeveral);
    return rest === undefined ? line : `${line} · ${rest}`;
  });
  const notes = atRest ? mockups.flatMap(({ notes: own }) => own.map((note) => sayAsWritten(note, locale))) : [];
  const shared =
    first && isShared ? [`${asWritten(first.request.prompt, longestPrompt)} · ${first.request.size} px`] : [];
  return { head: shared, middle, tail: [...new Set(notes)] };
}

/** How far it is. The estimate is told by the times that Discord counts down. */
function progressOf(mockup: MockupView, locale: string): string {
  const { estimateMs: _, ...rest } = mockup;
  return progressText(rest, locale);
}

/** Discord counts these down by itself: no edit is spent on it. */
function expected({ estimateMs }: MockupView, locale: string, { estimatedAt }: TextSetting): string[] {
  if (!estimateMs) return [];
  const at = (ms: number): string => time(Math.ceil((estimatedAt + ms) / secondMs), 'R');
  return [message('chat.expected', locale, { low: at(estimateMs.low), high: at(estimateMs.high) })];
}

function caption(mockup: MockupView, locale: string, longest = longestPrompt): string {
  const { size, seed } = mockup.request;
  const prompt = asWritten(mockup.request.prompt, longest);
  const took = timeTaken(mockup, locale);
  return took === undefined
    ? message('chat.captionNoTime', locale, { prompt, size, seed })
    : message('chat.caption', locale, { prompt, size, seed, took });
}

/** What a finished one does not have in common with the others. */
function ownCaption(mockup: MockupView, locale: string): string | undefined {
  const took = timeTaken(mockup, locale);
  return took === undefined ? undefined : message('chat.captionOwn', locale, { seed: mockup.request.seed, took });
}

/** Whole lines as far as they fit. */
function fitted({ head, middle, tail }: Lines, locale: string): string {
  for (let shown = middle.length; shown >= 0; shown--) {
    const more = middle.length - shown;
    const cut = more > 0 ? [message('chat.more', locale, { count: more })] : [];
    const text = [...head, ...middle.slice(0, shown), ...cut, ...tail].join('\n');
    if (text.length <= longestText) return text;
  }
  return [...head, ...tail]
    .join('\n')
    .slice(0, longestText - 1)
    .toWellFormed();
}
