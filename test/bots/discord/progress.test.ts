import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test, vi } from 'vitest';
import { threadOf } from '#bots/discord/discord-thread.ts';
import type { EditPace } from '#bots/edit-budget.ts';
import { loadLanguages, message } from '#core/messages/message.ts';
import type { BatchView, MockupView } from '#core/mockups/messenger.ts';
import type { Renderer } from '#core/renderer/renderer.ts';
import type { ShotRequest } from '#core/renderer/shot.ts';
import { drawShot } from '../../support/bench-machine.ts';
import type { RecordedRequest } from '../../support/discord/rest.ts';
import { type DiscordBench, openDiscordBench } from '../../support/discord-bench.ts';
import { openMessengerBench, openPacedBench } from '../../support/discord-messenger-bench.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 4 });

const proofWords = message('chat.proof', 'en');
const signal = new AbortController().signal;

beforeAll(() => loadLanguages());

/** A renderer in the test's hands; only this much of it is used. */
function rendererOf(wait: (request: ShotRequest) => Promise<void>): Renderer {
  const render = async (request: ShotRequest) => {
    await wait(request);
    return { png: new Uint8Array(await drawShot(99)), width: 24, height: 24, notes: [] };
  };
  return { render } as unknown as Renderer;
}

async function ask(bench: DiscordBench, options: Readonly<Record<string, unknown>> = {}) {
  const { discord, logo } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const ann = discord.person('ann', { locale: 'en-US' });
  const asked = await ann.slash(channel, 'mockup', { logo, prompt: 'a white mug', ...options });
  return { channel, ann, asked };
}

/** Waits until nothing more is done for what was asked. */
async function over(bench: DiscordBench, asked: { readonly message?: { button(label: string): unknown } | undefined }) {
  await vi.waitUntil(() => asked.message?.button('Delete'), { timeout: 15_000, interval: 10 });
  await bench.service.idle();
}

const edits = (bench: { readonly discord: DiscordBench['discord'] }): RecordedRequest[] =>
  bench.discord.of('editOriginal', 'editMessage');

function view(change: Partial<MockupView> = {}): BatchView {
  const mockup: MockupView = {
    id: 'abcdefghijkm-1',
    logoName: 'logo.png',
    request: { prompt: 'something nice', size: 768, deployment: 'studio', seed: 7 },
    state: 'queued',
    working: false,
    notes: [],
    shots: [],
    ...change,
  };
  return { batchId: 'abcdefghijkm', locale: 'en', mockups: [mockup], atRest: false };
}

test.concurrent('the first words come with the proof, which is called one, and the shots take its place', async () => {
  await using bench = await openDiscordBench({ proofRenderer: rendererOf(async () => {}) });
  const release = bench.machine.hold();
  const { asked } = await ask(bench);
  await vi.waitUntil(() => asked.message?.attachments.length === 1, { timeout: 10_000 });
  const [first] = edits(bench);
  expect(first?.files).toHaveLength(1);
  expect(asked.message?.content).toContain(proofWords);
  const [proof] = asked.message?.attachments ?? [];
  expect(proof?.description).toBe('Proof drawn from a template, with the logo logo.png: a white mug');
  expect(proof?.filename).toMatch(/^1-proof-/);
  release();
  await over(bench, asked);
  expect(asked.message?.attachments.map(({ filename }) => filename)).toEqual(['1-1-product-shot_00001_.png']);
  expect(asked.message?.content).not.toContain(proofWords);
});

test.concurrent('pictures and the words that belong to them come in one edit', async () => {
  await using bench = await openDiscordBench({ proofRenderer: rendererOf(async () => {}) });
  const { asked } = await ask(bench);
  await over(bench, asked);
  for (const { files, content } of asked.message?.revisions.slice(1) ?? []) {
    const hasShots = files.some((name) => name.includes('product-shot'));
    expect(content.includes(' s') && content.startsWith('a white mug')).toBe(hasShots);
    expect(content.includes(proofWords)).toBe(files.some((name) => name.includes('proof')));
  }
});

test.concurrent('a proof that does not come holds nothing up', async () => {
  const never = Promise.withResolvers<void>();
  await using bench = await openDiscordBench({ proofRenderer: rendererOf(() => never.promise) });
  const release = bench.machine.hold();
  const { asked } = await ask(bench);
  await vi.waitUntil(() => asked.message?.button('Cancel'), { timeout: 10_000 });
  expect(asked.message?.attachments).toEqual([]);
  expect(asked.message?.content).not.toContain(proofWords);
  release();
  await over(bench, asked);
  never.resolve();
});

