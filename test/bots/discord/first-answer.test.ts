import { expect, test, vi } from 'vitest';
import { discordFaults } from '../../support/discord/discord-faults.ts';
import type { FakeInteraction } from '../../support/discord/fake-interaction.ts';
import { type DiscordBench, openDiscordBench } from '../../support/discord-bench.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 6 });

const soon = { timeout: 15_000, interval: 10 };

function setUp({ discord }: DiscordBench) {
  const channel = discord.guild('Coffee shop').text('general');
  return { channel, ann: discord.person('ann', { locale: 'en-US' }) };
}

/** The message of an interaction, when the shot is in it. */
async function shotOf(bench: DiscordBench, asked: FakeInteraction): Promise<void> {
  await vi.waitUntil(() => asked.message?.attachments.length === 1, soon);
  await bench.service.idle();
}

function missesIn({ log }: DiscordBench): unknown[] {
  return log.filter(({ msg }) => msg === 'interaction not answered').map(({ outcome }) => outcome);
}

test.concurrent.each([
  ['that Discord calls unknown by then', discordFaults.refuse(10062, 404), 'late'],
  ['that another process has answered', discordFaults.refuse(40060), 'taken'],
])('an interaction %s makes nothing, and is one line in the log', async (_, fault, outcome) => {
  await using bench = await openDiscordBench();
  const { channel, ann } = setUp(bench);
  bench.discord.next('callback', fault);
  bench.discord.patienceMs = 0;
  await ann.slash(channel, 'mockup', { logo: bench.logo });
  await vi.waitUntil(() => missesIn(bench).length > 0, soon);
  const next = await ann.slash(channel, 'mockup', { logo: bench.logo });
  await shotOf(bench, next);
  expect(missesIn(bench)).toEqual([outcome]);
  expect(bench.machine.runs).toHaveLength(1);
  expect(bench.discord.messages(channel)).toHaveLength(1);
  expect(bench.discord.of('callback')).toHaveLength(2);
});

test.concurrent.each([
  ['breaks off', discordFaults.dropAfter()],
  ['is an error', discordFaults.failAfter(500)],
  ['comes too late', discordFaults.slow(60_000)],
])('an acknowledgement that has arrived and whose answer %s makes exactly one batch', async (_, fault) => {
  await using bench = await openDiscordBench();
  const { channel, ann } = setUp(bench);
  bench.discord.next('callback', fault);
  const asked = await ann.slash(channel, 'mockup', { logo: bench.logo });
  await shotOf(bench, asked);
  expect(asked.refused).toEqual([40060]);
  expect(bench.machine.runs).toHaveLength(1);
  expect(bench.discord.messages(channel)).toHaveLength(1);
  expect(missesIn(bench)).toEqual([]);
});

test.concurrent.each([
  ['failed', discordFaults.failBefore(503)],
  ['was answered by a page', discordFaults.htmlPage(502)],
  ['was cut off', discordFaults.dropBefore()],
  ['was never answered', discordFaults.hang()],
  ['was one too many', discordFaults.tooMany({ retryAfterMs: 400 })],
])('an acknowledgement that %s is made again in time', async (_, fault) => {
  await using bench = await openDiscordBench();
  const { channel, ann } = setUp(bench);
  bench.discord.next('callback', fault);
  const asked = await ann.slash(channel, 'mockup', { logo: bench.logo });
  expect(asked.first).toMatchObject({ type: 5 });
  expect(bench.discord.of('callback')).toHaveLength(2);
  await shotOf(bench, asked);
  expect(bench.machine.runs).toHaveLength(1);
});

test.concurrent('a wait longer than Discord gives is not waited for, and nothing is hammered', async () => {
  await using bench = await openDiscordBench();
  const { channel, ann } = setUp(bench);
  bench.discord.next('callback', discordFaults.tooMany({ retryAfterMs: 5000 }));
  bench.discord.patienceMs = 0;
  await ann.slash(channel, 'mockup', { logo: bench.logo });
  await vi.waitUntil(() => missesIn(bench).length > 0, soon);
  expect(missesIn(bench)).toEqual(['late']);
  expect(bench.discord.of('callback')).toHaveLength(1);
  expect(bench.machine.runs).toEqual([]);
});

test.concurrent('a Discord that fails for all of the time is asked a few times, with pauses', async () => {
  await using bench = await openDiscordBench();
  const { channel, ann } = setUp(bench);
  bench.discord.always('callback', discordFaults.failBefore(503));
  bench.discord.patienceMs = 0;
  await ann.slash(channel, 'mockup', { logo: bench.logo });
  await vi.waitUntil(() => missesIn(bench).length > 0, soon);
  expect(bench.discord.of('callback').length).toBeGreaterThan(2);
  expect(bench.discord.of('callback').length).toBeLessThan(9);
  expect(bench.machine.runs).toEqual([]);
});

