import { expect, test, vi } from 'vitest';
import type { FakeMessage } from '../../support/discord/fake-message.ts';
import { type DiscordBench, openDiscordBench } from '../../support/discord-bench.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 6 });

async function make(bench: DiscordBench, options: Record<string, unknown> = {}) {
  const channel = bench.discord.guild('Coffee shop').text('general');
  const ann = bench.discord.person('ann', { locale: 'en-US' });
  const asked = await ann.slash(channel, 'mockup', { logo: bench.logo, prompt: 'a cup', ...options });
  const message = await done(asked);
  return { channel, ann, message };
}

/** The message of an interaction when everything in it has come to rest. */
async function done(asked: { readonly message?: FakeMessage | undefined }): Promise<FakeMessage> {
  await vi.waitUntil(() => (asked.message?.buttons ?? []).some(({ label }) => label === 'Delete'), { timeout: 10_000 });
  if (!asked.message) throw new Error('There is to be a message.');
  return asked.message;
}

test.concurrent('Again makes the same once more, as a message of its own', async () => {
  await using bench = await openDiscordBench();
  const { ann, channel, message } = await make(bench);
  const pressed = await ann.press(message, 'Again');
  expect(pressed.first).toMatchObject({ type: 5 });
  const again = await done(pressed);
  expect(again.id).not.toBe(message.id);
  expect(again.content).toContain('a cup');
  expect(bench.discord.messages(channel)).toHaveLength(2);
  expect(bench.machine.runs).toHaveLength(2);
});

test.concurrent('Again on what somebody else made makes one of your own', async () => {
  await using bench = await openDiscordBench();
  const { channel, message } = await make(bench);
  const bob = bench.discord.person('bob', { locale: 'en-US' });
  const again = await done(await bob.press(message, 'Again'));
  const pressed = await bob.press(again, 'Edit prompt');
  expect(pressed.modal?.fields).toMatchObject([{ value: 'a cup' }]);
  expect(bench.discord.messages(channel)).toHaveLength(2);
});

test.concurrent('Edit prompt opens a window with the prompt in it, and what is sent makes another', async () => {
  await using bench = await openDiscordBench();
  const { ann, message } = await make(bench);
  const opened = await ann.press(message, 'Edit prompt');
  expect(opened.first).toMatchObject({ type: 9 });
  const sent = await ann.submit(opened, { prompt: 'a green cup' });
  const next = await done(sent);
  expect(next.content).toContain('a green cup');
  expect(bench.machine.runs.map(({ inputs }) => inputs)).toHaveLength(2);
});

test.concurrent('another size makes another', async () => {
  await using bench = await openDiscordBench();
  const { ann, message } = await make(bench);
  const [select] = message.selects;
  const chosen = await ann.select(message, select?.customId ?? '', ['1024']);
  expect((await done(chosen)).content).toContain('1024 px');
});

test.concurrent.each(['Edit prompt', 'Delete'])('%s of somebody else is refused, privately', async (label) => {
  await using bench = await openDiscordBench();
  const { message } = await make(bench);
  const bob = bench.discord.person('bob', { locale: 'en-US' });
  const pressed = await bob.press(message, label);
  expect(pressed.first).toMatchObject({ type: 4 });
  expect(pressed.message).toMatchObject({ isEphemeral: true });
  expect(pressed.message?.content).toContain('Only the person who asked for this');
  expect(message.isDeleted).toBe(false);
});

test.concurrent('the files as they were made come to whoever asks, for them alone', async () => {
  await using bench = await openDiscordBench();
  const { ann, message } = await make(bench, { count: 2 });
  const pressed = await ann.press(message, 'Original files');
  await vi.waitUntil(() => pressed.message?.attachments.length === 2, { timeout: 5000 });
  expect(pressed.message?.isEphemeral).toBe(true);
  const made = [...bench.machine.made.values()].map((bytes) => bytes.toString('base64'));
  const sent = pressed.message?.attachments.map(({ bytes }) => bytes.toString('base64')) ?? [];
  expect(sent.toSorted()).toEqual(made.toSorted());
});

test.concurrent('Delete takes the message away; the shots stay in history', async () => {
  await using bench = await openDiscordBench();
  const { ann, channel, message } = await make(bench);
  await ann.press(message, 'Delete');
  await vi.waitUntil(() => message.isDeleted, { timeout: 5000 });
  expect(bench.discord.messages(channel)).toEqual([]);
  const history = await ann.slash(channel, 'history');
  await vi.waitUntil(() => history.message?.content !== '', { timeout: 5000 });
  expect(history.message?.content).toContain('1 of 1 made: a cup');
});

test.concurrent('a moderator may delete what others made', async () => {
  await using bench = await openDiscordBench();
  const { message } = await make(bench);
  const mod = bench.discord.person('mod', { permissions: ['MANAGE_MESSAGES'] });
  await mod.press(message, 'Delete');
  await vi.waitUntil(() => message.isDeleted, { timeout: 5000 });
});

test.concurrent('Cancel stops the run, and the same message says so and offers to try again', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo, machine } = bench;
  machine.hold();
  const channel = discord.guild('Coffee shop').text('general');
  const ann = discord.person('ann');
  const asked = await ann.slash(channel, 'mockup', { logo });
  await vi.waitUntil(() => asked.message?.button('Cancel') && machine.runs.length === 1, { timeout: 10_000 });
  const bob = discord.person('bob');
  const refused = await bob.press(asked.message as FakeMessage, 'Cancel');
  expect(refused.message?.content).toContain('Only the person');
  const pressed = await ann.press(asked.message as FakeMessage, 'Cancel');
  await vi.waitUntil(() => asked.message?.button('Try again'), { timeout: 10_000 });
  expect(asked.message?.content).toContain('Cancelled.');
  await vi.waitUntil(() => pressed.followUps.length > 0, { timeout: 5000 });
});

test.concurrent('buttons work after a restart, and say so when the record is gone', async () => {
  await using bench = await openDiscordBench();
  const { ann, message } = await make(bench);
  await bench.stop();
  await bench.start();
  const again = await done(await ann.press(message, 'Again'));
  const [batchId] = /[a-z0-9]{12}/.exec(message.buttons[0]?.customId ?? '') ?? [];
  await bench.service.forget(batchId ?? '');
  const pressed = await ann.press(message, 'Original files');
  expect(pressed.message?.content).toContain('gone now');
  expect(again.isDeleted).toBe(false);
});

test.concurrent('two presses of one button within two seconds are one', async () => {
  await using bench = await openDiscordBench();
  const { ann, message } = await make(bench);
  const presses = await Promise.all([ann.press(message, 'Again'), ann.press(message, 'Again')]);
  expect(new Set(presses.map(({ first }) => first?.type))).toEqual(new Set([5, 6]));
  await vi.waitUntil(() => bench.machine.runs.length === 2, { timeout: 10_000 });
  await bench.service.idle();
  expect(bench.machine.runs).toHaveLength(2);
});
