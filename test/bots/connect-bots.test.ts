import { expect, test } from 'vitest';
import type { Bot, Desk } from '#bots/bot.ts';
import { connectBots, PlatformRefusal } from '#bots/connect-bots.ts';
import { createLogger } from '#core/log.ts';

/** A platform whose connection does what it is told. */
function bot(platform: string, start: (signal: AbortSignal) => Promise<void>): Bot {
  const never = (): never => {
    throw new Error('Nothing is sent here.');
  };
  return { platform, start: (_, signal) => start(signal), fetchLogo: never, show: never, deliver: never };
}

const refused = (sentence: string) => async () => {
  throw new PlatformRefusal(sentence);
};

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function connect(bots: readonly Bot[]) {
  const over = new AbortController();
  const said: string[] = [];
  const log: string[] = [];
  const logger = createLogger('info', { write: (line: string) => void log.push(line) });
  const say = (sentence: string): void => void said.push(sentence);
  // Nobody talks here.
  const desk = {} as Desk;
  return { over, said, log, ended: connectBots(bots, desk, { log: logger, say, signal: over.signal }) };
}

test('one platform that refuses stays off, and the others live', async () => {
  const seen: string[] = [];
  const lives = bot('telegram', async (signal) => {
    seen.push('started');
    await untilAborted(signal);
    seen.push('stopped');
  });
  const { said, over, ended } = connect([bot('discord', refused('No such token.')), lives]);
  await expect.poll(() => said).toEqual(['No such token.']);
  expect(await Promise.race([ended, Promise.resolve('lives')])).toBe('lives');
  over.abort();
  expect(await ended).toEqual([]);
  await expect.poll(() => seen).toEqual(['started', 'stopped']);
});

test('when all refuse, that is the end, with a sentence for each', async () => {
  const { said, ended } = connect([bot('discord', refused('One.')), bot('telegram', refused('Two.'))]);
  expect(await ended).toEqual(['One.', 'Two.']);
  expect(said).toEqual(['One.', 'Two.']);
});

test('a platform that breaks by our fault is named under a reference, and its error is for the log alone', async () => {
  const broken = bot('discord', async () => {
    throw new TypeError('deep inside');
  });
  const { said, log, ended } = connect([broken]);
  await ended;
  const [reference] = /reference (\w+)/.exec(said[0] ?? '')?.slice(1) ?? [];
  expect(said.join()).not.toContain('deep inside');
  expect(log.join()).toContain('deep inside');
  expect(log.join()).toContain(`"reference":"${reference}"`);
});

test('without any platform it waits for the stop', async () => {
  const { over, ended } = connect([]);
  expect(await Promise.race([ended, Promise.resolve('waits')])).toBe('waits');
  over.abort();
  expect(await ended).toEqual([]);
});

test('a stop is no refusal, however fast the platforms end, and when it came before the start', async () => {
  const { over, ended, said } = connect([bot('discord', untilAborted), bot('telegram', untilAborted)]);
  over.abort();
  expect(await ended).toEqual([]);
  const aborted = AbortSignal.abort();
  const options = { log: createLogger('silent'), say: (text: string) => void said.push(text), signal: aborted };
  expect(await connectBots([bot('discord', refused('No.'))], {} as Desk, options)).toEqual([]);
  expect(said).toEqual([]);
});
