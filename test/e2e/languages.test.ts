import path from 'node:path';
import { expect, test } from 'vitest';
import { exampleLogos, mockup } from '../support/mockup-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  using folder = temporaryFolder();
  return await mockup(args, { cwd: folder.path, env: { DATA_DIR: path.join(folder.path, 'data'), ...env } });
}

test('a mockup is made in the language of the terminal', async () => {
  const { code, stderr } = await run([path.join(exampleLogos, 'summit.png'), '--size', '512'], { LANG: 'fr_FR.UTF-8' });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^terminé$/m);
  expect(stderr).not.toMatch(/\b(?:fetching|rendering|done)\b/);
});

test('a mistake is told in the language of the terminal', async () => {
  const { code, stderr } = await run(['nothing.png'], { LANG: 'en_US.UTF-8', LC_ALL: 'ja_JP.UTF-8' });
  expect(code).toBe(1);
  expect(stderr).toContain('nothing.png というファイルはありません。');
});

test('a terminal whose language is not here, or that names none, gets English', async () => {
  for (const env of [{ LANG: 'fi_FI.UTF-8' }, { LC_ALL: 'C' }]) {
    expect((await run(['help'], env)).stdout).toContain('Send a logo');
  }
});
