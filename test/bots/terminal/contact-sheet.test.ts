import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Ask } from '#bots/bot.ts';
import { noProgress } from '#bots/terminal/progress-line.ts';
import { TerminalBot } from '#bots/terminal/terminal-bot.ts';
import type { Thread } from '#core/mockups/batch.ts';
import type { BatchView, PictureView } from '#core/mockups/messenger.ts';
import { viewMockup } from '../../contract/bot.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const signal = new AbortController().signal;

const shot: PictureView = {
  fileName: 'shot-template-render.png',
  mime: 'image/png',
  width: 64,
  height: 64,
  bytes: 100,
  altText: 'A shot',
  read: () =>
    sharp({ create: { width: 64, height: 64, channels: 3, background: '#336699' } })
      .png()
      .toBuffer(),
};

const request = { prompt: 'A cap', size: 512, deployment: 'studio', seed: 7 } as const;

function viewOf(...logos: readonly [string, string]): BatchView {
  const mockups = logos.map((logoName, index) =>
    viewMockup({
      id: `batch-${index + 1}`,
      logoName,
      state: 'delivered',
      shots: [shot],
      request: { ...request, product: index === 0 ? 'cap' : 'mug' },
    }),
  );
  return { batchId: 'batch', locale: 'en', mockups, atRest: true };
}

/** A command that asked for a batch, and what it has printed when it is over. */
async function openCommand(folder: string) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const person = { platform: 'terminal', id: 'ann', locale: 'en' };
  const bot = new TerminalBot(
    { command: 'mockup', logos: [], options: {}, out: 'out', json: false, check: false, quiet: false },
    { stdin: new PassThrough(), stdout, stderr, cwd: folder, person, progress: noProgress },
  );
  let thread: Thread | undefined;
  const ask: Ask = async (_name, _options, asker) => {
    ({ thread } = asker);
    return { kind: 'done', batchId: 'batch' };
  };
  await bot.start({ ask }, signal);
  if (!thread) throw new Error('Nothing was asked.');
  const printed = async () => {
    stdout.end();
    stderr.end();
    return { stdout: await text(stdout), stderr: await text(stderr) };
  };
  return { bot, thread, printed };
}

test('the sheet is the last word about a batch, and said once', async () => {
  using folder = temporaryFolder();
  const { bot, thread, printed } = await openCommand(folder.path);
  await bot.show(thread, { ...viewOf('logo.svg', 'logo.svg'), atRest: false }, { signal });
  expect(readdirSync(path.join(folder.path, 'out'))).toEqual([]);
  for (const _ of [1, 2]) await bot.show(thread, viewOf('logo.svg', 'logo.svg'), { signal });
  expect(readdirSync(path.join(folder.path, 'out'))).toEqual(['logo-contact-sheet-template-render.jpg']);
  expect((await printed()).stdout).toMatch(/^[^]*\nout\/logo-contact-sheet-template-render\.jpg\n$/);
  expect(bot.exitCode).toBe(0);
});

test('a sheet of several logos bears the name of none', async () => {
  using folder = temporaryFolder();
  const { bot, thread } = await openCommand(folder.path);
  await bot.show(thread, viewOf('one.png', 'two.png'), { signal });
  expect(readdirSync(path.join(folder.path, 'out'))).toEqual(['contact-sheet-template-render.jpg']);
});

test('a sheet that cannot be saved is told of, and the command did not do all it was asked for', async () => {
  using folder = temporaryFolder();
  const { bot, thread, printed } = await openCommand(folder.path);
  const file = path.join(folder.path, 'a-file');
  writeFileSync(file, '');
  const elsewhere = { ...thread, data: { ...(thread.data as object), out: file } };
  await expect(bot.show(elsewhere, viewOf('logo.png', 'logo.png'), { signal })).rejects.toThrow();
  expect((await printed()).stderr).toContain('Nothing can be written to a-file');
  expect(bot.exitCode).toBe(1);
});

test('the sheet of an earlier command goes to its own folder', async () => {
  using folder = temporaryFolder();
  const { bot, printed } = await openCommand(folder.path);
  const out = path.join(folder.path, 'earlier');
  const thread = { platform: 'terminal', data: { out, command: 'an earlier one' } };
  await bot.show(thread, { ...viewOf('logo.png', 'logo.png'), batchId: 'other' }, { signal });
  expect(readdirSync(out)).toEqual(['logo-contact-sheet-template-render.jpg']);
  expect(await printed()).toEqual({
    stdout: '',
    stderr: 'from an earlier command: earlier/logo-contact-sheet-template-render.jpg\n',
  });
});
