import { expect, test, vi } from 'vitest';
import type { FakePerson } from '../../support/telegram/fake-person.ts';
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

/** Has somebody had one made; gives its id. */
async function make(bench: TelegramBench, person: FakePerson, caption = 'a mug'): Promise<string> {
  const before = bench.machine.runs.length;
  person.sends(person.dm, { document: { bytes: bench.logo, fileName: 'logo.png' }, caption });
  await eventually(() => bench.machine.runs.length > before);
  const answer = await doneIn(bench, person.dm);
  const [, id] = /^m1:again:([a-z0-9]{12})/.exec(answer.button('Again').data ?? '') ?? [];
  if (id === undefined) throw new Error('There is to be an id.');
  return id;
}

test.concurrent('/start and /help say how it works', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann', { hasStarted: false });
  ann.sends(ann.dm, { text: '/start' });
  await answerSaying(bench, ann.dm, 'Hello! Send me a logo');
  ann.sends(ann.dm, { text: '/help' });
  await answerSaying(bench, ann.dm, 'Send a logo and, if you like, a prompt');
  ann.sends(ann.dm, { text: '/start something_else' });
  await eventually(() => answers(bench, ann.dm).filter((message) => wordsOf(message).includes('Hello!')).length === 2);
  expect(troubles(bench)).toEqual([]);
});

test.concurrent('/start with an id of the history brings its shots; another’s id brings nothing', async () => {
  await using bench = await openQuickBench();
  const [ann, bob] = [bench.telegram.person('ann'), bench.telegram.person('bob')];
  const id = await make(bench, ann);
  ann.sends(ann.dm, { text: `/start ${id}` });
  await eventually(() => answers(bench, ann.dm).filter(({ photo }) => photo).length === 2, 'the shot again');
  bob.sends(bob.dm, { text: `/start ${id}` });
  await answerSaying(bench, bob.dm, 'There is nothing of yours with this id here.');
  expect(answers(bench, bob.dm).filter(({ photo }) => photo)).toEqual([]);
  expect(bench.machine.runs).toHaveLength(1);
});

test.concurrent('/again makes the newest once more, with another size or prompt, and an older one by its id', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  const id = await make(bench, ann, 'a red mug');
  await make(bench, ann, 'a blue mug');
  const wishes: readonly (readonly [string, string])[] = [
    ['/again', 'a blue mug, 768'],
    ['/again 1024', 'a blue mug, 1024'],
    ['/again a green mug 512', 'a green mug 512, 512'],
    [`/again ${id}`, 'a red mug, 768'],
    [`/again ${id} 512`, 'a red mug, 512'],
    ['/again navy hoodie', 'Alone in the frame minimalist product shot of a Navy jumper hoodie, 512'],
  ];
  for (const [index, [text, wish]] of wishes.entries()) {
    ann.sends(ann.dm, { text });
    await eventually(() => bench.machine.runs.length === index + 3, wish);
    expect(wishesOf(bench).at(-1)).toBe(wish);
  }
  ann.sends(ann.dm, { text: '/again aaaaaaaaaaaa' });
  await answerSaying(bench, ann.dm, 'There is nothing of yours with this id here.');
});

test.concurrent('/again with details alone lays them over what was asked for', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  await make(bench, ann, 'navy hoodie');
  const composed = 'Alone in the frame minimalist product shot of a Navy jumper hoodie';
  const wishes: readonly (readonly [string, object])[] = [
    ['/again left chest', { input_text: `${composed}, left chest`, placement: 'left-chest' }],
    ['/again transparent', { placement: 'left-chest', scene: 'transparent' }],
  ];
  for (const [index, [text, inputs]] of wishes.entries()) {
    ann.sends(ann.dm, { text });
    await eventually(() => bench.machine.runs.length === index + 2, text);
    expect(bench.machine.runs.at(-1)?.inputs).toMatchObject({ product: 'hoodie', color: '#1b2a4a', ...inputs });
  }
  ann.sends(ann.dm, { text: '/again red, desk' });
  await eventually(() => bench.machine.runs.length === 4);
  expect(bench.machine.runs.at(-1)?.inputs).toMatchObject({
    input_text: 'Alone in the frame minimalist product shot of a Red jumper hoodie, red, desk',
    product: 'hoodie',
    color: '#c4182c',
    placement: 'left-chest',
    scene: 'desk',
  });
});

test.concurrent('/cancel stops what is being made, and says so when there is nothing', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  ann.sends(ann.dm, { text: '/cancel' });
  await answerSaying(bench, ann.dm, 'Nothing is being made for you, so there is nothing to cancel.');
  bench.machine.hold();
  ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' }, caption: 'a mug' });
  await eventually(() => bench.machine.runs.length === 1);
  ann.sends(ann.dm, { text: '/status' });
  await answerWhere(bench, ann.dm, (message) => /^\W*[a-z0-9]{12}-1\W+logo\.png\W+\w+/.test(wordsOf(message)));
  ann.sends(ann.dm, { text: '/status queue' });
  await answerSaying(bench, ann.dm, 'One run is under way');
  ann.sends(ann.dm, { text: '/cancel' });
  await answerSaying(bench, ann.dm, 'The mockup was cancelled.');
  await answerWhere(bench, ann.dm, (message) => labels(message).includes('Try again'));
});

