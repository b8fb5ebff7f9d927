import { expect, test, vi } from 'vitest';
import type { FakeChat } from '../../support/telegram/fake-chat.ts';
import type { FakePerson } from '../../support/telegram/fake-person.ts';
import type { TelegramBench } from '../../support/telegram-bench.ts';
import {
  answerSaying,
  answers,
  doneIn,
  eventually,
  labels,
  openQuickBench,
  troubles,
  wishesOf,
  wordsOf,
} from '../../support/telegram-talk.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 4 });

/** Something the bot answers in any chat, and what it has said there besides. */
async function saidBefore(bench: TelegramBench, chat: FakeChat, person: FakePerson): Promise<string[]> {
  const before = answers(bench, chat);
  person.sends(chat, { text: '/status@mockup_bot' });
  await eventually(() =>
    answers(bench, chat).some(
      (message) => !before.includes(message) && wordsOf(message).includes('Nothing is being made'),
    ),
  );
  return answers(bench, chat).map(wordsOf).slice(0, -1);
}

test.concurrent.for([
  ['a basic group', { kind: 'group' }],
  ['a supergroup', {}],
  ['a forum, in its general topic', { isForum: true }],
] as const)('/mockup under a picture is answered with a reply, privacy mode on, in %s', async ([, options]) => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const ann = telegram.person('ann');
  const group = telegram.group('Team', { people: [ann], ...options });
  const asked = ann.sends(group, { photo: logo, caption: '/mockup a cup on a table 512' });
  const answer = await doneIn(bench, group);
  expect(answer.replyToId).toBe(asked.id);
  expect(answer.topic).toBeUndefined();
  expect(wishesOf(bench)).toEqual(['a cup on a table 512, 512']);
  const sent = telegram.of('sendMessage', 'sendPhoto', 'sendChatAction');
  expect(sent.filter(({ params }) => 'message_thread_id' in params)).toEqual([]);
  expect(troubles(bench)).toEqual([]);
});

test.concurrent('in a topic the answer is a reply in the same topic', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const ann = telegram.person('ann');
  const group = telegram.group('Team', { people: [ann], isForum: true });
  const topic = group.topic('Caps');
  const asked = ann.sends(group, { document: { bytes: logo }, caption: '/mockup', topic });
  const answer = await doneIn(bench, group);
  expect(answer.topic).toBe(topic);
  expect(answer.replyToId).toBe(asked.id);
  expect(wishesOf(bench)).toEqual(['Alone in the frame minimalist product shot of a Black baseball cap, 768']);
  const again = await ann.presses(answer, 'Again');
  expect(again.answer?.text).toBeUndefined();
  await eventually(() => answers(bench, group).length === 2);
  expect(answers(bench, group).map((message) => message.topic)).toEqual([topic, topic]);
});

test.concurrent('/mockup in a reply makes the picture replied to, whosever it is', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  const group = telegram.group('Team', { people: [ann, bob] });
  const picture = bob.sends(group, { photo: logo, caption: 'our new logo' });
  const asked = ann.sends(group, { text: '/mockup@mockup_bot white mug', replyTo: picture });
  const answer = await doneIn(bench, group);
  expect(answer.replyToId).toBe(asked.id);
  expect(wishesOf(bench)).toEqual(['Alone in the frame minimalist product shot of a White coffee mug, 768']);
  const refused = await bob.presses(answer, 'Delete');
  expect(refused.answer).toMatchObject({ showAlert: true });
  expect(refused.answer?.text).toContain('Only the person who asked for this');
});

test.concurrent('a picture of another chat can be replied to', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const ann = telegram.person('ann');
  const [one, other] = [telegram.group('One', { people: [ann] }), telegram.group('Other', { people: [ann] })];
  const picture = ann.sends(one, { photo: logo });
  await picture.arrived;
  ann.sends(other, { text: '/mockup', replyTo: picture });
  await doneIn(bench, other);
  expect(answers(bench, one)).toEqual([]);
});

test.concurrent('the bot is quiet about everything else', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  // Told of everything, as an administrator is.
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  const group = telegram.group('Team', { people: [ann, bob], botIsAdmin: true });
  ann.sends(group, { photo: logo, caption: 'black hoodie' });
  ann.sends(group, { document: { bytes: logo } });
  ann.sends(group, { text: 'https://example.com/logo.png' });
  ann.sends(group, { text: '/mockup@other_bot' });
  ann.sends(group, { photo: logo, caption: '/mockup@other_bot' });
  ann.sends(group, { text: '/play' });
  ann.sends(group, { text: 'what about /mockup?' });
  ann.sends(group, { photo: logo, caption: '/mockup black hoodie', forwardedFrom: bob });
  ann.sends(group, { sticker: { bytes: logo, isAnimated: true } });
  expect(await saidBefore(bench, group, ann)).toEqual([]);
  expect(bench.machine.runs).toEqual([]);
});

