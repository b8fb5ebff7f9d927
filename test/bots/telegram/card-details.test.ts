import { expect, test, vi } from 'vitest';
import { probe } from '../../support/pictures.ts';
import { cardIn, doneIn, eventually, labels, openQuickBench } from '../../support/telegram-talk.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 4 });

test.concurrent('a card shows and makes the details that were written', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo, machine } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob', { language: 'fr' })];
  const caption = 'white mug, red background';
  ann.sends(ann.dm, { document: { bytes: logo, fileName: 'logo.png' }, caption, forwardedFrom: bob });
  const card = await cardIn(bench, ann.dm);
  expect(card.caption).toContain('white mug, red background · 768 px · background: Red');
  const [red, green] = await probe(card.photo?.bytes ?? Buffer.alloc(0), 0.05, 0.05);
  expect(red - green).toBeGreaterThan(80);
  await ann.presses(card, 'Make it');
  await doneIn(bench, ann.dm);
  expect(machine.runs[0]?.inputs).toMatchObject({ input_text: caption, product: 'mug', background: '#c4182c' });
});

test.concurrent('a card whose color was changed writes the details that were asked for behind it', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo, machine } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  const caption = 'white mug on a wooden desk';
  ann.sends(ann.dm, { document: { bytes: logo, fileName: 'logo.png' }, caption, forwardedFrom: bob });
  const card = await cardIn(bench, ann.dm);
  await ann.presses(card, labels(card).find((label) => label.endsWith(': White')) ?? '');
  await eventually(() => labels(card).includes('Navy'));
  await ann.presses(card, 'Navy');
  await eventually(() => card.caption?.includes('Navy coffee mug, scene: Warm desk · 768 px') === true);
  await ann.presses(card, 'Make it');
  await doneIn(bench, ann.dm);
  expect(machine.runs[0]?.inputs).toMatchObject({
    input_text: 'Alone in the frame minimalist product shot of a Navy coffee mug, scene: Warm desk',
    color: '#1b2a4a',
    scene: 'desk',
  });
});
