import sharp from 'sharp';
import { beforeAll, expect, test, vi } from 'vitest';
import { loadLanguages, message } from '#core/messages/message.ts';
import { discordFaults } from '../../support/discord/discord-faults.ts';
import type { FakeInteraction } from '../../support/discord/fake-interaction.ts';
import type { FakeMessage } from '../../support/discord/fake-message.ts';
import type { FakeChannel } from '../../support/discord/places.ts';
import { type DiscordBench, openDiscordBench } from '../../support/discord-bench.ts';
import { drawHeavy, drawNumbered, makes, numberIn } from '../../support/noisy-shots.ts';

vi.setConfig({ testTimeout: 40_000, maxConcurrency: 3 });

const mib = 1024 * 1024;
const minuteMs = 60_000;
const numbered = await Promise.all(Array.from({ length: 100 }, (_, number) => drawNumbered(number)));
const [heavy, heavier] = [await drawHeavy(11 * mib), await drawHeavy(26 * mib, 2)];

const shotsFrom = (from: number, count: number): readonly Buffer[] => numbered.slice(from, from + count);

beforeAll(() => loadLanguages());

/** Asks for something and waits until nothing more is done for it. */
async function make(
  bench: DiscordBench,
  options: Readonly<Record<string, unknown>> = {},
  place: { readonly installation?: 'none'; readonly attachmentSizeLimit?: number } = {},
) {
  const { discord, logo } = bench;
  const { installation, attachmentSizeLimit } = place;
  const guild = discord.guild('Coffee shop', installation ? { installation } : {});
  const channel = guild.text('general');
  const ann = discord.person('ann', { hasInstalled: true, ...(attachmentSizeLimit ? { attachmentSizeLimit } : {}) });
  ann.joins(guild);
  const asked = await ann.slash(channel, 'mockup', { logo, prompt: 'a cup', ...options });
  await over(bench, () => asked.message);
  return { channel, ann, asked, message: asked.shownMessage };
}

/** Waits until nothing more is done for what was asked. */
async function over(bench: DiscordBench, answer: () => FakeMessage | undefined): Promise<void> {
  await vi.waitUntil(() => answer()?.button('Delete'), { timeout: 25_000, interval: 20 });
  await bench.service.idle();
}

/** The numbers of the pictures in a channel: message by message, in the order they are shown in. */
async function numbersIn(bench: DiscordBench, channel: FakeChannel): Promise<number[][]> {
  const messages = bench.discord.messages(channel).filter(({ attachments }) => attachments.length > 0);
  return await Promise.all(
    messages.map(({ attachments }) => Promise.all(attachments.map(({ bytes }) => numberIn(bytes)))),
  );
}

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

function expectTold(messages: readonly FakeMessage[]): void {
  for (const { attachments } of messages) {
    for (const { description } of attachments) {
      expect(description).toMatch(/^Product shot with the logo/);
      expect(description?.length).toBeLessThanOrEqual(1024);
      expect(description?.isWellFormed()).toBe(true);
    }
    expect(new Set(attachments.map(({ filename }) => filename)).size).toBe(attachments.length);
  }
}

test.concurrent('what is larger than files may be is shown as a good JPEG, and that is said', async () => {
  await using bench = await openDiscordBench();
  makes(bench.machine, () => [heavy]);
  const { message: shown } = await make(bench);
  const [file] = shown.attachments;
  expect(file?.filename).toBe('1-1-product-shot.jpg');
  expect(file?.size).toBeLessThanOrEqual(10 * mib);
  const [before, after] = [await sharp(heavy).metadata(), await sharp(file?.bytes).metadata()];
  expect([after.format, after.width, after.height]).toEqual(['jpeg', before.width, before.height]);
  expect(shown.content.split('\n')).toContain(message('chat.shrunk', 'en'));
  expectTold([shown]);
});

test.concurrent('while the token lives, a file may be as large as the person who asked may send', async () => {
  await using bench = await openDiscordBench();
  makes(bench.machine, () => [heavy]);
  const { message: shown } = await make(bench, {}, { attachmentSizeLimit: 50 * mib });
  expect(shown.attachments[0]?.bytes.equals(heavy)).toBe(true);
  expect(shown.content).not.toContain('smaller');
});

test.concurrent('no request is larger than requests may be, whatever a file may', async () => {
  await using bench = await openDiscordBench();
  makes(bench.machine, () => [heavier]);
  const { message: shown } = await make(bench, {}, { attachmentSizeLimit: 50 * mib });
  expect(shown.attachments[0]?.filename).toBe('1-1-product-shot.jpg');
  expect(shown.content).toContain(message('chat.shrunk', 'en'));
});

