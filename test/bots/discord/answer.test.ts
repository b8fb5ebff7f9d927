import { expect, test, vi } from 'vitest';
import { openDiscordBench } from '../../support/discord-bench.ts';

vi.setConfig({ testTimeout: 20_000 });

test('a slash command is acknowledged at once, and its message becomes the shot with words and buttons', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const ann = discord.person('ann', { locale: 'en-US' });
  const asked = await ann.slash(channel, 'mockup', { logo, prompt: 'a *cup* for @everyone', size: 512 });
  expect(asked.first).toMatchObject({ type: 5 });
  await vi.waitUntil(() => asked.message?.attachments.length === 1, { timeout: 10_000 });
  await vi.waitUntil(() => (asked.message?.buttons.length ?? 0) > 1, { timeout: 10_000 });
  const message = asked.message;
  expect(message?.content).toContain('a \\*cup\\* for @everyone · 512 px');
  expect(message?.buttons.map(({ label }) => label)).toEqual(['Again', 'Edit prompt', 'Original files', 'Delete']);
  expect(message?.attachments.map(({ description }) => description)).toEqual([
    'Product shot with the logo logo.png: a *cup* for @everyone',
  ]);
  expect(discord.messages(channel)).toHaveLength(1);
  expect(bench.log.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
});
