import { expect, test, vi } from 'vitest';
import { detailNames } from '#core/catalog/details.ts';
import type { TelegramBench } from '../../support/telegram-bench.ts';
import {
  answerSaying,
  answers,
  answerWhere,
  cardIn,
  doneIn,
  eventually,
  labels,
  openQuickBench,
  troubles,
  wishesOf,
  wordsOf,
} from '../../support/telegram-talk.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 4 });

const studioPrompt = (thing: string): string => `Alone in the frame minimalist product shot of a ${thing}`;

/** The details of the only run. */
function detailsOf({ machine }: TelegramBench): object {
  const names: readonly string[] = detailNames;
  return Object.fromEntries(Object.entries(machine.runs[0]?.inputs ?? {}).filter(([name]) => names.includes(name)));
}

test.concurrent.for([
  ['black hoodie 1024', `${studioPrompt('Black jumper hoodie')}, 1024`],
  ['Mug, NAVY', `${studioPrompt('Navy coffee mug')}, 768`],
  ['1024', `${studioPrompt('Black baseball cap')}, 1024`],
  ['#ff0000 t-shirt size 512', `${studioPrompt('Red T-shirt')}, 512`],
] as const)('a caption of nothing but wishes is a shortcut and runs at once: %s', async ([caption, wish]) => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' }, caption });
  await doneIn(bench, ann.dm);
  expect(wishesOf(bench)).toEqual([wish]);
  expect(answers(bench, ann.dm)).toHaveLength(1);
});

test.concurrent.for([
  ['casquette noire', 'en', `${studioPrompt('Black baseball cap')}, 768`],
  ['schwarzes T-Shirt 512', 'de', `${studioPrompt('Black T-shirt')}, 512`],
  ['camiseta azul marino', 'es', `${studioPrompt('Navy T-shirt')}, 768`],
  ['黒いパーカー', 'ja', `${studioPrompt('Black jumper hoodie')}, 768`],
  ['hoodie rose', 'fr', `${studioPrompt('Pink jumper hoodie')}, 768`],
] as const)(
  'a shortcut is understood in the person’s words, and its prompt is English: %s',
  async ([caption, language, wish]) => {
    await using bench = await openQuickBench();
    const anna = bench.telegram.person('anna', { language });
    anna.sends(anna.dm, { document: { bytes: bench.logo, fileName: 'logo.png' }, caption });
    await eventually(() => wishesOf(bench).length > 0);
    expect(wishesOf(bench)).toEqual([wish]);
  },
);

test.concurrent.for([
  [
    'hoodie navy three-quarter left chest on a red background',
    'hoodie navy three-quarter left chest on a red background, 768',
    { view: 'three-quarter', placement: 'left-chest', background: '#c4182c' },
  ],
  ['Black cap on a wooden desk', 'Black cap on a wooden desk, 768', { scene: 'desk' }],
  [
    'mug --scene transparent',
    `${studioPrompt('Black coffee mug')}, mug --scene transparent, 768`,
    { scene: 'transparent' },
  ],
  [
    '/mockup cap, scene:desk, print',
    `${studioPrompt('Black baseball cap')}, cap, scene:desk, print, 768`,
    { scene: 'desk', technique: 'print' },
  ],
  ['our own mug on a desk, with steam', 'our own mug on a desk, with steam, 768', { scene: 'desk' }],
  ['a happy mug, transparent background', 'a happy mug, transparent background, 768', { scene: 'transparent' }],
  ['a hoodie that hangs in front of a desk', 'a hoodie that hangs in front of a desk, 768', {}],
] as const)(
  'view, scene, background, technique and placement are read from a caption: %s',
  async ([caption, wish, details]) => {
    await using bench = await openQuickBench();
    const ann = bench.telegram.person('ann');
    ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' }, caption });
    await doneIn(bench, ann.dm);
    expect(wishesOf(bench)).toEqual([wish]);
    expect(detailsOf(bench)).toEqual(details);
  },
);

const family = '👩‍👩‍👧‍👦';

test.concurrent.for([
  ['HTML', '<b>bold</b> &amp; <script>alert(1)</script> a mug', 768],
  ['marks of other ways to write', '*a* _cup_ [of](tg://user?id=1) `tea` || @everyone #tag', 768],
  ['right to left', 'כוס על שולחן ‏بجانب النافذة', 768],
  ['emoji', `${family} on a cap 🧢`, 768],
  ['a size as its last word', 'a mug on a wooden table 512', 512],
  ['a size that is not its last word', '512 mugs on a table', 768],
  ['two lines', 'a mug\non a table', 768],
  ['words that stand for no product', 'my grandmother', 768],
] as const)('any other caption is the prompt, unchanged: %s', async ([, caption, size]) => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' }, caption });
  const answer = await doneIn(bench, ann.dm);
  expect(wishesOf(bench)).toEqual([`${caption}, ${size}`]);
  // As it was written, in one line, and as nothing that Telegram would make something of.
  const shown = answer.captionEntities.find(({ type }) => type === 'code');
  const written = answer.caption?.slice(shown?.offset ?? 0, (shown?.offset ?? 0) + (shown?.length ?? 0));
  expect(written?.replaceAll(/[\u2066-\u2069]/g, '')).toBe(caption.replaceAll('\n', ' '));
  expect(answer.captionEntities.map(({ type }) => type)).toEqual(['code']);
  expect(troubles(bench)).toEqual([]);
});

