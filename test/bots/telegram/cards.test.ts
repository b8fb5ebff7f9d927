import { expect, test, vi } from 'vitest';
import { colorDistance, drawDisc, probe } from '../../support/pictures.ts';
import type { FakeMessage } from '../../support/telegram/fake-message.ts';
import { telegramFaults } from '../../support/telegram/telegram-faults.ts';
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
} from '../../support/telegram-talk.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 4 });

async function layCard(bench: TelegramBench, logo = bench.logo) {
  const ann = bench.telegram.person('ann');
  ann.sends(ann.dm, { document: { bytes: logo, fileName: 'logo.png' } });
  return { ann, card: await cardIn(bench, ann.dm) };
}

/** How bright the shirt is beside what is printed on it. */
async function shade(card: FakeMessage): Promise<number> {
  const [red, green, blue] = await probe(card.photo?.bytes ?? Buffer.alloc(0), 0.5, 0.8);
  return (red + green + blue) / 3;
}

test.concurrent('a picture without words is answered with a card, and nothing is made before somebody says so', async () => {
  await using bench = await openQuickBench();
  const { ann, card } = await layCard(bench);
  expect(card.caption).toContain('Black baseball cap · 768 px');
  expect(card.rows.map((row) => row.map(({ text }) => text))).toEqual([
    ['512', '✓ 768', '1024'],
    ['Product: Baseball cap', 'Color: Black'],
    ['Write a prompt', 'Make it'],
    ['Discard'],
  ]);
  expect(bench.machine.runs).toEqual([]);
  const press = await ann.presses(card, 'Make it');
  expect(press.answer?.text).toBeUndefined();
  expect(await doneIn(bench, ann.dm)).toBe(card);
  expect(wishesOf(bench)).toEqual(['Alone in the frame minimalist product shot of a Black baseball cap, 768']);
  expect(answers(bench, ann.dm)).toEqual([card]);
  expect(troubles(bench)).toEqual([]);
});

test.concurrent('each press draws the proof anew and spends nothing', async () => {
  await using bench = await openQuickBench();
  const { ann, card } = await layCard(bench, await drawDisc(200));
  const seen = new Set([card.photo?.fileId]);
  const chooses = async (...buttons: readonly string[]): Promise<void> => {
    for (const text of buttons) {
      await eventually(() => labels(card).includes(text), `a button ${text}`);
      await ann.presses(card, text);
    }
    await eventually(() => card.photo && !seen.has(card.photo.fileId), 'another picture');
    seen.add(card.photo?.fileId);
  };
  await chooses('1024');
  expect(card.photo?.width).toBe(1024);
  await chooses('Product: Baseball cap', 'T-shirt');
  expect(labels(card)).toContain('Product: T-shirt');
  expect(await shade(card)).toBeLessThan(80);
  await chooses('Color: Black', 'White');
  expect(await shade(card)).toBeGreaterThan(180);
  expect(card.caption).toContain('White T-shirt · 1024 px');
  expect(labels(card)).toContain('✓ 1024');
  expect(bench.machine.runs).toEqual([]);
  await ann.presses(card, 'Make it');
  await doneIn(bench, ann.dm);
  expect(wishesOf(bench)).toEqual(['Alone in the frame minimalist product shot of a White T-shirt, 1024']);
  expect(troubles(bench)).toEqual([]);
});

test.concurrent('of presses one after another without a pause the last one counts, also back to where it was', async () => {
  await using bench = await openQuickBench();
  const { ann, card } = await layCard(bench);
  const [first, second] = ['512', '1024'].map((text) => card.button(text).data ?? '');
  const presses = [first, second, first, second, first];
  await Promise.all(presses.map((data) => ann.forges(card, data ?? '')));
  await eventually(() => labels(card).includes('✓ 512'));
  await ann.presses(card, 'Make it');
  await doneIn(bench, ann.dm);
  expect(wishesOf(bench)).toEqual([expect.stringMatching(/, 512$/)]);
});

test.concurrent('what was chosen while the proof is drawn is what is made', async () => {
  await using bench = await openQuickBench();
  const { ann, card } = await layCard(bench);
  const [size, make] = [card.button('1024').data ?? '', card.button('Make it').data ?? ''];
  await Promise.all([ann.forges(card, size), ann.forges(card, make)]);
  await doneIn(bench, ann.dm);
  expect(wishesOf(bench)).toEqual([expect.stringMatching(/, 1024$/)]);
  expect(labels(card)).not.toContain('Make it');
});