test.concurrent('/history lists pages that its owner turns, and sends shots again by id', async () => {
  await using bench = await openQuickBench();
  const { telegram } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  const group = telegram.group('Team', { people: [ann, bob] });
  ann.sends(group, { text: '/history@mockup_bot' });
  await answerSaying(bench, group, 'You have not asked for anything here yet.');
  ann.sends(group, { document: { bytes: bench.logo, fileName: 'logo.png' }, caption: '/mockup mug 0' });
  await doneIn(bench, group);
  for (let number = 1; number < 12; number++) ann.sends(group, { text: '/again' });
  await eventually(() => bench.machine.runs.length === 12);
  await bench.service.idle();
  ann.sends(group, { text: '/history' });
  const list = await answerSaying(bench, group, 'Page 1 of 2.');
  expect(labels(list)).toEqual(['Older']);
  const refused = await bob.presses(list, 'Older');
  expect(refused.answer).toMatchObject({ text: 'Only the person who asked for this can do that.', showAlert: true });
  await ann.presses(list, 'Older');
  await eventually(() => wordsOf(list).includes('Page 2 of 2.'));
  expect(labels(list)).toEqual(['Newer']);
  const [id = ''] = /[a-z0-9]{12}/.exec(wordsOf(list)) ?? [];
  const before = answers(bench, group).length;
  ann.sends(group, { text: `/history ${id}` });
  await eventually(() => answers(bench, group).length === before + 1 && answers(bench, group).at(-1)?.photo);
  ann.sends(group, { text: '/history 7' });
  await answerSaying(bench, group, 'There are 2 pages only.');
  expect(bench.machine.runs).toHaveLength(12);
});

test.concurrent('/forget asks once more, and removes everything of the one who asked', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  await make(bench, ann);
  const made = await doneIn(bench, ann.dm);
  ann.sends(ann.dm, { document: { bytes: logo, fileName: 'logo.png' } });
  const card = await cardIn(bench, ann.dm);
  const group = telegram.group('Team', { people: [ann, bob] });
  ann.sends(group, { text: '/forget' });
  const question = await answerSaying(bench, group, 'It cannot be undone.');
  const refused = await bob.presses(question, 'Remove everything');
  expect(refused.answer?.text).toBe('Only the person who asked for this can do that.');
  await ann.presses(question, 'Remove everything');
  await eventually(() => wordsOf(question).includes('One request of yours was removed'));
  expect(question.buttons).toEqual([]);
  expect((await ann.presses(made, 'Again')).answer?.text).toContain('gone now');
  expect((await ann.presses(card, 'Make it')).answer?.text).toContain('This card was used already.');
  expect(bench.machine.runs).toHaveLength(1);
});

test.concurrent('a command nobody knows is answered with help alone, and in a group where the bot is named', async () => {
  await using bench = await openQuickBench();
  const { telegram } = bench;
  const ann = telegram.person('ann');
  ann.sends(ann.dm, { text: '/Histroy 1' });
  await answerSaying(bench, ann.dm, 'Send a logo');
  ann.sends(ann.dm, { text: '/HISTORY' });
  await answerSaying(bench, ann.dm, 'You have not asked for anything here yet.');
  const group = telegram.group('Team', { people: [ann] });
  ann.sends(group, { text: '/play' });
  ann.sends(group, { text: '/play@Mockup_Bot' });
  await answerSaying(bench, group, 'Send a logo');
  expect(answers(bench, group)).toHaveLength(1);
});

test.concurrent('who is not let in is told so alone with the bot, and in a group where the bot is named', async () => {
  await using bench = await openQuickBench({ env: { TELEGRAM_ALLOWED_USERS: '7100000001' } });
  const { telegram, logo } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  expect(ann.id).toBe(7_100_000_001);
  const group = telegram.group('Team', { people: [ann, bob] });
  bob.sends(bob.dm, { document: { bytes: logo }, caption: 'a mug' });
  await answerSaying(bench, bob.dm, 'This bot is not open to everyone here.');
  bob.sends(group, { photo: logo, caption: '/mockup' });
  bob.sends(group, { photo: logo, caption: '/mockup@mockup_bot' });
  await answerSaying(bench, group, 'This bot is not open to everyone here.');
  expect(answers(bench, group)).toHaveLength(1);
  ann.sends(group, { document: { bytes: logo }, caption: '/mockup a mug' });
  const answer = await doneIn(bench, group);
  expect((await bob.presses(answer, 'Again')).answer?.text).toContain('not open to everyone');
  expect(bench.machine.runs).toHaveLength(1);
});

test.concurrent('a group that is let in stays so when it becomes a supergroup', async () => {
  await using bench = await openQuickBench({ env: { TELEGRAM_ALLOWED_CHATS: '-4100000001' } });
  const { telegram, logo } = bench;
  const ann = telegram.person('ann');
  const group = telegram.group('Team', { kind: 'group', people: [ann] });
  expect(group.id).toBe(-4_100_000_001);
  ann.sends(group, { document: { bytes: logo }, caption: '/mockup a mug' });
  await doneIn(bench, group);
  const upgraded = group.upgrade();
  ann.sends(upgraded, { text: '/again' });
  await doneIn(bench, upgraded);
  expect(wishesOf(bench)).toEqual(['a mug, 768', 'a mug, 768']);
  ann.sends(ann.dm, { text: '/status' });
  await answerSaying(bench, ann.dm, 'This bot is not open to everyone here.');
});
