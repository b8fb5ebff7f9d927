import { expect, test, vi } from 'vitest';
import { discordFaults } from '../../support/discord/discord-faults.ts';
import { type DiscordBench, openDiscordBench } from '../../support/discord-bench.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 6 });

const minuteMs = 60_000;

/** A mockup whose run is held, with its message showing that it is under way. */
async function askHeld(bench: DiscordBench, options: { readonly installation?: 'bot' | 'commands' | 'none' } = {}) {
  const { discord, logo, machine } = bench;
  const release = machine.hold();
  const guild = discord.guild('Coffee shop', options);
  const channel = guild.text('general');
  const ann = discord.person('ann', { hasInstalled: true });
  ann.joins(guild);
  const asked = await ann.slash(channel, 'mockup', { logo, prompt: 'a cup' });
  await vi.waitUntil(() => asked.message?.button('Cancel') && machine.runs.length > 0, { timeout: 10_000 });
  return { release, guild, channel, ann, asked };
}

const isDone = (message: { readonly attachments: readonly unknown[]; readonly content: string } | undefined): boolean =>
  message?.attachments.length === 1 && message.content.includes('a cup');

test.concurrent('after the token has run out the bot changes the same message by itself', async () => {
  await using bench = await openDiscordBench();
  const { discord } = bench;
  const { release, asked, channel } = await askHeld(bench);
  discord.clock.offsetMs += 16 * minuteMs;
  release();
  await vi.waitUntil(() => isDone(asked.message), { timeout: 10_000 });
  await vi.waitUntil(() => asked.message?.button('Again'), { timeout: 5000 });
  expect(discord.of('editMessage').length).toBeGreaterThan(0);
  expect(discord.messages(channel)).toHaveLength(1);
});

test.concurrent('a message that was taken away is replaced, once, in the same channel', async () => {
  await using bench = await openDiscordBench();
  const { discord } = bench;
  const { release, asked, channel } = await askHeld(bench);
  asked.message?.delete();
  release();
  await vi.waitUntil(() => discord.messages(channel).some(isDone), { timeout: 10_000 });
  await bench.service.idle();
  expect(discord.messages(channel)).toHaveLength(1);
});

test.concurrent('in an archived thread a new message brings the shots, and the thread back', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo, machine } = bench;
  const release = machine.hold();
  const guild = discord.guild('Coffee shop');
  const thread = guild.thread(guild.text('general'), 'caps');
  const ann = discord.person('ann');
  const asked = await ann.slash(thread, 'mockup', { logo, prompt: 'a cup' });
  await vi.waitUntil(() => asked.message?.button('Cancel') && machine.runs.length > 0, { timeout: 10_000 });
  thread.archive();
  discord.clock.offsetMs += 16 * minuteMs;
  release();
  await vi.waitUntil(() => discord.messages(thread).some(isDone), { timeout: 10_000 });
  expect(thread.isArchived).toBe(false);
});

test.concurrent.each([
  ['the channel was deleted', 'delete'],
  ['the bot was put out', 'kick'],
  ['the bot may not post there any more', 'deny'],
] as const)('when %s, the shots come to the person alone', async (_, what) => {
  await using bench = await openDiscordBench();
  const { discord } = bench;
  const { release, ann, channel, guild } = await askHeld(bench);
  discord.clock.offsetMs += 16 * minuteMs;
  if (what === 'delete') channel.delete();
  else if (what === 'kick') guild.kickBot();
  else channel.deny('VIEW_CHANNEL', 'SEND_MESSAGES', 'ATTACH_FILES');
  release();
  await vi.waitUntil(() => discord.messages(ann.dm).some(isDone), { timeout: 10_000 });
  await bench.service.idle();
  expect(discord.messages(ann.dm)).toHaveLength(1);
});