test.concurrent('Write a prompt asks for one, and a reply becomes it; nothing runs', async () => {
  await using bench = await openQuickBench();
  const { ann, card } = await layCard(bench);
  await ann.presses(card, 'Write a prompt');
  const question = await answerSaying(bench, ann.dm, 'Reply to this message with the prompt.');
  expect(question.forceReply).toMatchObject({ isSelective: true });
  ann.sends(ann.dm, { text: 'a green mug by the <sea>', replyTo: question });
  await eventually(() => card.caption?.includes('a green mug by the <sea>'));
  await eventually(() => question.isDeleted);
  expect(bench.machine.runs).toEqual([]);
  await ann.presses(card, 'Make it');
  await doneIn(bench, ann.dm);
  expect(wishesOf(bench)).toEqual(['a green mug by the <sea>, 768']);
});

test.concurrent('plain words soon after the question are the prompt too, also after a restart, and only once', async () => {
  await using bench = await openQuickBench();
  const { ann, card } = await layCard(bench);
  await ann.presses(card, 'Write a prompt');
  await answerSaying(bench, ann.dm, 'Reply to this message with the prompt.');
  await bench.stop();
  await bench.start();
  ann.sends(ann.dm, { text: 'a green mug' });
  await eventually(() => card.caption?.includes('a green mug'));
  ann.sends(ann.dm, { text: 'thanks!' });
  await answerSaying(bench, ann.dm, 'Send a logo');
  expect(card.caption).toContain('a green mug');
});

test.concurrent('a prompt that is too long is refused and asked for again, and a product writes it anew', async () => {
  await using bench = await openQuickBench();
  const { ann, card } = await layCard(bench);
  await ann.presses(card, 'Write a prompt');
  const question = await answerSaying(bench, ann.dm, 'Reply to this message with the prompt.');
  ann.sends(ann.dm, { text: 'x'.repeat(2001), replyTo: question });
  await answerSaying(bench, ann.dm, 'A prompt has 1 to 2000 characters.');
  ann.sends(ann.dm, { text: 'x'.repeat(2000), replyTo: question });
  await eventually(() => card.caption?.includes('xxx'));
  expect(card.caption?.length).toBeLessThanOrEqual(1024);
  await ann.presses(card, 'Product: Baseball cap');
  await eventually(() => labels(card).includes('Mug'));
  await ann.presses(card, 'Mug');
  await eventually(() => card.caption?.includes('Black coffee mug'));
});

test.concurrent('buttons say what the prompt makes of the proof, and a color that is chosen keeps its product', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  ann.sends(ann.dm, {
    document: { bytes: logo, fileName: 'logo.png' },
    caption: 'my brand on a white mug, look!',
    forwardedFrom: bob,
  });
  const card = await cardIn(bench, ann.dm);
  expect(labels(card)).toEqual(expect.arrayContaining(['Product: Mug', 'Color: White']));
  await ann.presses(card, 'Color: White');
  await eventually(() => labels(card).includes('Navy'));
  await ann.presses(card, 'Navy');
  await eventually(() => card.caption?.includes('Navy coffee mug'));
});

test.concurrent('words for a card that is over are told so', async () => {
  await using bench = await openQuickBench();
  const { ann, card } = await layCard(bench);
  await ann.presses(card, 'Write a prompt');
  const question = await answerSaying(bench, ann.dm, 'Reply to this message with the prompt.');
  await ann.presses(card, 'Discard');
  await eventually(() => card.isDeleted);
  ann.sends(ann.dm, { text: 'a mug', replyTo: question });
  await answerSaying(bench, ann.dm, 'This card was used already.');
  expect(bench.machine.runs).toEqual([]);
});

test.concurrent('Make it makes one, however often it is pressed and however often Telegram tells of it', async () => {
  await using bench = await openQuickBench();
  const { ann, card } = await layCard(bench);
  const data = card.button('Make it').data ?? '';
  bench.telegram.duplicateNext();
  const presses = await Promise.all([ann.forges(card, data), ann.forges(card, data), ann.forges(card, data)]);
  expect(presses.map(({ answer }) => answer !== undefined)).toEqual([true, true, true]);
  await doneIn(bench, ann.dm);
  const late = await ann.forges(card, data);
  expect(late.answer).toMatchObject({ text: undefined });
  await bench.service.idle();
  expect(bench.machine.runs).toHaveLength(1);
  expect(answers(bench, ann.dm)).toEqual([card]);
});