test('nobody waits longer than a good second for a proof, nor at all where there will be none', async () => {
  await using bench = await openMessengerBench();
  const { messenger, thread } = bench;
  expect(messenger.pauseMs(threadOf(thread), view())).toBe(0);
  const waiting = {
    ...view({ request: { prompt: 'a cap', size: 768, deployment: 'studio', seed: 7 } }),
    batchId: 'other',
  };
  const pauseMs = messenger.pauseMs(threadOf(thread), waiting);
  expect(pauseMs).toBeGreaterThan(0);
  expect(pauseMs).toBeLessThanOrEqual(1200);
});

test.concurrent('the proof of one that fails goes, and those of the others stay', async () => {
  await using bench = await openDiscordBench({ proofRenderer: rendererOf(async () => {}) });
  const gate = Promise.withResolvers<void>();
  const failing = Promise.withResolvers<void>();
  bench.machine.work = async (run, context) => {
    const isFirst = String(run.inputs['mockup_mark']).endsWith('-1');
    await (isFirst ? failing.promise : gate.promise);
    if (isFirst) throw new Error('broken');
    await bench.machine.drawAtOnce(run, context);
  };
  const { asked } = await ask(bench, { count: 2 });
  await vi.waitUntil(() => asked.message?.attachments.length === 2, { timeout: 10_000 });
  const [, second] = asked.message?.attachments ?? [];
  failing.resolve();
  await vi.waitUntil(() => asked.message?.attachments.length === 1, { timeout: 15_000 });
  expect(asked.message?.attachments.map(({ id }) => id)).toEqual([second?.id]);
  expect(asked.message?.content).toContain(proofWords);
  gate.resolve();
  await over(bench, asked);
  expect(asked.message?.attachments.map(({ filename }) => filename)).toEqual(['2-1-product-shot_00001_.png']);
});

test.concurrent('when nothing comes of it, the proof goes, and the same message says so and offers another try', async () => {
  await using bench = await openDiscordBench({ proofRenderer: rendererOf(async () => {}) });
  const gate = Promise.withResolvers<void>();
  bench.machine.work = async () => {
    await gate.promise;
    throw new Error('broken');
  };
  const { asked, channel } = await ask(bench);
  await vi.waitUntil(() => asked.message?.attachments.length === 1, { timeout: 10_000 });
  gate.resolve();
  await over(bench, asked);
  expect(asked.message?.attachments).toEqual([]);
  expect(asked.message?.content).toMatch(/^The image service could not make it/);
  expect(asked.message?.button('Try again')).toBeDefined();
  expect(bench.discord.messages(channel)).toHaveLength(1);
});

test.concurrent('the last word waits for nothing, and nothing is said twice', async () => {
  await using bench = await openDiscordBench();
  const release = bench.machine.hold();
  const { asked } = await ask(bench, { prompt: 'something nice' });
  await vi.waitUntil(() => asked.message?.button('Cancel'), { timeout: 10_000 });
  release();
  await over(bench, asked);
  await bench.stop();
  await bench.start();
  await bench.service.idle();
  const made = edits(bench);
  expect(made.map(({ json }) => JSON.stringify(json))).toEqual([
    ...new Set(made.map(({ json }) => JSON.stringify(json))),
  ]);
  const [first, last] = [made[0]?.at ?? 0, made.at(-1)?.at ?? 0];
  expect(made).toHaveLength(2);
  // Progress would have had to wait for longer.
  expect(last - first).toBeLessThan(4000);
});

