import { expect, test, vi } from 'vitest';
import { openDiscordBench } from '../../support/discord-bench.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 6 });

const minuteMs = 60_000;

test.concurrent.each(['forum post', 'announcement channel', 'voice channel', 'private thread'] as const)(
  'the answer stays where it was asked for: in a %s',
  async (kind) => {
    await using bench = await openDiscordBench();
    const { discord, logo, machine } = bench;
    const release = machine.hold();
    const guild = discord.guild('Coffee shop');
    const place = {
      'forum post': () => guild.forumPost(guild.forum('ideas'), 'a cap'),
      'announcement channel': () => guild.announcement('news'),
      'voice channel': () => guild.voice('talk'),
      'private thread': () => guild.thread(guild.text('general'), 'secret', { isPrivate: true }),
    }[kind]();
    const before = discord.messages(place).length;
    const asked = await discord.person('ann').slash(place, 'mockup', { logo, prompt: 'a cup' });
    await vi.waitUntil(() => asked.message?.button('Cancel') && machine.runs.length > 0, { timeout: 10_000 });
    release();
    await vi.waitUntil(() => asked.message?.attachments.length === 1 && asked.message.button('Again'), {
      timeout: 10_000,
    });
    expect(asked.message?.channelId).toBe(place.id);
    expect(discord.messages(place)).toHaveLength(before + 1);
  },
);

test.concurrent('an answer that only its person sees is reached by its token, and after that the shots come to them alone', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo, machine } = bench;
  const release = machine.hold();
  const guild = discord.guild('Strict place', { installation: 'none' });
  const channel = guild.text('general');
  const ann = discord.person('ann', {
    hasInstalled: true,
    permissions: ['VIEW_CHANNEL', 'SEND_MESSAGES', 'ATTACH_FILES'],
  });
  ann.joins(guild);
  const asked = await ann.slash(channel, 'mockup', { logo, prompt: 'a cup' });
  await vi.waitUntil(() => asked.message?.button('Cancel') && machine.runs.length > 0, { timeout: 10_000 });
  expect(asked.message?.isEphemeral).toBe(true);
  discord.clock.offsetMs += 16 * minuteMs;
  release();
  await vi.waitUntil(() => discord.messages(ann.dm).some(({ attachments }) => attachments.length === 1), {
    timeout: 10_000,
  });
});