test.concurrent('words are said after an acknowledgement whose answer was lost', async () => {
  await using bench = await openDiscordBench();
  const { channel, ann } = setUp(bench);
  bench.discord.next('callback', discordFaults.dropAfter());
  const asked = await ann.slash(channel, 'help');
  await vi.waitUntil(() => asked.message?.isLoading === false, soon);
  expect(asked.message?.content).toContain('Send a logo');
  expect(asked.followUps).toEqual([]);
});

test.concurrent.each([
  ['fails', discordFaults.failBefore(503)],
  ['is cut off', discordFaults.dropBefore()],
  ['is answered by nobody', discordFaults.dropAfter()],
])('words whose bringing %s are brought again', async (_, fault) => {
  await using bench = await openDiscordBench();
  const { channel, ann } = setUp(bench);
  bench.discord.next('editOriginal', fault);
  const asked = await ann.slash(channel, 'help');
  await vi.waitUntil(() => asked.message?.isLoading === false, soon);
  await vi.waitUntil(() => bench.discord.of('editOriginal').length === 2, soon);
  expect(asked.message?.content).toContain('Send a logo');
});

test.concurrent('a window whose sending seemed to fail is open, and what is sent from it is taken', async () => {
  await using bench = await openDiscordBench();
  const { channel, ann } = setUp(bench);
  const message = bench.discord.person('bob').sends(channel, { attachments: [bench.logo] });
  bench.discord.next('callback', discordFaults.dropAfter());
  const opened = await ann.contextMenu(channel, 'Make a mockup', message);
  const sent = await ann.submit(opened, { size: ['512'] });
  await shotOf(bench, sent);
  expect(bench.machine.runs).toHaveLength(1);
});

test.concurrent('a refusal of a press is said although the first try failed', async () => {
  await using bench = await openDiscordBench();
  const { channel, ann } = setUp(bench);
  const asked = await ann.slash(channel, 'mockup', { logo: bench.logo });
  await vi.waitUntil(() => asked.message?.button('Delete'), soon);
  bench.discord.next('callback', discordFaults.failBefore(503));
  const pressed = await bench.discord.person('bob', { locale: 'en-US' }).press(asked.shownMessage, 'Delete');
  expect(pressed.message).toMatchObject({ isEphemeral: true });
  expect(pressed.message?.content).toContain('Only the person who asked for this');
});

test.concurrent('what came while the connection was away is made when it comes in time', async () => {
  await using bench = await openDiscordBench();
  const { channel, ann } = setUp(bench);
  bench.discord.gateway.drop();
  const asked = await ann.slash(channel, 'mockup', { logo: bench.logo });
  expect(asked.first).toMatchObject({ type: 5 });
  await shotOf(bench, asked);
  expect(bench.discord.gateway.resumes).toMatchObject([{ isResumed: true }]);
});

test.concurrent('what came while the connection was away is only counted when it comes too late', async () => {
  await using bench = await openDiscordBench();
  const { channel, ann } = setUp(bench);
  bench.discord.patienceMs = 0;
  bench.discord.gateway.refuse();
  bench.discord.gateway.drop();
  for (let time = 0; time < 3; time++) await ann.slash(channel, 'mockup', { logo: bench.logo });
  bench.discord.clock.offsetMs += 4000;
  bench.discord.gateway.accept();
  await vi.waitUntil(() => missesIn(bench).length === 3, soon);
  const asked = await ann.slash(channel, 'mockup', { logo: bench.logo });
  await shotOf(bench, asked);
  expect(missesIn(bench)).toEqual(['late', 'late', 'late']);
  expect(bench.machine.runs).toHaveLength(1);
  expect(bench.discord.messages(channel)).toHaveLength(1);
});

test.concurrent('an event that comes again after a restart makes nothing more', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo, machine } = bench;
  const { channel, ann } = setUp(bench);
  ann.joins(discord.guild('Tea shop'));
  const asked = await ann.slash(channel, 'mockup', { logo });
  const sent = ann.sends(ann.dm, { attachments: [logo] });
  await shotOf(bench, asked);
  await vi.waitUntil(
    () => discord.messages(ann.dm).at(-1)?.attachments.length === 1 && machine.runs.length === 2,
    soon,
  );
  await bench.service.idle();
  await bench.stop();
  await bench.start();
  discord.gateway.dispatch('INTERACTION_CREATE', asked.payload, {});
  sent.announce();
  await vi.waitUntil(() => missesIn(bench).length === 1, soon);
  const next = await ann.slash(channel, 'mockup', { logo });
  await shotOf(bench, next);
  expect(machine.runs).toHaveLength(3);
  expect(discord.messages(channel)).toHaveLength(2);
  expect(discord.messages(ann.dm)).toHaveLength(2);
});