/** Eight mockups under way in one channel, whose machine tells of progress until the gate opens. */
async function openEight(pace: EditPace) {
  await using stack = new AsyncDisposableStack();
  const bench = stack.use(await openPacedBench(pace));
  const gate = Promise.withResolvers<void>();
  bench.machine.work = async (run, context) => {
    const over = gate.promise.then(() => true);
    for (let step = 1; !(await Promise.race([over, sleep(30, false)])); step++) {
      context.onProgress(1 - 0.98 ** step, 'Executing KSampler');
    }
    await bench.machine.drawAtOnce(run, context);
  };
  for (let index = 0; index < 8; index++) await bench.ask();
  const progress = (): RecordedRequest[] => bench.discord.of('createMessage', 'editMessage');
  const opened = stack.move();
  return { ...bench, progress, openGate: gate.resolve, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

test.concurrent('progress of many keeps to its pace', async () => {
  const pace = { perMessageMs: 250, perChannel: 10, windowMs: 1500 };
  await using bench = await openEight(pace);
  const { discord, service, progress, openGate } = bench;
  await vi.waitUntil(() => progress().length >= 30, { timeout: 20_000, interval: 10 });
  const counted = progress();
  const byMessage = Map.groupBy(discord.of('editMessage'), ({ path }) => path);
  openGate();
  await service.idle();
  for (const { at } of counted) {
    const later = counted.filter((each) => each.at >= at && each.at < at + pace.windowMs * 0.7);
    expect(later.length).toBeLessThanOrEqual(pace.perChannel);
  }
  for (const made of byMessage.values()) {
    const took = (made.at(-1)?.at ?? 0) - (made[0]?.at ?? 0);
    if (made.length > 2) expect(took / (made.length - 1)).toBeGreaterThanOrEqual(pace.perMessageMs * 0.9);
  }
});

test.concurrent('where there is no room for progress any more, the last words of many come all the same, and nothing else', async () => {
  await using bench = await openEight({ perMessageMs: 10, perChannel: 8, windowMs: 600_000 });
  const { discord, service, progress, openGate } = bench;
  await vi.waitUntil(() => progress().length === 8, { timeout: 20_000, interval: 10 });
  openGate();
  await service.idle();
  const last = progress().slice(8);
  expect(last.map(({ files }) => files.length)).toEqual(Array.from({ length: 8 }, () => 1));
  for (const { content } of discord.messages(bench.channel)) expect(content).toMatch(/^something nice .* \d+ s\n/);
});

test('while nothing but time goes on, nothing is edited', async () => {
  await using bench = await openMessengerBench();
  const { discord, messenger, thread } = bench;
  const waiting = view({ ahead: 2, estimateMs: { low: 20_000, high: 90_000 } });
  messenger.pauseMs(threadOf(thread), waiting);
  let shown = await messenger.show(threadOf(thread), waiting, { signal });
  const now = Date.now;
  try {
    for (let second = 1; second <= 30; second++) {
      vi.spyOn(Date, 'now').mockImplementation(() => now() + second * 1000);
      messenger.pauseMs(shown, waiting);
      shown = await messenger.show(shown, waiting, { signal });
    }
  } finally {
    vi.restoreAllMocks();
  }
  expect(discord.of('createMessage')).toHaveLength(1);
  expect(discord.of('editMessage')).toEqual([]);
  await messenger.show(shown, view({ ahead: 1, estimateMs: { low: 10_000, high: 45_000 } }), { signal });
  expect(discord.of('editMessage')).toHaveLength(1);
});

test.concurrent.each([
  ['de', 'Abbrechen', 'Löschen'],
  ['ja', 'キャンセル', '削除'],
])('somebody who has Discord in %s reads that language', async (locale, cancel, remove) => {
  await using bench = await openDiscordBench();
  const { discord, logo } = bench;
  const release = bench.machine.hold();
  const channel = discord.guild('Café').text('allgemein');
  const asked = await discord.person('ann', { locale }).slash(channel, 'mockup', { logo, prompt: 'eine Tasse' });
  await vi.waitUntil(() => asked.message?.button(cancel), { timeout: 10_000 });
  release();
  await vi.waitUntil(() => asked.message?.button(remove), { timeout: 10_000 });
  expect(asked.message?.attachments[0]?.description).not.toMatch(/^Product shot/);
});

test.concurrent('whatever people write, it is shown as written, and nobody is called', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const [ann, bob] = [discord.person('ann'), discord.person('bob')];
  const prompt = `# **@everyone** @here <@${bob.id}> <@&${bob.id}> <#${channel.id}> [x](https://x.test)\n> قبعة`;
  const named = { ...logo, fileName: `<@${bob.id}> @everyone.png` };
  const asked = await ann.slash(channel, 'mockup', { logo: named, prompt, count: 2 });
  await over(bench, asked);
  const again = await ann.press(asked.shownMessage, 'Again');
  await over(bench, again);
  for (const { content, pings, revisions } of discord.messages(channel)) {
    // What answers a press replies to a message of the bot's own.
    expect(pings.users.filter((id) => id !== discord.bot.id)).toEqual([]);
    expect(pings).toMatchObject({ roles: [], everyone: false });
    expect(content).toContain(
      String.raw`\# \*\*@everyone\*\* @here \<@${bob.id}> \<@&${bob.id}> \<#${channel.id}> \[x](https\://x.test) > قبعة`,
    );
    for (const { content: said } of revisions) expect(said.replaceAll(/\\</g, '')).not.toMatch(/<[@#]/);
  }
});