test.concurrent('a caption as long as Telegram takes them is the whole prompt', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  const caption = `${'a very long way to say mug 🫖 '.repeat(40).slice(0, 1023)}!`;
  expect(caption).toHaveLength(1024);
  ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' }, caption });
  const answer = await doneIn(bench, ann.dm);
  expect(wishesOf(bench)).toEqual([`${caption}, 768`]);
  expect(answer.caption?.length).toBeLessThanOrEqual(1024);
});

test.concurrent('a prompt that is too long for us is refused with its limit', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  const picture = ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' } });
  await cardIn(bench, ann.dm);
  ann.sends(ann.dm, { text: `/mockup ${'x'.repeat(4000)}`, replyTo: picture });
  await answerSaying(bench, ann.dm, 'A prompt has 1 to 2000 characters.');
  expect(bench.machine.runs).toEqual([]);
});

test.concurrent.for([
  ['a wish', 'black hoodie 1024', 'Black jumper hoodie', '1024 px'],
  ['a command', '/mockup navy mug', 'Navy coffee mug', '768 px'],
  ['a prompt', 'my new mug, look! 512', 'my new mug, look! 512', '512 px'],
] as const)(
  'what stands under a forwarded picture goes into the card and never runs: %s',
  async ([, caption, shown, size]) => {
    await using bench = await openQuickBench();
    const { telegram, logo, machine } = bench;
    const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
    ann.sends(ann.dm, { document: { bytes: logo, fileName: 'logo.png' }, caption, forwardedFrom: bob });
    const card = await cardIn(bench, ann.dm);
    expect(card.caption).toContain(shown);
    expect(card.caption).toContain(size);
    expect(machine.runs).toEqual([]);
    await ann.presses(card, 'Make it');
    await doneIn(bench, ann.dm);
    expect(machine.runs).toHaveLength(1);
  },
);

test.concurrent('a forwarded command is nobody’s wish', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  ann.sends(ann.dm, { document: { bytes: logo, fileName: 'logo.png' }, caption: 'a mug' });
  await doneIn(bench, ann.dm);
  ann.sends(ann.dm, { text: '/again', forwardedFrom: bob });
  await answerSaying(bench, ann.dm, 'Send a logo');
  expect(bench.machine.runs).toHaveLength(1);
});

test.concurrent('a photo runs as a file does, with one hint for the whole chat', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const ann = telegram.person('ann');
  ann.sends(ann.dm, { photo: logo, caption: 'a mug' });
  await answerSaying(bench, ann.dm, 'A tip for next time');
  await doneIn(bench, ann.dm);
  ann.sends(ann.dm, { photo: logo, caption: 'a cup' });
  await eventually(() => answers(bench, ann.dm).filter((message) => labels(message).includes('Again')).length === 2);
  ann.sends(ann.dm, { text: '/status' });
  await answerSaying(bench, ann.dm, 'Nothing is being made');
  expect(answers(bench, ann.dm).filter((message) => wordsOf(message).includes('A tip'))).toHaveLength(1);
});

test.concurrent('people read everything in their own language', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const anna = telegram.person('anna', { language: 'de' });
  anna.sends(anna.dm, { document: { bytes: logo, fileName: 'logo.png' }, caption: 'eine Tasse' });
  const answer = await answerWhere(bench, anna.dm, (message) => labels(message).includes('Noch einmal'));
  expect(labels(answer)).toEqual(['Noch einmal', 'Prompt ändern', 'Andere Größe', 'Originaldateien', 'Löschen']);
  anna.sends(anna.dm, { text: '/mockup' });
  await answerSaying(bench, anna.dm, 'gehört als Text unter ein Bild');
  const press = await anna.forges(answer, 'nonsense');
  expect(press.answer?.text).toContain('Knopf');
});

test.concurrent('the language of somebody’s Telegram decides', async () => {
  await using bench = await openQuickBench();
  const greetings = {
    'pt-BR': 'Olá',
    fr: 'Bonjour',
    'es-419': 'Hola',
    ja: 'ロゴ',
    'en-GB': 'Hello!',
    de: 'Hallo',
    tlh: 'Hello!',
  };
  for (const [language, greeting] of Object.entries(greetings)) {
    const person = bench.telegram.person(language, { language });
    person.sends(person.dm, { text: '/start' });
    await answerSaying(bench, person.dm, greeting);
  }
  const silent = bench.telegram.person('silent');
  silent.sends(silent.dm, { text: '/start' });
  await answerSaying(bench, silent.dm, 'Hello!');
});
