import { vi } from 'vitest';
import type { FakeChat } from './telegram/fake-chat.ts';
import type { FakeMessage } from './telegram/fake-message.ts';
import { openTelegramBench, type TelegramBench, type TelegramBenchOptions } from './telegram-bench.ts';

const soon = { timeout: 15_000, interval: 10 };

const atOnce = { most: 1000, ms: 1 };
/** Nobody writes so fast, and nobody's phone is so quick: what is tested does not hang on how long it is waited for. */
const quick = {
  rates: { chat: atOnce, group: atOnce, overall: atOnce },
  albumWaits: { settleMs: 500, mostMs: 3000 },
};

/** A bot that does not wait, on a Telegram that takes everything it says. */
export async function openQuickBench(options: TelegramBenchOptions = {}): Promise<TelegramBench> {
  const bench = await openTelegramBench({ times: quick, ...options });
  bench.telegram.limits.lift();
  return bench;
}

/** What the bot said in a chat and is there now, oldest first. */
export function answers({ telegram }: TelegramBench, chat: FakeChat): FakeMessage[] {
  return telegram.messages(chat).filter(({ isByBot }) => isByBot);
}

/** What is there once it fits, within a few seconds. */
export async function eventually<T>(
  look: () => T | undefined | false,
  what: string | (() => string) = 'what was waited for',
): Promise<T> {
  const found = await vi.waitUntil(look, soon).catch(() => undefined);
  if (!found) throw new Error(`There was not ${typeof what === 'string' ? what : what()}.`);
  return found;
}

/** The answer of the bot that fits, once it is there. */
export function answerWhere(
  bench: TelegramBench,
  chat: FakeChat,
  fits: (message: FakeMessage) => boolean,
): Promise<FakeMessage> {
  return eventually(
    () => answers(bench, chat).findLast(fits),
    () => `such an answer; there was ${answers(bench, chat).map(wordsOf).join(' | ')}`,
  );
}

/** The answer of the bot that says something. */
export function answerSaying(bench: TelegramBench, chat: FakeChat, words: string): Promise<FakeMessage> {
  return answerWhere(bench, chat, (message) => wordsOf(message).includes(words));
}

export function wordsOf({ text, caption }: FakeMessage): string {
  return text ?? caption ?? '';
}

export function labels({ buttons }: FakeMessage): string[] {
  return buttons.map(({ text }) => text);
}

/** A card: something to choose from, of which nothing is made yet. */
export function cardIn(bench: TelegramBench, chat: FakeChat): Promise<FakeMessage> {
  return answerWhere(bench, chat, (message) => labels(message).includes('Make it'));
}

/** The newest answer that has buttons, when it has come to its end and nothing else is under way. */
export async function doneIn(bench: TelegramBench, chat: FakeChat): Promise<FakeMessage> {
  const answer = await eventually(
    () => {
      const newest = answers(bench, chat).findLast(({ buttons }) => buttons.length > 0);
      return newest && labels(newest).includes('Again') && newest;
    },
    () => `an end; there was ${answers(bench, chat).map(wordsOf).join(' | ')}`,
  );
  await bench.service.idle();
  return answer;
}

/** Log lines of failures. */
export function troubles({ log }: TelegramBench): readonly Record<string, unknown>[] {
  return log.filter(({ level }) => level === 'warn' || level === 'error');
}

/** What was asked of the image service, run by run: `prompt, size`. */
export function wishesOf({ machine }: TelegramBench): string[] {
  return machine.runs.map(
    ({ inputs: { input_text: prompt, input_number: size } }) => `${String(prompt)}, ${String(size)}`,
  );
}