test.concurrent('files that fit each, but not together, come one request after another into one message', async () => {
  await using bench = await openDiscordBench();
  makes(bench.machine, () => [heavy, heavy, heavy]);
  const { message: shown, channel } = await make(bench, {}, { attachmentSizeLimit: 50 * mib });
  expect(shown.attachments.map(({ bytes }) => bytes.equals(heavy))).toEqual([true, true, true]);
  expect(bench.discord.messages(channel)).toHaveLength(1);
  expect(bench.discord.of('editOriginal').filter(({ status }) => status === 413)).toEqual([]);
});

test.concurrent('once the token is gone, what it allowed is not sent any more', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo } = bench;
  const release = bench.machine.hold();
  const { work } = bench.machine;
  bench.machine.work = async (run, context) => {
    await work(run, { ...context, onPicture: async () => {} });
    await context.onPicture({ fileName: 'product-shot.png', bytes: heavy, nodeId: '1', outputId: 'out' });
  };
  const channel = discord.guild('Coffee shop').text('general');
  const ann = discord.person('ann', { attachmentSizeLimit: 50 * mib });
  const asked = await ann.slash(channel, 'mockup', { logo });
  await vi.waitUntil(() => bench.machine.runs.length > 0 && asked.message?.button('Cancel'), { timeout: 10_000 });
  // By Discord's clock it is dead; ours still believes in it.
  discord.clock.offsetMs += 16 * minuteMs;
  release();
  await over(bench, () => asked.message);
  expect(asked.message?.attachments.map(({ filename }) => filename)).toEqual(['1-1-product-shot.jpg']);
  expect(asked.message?.content).toContain(message('chat.shrunk', 'en'));
  expect(discord.messages(channel)).toHaveLength(1);
});

test.concurrent('what a place refuses as too large is made smaller, down to what it takes', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo } = bench;
  const large = await drawHeavy(6 * mib);
  const channel = discord.guild('Coffee shop').text('general');
  let asked: FakeInteraction | undefined;
  bench.machine.work = async (_, { onPicture }) => {
    // Nothing else is changed for some seconds after the first words.
    await vi.waitUntil(() => asked?.message?.button('Cancel'), { timeout: 10_000 });
    discord.next('editOriginal', discordFaults.refuse(40005, 413), discordFaults.refuse(50045, 400));
    await onPicture({ fileName: 'product-shot.png', bytes: large, nodeId: '1', outputId: 'out' });
  };
  asked = await discord.person('ann').slash(channel, 'mockup', { logo });
  await over(bench, () => asked.message);
  const sizes = discord.of('editOriginal').flatMap(({ files }) => files.map(({ bytes }) => bytes.length));
  expect(sizes).toHaveLength(3);
  expect(sizes[0]).toBeGreaterThan(6 * mib);
  expect(sizes[1]).toBeLessThanOrEqual(4 * mib);
  expect(sizes[2]).toBeLessThanOrEqual(mib);
  expect(asked.message?.attachments).toHaveLength(1);
});

test.concurrent('twenty shots of one run arrive once each, in order, ten in the message and ten after it', async () => {
  await using bench = await openDiscordBench();
  makes(bench.machine, () => shotsFrom(0, 20));
  const { message: shown, channel } = await make(bench);
  expect(await numbersIn(bench, channel)).toEqual([range(0, 10), range(10, 10)]);
  const [first, second] = bench.discord.messages(channel);
  expect(first?.id).toBe(shown.id);
  expect(second?.reference?.messageId).toBe(shown.id);
  expect(second?.pings).toEqual({ users: [], roles: [], everyone: false });
  expectTold(bench.discord.messages(channel));
});

test.concurrent('ten mockups with several shots each arrive once each, under names of their own', async () => {
  await using bench = await openDiscordBench();
  // As many from each run as would make two runs' names the same if only one of run and shot were counted.
  makes(bench.machine, (run) => shotsFrom(run * 5, run % 2 === 0 ? 3 : 1));
  const ann = bench.discord.person('ann');
  ann.joins(bench.discord.guild('Coffee shop'));
  ann.sends(ann.dm, { content: 'a cup', attachments: range(0, 10).map(() => bench.logo) });
  const answer = () => bench.discord.messages(ann.dm).find(({ authorId }) => authorId !== ann.id);
  await over(bench, answer);
  const pages = (await numbersIn(bench, ann.dm)).slice(1);
  const wanted = range(0, 10).flatMap((run) => range(run * 5, run % 2 === 0 ? 3 : 1));
  expect(pages.flat().toSorted((a, b) => a - b)).toEqual(wanted);
  expect(pages.map((page) => page.length)).toEqual([10, 10]);
  const answers = bench.discord.messages(ann.dm).filter(({ authorId }) => authorId !== ann.id);
  expect(new Set(answers.flatMap(({ attachments }) => attachments.map(({ filename }) => filename))).size).toBe(20);
  expectTold(answers);
});

