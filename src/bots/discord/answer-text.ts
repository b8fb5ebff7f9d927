import { escapeMarkdown, time } from 'discord.js';
import { message } from '#core/messages/message.ts';
import { say } from '#core/messages/sentence-ref.ts';
import type { BatchView, MockupView } from '#core/mockups/messenger.ts';
import { progressText } from '#core/mockups/progress-sentence.ts';
import { isAtRest } from '#core/mockups/stage.ts';

/** Discord takes 2,000 characters. */
const longestText = 2000;
const longestPrompt = 300;
const secondMs = 1000;

/** The words of a batch's message: what was asked for, how far it is, what there is to know. */
export function answerText(view: BatchView, extra: readonly string[] = []): string {
  const { mockups, locale } = view;
  const [only] = mockups;
  const lines = mockups.length === 1 && only ? mockupLines(only, locale) : severalLines(view);
  const problem = view.problem ? [say(view.problem, locale)] : [];
  return cut([...lines, ...problem, ...extra], locale);
}

function mockupLines(mockup: MockupView, locale: string): string[] {
  const isDone = isAtRest(mockup.state);
  return [
    ...(mockup.reason ? [say(mockup.reason, locale)] : []),
    ...(isDone ? [] : [capital(progressText(mockup, locale)), ...expected(mockup, locale)]),
    caption(mockup, locale),
    ...(isDone ? mockup.notes.map((note) => say(note, locale)) : []),
    ...(mockup.proof && !isDone ? [message('chat.proof', locale)] : []),
  ];
}

/** Each line tells one of several; what they have in common is said once. */
function severalLines({ mockups, locale, atRest }: BatchView): string[] {
  const [first] = mockups;
  const prompts = new Set(mockups.map(({ request }) => `${request.prompt} ${request.size}`));
  const shared = first && prompts.size === 1 ? [`${quoted(first.request.prompt)} · ${first.request.size} px`] : [];
  const lines = mockups.map((mockup, index) => {
    const state = mockup.reason ? say(mockup.reason, locale) : progressText(mockup, locale);
    const logo = escapeMarkdown(mockup.logoName);
    const line = message('chat.line', locale, { number: index + 1, logo, progress: state });
    return prompts.size === 1 ? line : `${line} — ${caption(mockup, locale)}`;
  });
  const slowest = mockups.findLast(({ state, estimateMs }) => !isAtRest(state) && estimateMs);
  const notes = atRest ? mockups.flatMap(({ notes: own }) => own.map((note) => say(note, locale))) : [];
  return [
    ...shared,
    ...lines,
    ...(slowest ? expected(slowest, locale) : []),
    ...new Set(notes),
    ...(mockups.some(({ proof, state }) => proof && !isAtRest(state)) ? [message('chat.proof', locale)] : []),
  ];
}

/** Discord counts these down by itself: no edit is spent on it. */
function expected({ estimateMs }: MockupView, locale: string): string[] {
  if (!estimateMs) return [];
  const at = (ms: number): string => time(Math.ceil((Date.now() + ms) / secondMs), 'R');
  return [message('chat.expected', locale, { low: at(estimateMs.low), high: at(estimateMs.high) })];
}

function caption({ request, tookMs, shots }: MockupView, locale: string): string {
  const { size, seed } = request;
  const prompt = quoted(request.prompt);
  if (tookMs === undefined || shots.length === 0) return message('chat.captionNoTime', locale, { prompt, size, seed });
  return message('chat.caption', locale, { prompt, size, seed, took: duration(tookMs, locale) });
}

function duration(ms: number, locale: string): string {
  const all = Math.max(1, Math.round(ms / secondMs));
  const [minutes, seconds] = [Math.floor(all / 60), all % 60];
  return minutes > 0
    ? message('chat.minutes', locale, { minutes, seconds })
    : message('chat.seconds', locale, { seconds });
}

/** Shown as it was written: nothing in it formats, and nobody it names is called. */
function quoted(prompt: string): string {
  const letters = Array.from(prompt.replaceAll(/\s+/g, ' '));
  const short = letters.length > longestPrompt ? `${letters.slice(0, longestPrompt).join('')}…` : letters.join('');
  return escapeMarkdown(short).replaceAll('<', '\\<');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whole lines as far as they fit. */
function cut(lines: readonly string[], locale: string): string {
  const whole = lines.join('\n');
  if (whole.length <= longestText) return whole;
  let shown = lines.length;
  for (;;) {
    shown--;
    const text = [...lines.slice(0, shown), message('chat.more', locale, { count: lines.length - shown })].join('\n');
    if (text.length <= longestText || shown <= 1) return text.slice(0, longestText);
  }
}
