import { beforeAll, expect, test } from 'vitest';
import { answerText, callOf, captionOf } from '#bots/telegram/answer-text.ts';
import type { RichText } from '#bots/telegram/rich-text.ts';
import type { TelegramThread } from '#bots/telegram/telegram-thread.ts';
import { loadLanguages, message } from '#core/messages/message.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import type { BatchView, MockupView } from '#core/mockups/messenger.ts';

beforeAll(() => loadLanguages());

const thread: TelegramThread = { chatId: 7, kind: 'private', userId: 7, userName: 'Ann', replyTo: 1 };
const longest = { caption: 1024, text: 4096 };

function mockup(change: Partial<MockupView> = {}, prompt = 'a *white* mug'): MockupView {
  return {
    id: 'abcdefghijkm-1',
    logoName: 'logo.png',
    request: { prompt, size: 768, deployment: 'studio', seed: 7 },
    state: 'queued',
    working: false,
    notes: [],
    shots: [],
    ...change,
  };
}

function view(mockups: readonly MockupView[], change: Partial<BatchView> = {}): BatchView {
  return { batchId: 'abcdefghijkm', locale: 'en', mockups, atRest: false, ...change };
}

const say = (of: BatchView, isCaption = false, place = thread): RichText =>
  answerText(of, { isCaption, hasProof: false, thread: place });

function assertValid({ text, entities }: RichText, most: number): void {
  expect(text.length).toBeLessThanOrEqual(most);
  expect(text.isWellFormed()).toBe(true);
  for (const { offset, length } of entities) {
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(length).toBeGreaterThan(0);
    expect(offset + length).toBeLessThanOrEqual(text.length);
  }
}

test('one that waits tells its place and how long it may take', () => {
  const waiting = mockup({ ahead: 2, estimateMs: { low: 20_000, high: 44_000 } });
  expect(say(view([waiting])).text).toBe('Queued, 2 before it, about 20–44 seconds\na *white* mug · 768 px · seed 7');
});

test('one that is made tells how far it is', () => {
  const running = mockup({ state: 'running', working: true, fraction: 0.415 });
  expect(say(view([running])).text.split('\n')[0]).toBe('Rendering 41 %');
});

test('one that is done tells how long it took, and what there is to know', () => {
  const shots = [{}] as unknown as MockupView['shots'];
  const done = mockup({ state: 'delivered', tookMs: 72_300, shots, notes: [sentence('note.late')] });
  expect(say(view([done], { atRest: true })).text).toBe(
    `a *white* mug · 768 px · seed 7 · 1 min 12 s\n${message('note.late', 'en')}`,
  );
});

test('one that could not be brought says so, and not that it is under way', () => {
  const problem = sentence('mockup.undeliverable', { id: 'abcdefghijkm' });
  const { text } = say(view([mockup({ state: 'delivering' })], { atRest: true, problem }));
  expect(text).not.toContain('etching');
  expect(text).toContain('kept');
  const several = say(view([mockup({ state: 'delivering' }), mockup()], { atRest: true, problem })).text;
  expect(several).toContain('1. logo.png: done');
});

test('several have a line each, and say once what they have in common', () => {
  const lines = say(view([mockup({ state: 'delivered' }), mockup(), mockup({ state: 'cancelled' })])).text.split('\n');
  expect(lines).toEqual([
    '2 of 3 done',
    'a *white* mug · 768 px',
    '1. logo.png: done',
    '2. logo.png: queued',
    '3. logo.png: cancelled',
  ]);
});

test('a long prompt is cut in the line of one, and ten of them fit into one message', () => {
  const prompts = Array.from({ length: 10 }, (_, index) => `${index} ${'Wort '.repeat(400)}`.slice(0, 2000));
  const all = prompts.map((prompt) => mockup({ logoName: `${'l'.repeat(200)}.png` }, prompt));
  const text = say(view(all));
  assertValid(text, longest.text);
  expect(text.text.split('\n').filter((line) => /^\d+\. /.test(line))).toHaveLength(10);
  const caption = say(view(all), true);
  assertValid(caption, longest.caption);
  expect(caption.text).toMatch(/… and \d+ more/);
});

test.each([
  ['letters', 'x'.repeat(2000)],
  ['emoji', '😀'.repeat(1000)],
  ['families', '👨‍👩‍👧‍👦'.repeat(180)],
  ['accents', `a${'\u0301'.repeat(1999)}`],
  ['words from right to left', 'قبعة '.repeat(400)],
  ['half characters', '\ud83d'.repeat(2000)],
  ['the private range', '\ue000'.repeat(2000)],
])('a caption of 2,000 signs that are %s keeps to what a picture may have under it', (_, prompt) => {
  const notes = Array.from({ length: 8 }, () => sentence('mockup.undeliverable', { id: prompt }));
  const done = mockup(
    { state: 'delivered', notes, shots: [{}] as unknown as MockupView['shots'], tookMs: 1000 },
    prompt,
  );
  assertValid(say(view([done], { atRest: true }), true), longest.caption);
  assertValid(captionOf(done, 'en'), longest.caption);
  assertValid(say(view([mockup({}, prompt), mockup({}, `${prompt}!`.slice(1))])), longest.text);
});

test('whoever asked is named where the answer is not a reply to them, and only there', () => {
  expect(callOf(thread, 'en')).toEqual([]);
  const [alone] = callOf({ ...thread, moved: true }, 'en');
  expect(alone?.entities).toEqual([]);
  expect(alone?.text).toMatch(/^The answer could not be brought/);
  const [inGroup] = callOf({ ...thread, chatId: -5, kind: 'group', moved: true }, 'en');
  expect(inGroup?.text).toMatch(/^Ann The answer/);
  expect(inGroup?.entities).toMatchObject([{ type: 'text_mention', offset: 0, length: 3, user: { id: 7 } }]);
});