test.concurrent('the message fills up in the order asked, whichever is ready first', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo, machine } = bench;
  const gates = range(0, 4).map(() => Promise.withResolvers<void>());
  machine.work = async ({ inputs }, { onPicture }) => {
    const place = Number(/-(\d+)$/.exec(String(inputs['mockup_mark']))?.[1]) - 1;
    await gates[place]?.promise;
    for (const shot of [0, 1]) {
      const bytes = numbered[place * 10 + shot] ?? Buffer.alloc(0);
      await onPicture({ fileName: 'product-shot.png', bytes, nodeId: String(shot + 1), outputId: 'out' });
    }
  };
  const channel = discord.guild('Coffee shop').text('general');
  const asked = await discord.person('ann').slash(channel, 'mockup', { logo, prompt: 'a cup', count: 4 });
  const seen: number[][] = [];
  for (const place of [1, 3, 0, 2]) {
    gates[place]?.resolve();
    const wanted = 2 * (seen.length + 1);
    await vi.waitUntil(() => asked.message?.attachments.length === wanted, { timeout: 10_000 });
    seen.push((await numbersIn(bench, channel)).flat());
  }
  expect(seen).toEqual([
    [10, 11],
    [10, 11, 30, 31],
    [0, 1, 10, 11, 30, 31],
    [0, 1, 10, 11, 20, 21, 30, 31],
  ]);
  await bench.service.idle();
  expect(discord.messages(channel)).toHaveLength(1);
});

test.concurrent.each([
  ['an upload into the message', 'editOriginal', 7],
  ['a message after it', 'createMessage', 20],
] as const)('stopped during %s, everything arrives once after the next start', async (_, route, count) => {
  await using bench = await openDiscordBench();
  const { discord, logo, machine } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const ann = discord.person('ann');
  machine.work = async (_run, { onPicture }) => {
    for (const [index, bytes] of shotsFrom(0, count).entries()) {
      await onPicture({ fileName: 'product-shot.png', bytes, nodeId: String(index + 1), outputId: 'out' });
    }
    discord.always(route, discordFaults.slowUpload(60_000));
  };
  await ann.slash(channel, 'mockup', { logo });
  // Carried out, and its answer is on its way for ever.
  await vi.waitUntil(() => discord.of(route).some(({ files }) => files.length > 0), { timeout: 10_000 });
  await bench.stop();
  discord.heal();
  await bench.start();
  await bench.service.idle();
  const pages = count > 10 ? [range(0, 10), range(10, 10)] : [range(0, count)];
  expect(await numbersIn(bench, channel)).toEqual(pages);
});

test.concurrent('answers that are lost do not make a shot arrive twice', async () => {
  await using bench = await openDiscordBench();
  const { discord } = bench;
  makes(bench.machine, () => {
    discord.next('editOriginal', discordFaults.dropAfter());
    discord.next('createMessage', discordFaults.dropAfter(), discordFaults.failAfter(502));
    return shotsFrom(0, 20);
  });
  const { channel } = await make(bench);
  expect(await numbersIn(bench, channel)).toEqual([range(0, 10), range(10, 10)]);
});

test.concurrent('where only the token speaks, further shots follow by it', async () => {
  await using bench = await openDiscordBench();
  makes(bench.machine, () => shotsFrom(0, 20));
  const { channel, ann } = await make(bench, {}, { installation: 'none' });
  expect(await numbersIn(bench, channel)).toEqual([range(0, 10), range(10, 10)]);
  expect(bench.discord.messages(ann.dm)).toEqual([]);
});

test.concurrent('a copy asked for at once has all shots too, in messages of its own', async () => {
  await using bench = await openDiscordBench();
  makes(bench.machine, () => shotsFrom(0, 20));
  const { channel, ann, message: shown } = await make(bench);
  const [id = ''] = /[a-z0-9]{12}/.exec(shown.buttons[0]?.customId ?? '') ?? [];
  const copy = await ann.slash(channel, 'history', { id });
  await vi.waitUntil(() => copy.message?.button('Again'), { timeout: 10_000 });
  const page = [range(0, 10), range(10, 10)];
  expect(await numbersIn(bench, channel)).toEqual([...page, ...page]);
});

test.concurrent('the longest prompt is told to those who cannot see, as far as there is room', async () => {
  await using bench = await openDiscordBench();
  const { message: shown } = await make(bench, { prompt: `a ${'🧢'.repeat(999)}` });
  expectTold([shown]);
  expect(shown.attachments[0]?.description?.length).toBeGreaterThan(1000);
});