test.concurrent('/mockup without a picture is told how it works', async () => {
  await using bench = await openQuickBench();
  const { telegram } = bench;
  const ann = telegram.person('ann');
  const group = telegram.group('Team', { people: [ann] });
  const asked = ann.sends(group, { text: '/mockup black hoodie' });
  const answer = await answerSaying(bench, group, 'Write /mockup under a picture as its caption');
  expect(answer.replyToId).toBe(asked.id);
  ann.sends(group, { text: '/mockup', replyTo: ann.sends(group, { text: 'words' }) });
  await eventually(() => answers(bench, group).length === 2);
  ann.sends(group, { text: '/mockup', replyTo: ann.sends(group, { animation: { bytes: bench.logo } }) });
  await answerSaying(bench, group, 'Moving pictures');
});

const album = (logo: Buffer, caption?: string) =>
  [1, 2, 3].map((number) => ({
    photo: logo,
    ...(number === 1 && caption !== undefined ? { caption } : {}),
  }));

test.concurrent('of an album, privacy mode shows one picture: it is made, and said how to have all made', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const ann = telegram.person('ann');
  const group = telegram.group('Team', { people: [ann] });
  const [first, second] = ann.sendsAlbum(group, album(logo, '/mockup a mug'));
  await doneIn(bench, group);
  const said = await answerSaying(bench, group, 'I can only see one picture of this album here.');
  expect(said.replyToId).toBe(first?.id);
  expect(bench.machine.runs).toHaveLength(1);
  if (!second) throw new Error('There is to be a second picture.');
  ann.sends(group, { text: '/mockup a cup', replyTo: second });
  await eventually(() => bench.machine.runs.length === 2);
  await eventually(
    () => answers(bench, group).filter((message) => wordsOf(message).includes('I can only see')).length === 2,
  );
});

test.concurrent('an administrator is shown the whole album: by its caption and by a reply all of it is made', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  const group = telegram.group('Team', { people: [ann, bob], botIsAdmin: true });
  ann.sendsAlbum(group, album(logo, '/mockup a mug'));
  await eventually(() => bench.machine.runs.length === 3);
  const [picture] = bob.sendsAlbum(group, album(logo));
  if (!picture) throw new Error('There is to be a picture.');
  await picture.arrived;
  ann.sends(group, { text: '/mockup a cup', replyTo: picture });
  await eventually(() => bench.machine.runs.length === 6);
  await bench.service.idle();
  expect(wishesOf(bench).toSorted()).toEqual([
    'a cup, 768',
    'a cup, 768',
    'a cup, 768',
    'a mug, 768',
    'a mug, 768',
    'a mug, 768',
  ]);
  expect(answers(bench, group).filter((message) => wordsOf(message).includes('album'))).toEqual([]);
  await bench.stop();
  await bench.start();
  ann.sends(group, { text: '/mockup a cap', replyTo: picture });
  await answerSaying(bench, group, 'The other pictures of this album are no longer known here.');
});

test.concurrent('a channel’s post is answered there once, and its administrators decide', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const [ann, eve] = [telegram.person('ann'), telegram.person('eve')];
  const discussion = telegram.group('Talk', { people: [ann, eve], botIsAdmin: true });
  const channel = telegram.channel('News', { discussion, admins: [ann] });
  const post = ann.sends(channel, { photo: logo, caption: '/mockup a mug' });
  const answer = await doneIn(bench, channel);
  expect(answer.replyToId).toBe(post.id);
  expect(await saidBefore(bench, discussion, ann)).toEqual([]);
  expect(bench.machine.runs).toHaveLength(1);
  expect(channel.actions).toEqual([]);
  const refused = await eve.presses(answer, 'Again');
  expect(refused.answer?.text).toBe('Only admins can do that here.');
  await ann.presses(answer, 'Delete');
  await eventually(() => answer.isDeleted);
});

test.concurrent('in a business chat the answer is the account’s', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const [owner, customer] = [telegram.person('owner'), telegram.person('customer')];
  const business = telegram.business(owner);
  const chat = telegram.businessChat(business, customer);
  customer.sends(chat, { photo: logo, caption: '/mockup a mug', businessConnectionId: business.id });
  const answer = await doneIn(bench, chat);
  expect(labels(answer)).toContain('Again');
  expect(answers(bench, customer.dm)).toEqual([]);
  const sent = telegram.of('sendMessage', 'sendPhoto', 'editMessageMedia', 'sendChatAction');
  expect(sent.every(({ params }) => params['business_connection_id'] === business.id)).toBe(true);
  customer.sends(chat, { photo: logo, businessConnectionId: business.id });
  customer.sends(chat, { text: 'hello', businessConnectionId: business.id });
  const quiet = telegram.person('other');
  quiet.sends(quiet.dm, { text: '/status' });
  await answerSaying(bench, quiet.dm, 'Nothing is being made');
});

test.concurrent('in the direct messages of a channel everybody has a topic of their own', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  const chat = telegram.directMessages(telegram.channel('News'));
  ann.sends(chat, { photo: logo, caption: '/mockup a mug' });
  const answer = await doneIn(bench, chat);
  expect(answer.origin.directTopicId).toBe(ann.id);
  // Who guesses what another topic is about reaches nothing in it.
  const spied = bob.sends(chat, { text: '/status' });
  await answerSaying(bench, chat, 'Nothing is being made');
  expect(spied.origin.directTopicId).toBe(bob.id);
  const forged = await bob.forges(answers(bench, chat).at(-1) ?? answer, answer.button('Original files').data ?? '');
  expect(forged.answer?.text).toContain('gone now');
});
