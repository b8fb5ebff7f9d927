import { expect, test, vi } from 'vitest';
import { openDiscordBench } from '../../support/discord-bench.ts';
import { drawNumbered } from '../../support/noisy-shots.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 3 });

/** A mockup under way where the app speaks by the token of its person alone. */
async function underWay() {
  const bench = await openDiscordBench();
  const { discord, logo, machine } = bench;
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  machine.work = async (run, { onPicture }) => {
    await gates[String(run.inputs['mockup_mark']).endsWith('-1') ? 0 : 1]?.promise;
    await onPicture({
      fileName: 'shot.png',
      bytes: await drawNumbered(machine.runs.length),
      nodeId: '1',
      outputId: 'out',
    });
  };
  const guild = discord.guild('Coffee shop', { installation: 'none' });
  const channel = guild.text('general');
  const ann = discord.person('ann', { hasInstalled: true }).joins(guild);
  const asked = await ann.slash(channel, 'mockup', { logo, prompt: 'something nice', count: 2 });
  await vi.waitUntil(() => asked.message?.button('Cancel') && machine.runs.length === 2, { timeout: 10_000 });
  const finish = (place: number): void => gates[place]?.resolve();
  return { bench, channel, ann, asked, finish, [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose]() };
}

test.concurrent('a message taken away where the bot cannot post is followed by one, which then changes', async () => {
  await using subject = await underWay();
  const { bench, channel, asked, finish } = subject;
  const { discord } = bench;
  asked.message?.delete();
  finish(0);
  await vi.waitUntil(() => discord.messages(channel).length === 1, { timeout: 10_000 });
  finish(1);
  const [follower] = discord.messages(channel);
  await vi.waitUntil(() => follower?.attachments.length === 2 && follower.button('Again'), { timeout: 15_000 });
  await bench.service.idle();
  expect(discord.messages(channel).map(({ id }) => id)).toEqual([follower?.id]);
  expect(discord.of('followUp').filter(({ status }) => status === 200)).toHaveLength(1);
  expect(discord.of('openDm')).toEqual([]);
});

test.concurrent('such a message outlives a restart', async () => {
  await using subject = await underWay();
  const { bench, channel, asked, finish } = subject;
  asked.message?.delete();
  finish(0);
  await vi.waitUntil(() => bench.discord.messages(channel)[0]?.attachments.length === 1, { timeout: 10_000 });
  await bench.stop();
  finish(1);
  await bench.start();
  await vi.waitUntil(() => bench.discord.messages(channel)[0]?.button('Again'), { timeout: 15_000 });
  await bench.service.idle();
  expect(bench.discord.messages(channel)).toHaveLength(1);
  expect(bench.discord.messages(channel)[0]?.attachments).toHaveLength(2);
});

test.concurrent('a press on such a message opens it for another quarter of an hour', async () => {
  await using subject = await underWay();
  const { bench, channel, ann, asked, finish } = subject;
  const { discord } = bench;
  asked.message?.delete();
  finish(0);
  await vi.waitUntil(() => discord.messages(channel)[0]?.button('Fetch result'), { timeout: 10_000 });
  const [follower] = discord.messages(channel);
  discord.clock.offsetMs += 16 * 60_000;
  if (follower) await ann.press(follower, 'Fetch result');
  finish(1);
  await vi.waitUntil(() => follower?.attachments.length === 2 && follower.button('Again'), { timeout: 15_000 });
  await bench.service.idle();
  expect(discord.messages(channel)).toHaveLength(1);
  expect(discord.messages(ann.dm)).toEqual([]);
});