test.concurrent('what can be brought nowhere is kept, and history brings it', async () => {
  await using bench = await openDiscordBench();
  const { discord } = bench;
  const { release, ann, channel, guild } = await askHeld(bench);
  discord.clock.offsetMs += 16 * minuteMs;
  channel.delete();
  ann.allowsDms = false;
  release();
  await bench.service.idle();
  const other = guild.text('other');
  const listed = await ann.slash(ann.dm, 'history');
  await vi.waitUntil(() => listed.message?.content.includes('1 of 1 made'), { timeout: 5000 });
  const [id] = /[a-z0-9]{12}/.exec(listed.message?.content ?? '') ?? [];
  ann.allowsDms = true;
  const fetched = await ann.slash(ann.dm, 'history', { id: id ?? '' });
  await vi.waitUntil(() => isDone(fetched.message), { timeout: 10_000 });
  expect(discord.messages(other)).toEqual([]);
});

test.concurrent('where the bot is no member, a button left before fetches the shots after a quarter of an hour', async () => {
  await using bench = await openDiscordBench();
  const { discord } = bench;
  const { release, ann, asked, channel } = await askHeld(bench, { installation: 'none' });
  expect(asked.message?.button('Fetch result')).toBeDefined();
  discord.clock.offsetMs += 16 * minuteMs;
  ann.allowsDms = false;
  release();
  await bench.service.idle();
  const message = asked.message;
  if (!message) throw new Error('There is to be a message.');
  await ann.press(message, 'Fetch result');
  await vi.waitUntil(() => isDone(message), { timeout: 10_000 });
  await vi.waitUntil(() => message.button('Again'), { timeout: 5000 });
  expect(discord.messages(channel)).toHaveLength(1);
});

test.concurrent('an app without a bot in the server is found out, and leaves the button too', async () => {
  await using bench = await openDiscordBench();
  const { asked } = await askHeld(bench, { installation: 'commands' });
  await vi.waitUntil(() => asked.message?.button('Fetch result'), { timeout: 5000 });
});

test.concurrent('where neither the token nor the bot may post, nothing is made, and that is said', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo, machine } = bench;
  const guild = discord.guild('Quiet place', { installation: 'none' });
  const channel = guild.text('general');
  const ann = discord.person('ann', { hasInstalled: true, permissions: ['VIEW_CHANNEL'] });
  ann.joins(guild);
  channel.deny('SEND_MESSAGES', 'SEND_MESSAGES_IN_THREADS', 'ATTACH_FILES');
  const asked = await ann.slash(channel, 'mockup', { logo });
  expect(asked.message).toMatchObject({ isEphemeral: true });
  expect(asked.message?.content).toContain('I may not post pictures here');
  expect(machine.runs).toEqual([]);
});

test('somebody who waited for more than a minute is called when it is ready, once', async () => {
  await using bench = await openDiscordBench();
  const { discord } = bench;
  const { release, ann, asked, channel } = await askHeld(bench);
  // Both clocks go on: the run took two minutes.
  const now = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + 2 * minuteMs);
  release();
  await vi
    .waitUntil(() => discord.messages(channel).length === 2, { timeout: 10_000 })
    .finally(() => vi.restoreAllMocks());
  await bench.service.idle();
  const call = discord.messages(channel).find(({ id }) => id !== asked.message?.id);
  expect(call?.pings.users).toEqual([ann.id]);
  expect(call?.reference).toMatchObject({ messageId: asked.message?.id });
  expect(discord.messages(channel)).toHaveLength(2);
});

test.concurrent('a kill in the middle costs nothing: the same message becomes the shots after the next start', async () => {
  await using bench = await openDiscordBench();
  const { discord, machine } = bench;
  const { release, asked, channel } = await askHeld(bench);
  await bench.stop();
  release();
  await bench.start();
  await vi.waitUntil(() => isDone(asked.message), { timeout: 10_000 });
  expect(machine.runs).toHaveLength(1);
  expect(discord.messages(channel)).toHaveLength(1);
});

test.concurrent('a post whose answer is lost is not made twice', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo } = bench;
  const ann = discord.person('ann');
  ann.joins(discord.guild('Coffee shop'));
  discord.next('createMessage', discordFaults.dropAfter(), discordFaults.failAfter(502));
  ann.sends(ann.dm, { content: 'a cup', attachments: [logo] });
  const answers = () => discord.messages(ann.dm).filter(({ authorId }) => authorId !== ann.id);
  await vi.waitUntil(() => answers().some(isDone), { timeout: 20_000 });
  await bench.service.idle();
  expect(answers()).toHaveLength(1);
});
