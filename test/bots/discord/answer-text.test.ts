import { beforeAll, expect, test } from 'vitest';
import { answerControls } from '#bots/discord/answer-controls.ts';
import { answerText } from '#bots/discord/answer-text.ts';
import { loadLanguages, message } from '#core/messages/message.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import type { BatchView, MockupView, PictureView } from '#core/mockups/messenger.ts';
import { isAtRest } from '#core/mockups/stage.ts';

const estimatedAt = 1_700_000_000_000;
const setting = { estimatedAt } as const;

const picture: PictureView = {
  fileName: 'shot.png',
  mime: 'image/png',
  width: 8,
  height: 8,
  bytes: 8,
  altText: 'A shot',
  read: async () => Buffer.alloc(8),
};

function mockup(change: Partial<MockupView> = {}): MockupView {
  return {
    id: 'batch-1',
    logoName: 'logo.png',
    request: { prompt: 'a black cap', size: 768, deployment: 'studio', seed: 7 },
    state: 'received',
    working: false,
    notes: [],
    shots: [],
    ...change,
  };
}

function batch(mockups: readonly MockupView[], change: Partial<BatchView> = {}): BatchView {
  const atRest = mockups.every(({ state }) => isAtRest(state));
  return { batchId: 'abcdefghijkm', locale: 'en-US', mockups, atRest, ...change };
}

const delivered = (change: Partial<MockupView> = {}): MockupView => {
  return mockup({ state: 'delivered', shots: [picture], tookMs: 42_000, ...change });
};

function labels(view: BatchView, needsFetch = false): unknown[][] {
  const rows = answerControls(view, { needsFetch }) as { components: { label?: string; placeholder?: string }[] }[];
  return rows.map(({ components }) => components.map(({ label, placeholder }) => label ?? placeholder));
}

beforeAll(() => loadLanguages());

test('while one waits, its place is told, and times that count down by themselves', () => {
  const view = batch([mockup({ state: 'queued', ahead: 3, estimateMs: { low: 20_000, high: 65_000 } })]);
  expect(answerText(view, setting).split('\n')).toEqual([
    'Queued, 3 before it',
    'Expected <t:1700000020:R> – <t:1700000065:R>',
    'a black cap · 768 px · seed 7',
  ]);
});

test('no number in the words goes on with time', () => {
  const at = (low: number): string =>
    answerText(batch([mockup({ state: 'queued', ahead: 0, estimateMs: { low, high: 90_000 } })]), setting);
  expect(at(20_000).replaceAll(/<t:\d+:R>/g, '')).toBe(at(19_000).replaceAll(/<t:\d+:R>/g, ''));
});

test('while one is worked on, how far it is', () => {
  const view = batch([mockup({ state: 'running', working: true, fraction: 0.428 })]);
  expect(answerText(view, setting)).toContain('Rendering 42 %\n');
});

test('a proof is called one, as long as there is one', () => {
  const view = batch([mockup({ state: 'running', proof: picture })]);
  expect(answerText(view, { ...setting, hasProofs: true })).toContain(
    'A proof from a template, until the shots are here.',
  );
  expect(answerText(view, setting)).not.toContain('proof');
});

test('with the shots come prompt, size, seed and the time it took, and nothing of progress', () => {
  expect(answerText(batch([delivered()]), setting)).toBe('a black cap · 768 px · seed 7 · 42 s');
  expect(answerText(batch([delivered({ tookMs: 135_400 })]), setting)).toBe(
    'a black cap · 768 px · seed 7 · 2 min 15 s',
  );
});

test('what there is to know is said with the shots, and that they are shown smaller', () => {
  const view = batch([delivered({ notes: [sentence('note.noSizeInput', { deployment: 'my_*own*' })] })]);
  expect(
    answerText(view, { ...setting, isShrunk: true })
      .split('\n')
      .slice(1),
  ).toEqual([
    String.raw`The deployment my\_\*own\* takes no size, so the size has no effect.`,
    message('chat.shrunk', 'en'),
  ]);
});

test('a failure is one kind sentence, with what was asked for', () => {
  const view = batch([mockup({ state: 'failed', reason: sentence('run.timedOut') })]);
  expect(answerText(view, setting).split('\n')).toEqual([
    'The image service did not finish in the time it has. Please try again.',
    'a black cap · 768 px · seed 7',
  ]);
});

test('several have one line each, and what they have in common once', () => {
  const view = batch([
    delivered({ id: 'batch-1' }),
    mockup({ id: 'batch-2', state: 'running', working: true, fraction: 0.5 }),
    mockup({ id: 'batch-3', state: 'queued', ahead: 1, estimateMs: { low: 10_000, high: 20_000 } }),
    mockup({ id: 'batch-4', state: 'failed', reason: sentence('run.timedOut') }),
  ]);
  expect(answerText(view, setting).split('\n')).toEqual([
    'a black cap · 768 px',
    '1. logo.png: done · seed 7 · 42 s',
    '2. logo.png: rendering 50 %',
    '3. logo.png: queued, 1 before it',
    '4. logo.png: The image service did not finish in the time it has. Please try again.',
    'Expected <t:1700000010:R> – <t:1700000020:R>',
  ]);
});

test('several of their own kind say each what they are', () => {
  const other = { prompt: 'a *red* mug', size: 512, deployment: 'studio', seed: 9 } as const;
  const view = batch([mockup({ id: 'batch-1' }), delivered({ id: 'batch-2', logoName: '_two_.png', request: other })]);
  expect(answerText(view, setting).split('\n')).toEqual([
    '1. logo.png: fetching the logo · a black cap · 768 px · seed 7',
    String.raw`2. \_two\_.png: done · a \*red\* mug · 512 px · seed 9 · 42 s`,
  ]);
});

