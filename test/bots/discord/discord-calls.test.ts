import { queryObjects } from 'node:v8';
import { Routes } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { DiscordCalls } from '#bots/discord/discord-calls.ts';
import { startFakeDiscord } from '../../support/discord/fake-discord.ts';
import { restOf } from '../../support/discord/library-client.ts';

test('what is known of the limits of each interaction is not kept for ever', async () => {
  await using discord = await startFakeDiscord();
  discord.limits.globalPerSecond = undefined;
  const rest = restOf(discord);
  await rest.get(Routes.gateway());
  const handler = rest.handlers.first()?.constructor as new () => unknown;
  await using calls = new DiscordCalls({ token: discord.token, apiUrl: discord.apiUrl, retry: { attempts: 1 } });
  const { signal } = new AbortController();
  // The library lets 50 requests a second through.
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    for (let number = 0; number < 1500; number++) {
      if (number % 40 === 0) vi.setSystemTime(Date.now() + 1100);
      const route = Routes.webhookMessage('100000000000000001', `token-${number}`, '@original');
      await calls
        .call({ what: 'edit', method: 'PATCH', route, auth: false, answer: z.unknown(), signal })
        .catch(() => {});
    }
  } finally {
    vi.useRealTimers();
  }
  expect(discord.of('editOriginal')).toHaveLength(1500);
  expect(queryObjects(handler, { format: 'count' })).toBeLessThan(600);
});
