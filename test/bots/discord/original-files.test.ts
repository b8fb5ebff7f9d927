import { beforeAll, expect, test, vi } from 'vitest';
import { loadLanguages, message } from '#core/messages/message.ts';
import { discordFaults } from '../../support/discord/discord-faults.ts';
import type { FakeInteraction } from '../../support/discord/fake-interaction.ts';
import { openDiscordBench } from '../../support/discord-bench.ts';
import { drawHeavy, drawNumbered, makes, numberIn } from '../../support/noisy-shots.ts';

vi.setConfig({ testTimeout: 40_000, maxConcurrency: 3 });

const mib = 1024 * 1024;
const numbered = await Promise.all(Array.from({ length: 100 }, (_, number) => drawNumbered(number)));
const [nine, eleven] = [await drawHeavy(9 * mib), await drawHeavy(11 * mib)];

beforeAll(() => loadLanguages());

/** A finished batch whose runs made these pictures. */
async function finished(
  picturesOf: (run: number) => readonly Uint8Array[],
  options: { readonly count?: number; readonly installation?: 'none' } = {},
) {
  const bench = await openDiscordBench();
  const { discord, logo } = bench;
  const { count = 1, installation } = options;
  makes(bench.machine, picturesOf);
  const guild = discord.guild('Coffee shop', installation ? { installation } : {});
  const channel = guild.text('general');
  const ann = discord.person('ann', { hasInstalled: true });
  ann.joins(guild);
  const asked = await ann.slash(channel, 'mockup', { logo, prompt: 'a cup', count });
  await vi.waitUntil(() => asked.message?.button('Original files'), { timeout: 25_000, interval: 20 });
  await bench.service.idle();
  return { bench, channel, ann, shown: asked.shownMessage, [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose]() };
}

/** The files a press brought, message by message. */
function filesOf({ message: first, followUps }: FakeInteraction): readonly (readonly Buffer[])[] {
  return [first, ...followUps]
    .map((each) => each?.attachments.map(({ bytes }) => bytes) ?? [])
    .filter((files) => files.length > 0);
}

test.concurrent('files that do not fit together come in parts, for the one who asked alone', async () => {
  await using subject = await finished(() => [nine, nine, nine]);
  const pressed = await subject.ann.press(subject.shown, 'Original files');
  await vi.waitUntil(() => filesOf(pressed).flat().length === 3, { timeout: 15_000 });
  expect(filesOf(pressed).map((files) => files.map((bytes) => bytes.equals(nine)))).toEqual([[true, true], [true]]);
  for (const each of [pressed.shownMessage, ...pressed.followUps]) {
    expect(each).toMatchObject({ isEphemeral: true, content: '' });
    expect(each.attachments.map(({ description }) => description?.length)).not.toContain(undefined);
  }
});

test.concurrent('what is larger than may be sent is said, and the others come', async () => {
  await using subject = await finished(() => [eleven, nine]);
  const pressed = await subject.ann.press(subject.shown, 'Original files');
  await vi.waitUntil(() => pressed.message?.content !== '', { timeout: 15_000 });
  expect(filesOf(pressed)).toHaveLength(1);
  expect(filesOf(pressed)[0]?.[0]?.equals(nine)).toBe(true);
  expect(pressed.message?.content).toBe(message('chat.originalsTooLarge', 'en', { count: 1 }));
});

test.concurrent('somebody who may send larger files gets them', async () => {
  await using subject = await finished(() => [eleven]);
  const bob = subject.bench.discord.person('bob', { attachmentSizeLimit: 50 * mib });
  const pressed = await bob.press(subject.shown, 'Original files');
  await vi.waitUntil(() => filesOf(pressed).length === 1, { timeout: 15_000 });
  expect(filesOf(pressed)[0]?.[0]?.equals(eleven)).toBe(true);
});

test.concurrent('when nothing can be sent, that is said', async () => {
  await using subject = await finished(() => [eleven]);
  const pressed = await subject.ann.press(subject.shown, 'Original files');
  await vi.waitUntil(() => pressed.message?.content !== '', { timeout: 15_000 });
  expect(pressed.message?.content).toBe(message('chat.originalsTooLarge', 'en', { count: 1 }));
  expect(filesOf(pressed)).toEqual([]);
});

test.concurrent('an app of a person sends as many as may follow one answer, and says what is left', async () => {
  const subject = await finished((run) => numbered.slice(run * 20, run * 20 + 20), { count: 4, installation: 'none' });
  await using _ = subject;
  const pressed = await subject.ann.press(subject.shown, 'Original files');
  await vi.waitUntil(() => pressed.message?.content !== '', { timeout: 25_000 });
  expect(filesOf(pressed).map((files) => files.length)).toEqual([10, 10, 10, 10, 10, 10]);
  const numbers = await Promise.all(filesOf(pressed).flat().map(numberIn));
  expect(new Set(numbers).size).toBe(60);
  expect(pressed.message?.content).toBe(message('chat.originalsLeft', 'en', { count: 20 }));
});

test.concurrent('where the app is at home, all of many come, however often Discord says to wait', async () => {
  await using subject = await finished((run) => numbered.slice(run * 20, run * 20 + 20), { count: 4 });
  const { discord } = subject.bench;
  discord.next('followUp', discordFaults.tooMany({ retryAfterMs: 50 }));
  const pressed = await subject.ann.press(subject.shown, 'Original files');
  await vi.waitUntil(() => filesOf(pressed).flat().length === 80, { timeout: 25_000 });
  const numbers = await Promise.all(filesOf(pressed).flat().map(numberIn));
  expect(new Set(numbers).size).toBe(80);
  expect(pressed.message?.content).toBe('');
});

test.concurrent('of what is refused as too large together, what fits alone still comes', async () => {
  await using subject = await finished(() => numbered.slice(0, 3));
  const { discord } = subject.bench;
  const tooLarge = discordFaults.refuse(40005, 413);
  discord.next('editOriginal', tooLarge, tooLarge, tooLarge);
  const pressed = await subject.ann.press(subject.shown, 'Original files');
  await vi.waitUntil(() => pressed.message?.content !== '', { timeout: 15_000 });
  expect(filesOf(pressed).flat()).toHaveLength(2);
  expect(pressed.message?.content).toBe(message('chat.originalsTooLarge', 'en', { count: 1 }));
});

test.concurrent('an upload that Discord refuses is told kindly, with nothing of its own words', async () => {
  await using subject = await finished(() => numbered.slice(0, 3));
  subject.bench.discord.next('editOriginal', discordFaults.refuse(400001, 403, 'Uploads are limited'));
  const pressed = await subject.ann.press(subject.shown, 'Original files');
  await vi.waitUntil(() => pressed.message?.content !== '', { timeout: 15_000 });
  expect(pressed.message?.content).toBe(message('chat.originalsFailed', 'en', { count: 3 }));
});
