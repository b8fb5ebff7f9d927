import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { Ask } from '#bots/bot.ts';
import { noProgress } from '#bots/terminal/progress-line.ts';
import { TerminalBot } from '#bots/terminal/terminal-bot.ts';
import type { Thread } from '#core/mockups/batch.ts';
import type { BatchView, MockupView } from '#core/mockups/messenger.ts';
import { viewMockup } from '../../contract/bot.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const never = new AbortController().signal;
const late = 'Sorry that this came late: it was made a while before it could be brought here.';

function openBot(folder: string) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const bot = new TerminalBot(
    { command: 'mockup', logos: [], options: {}, out: 'out', json: false, quiet: false, check: false },
    {
      stdin: new PassThrough(),
      stdout,
      stderr,
      cwd: folder,
      person: { platform: 'terminal', id: 'ann', locale: 'en' },
      progress: noProgress,
    },
  );
  const said = async (): Promise<string> => {
    stdout.end();
    stderr.end();
    return await text(stderr);
  };
  return { bot, said };
}

function partsOf(mockup: MockupView) {
  return [1, 2].map((number) => ({
    key: `${mockup.id}/${number}`,
    mockup,
    picture: {
      fileName: `shot-${number}.png`,
      mime: 'image/png',
      width: 8,
      height: 8,
      bytes: 4,
      altText: 'A shot',
      read: async () => Buffer.from('shot'),
    },
  }));
}

const lateMockup = viewMockup({ state: 'delivering', isLate: true, notes: [{ key: 'note.late', params: {} }] });

test('shots that come late are said to be late', async () => {
  using folder = temporaryFolder();
  const { bot, said } = openBot(folder.path);
  let thread: Thread | undefined;
  const ask: Ask = async (_name, _options, asker) => {
    ({ thread } = asker);
    return { kind: 'done', batchId: 'batch' };
  };
  await bot.start({ ask }, never);
  if (!thread) throw new Error('Nothing was asked.');
  const view: BatchView = {
    batchId: 'batch',
    locale: 'en',
    mockups: [{ ...lateMockup, state: 'delivered' }],
    atRest: true,
  };
  await bot.show(thread, view, { signal: never });
  expect(await said()).toBe(`${late}\n`);
});

test('shots of an earlier command that come late are said to be late, once for all', async () => {
  using folder = temporaryFolder();
  const { bot, said } = openBot(folder.path);
  const thread = { platform: 'terminal', data: { out: `${folder.path}/out`, command: 'an earlier one' } };
  const view = { batchId: 'batch', locale: 'en', mockups: [lateMockup], atRest: false };
  await bot.deliver(thread, partsOf(lateMockup), { signal: never, view, sent: new Map(), onSent: async () => {} });
  expect(await said()).toBe(
    `from an earlier command: out/logo-shot-1.png\n${late}\nfrom an earlier command: out/logo-shot-2.png\n`,
  );
});
