import { capitalized } from '#bots/capitalized.ts';
import { timeTaken } from '#bots/time-taken.ts';
import { message } from '#core/messages/message.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import type { BatchView, MockupView } from '#core/mockups/messenger.ts';
import { progressText } from '#core/mockups/progress-sentence.ts';
import { isAtRest } from '#core/mockups/stage.ts';
import {
  calling,
  cut,
  joined,
  longestCaption,
  longestText,
  plain,
  quoted,
  type RichText,
  sayRich,
} from './rich-text.ts';
import type { TelegramThread } from './telegram-thread.ts';

const longestPrompt = 300;
/** Of several prompts, each in its own line. */
const longestOfSeveral = 60;

/** What the words say besides what the view does. */
export interface TextSetting {
  /** The words stand under a picture, which has less room for them. */
  readonly isCaption: boolean;
  /** The picture is a proof. */
  readonly hasProof: boolean;
  /** Where the words are said. */
  readonly thread: TelegramThread;
}

/** The words of a batch's one changing message: what was asked for, how far it is, what there is to know. */
export function answerText(view: BatchView, { isCaption, hasProof, thread }: TextSetting): RichText {
  const { mockups, locale, problem } = view;
  const [only] = mockups;
  const lines = mockups.length === 1 && only ? linesOfOne(only, view) : linesOfSeveral(view);
  const tail = [
    ...lines.tail,
    ...(hasProof ? [plain(message('chat.proof', locale))] : []),
    ...(problem ? [sayRich(problem, locale)] : []),
  ];
  const head = [...callOf(thread, locale), ...lines.head];
  return fitted({ ...lines, head, tail }, locale, isCaption ? longestCaption : longestText);
}

/** Lines of a text: those in the middle go first when there is no room. */
interface Lines {
  readonly head: readonly RichText[];
  readonly middle: readonly RichText[];
  readonly tail: readonly RichText[];
}

function linesOfOne(mockup: MockupView, { locale, atRest }: BatchView): Lines {
  const { state, reason, notes } = mockup;
  // What could not be brought is over, too.
  const isOver = atRest || isAtRest(state);
  return {
    head: [
      ...(reason ? [sayRich(reason, locale)] : []),
      ...(isOver ? [] : [plain(capitalized(progressText(mockup, locale)))]),
      captionOf(mockup, locale, longestPrompt),
    ],
    middle: [],
    tail: isOver ? notes.map((note) => sayRich(note, locale)) : [],
  };
}

/** How many are done, and a line for each; what they have in common is said once. */
function linesOfSeveral({ mockups, locale, atRest }: BatchView): Lines {
  const [first] = mockups;
  const isShared = new Set(mockups.map(({ request }) => `${request.prompt} ${request.size}`)).size === 1;
  const done = mockups.filter(({ state }) => isAtRest(state)).length;
  const middle = mockups.map((mockup, index) => {
    const state = atRest && mockup.state === 'delivering' ? 'delivered' : mockup.state;
    const progress = mockup.reason ? sayRich(mockup.reason, locale) : plain(progressText({ ...mockup, state }, locale));
    const ref = sentence('chat.line', { number: index + 1, logo: mockup.logoName, progress: '' });
    const line = sayRich(ref, locale, { parts: { progress } });
    return isShared ? line : joined([line, captionOf(mockup, locale, longestOfSeveral)], ' · ');
  });
  const notes = atRest ? mockups.flatMap(({ notes: own }) => own.map((note) => sayRich(note, locale))) : [];
  return {
    head: [
      ...(atRest ? [] : [plain(message('progress.several', locale, { done, count: mockups.length }))]),
      ...(first && isShared
        ? [joined([quoted(first.request.prompt, longestPrompt), plain(`${first.request.size} px`)], ' · ')]
        : []),
    ],
    middle,
    tail: [...new Map(notes.map((note) => [note.text, note])).values()],
  };
}

/** Names whoever asked where the answer is not a reply to them; nothing anywhere else. */
export function callOf(
  { moved: isMoved, kind, userId, userName = '' }: TelegramThread,
  locale: string,
): readonly RichText[] {
  if (!isMoved) return [];
  const moved = sentence('chat.moved', { who: '' });
  // Alone with the bot there is nobody to be told apart.
  if (kind === 'private' || userId === undefined) return [plain(sayRich(moved, locale).text.trim())];
  return [sayRich(moved, locale, { parts: { who: calling(userName, userId) } })];
}

/** What was asked for, under a shot that stands by itself. */
export function captionOf(mockup: MockupView, locale: string, longest = longestPrompt): RichText {
  const { size, seed, prompt } = mockup.request;
  const took = timeTaken(mockup, locale);
  return took === undefined
    ? sayRich(sentence('chat.captionNoTime', { prompt, size, seed }), locale, { longest })
    : sayRich(sentence('chat.caption', { prompt, size, seed, took }), locale, { longest });
}

/** Whole lines as far as they fit. */
function fitted({ head, middle, tail }: Lines, locale: string, longest: number): RichText {
  for (let shown = middle.length; shown >= 0; shown--) {
    const more = middle.length - shown;
    const left = more > 0 ? [plain(message('chat.more', locale, { count: more }))] : [];
    const text = joined([...head, ...middle.slice(0, shown), ...left, ...tail], '\n');
    if (text.text.length <= longest) return text;
  }
  return cut(joined([...head, ...tail], '\n'), longest);
}