test.concurrent('a picture that Telegram tells of twice is answered once', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  bench.telegram.duplicateNext();
  ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' } });
  await cardIn(bench, ann.dm);
  ann.sends(ann.dm, { text: '/status' });
  await answerSaying(bench, ann.dm, 'Nothing is being made');
  expect(answers(bench, ann.dm)).toHaveLength(2);
});

test.concurrent('a card outlives a restart', async () => {
  await using bench = await openQuickBench();
  const { ann, card } = await layCard(bench);
  // Answered only when the card is written down.
  ann.sends(ann.dm, { text: '/status' });
  (await answerSaying(bench, ann.dm, 'Nothing is being made')).delete();
  await bench.stop();
  await bench.start();
  await ann.presses(card, '512');
  await eventually(() => labels(card).includes('✓ 512'));
  await ann.presses(card, 'Make it');
  expect(await doneIn(bench, ann.dm)).toBe(card);
  expect(bench.machine.runs).toHaveLength(1);
});

test.concurrent('a card that was taken away comes again where something is chosen on it', async () => {
  await using bench = await openQuickBench();
  const { ann, card } = await layCard(bench);
  card.delete();
  await ann.forges(card, card.button('512').data ?? '');
  const another = await answerWhere(bench, ann.dm, (message) => labels(message).includes('✓ 512'));
  await ann.presses(another, 'Make it');
  expect(await doneIn(bench, ann.dm)).toBe(another);
});

test.concurrent('a card that cannot be shown for a moment is shown a moment later', async () => {
  await using bench = await openQuickBench();
  bench.telegram.next('sendPhoto', telegramFaults.failBefore(502));
  const { ann, card } = await layCard(bench);
  bench.telegram.next('editMessageMedia', telegramFaults.tooMany(1));
  await ann.presses(card, '512');
  await eventually(() => labels(card).includes('✓ 512'));
  expect(answers(bench, ann.dm)).toEqual([card]);
});

test.concurrent('of a card that is there twice, the one that is pressed goes on', async () => {
  await using bench = await openQuickBench();
  // Sent, but the answer was lost: it is sent once more.
  bench.telegram.next('sendPhoto', telegramFaults.dropAfter());
  const ann = bench.telegram.person('ann');
  ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' } });
  await eventually(() => answers(bench, ann.dm).length === 2, 'two cards');
  const [first, second] = answers(bench, ann.dm);
  if (!first || !second) throw new Error('There are to be two.');
  await ann.presses(first, '512');
  await eventually(() => labels(first).includes('✓ 512'));
  await ann.presses(second, 'Make it');
  await eventually(() => labels(second).includes('Again'));
  const late = await ann.presses(first, 'Make it');
  expect(late.answer?.text).toBeUndefined();
  expect(wishesOf(bench)).toEqual([expect.stringMatching(/, 512$/)]);
});

test.concurrent('Discard takes the card away, and one too old for that becomes a plain tile that says so', async () => {
  await using bench = await openQuickBench();
  const { ann, card } = await layCard(bench);
  bench.telegram.clock.offsetMs += 49 * 60 * 60_000;
  await ann.presses(card, 'Discard');
  await eventually(() => card.caption === 'Discarded: nothing was made.');
  expect(card.isDeleted).toBe(false);
  expect(card.buttons).toEqual([]);
  const tile = card.photo?.bytes ?? Buffer.alloc(0);
  for (const at of [0.1, 0.5, 0.9]) expect(colorDistance(await probe(tile, at, at), '#d8d8d8')).toBeLessThan(8);
  expect(bench.machine.runs).toEqual([]);
});

test.concurrent('colors are offered by what they are called in the person’s language', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const bob = telegram.person('bob', { language: 'fr' });
  bob.sends(bob.dm, { document: { bytes: logo, fileName: 'logo.png' } });
  const card = await answerWhere(bench, bob.dm, (message) => labels(message).some((label) => label.endsWith(': Noir')));
  await bob.presses(card, labels(card).find((label) => label.endsWith(': Noir')) ?? '');
  await eventually(() => labels(card).includes('Bleu marine'));
  await bob.presses(card, 'Bleu marine');
  await eventually(() => labels(card).some((label) => label.endsWith(': Bleu marine')));
  expect(card.caption).toContain('Navy baseball cap');
});
