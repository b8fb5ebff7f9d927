import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { describe } from 'vitest';
import { noProgress } from '#bots/terminal/progress-line.ts';
import { TerminalBot } from '#bots/terminal/terminal-bot.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { botContract } from './bot.ts';

describe('TerminalBot', () => {
  botContract(async () => {
    const bytes = Buffer.from('bytes of a logo');
    const folder = temporaryFolder({ 'logo.png': bytes });
    const out = path.join(folder.path, 'out');
    mkdirSync(out);
    const stream = () => new PassThrough().resume();
    return {
      create: () =>
        new TerminalBot(
          { command: 'help', logos: [], options: {}, out: 'out', json: false, quiet: true, check: false },
          {
            stdin: new PassThrough(),
            stdout: stream(),
            stderr: stream(),
            cwd: folder.path,
            person: { platform: 'terminal', id: 'ann', locale: 'en' },
            progress: noProgress,
          },
        ),
      thread: { platform: 'terminal', data: { out, command: 'of an earlier process' } },
      logo: { source: { fileName: 'logo.png', data: { path: path.join(folder.path, 'logo.png') } }, bytes },
      goneLogo: { fileName: 'logo.png', data: { stdin: 'of an earlier process' } },
      arrived: async () => {
        const order = ['logo-one.png', 'logo-two.png', 'logo-three.png'];
        const names = readdirSync(out).sort((a, b) => order.indexOf(a) - order.indexOf(b));
        return names.map((name) => readFileSync(path.join(out, name)));
      },
      [Symbol.asyncDispose]: async () => folder[Symbol.dispose](),
    };
  });
});
