import { expect, test, vi } from 'vitest';
import { message } from '#core/messages/message.ts';
import { drawShot } from '../../support/bench-machine.ts';
import type { FakeChat } from '../../support/telegram/fake-chat.ts';
import type { FakeMessage } from '../../support/telegram/fake-message.ts';
import { telegramFaults } from '../../support/telegram/telegram-faults.ts';
import {
  askHeld,
  openTelegramMessengerBench,
  proofRenderer,
  type TelegramMessengerBench,
} from '../../support/telegram-messenger-bench.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 6 });

const soon = { timeout: 10_000, interval: 10 };
const movedWords = message('chat.moved', 'en', { who: '' }).trim();
const calls = ['sendMessage', 'sendPhoto', 'sendDocument', 'sendMediaGroup', 'editMessageText', 'editMessageMedia'];

const record = (bench: TelegramMessengerBench) => bench.writes.batches.at(-1);
const isShot = ({ file }: FakeMessage): boolean => file !== undefined;
const refusedCalls = (bench: TelegramMessengerBench) => bench.telegram.of(...calls).filter(({ code }) => code !== 200);
const isInDistress = ({ level }: Record<string, unknown>): boolean => Number(level) >= 50;

test.concurrent('in a topic the answer is a reply there, with shots and words in the same topic', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann], isForum: true });
  const topic = team.topic('Caps');
  const { asked, status, finish } = await askHeld(bench, team, ann, { by: ann, sent: { topic }, count: 2 });
  await finish();
  expect(bench.answers(team).filter(isShot)).toHaveLength(2);
  for (const each of bench.answers(team)) expect(each.topic).toBe(topic);
  expect([status.replyToId, bench.answers(team).at(-1)?.replyToId]).toEqual([asked.id, asked.id]);
});

test.concurrent('when the topic is closed meanwhile, the shots come to the general one, with the person named', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann], isForum: true });
  const topic = team.topic('Caps');
  const { status, finish } = await askHeld(bench, team, ann, { by: ann, sent: { topic }, count: 2 });
  topic.close();
  await finish();
  const shots = bench.answers(team).filter(isShot);
  expect(shots.map((shot) => shot.topic)).toEqual([undefined, undefined]);
  expect(shots[0]?.caption).toContain('The answer could not be brought to where you asked');
  expect(shots[0]?.captionEntities.filter(({ type }) => type === 'text_mention')).toMatchObject([
    { user: { id: ann.id } },
  ]);
  // What said that it is under way is gone; the card is where the shots are.
  expect(status.isDeleted).toBe(true);
  const card = bench.answers(team).find((each) => !isShot(each));
  expect(card?.topic).toBeUndefined();
  expect(card?.buttons.map(({ text }) => text)).toContain('Again');
  expect(bench.log.filter(isInDistress)).toEqual([]);
});

test.concurrent('when the topic is deleted, the shot comes to the general one', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann], isForum: true });
  const topic = team.topic('Caps');
  const { finish } = await askHeld(bench, team, ann, { by: ann, sent: { topic } });
  topic.delete();
  await finish();
  const answers = bench.answers(team);
  expect(answers).toHaveLength(1);
  expect(answers[0]?.topic).toBeUndefined();
  expect(answers[0]?.caption).toContain('a white mug');
  expect(answers[0]?.captionEntities.some(({ type }) => type === 'text_mention')).toBe(true);
});

test.concurrent('when the general topic is closed too, the shots come to the person alone', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann], isForum: true });
  const topic = team.topic('Caps');
  const { finish } = await askHeld(bench, team, ann, { by: ann, sent: { topic } });
  topic.delete();
  team.general.close();
  await finish();
  expect(bench.answers(team)).toEqual([]);
  const [answer, ...others] = bench.answers(ann.dm);
  expect(others).toEqual([]);
  expect(answer?.caption?.startsWith(movedWords)).toBe(true);
  expect(answer?.buttons.map(({ text }) => text)).toContain('Again');
  expect(answer?.captionEntities.some(({ type }) => type === 'text_mention')).toBe(false);
});

test.concurrent('a group that became a supergroup is answered under its new id, once', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const before = bench.telegram.group('Team', { people: [ann], kind: 'group' });
  const { finish } = await askHeld(bench, before, ann, { by: ann });
  const team = before.upgrade();
  await finish();
  const [answer, ...others] = bench.answers(team);
  expect(others).toEqual([]);
  expect(answer?.file).toBeDefined();
  expect(answer?.replyToId).toBeUndefined();
  expect(record(bench)?.thread.data).toMatchObject({ chatId: team.id, status: { id: answer?.id } });
  expect(refusedCalls(bench)).toHaveLength(1);
});

test.concurrent('where photos may not be sent the shot comes as a file', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann] });
  team.restrict({ photos: false });
  const { status, finish } = await askHeld(bench, team, ann, { by: ann });
  await finish();
  expect(status.document).toBeDefined();
  expect(bench.answers(team)).toHaveLength(1);
});

