import { expect, test, vi } from 'vitest';
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

test.concurrent('everything can be set, and holds for what is asked for after', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  ann.sends(ann.dm, { text: '/settings' });
  const menu = await answerSaying(bench, ann.dm, 'Settings of this chat');
  expect(wordsOf(menu)).toContain('Ask before making: yes');
  const choose = async (...presses: readonly string[]): Promise<void> => {
    for (const text of presses) {
      await eventually(() => labels(menu).includes(text), `a button ${text}`);
      await ann.presses(menu, text);
    }
  };
  await choose('1024');
  await eventually(() => wordsOf(menu).includes('Size: 1024 px'));
  await choose('Product', 'Hoodie');
  await eventually(() => wordsOf(menu).includes('Product: Hoodie'));
  await choose('Color', 'Red');
  await eventually(() => wordsOf(menu).includes('Color: Red'));
  await choose('Product', 'Back', '✓ Ask before making: yes');
  await eventually(() => wordsOf(menu).includes('Ask before making: no'));
  ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' } });
  await doneIn(bench, ann.dm);
  ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' }, caption: 'navy mug' });
  await eventually(() => bench.machine.runs.length === 2);
  ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' }, caption: 'my own words' });
  await eventually(() => bench.machine.runs.length === 3);
  const shot = 'Alone in the frame minimalist product shot of a';
  expect(wishesOf(bench)).toEqual([
    `${shot} Red jumper hoodie, 1024`,
    `${shot} Navy coffee mug, 1024`,
    'my own words, 1024',
  ]);
  await choose('Ask before making: no');
  await eventually(() => wordsOf(menu).includes('Ask before making: yes'));
  ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' } });
  const card = await cardIn(bench, ann.dm);
  expect(labels(card)).toEqual(expect.arrayContaining(['✓ 1024', 'Product: Hoodie', 'Color: Red']));
  expect(troubles(bench)).toEqual([]);
});

test.concurrent('a language that is set is that of everything said after, and can be left to each person again', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann', { language: 'fr' });
  ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' } });
  const card = await answerWhere(bench, ann.dm, ({ photo }) => photo !== undefined);
  ann.sends(ann.dm, { text: '/settings' });
  const menu = await answerWhere(bench, ann.dm, (message) => labels(message).includes('Langue'));
  await ann.presses(menu, 'Langue');
  await eventually(() => labels(menu).includes('Deutsch'));
  expect(labels(menu)).toEqual(expect.arrayContaining(['English', 'français', 'español', 'português', '日本語']));
  await ann.presses(menu, 'Deutsch');
  await eventually(() => labels(menu).includes('Sprache'));
  await ann.presses(card, '512');
  await eventually(() => labels(card).includes('Herstellen'));
  ann.sends(ann.dm, { text: '/status' });
  await answerSaying(bench, ann.dm, 'Für dich wird gerade nichts gemacht.');
  await ann.presses(menu, 'Sprache');
  await eventually(() => labels(menu).includes('die der jeweiligen Person'));
  await ann.presses(menu, 'die der jeweiligen Person');
  await eventually(() => labels(menu).includes('Langue'));
});

test.concurrent('in a group its admins decide, for all of it', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  const group = telegram.group('Team', { people: [bob], admins: [ann] });
  bob.sends(group, { text: '/settings' });
  const menu = await answerSaying(bench, group, 'Settings of this chat');
  // As it is there: what is asked for with a command runs at once.
  expect(wordsOf(menu)).toContain('Ask before making: no');
  const refused = await bob.presses(menu, '512');
  expect(refused.answer).toMatchObject({ text: 'Only admins of this group can change its settings.', showAlert: true });
  expect(wordsOf(menu)).toContain('Size: 768 px');
  await ann.presses(menu, '512');
  await eventually(() => wordsOf(menu).includes('Size: 512 px'));
  bob.sends(group, { document: { bytes: logo, fileName: 'logo.png' }, caption: '/mockup' });
  await doneIn(bench, group);
  expect(wishesOf(bench)).toEqual([expect.stringMatching(/, 512$/)]);
  await ann.presses(menu, 'Ask before making: no');
  await eventually(() => labels(menu).includes('✓ Ask before making: yes'));
  bob.sends(group, { document: { bytes: logo, fileName: 'logo.png' }, caption: '/mockup' });
  const card = await cardIn(bench, group);
  expect((await ann.presses(card, 'Make it')).answer?.text).toBe(
    'Only the person who sent the logo can change this card.',
  );
  await bob.presses(card, 'Make it');
  await eventually(() => bench.machine.runs.length === 2);
  bob.sends(bob.dm, { text: '/settings' });
  await answerSaying(bench, bob.dm, 'Size: 768 px');
});

test.concurrent('a card that was asked for in the name of the group is its admins’, and nobody of them is named', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  const group = telegram.group('Team', { admins: [ann, bob] });
  ann.sends(group, { text: '/settings' });
  const menu = await answerSaying(bench, group, 'Settings of this chat');
  await ann.presses(menu, 'Ask before making: no');
  await eventually(() => labels(menu).includes('✓ Ask before making: yes'));
  // Behind the group: its admins are who asked.
  ann.sends(group, { document: { bytes: logo, fileName: 'logo.png' }, caption: '/mockup', isAnonymous: true });
  const card = await cardIn(bench, group);
  await bob.presses(card, 'Write a prompt');
  const question = await answerSaying(bench, group, 'Reply to this message with the prompt.');
  expect(question.entities.filter(({ type }) => type === 'text_mention')).toEqual([]);
  ann.sends(group, { text: 'not mine to say', replyTo: question });
  bob.sends(group, { text: 'a cup by the sea', replyTo: question, isAnonymous: true });
  await eventually(() => card.caption?.includes('a cup by the sea'));
  await bob.presses(card, 'Make it');
  await doneIn(bench, group);
  expect(wishesOf(bench)).toEqual(['a cup by the sea, 768']);
  await ann.presses(card, 'Delete');
  await eventually(() => card.isDeleted);
  expect(answers(bench, group).filter(({ photo }) => photo)).toEqual([]);
});
