import { expect, test, vi } from 'vitest';
import { type DiscordBench, openDiscordBench } from '../../support/discord-bench.ts';
import { faults } from '../../support/faults.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 6 });

/** A mockup of which nobody knows whether its run was made: it was, and its answer lost. */
async function lose(bench: DiscordBench) {
  const { discord, logo, front } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const ann = discord.person('ann');
  front.next('queue', faults.dropAfter());
  front.always('runs', faults.serverError(503));
  const asked = await ann.slash(channel, 'mockup', { logo, prompt: 'a cup' });
  await vi.waitUntil(() => asked.message?.button('Drop it'), { timeout: 15_000 });
  front.heal();
  const { message } = asked;
  if (!message) throw new Error('There is to be a message.');
  return { ann, channel, message };
}

test.concurrent('the choices are offered, with what they may cost, and looking again finds the run', async () => {
  await using bench = await openDiscordBench();
  const { ann, message } = await lose(bench);
  expect(message.content).toContain('Making it again may cost twice');
  expect(message.buttons.map(({ label }) => label)).toEqual([
    'Look for it again',
    'Make it again (may cost twice)',
    'Drop it',
  ]);
  await ann.press(message, 'Look for it again');
  await vi.waitUntil(() => message.attachments.length === 1 && message.button('Again'), { timeout: 10_000 });
  expect(bench.machine.runs).toHaveLength(1);
});

test.concurrent('only its person may choose', async () => {
  await using bench = await openDiscordBench();
  const { message } = await lose(bench);
  const bob = bench.discord.person('bob', { permissions: ['MANAGE_MESSAGES'] });
  const pressed = await bob.press(message, 'Make it again (may cost twice)');
  expect(pressed.message?.content).toContain('Only the person who asked');
  expect(bench.front.of('queue')).toHaveLength(1);
});

test.concurrent('making it again makes one more run', async () => {
  await using bench = await openDiscordBench();
  const { ann, message } = await lose(bench);
  await ann.press(message, 'Make it again (may cost twice)');
  await vi.waitUntil(() => message.attachments.length === 1 && message.button('Again'), { timeout: 10_000 });
  expect(bench.machine.runs).toHaveLength(2);
});

test.concurrent('dropping it ends it', async () => {
  await using bench = await openDiscordBench();
  const { ann, message } = await lose(bench);
  await ann.press(message, 'Drop it');
  await vi.waitUntil(() => message.button('Try again'), { timeout: 10_000 });
  expect(message.content).toContain('Cancelled.');
});

test.concurrent('a failure is said kindly in the same message, with a way to try again', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo, front, machine } = bench;
  front.always('queue', { name: 'no-credit', kind: 'answer', forwarded: false, status: 402, headers: {}, body: '{}' });
  const channel = discord.guild('Coffee shop').text('general');
  const ann = discord.person('ann', { locale: 'de' });
  const asked = await ann.slash(channel, 'mockup', { logo });
  await vi.waitUntil(() => asked.message?.selects.length === 1, { timeout: 10_000 });
  expect(asked.message?.content).toContain('Das Konto beim Bilddienst ist leer');
  expect(asked.message?.buttons[0]?.label).toBe('Erneut versuchen');
  front.heal();
  const { message } = asked;
  if (!message) throw new Error('There is to be a message.');
  const again = await ann.press(message, message.buttons[0]?.customId ?? '');
  await vi.waitUntil(() => again.message?.attachments.length === 1, { timeout: 10_000 });
  expect(machine.runs).toHaveLength(1);
});
