import { Routes } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { DiscordCalls } from '#bots/discord/discord-calls.ts';
import type { DiscordError } from '#bots/discord/discord-error.ts';
import { InvalidRequests } from '#bots/discord/invalid-requests.ts';
import { RequestGuard } from '#bots/discord/request-guard.ts';
import { discordFaults } from '../../support/discord/discord-faults.ts';
import { type FakeDiscord, startFakeDiscord } from '../../support/discord/fake-discord.ts';
import { openDiscordBench } from '../../support/discord-bench.ts';

vi.setConfig({ testTimeout: 40_000, maxConcurrency: 4 });

const soon = { timeout: 20_000, interval: 10 };
const { signal } = new AbortController();

function callsTo(discord: FakeDiscord, guard = new RequestGuard()): DiscordCalls {
  return new DiscordCalls({ token: discord.token, apiUrl: discord.apiUrl, retry: { attempts: 1 }, guard });
}

/** Asks for a channel, one after another, and gives what each failed with. */
async function askOften(
  calls: DiscordCalls,
  times: number,
  route: `/${string}` = Routes.user(),
): Promise<DiscordError[]> {
  const failures: DiscordError[] = [];
  for (let time = 0; time < times; time++) {
    await calls
      .call({ what: 'question', method: 'GET', route, answer: z.unknown(), signal })
      .catch((error: DiscordError) => failures.push(error));
  }
  return failures;
}

test.concurrent('a Discord that refuses everything is left alone long before it would shut us out', async () => {
  await using discord = await startFakeDiscord();
  discord.limits.globalPerSecond = undefined;
  discord.limit('me', { limit: 100_000, perMs: 1000 });
  discord.always('me', discordFaults.refuse(50013, 403));
  let now = 0;
  const guard = new RequestGuard({ invalid: new InvalidRequests(undefined, () => now) });
  // One library client waits for its own limit after 50 requests.
  const failures: DiscordError[] = [];
  for (let client = 0; client < 70; client++) failures.push(...(await askOften(callsTo(discord, guard), 50)));
  expect(failures).toHaveLength(3500);
  expect(discord.invalidRequests).toBe(3000);
  expect(failures.at(-1)).toMatchObject({ reason: 'unavailable', retryAfterMs: 630_000 });
  now += 630_000;
  discord.heal();
  await using calls = callsTo(discord, guard);
  expect(await askOften(calls, 1)).toEqual([]);
});

test.concurrent('first answers to people are let through when others are not, but not for ever', async () => {
  await using discord = await startFakeDiscord();
  discord.always('me', discordFaults.refuse(50013, 403));
  discord.always('callback', discordFaults.refuse(50013, 403));
  const invalid = new InvalidRequests({ ordinary: 5, firstAnswers: 8 }, () => 0);
  await using calls = callsTo(discord, new RequestGuard({ invalid }));
  await askOften(calls, 20);
  expect(discord.requests).toHaveLength(5);
  const post = { what: 'answer', method: 'POST', route: Routes.interactionCallback('1', 'token') } as const;
  for (let time = 0; time < 20; time++) {
    await calls.call({ ...post, body: { type: 5 }, auth: false, answer: z.unknown(), signal }).catch(() => {});
  }
  expect(discord.of('callback')).toHaveLength(3);
});

test.concurrent('after a shut-out by the proxy nothing is asked until it is over', async () => {
  await using discord = await startFakeDiscord();
  discord.limits.invalidRequests = 3;
  discord.always('me', discordFaults.refuse(50013, 403));
  await using calls = callsTo(discord);
  const failures = await askOften(calls, 50);
  expect(discord.requests).toHaveLength(4);
  expect(failures.at(-1)?.retryAfterMs).toBeGreaterThan(590_000);
});

test.concurrent('an answer that is no JSON, or has no end, is the trouble of somebody in between', async () => {
  await using discord = await startFakeDiscord();
  const broken = { ...discordFaults.failBefore(200), body: '{"id": "1' };
  discord.next('me', broken);
  await using calls = callsTo(discord);
  expect(await askOften(calls, 1)).toMatchObject([{ reason: 'unavailable' }]);
});

test.concurrent('edits that are limited wait for as long as Discord says, and the last word comes', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  discord.limit('editOriginal', { limit: 1, perMs: 2000 });
  const asked = await discord.person('ann', { locale: 'en-US' }).slash(channel, 'mockup', { logo });
  await vi.waitUntil(() => asked.message?.attachments.length === 1 && asked.message.button('Delete'), soon);
  await bench.service.idle();
  expect(discord.of('editOriginal').filter(({ status }) => status === 429).length).toBeLessThanOrEqual(3);
});

test.concurrent('posts that are limited or fail come, with pauses, and once', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo, machine } = bench;
  const ann = discord.person('ann');
  ann.joins(discord.guild('Coffee shop'));
  discord.next(
    'createMessage',
    discordFaults.tooMany({ retryAfterMs: 1500 }),
    discordFaults.failBefore(502),
    discordFaults.dropAfter(),
    discordFaults.dropBefore(),
  );
  ann.sends(ann.dm, { attachments: [logo] });
  await vi.waitUntil(
    () => discord.messages(ann.dm).at(-1)?.attachments.length === 1 && machine.runs.length === 1,
    soon,
  );
  await bench.service.idle();
  expect(discord.messages(ann.dm)).toHaveLength(2);
  const [first, second] = discord.of('createMessage').map(({ at }) => at);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1450);
});

test.concurrent('uploads that fail are made again, and the shots are there once', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo, machine } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const release = machine.hold();
  const asked = await discord.person('ann', { locale: 'en-US' }).slash(channel, 'mockup', { logo });
  await vi.waitUntil(() => asked.message?.button('Cancel'), soon);
  discord.next(
    'editOriginal',
    discordFaults.failBefore(503),
    discordFaults.dropBefore(),
    discordFaults.failAfter(500),
    discordFaults.dropAfter(),
  );
  release();
  await vi.waitUntil(() => asked.message?.button('Delete'), soon);
  await bench.service.idle();
  expect(asked.message?.attachments).toHaveLength(1);
  expect(discord.messages(channel)).toHaveLength(1);
  expect(machine.runs).toHaveLength(1);
});

test.concurrent('a Discord that refuses every word does not end the bot, and what was made is kept', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const refusing = ['editOriginal', 'followUp', 'createMessage', 'editMessage', 'openDm', 'channel'] as const;
  for (const route of refusing) discord.always(route, discordFaults.refuse(50013, 403));
  await discord.person('ann').slash(channel, 'mockup', { logo });
  await vi.waitUntil(() => bench.log.some(({ msg }) => msg === 'answer cannot be delivered, kept here'), soon);
  await bench.service.idle();
  expect(discord.invalidRequests).toBeLessThan(60);
  discord.heal();
  const asked = await discord.person('ann').slash(channel, 'history');
  await vi.waitUntil(() => asked.message?.isLoading === false, soon);
});