test.concurrent('where photos may not be sent an album comes as files', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann] });
  team.restrict({ photos: false });
  const { finish } = await askHeld(bench, team, ann, { by: ann, count: 3 });
  await finish();
  const shots = bench.answers(team).filter(isShot);
  expect(shots.map(({ content }) => content.media?.kind)).toEqual(['document', 'document', 'document']);
  expect(new Set(shots.map(({ mediaGroupId }) => mediaGroupId)).size).toBe(1);
});

test.concurrent('where no pictures may be sent words tell of progress, and the shot comes to the person alone', async () => {
  await using bench = await openTelegramMessengerBench({ proofRenderer: proofRenderer() });
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann] });
  team.restrict({ photos: false, documents: false });
  const { status, finish } = await askHeld(bench, team, ann, { by: ann });
  expect(status.text).toContain('a white mug');
  await finish();
  expect(bench.answers(ann.dm).filter(isShot)).toHaveLength(1);
  // Nothing there says for ever that it is under way.
  expect(bench.answers(team)).toEqual([]);
  const proofs = bench.telegram.of('sendPhoto', 'sendDocument').filter(({ code }) => code !== 200);
  expect(proofs.length).toBeLessThanOrEqual(2);
});

test.concurrent('where nothing may be sent any more, and nobody can be written to, it is kept', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann', { hasStarted: false });
  const team = bench.telegram.group('Team', { people: [ann] });
  const { status, finish } = await askHeld(bench, team, ann, { by: ann });
  team.restrict({ photos: false, documents: false });
  await finish();
  expect(record(bench)?.undeliverable).toBeDefined();
  expect(record(bench)?.mockups[0]?.stage.state).toBe('delivering');
  expect(status.text).toContain('could not be brought here and is kept');
  expect(status.text).not.toContain(message('progress.collecting', 'en').slice(1));
  expect(status.buttons.map(({ text }) => text)).toContain(message('button.fetch', 'en'));
});

test.concurrent.each([
  ['was kicked', (team: FakeChat) => team.kickBot()],
  ['left', (team: FakeChat) => team.leaveBot()],
])('when the bot %s, the shot comes to the person alone', async (_, go) => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann] });
  const { finish } = await askHeld(bench, team, ann, { by: ann });
  go(team);
  await finish();
  expect(bench.answers(ann.dm).filter(isShot)).toHaveLength(1);
  expect(record(bench)?.mockups[0]?.stage.state).toBe('delivered');
  // The edit, and the word that would have been taken away.
  expect(refusedCalls(bench).length).toBeLessThanOrEqual(1);
});

test.concurrent('a chat that is not there any more leaves the person alone', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann] });
  const { finish } = await askHeld(bench, team, ann, { by: ann });
  const refusal = telegramFaults.refuse(400, 'Bad Request: chat not found');
  bench.telegram.always('editMessageMedia', refusal);
  await finish();
  expect(bench.answers(ann.dm).filter(isShot)).toHaveLength(1);
});

test.concurrent('progress that is refused for good is told no more, and the shots still find their way', async () => {
  const every = { perMessageMs: 1, perChannel: 1000, windowMs: 1000 };
  await using bench = await openTelegramMessengerBench({ pace: { progress: { alone: every, group: every } } });
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann], isForum: true });
  const topic = team.topic('Caps');
  const { promise, resolve } = Promise.withResolvers<void>();
  bench.machine.work = async (_, { onProgress, onPicture }) => {
    for (let step = 1; step <= 9; step++) {
      onProgress(step / 10, 'Executing KSampler');
      await vi.waitUntil(() => bench.service.view(batch.id)?.mockups[0]?.fraction === step / 10, soon);
    }
    await promise;
    await onPicture({ fileName: 'a.png', bytes: await drawShot(1), nodeId: '1', outputId: 'out' });
  };
  const asked = ann.sends(team, { text: 'a mug', topic });
  topic.delete();
  const batch = await bench.ask(asked, ann);
  await vi.waitUntil(() => bench.service.view(batch.id)?.mockups[0]?.fraction === 0.9, soon);
  expect(refusedCalls(bench)).toHaveLength(1);
  resolve();
  await bench.service.idle();
  expect(bench.answers(team).filter(isShot)).toHaveLength(1);
});

test.concurrent('a redirect while the shots are on their way moves nothing back', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann] });
  const { batch, status, finish } = await askHeld(bench, team, ann, { by: ann });
  bench.telegram.next('editMessageMedia', telegramFaults.slow(500));
  const finished = finish();
  await vi.waitUntil(() => status.file !== undefined, soon);
  const elsewhere = { platform: 'telegram', data: { chatId: ann.id, kind: 'private', userId: ann.id } };
  await bench.service.redirect(batch.id, elsewhere);
  await finished;
  await bench.service.idle();
  expect(record(bench)?.thread.data).toMatchObject({ chatId: ann.id });
  expect(bench.answers(team).filter(isShot)).toHaveLength(1);
});