test('ten with the longest words fit, cut by whole lines, and what matters for all stays', () => {
  const mockups = Array.from({ length: 10 }, (_, index) =>
    mockup({
      id: `batch-${index + 1}`,
      logoName: `${'*'.repeat(200)}.png`,
      request: { prompt: `${index} ${'🧢*'.repeat(700)}`, size: 768, deployment: 'studio', seed: 4_294_967_295 },
      state: 'queued',
      ahead: 5,
      estimateMs: { low: 10_000, high: 20_000 },
    }),
  );
  const view = batch(mockups, { problem: sentence('mockup.undeliverable', { id: 'abcdefghijkm' }) });
  const text = answerText(view, { ...setting, hasProofs: true, needsFetch: true });
  expect(text.length).toBeLessThanOrEqual(2000);
  expect(text.isWellFormed()).toBe(true);
  const lines = text.split('\n');
  const shown = lines.filter((line) => /^\d+\. .*seed 4294967295$/.test(line)).length;
  expect(shown).toBeGreaterThan(2);
  expect(lines.slice(shown)).toEqual([
    `… and ${10 - shown} more`,
    'Expected <t:1700000010:R> – <t:1700000020:R>',
    message('chat.proof', 'en'),
    message('mockup.undeliverable', 'en', { id: 'abcdefghijkm' }),
    message('chat.fetchHere', 'en'),
  ]);
});

test('ten with ordinary words are all there', () => {
  const mockups = Array.from({ length: 10 }, (_, index) => mockup({ id: `batch-${index + 1}`, state: 'queued' }));
  expect(answerText(batch(mockups), setting).match(/^\d+\. /gm)).toHaveLength(10);
});

test.each([
  ['2,000 signs of two units each', '🧢'.repeat(1000)],
  ['nothing but signs that mean something', '*_~|`<[\\'.repeat(250)],
  ['lines', 'a\n'.repeat(1000)],
])('a prompt of %s leaves the rest readable', (_, prompt) => {
  const request = { prompt, size: 768, deployment: 'studio', seed: 7 } as const;
  const text = answerText(batch([delivered({ request })]), setting);
  expect(text.length).toBeLessThan(2000);
  expect(text).toMatch(/… · 768 px · seed 7 · 42 s$/);
});

test.each([
  ['de', 'Erwartet', 'Abbrechen'],
  ['fr', 'Prévu', 'Annuler'],
  ['es-ES', 'Previsto', 'Cancelar'],
  ['pt-BR', 'Previsto', 'Cancelar'],
  ['ja', '完成予定', 'キャンセル'],
  ['ko', 'Expected', 'Cancel'],
])('in %s the words are in the language', (locale, expected, cancel) => {
  const view = batch([mockup({ state: 'queued', estimateMs: { low: 10_000, high: 20_000 } })], { locale });
  expect(answerText(view, setting)).toContain(expected);
  expect(labels(view)).toEqual([[cancel]]);
});

test('what is under way can be cancelled, and fetched where nothing else would bring it', () => {
  expect(labels(batch([mockup()]))).toEqual([['Cancel']]);
  expect(labels(batch([mockup()]), true)).toEqual([['Fetch result', 'Cancel']]);
});

test('with the shots comes all that can be done with them', () => {
  expect(labels(batch([delivered()]))).toEqual([
    ['Again', 'Edit prompt', 'Original files', 'Delete'],
    ['Another size'],
  ]);
});

test('what failed can be tried again, but not with a logo that is of no use', () => {
  const failed = (reason: MockupView['reason']): MockupView =>
    mockup({ state: 'failed', ...(reason ? { reason } : {}) });
  expect(labels(batch([failed(sentence('run.timedOut'))]))[0]).toEqual(['Try again', 'Edit prompt', 'Delete']);
  expect(labels(batch([failed(sentence('logo.blank'))]))).toEqual([['Delete']]);
  expect(labels(batch([failed(sentence('platform.gone', { platform: 'Discord' }))]))).toEqual([['Delete']]);
});

test('what nobody knows the end of offers the three ways on, beside the files there are', () => {
  const undecided = mockup({ state: 'undecided', reason: sentence('mockup.undecided') });
  const choices = ['Look for it again', 'Make it again (may cost twice)', 'Drop it'];
  expect(labels(batch([undecided]))).toEqual([choices]);
  expect(labels(batch([delivered(), { ...undecided, id: 'batch-2' }]))).toEqual([choices, ['Original files']]);
});

test('what could not be brought can be fetched', () => {
  const view = batch([delivered()], { problem: sentence('mockup.undeliverable', { id: 'abcdefghijkm' }) });
  expect(labels(view)[0]?.[0]).toBe('Fetch result');
  expect(answerText(view, setting)).toContain('ask for history with the id abcdefghijkm');
});

test('nothing that a person wrote is in the id of a button or select', () => {
  const request = { prompt: 'secret words', size: 768, deployment: 'studio', seed: 7 } as const;
  const rows = answerControls(batch([delivered({ request, logoName: 'secret.png' })]), { needsFetch: false });
  const ids = [...JSON.stringify(rows).matchAll(/"custom_id":"([^"]*)"/g)].map(([, id]) => id);
  expect(ids).toHaveLength(5);
  for (const id of ids) expect(id).toMatch(/^m1:[a-z]+:abcdefghijkm$/);
  expect(JSON.stringify(rows)).not.toContain('secret');
});
