import { expect, test, vi } from 'vitest';
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
  wishesOf,
  wordsOf,
} from '../../support/telegram-talk.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 4 });

const notYours = 'Only the person who asked for this can do that. “Again” makes one of your own.';

async function makeInGroup(bench: TelegramBench) {
  const { telegram, logo } = bench;
  const [ann, bob, admin] = ['ann', 'bob', 'admin'].map((name) => telegram.person(name)) as [
    ReturnType<typeof telegram.person>,
    ReturnType<typeof telegram.person>,
    ReturnType<typeof telegram.person>,
  ];
  const group = telegram.group('Team', { people: [ann, bob], admins: [admin] });
  ann.sends(group, { document: { bytes: logo, fileName: 'logo.png' }, caption: '/mockup a mug' });
  return { ann, bob, admin, group };
}

test.concurrent('what is somebody’s own is refused to others, privately', async () => {
  await using bench = await openQuickBench();
  const { bob, admin, group } = await makeInGroup(bench);
  const answer = await doneIn(bench, group);
  for (const text of ['Edit prompt', 'Another size', 'Delete']) {
    expect((await bob.presses(answer, text)).answer).toMatchObject({ text: notYours, showAlert: true });
  }
  for (const text of ['Edit prompt', 'Another size']) {
    expect((await admin.presses(answer, text)).answer?.text).toBe(notYours);
  }
  expect(answers(bench, group)).toEqual([answer]);
});

test.concurrent('Again on what somebody else made makes one of one’s own', async () => {
  await using bench = await openQuickBench();
  const { ann, bob, group } = await makeInGroup(bench);
  const answer = await doneIn(bench, group);
  await bob.presses(answer, 'Again');
  await eventually(() => answers(bench, group).length === 2);
  const own = await doneIn(bench, group);
  expect(own).not.toBe(answer);
  expect((await ann.presses(own, 'Edit prompt')).answer?.text).toBe(notYours);
  await bob.presses(own, 'Edit prompt');
  const question = await answerSaying(bench, group, 'Reply to this message');
  expect(question.entities.find(({ type }) => type === 'text_mention')).toMatchObject({ user: { id: bob.id } });
  bob.sends(group, { text: 'a cup', replyTo: question });
  await eventually(() => bench.machine.runs.length === 3);
  expect(wishesOf(bench).at(-1)).toBe('a cup, 768');
});

test.concurrent('the files are for whoever is there', async () => {
  await using bench = await openQuickBench();
  const { bob, group } = await makeInGroup(bench);
  await bob.presses(await doneIn(bench, group), 'Original files');
  await answerWhere(bench, group, ({ document }) => document !== undefined);
});

test.concurrent('admins of a group may stop and delete what others asked for', async () => {
  await using bench = await openQuickBench();
  const release = bench.machine.hold();
  const { ann, bob, admin, group } = await makeInGroup(bench);
  const answer = await answerWhere(bench, group, (message) => labels(message).includes('Cancel'));
  await eventually(() => bench.machine.runs.length === 1);
  expect((await bob.presses(answer, 'Cancel')).answer?.text).toBe(notYours);
  await admin.presses(answer, 'Cancel');
  await eventually(() => wordsOf(answer).includes('Cancelled.'));
  release();
  await ann.presses(answer, 'Try again');
  const another = await doneIn(bench, group);
  await admin.presses(another, 'Delete');
  await eventually(() => another.isDeleted);
});

test.concurrent('a card is its sender’s alone', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  ann.sends(ann.dm, { document: { bytes: logo, fileName: 'logo.png' } });
  const card = await cardIn(bench, ann.dm);
  bob.sends(bob.dm, { text: '/start' });
  const own = await answerSaying(bench, bob.dm, 'Hello!');
  for (const { data = '' } of card.buttons) {
    expect((await bob.forges(own, data)).answer?.text).toBe('Only the person who sent the logo can change this card.');
  }
  expect(bench.machine.runs).toEqual([]);
  expect(card.editedCount).toBe(0);
});

test.concurrent('forged presses reach nothing of other people in other chats', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  ann.sends(ann.dm, { document: { bytes: logo, fileName: 'logo.png' }, caption: 'a secret' });
  const secret = await doneIn(bench, ann.dm);
  bob.sends(bob.dm, { text: '/start' });
  const own = await answerSaying(bench, bob.dm, 'Hello!');
  const [, id = ''] = /^m1:again:(\w+)/.exec(secret.button('Again').data ?? '') ?? [];
  for (const action of [
    'again',
    'edit',
    'size',
    'sized',
    'back',
    'files',
    'delete',
    'cancel',
    'fetch',
    'look',
    'remake',
    'drop',
  ]) {
    expect((await bob.forges(own, `m1:${action}:${id}:512`)).answer?.text).toContain('gone now');
  }
  // In a group where both are: what Ann made alone with the bot is not of that place.
  const group = telegram.group('Team', { people: [ann, bob] });
  bob.sends(group, { text: '/status' });
  const there = await answerSaying(bench, group, 'Nothing is being made');
  expect((await bob.forges(there, `m1:files:${id}`)).answer?.text).toContain('gone now');
  expect(answers(bench, bob.dm)).toEqual([own]);
  expect(secret.isDeleted).toBe(false);
  expect(bench.machine.runs).toHaveLength(1);
});

test.concurrent('data that is none of ours is answered with one sentence and opens nothing', async () => {
  await using bench = await openQuickBench();
  const { telegram } = bench;
  const ann = telegram.person('ann');
  ann.sends(ann.dm, { text: '/start' });
  const message = await answerSaying(bench, ann.dm, 'Hello!');
  const old = [
    'x',
    ':',
    'm0:again:abc',
    'm2:again:abc',
    'm1',
    'm1:again',
    'm1:nothing:abc',
    'm1:again:a:b:c',
    '🎲'.repeat(16),
    '\u0000'.repeat(64),
    'm1:again:../../etc',
    "m1:again:' OR 1=1",
  ];
  for (const data of old)
    expect((await ann.forges(message, data)).answer?.text, data).toContain('from another version');
  const gone = [
    'm1:again:',
    'm1:again:aaaaaaaaaaaa',
    'm1:sized:aaaaaaaaaaaa:NaN',
    'm1:delete:__proto__',
    'm1:fetch:constructor',
  ];
  for (const data of gone) expect((await ann.forges(message, data)).answer?.text, data).toContain('gone now');
  expect((await ann.forges(message, 'm1:make:__proto__')).answer?.text).toContain('used already');
  expect((await ann.forges(message, `m1:forget:${ann.id + 1}`)).answer?.text).toContain('Only the person');
  expect((await ann.forges(message, `m1:history:1:${ann.id + 1}`)).answer?.text).toContain('Only the person');
  expect((await ann.forges(message, 'm1:history:1')).answer?.text).toContain('Only the person');
  await ann.forges(message, `m1:history:-1:${ann.id}`);
  await eventually(() => wordsOf(message).includes('A page is a whole number'));
  await ann.forges(message, 'm1:settings:set:c.zzzzzz');
  await eventually(() => wordsOf(message).includes('Color: Black'));
  expect(bench.machine.runs).toEqual([]);
  expect(bench.log.filter(({ level }) => level === 'error')).toEqual([]);
});
