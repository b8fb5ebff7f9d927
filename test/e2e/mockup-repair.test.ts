import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawPng } from '../support/drawn-logos.ts';
import { mockup } from '../support/mockup-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A blue box with a yellow disc on it: a box that is printed unless it is taken away. */
const boxed = async () =>
  sharp(await drawPng(900, 900, '<circle cx="450" cy="450" r="260" fill="#f5c92b"/>'))
    .flatten({ background: '#2040d0' })
    .png()
    .toBuffer();

/** How many pixels of a shot are blue, and how many yellow. */
async function inksOf(file: string) {
  const { data } = await sharp(readFileSync(file)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let [blue, yellow] = [0, 0];
  for (let at = 0; at < data.length; at += 3) {
    const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
    if (b > r + 60 && b > g + 40) blue++;
    if (r > b + 80 && g > b + 60) yellow++;
  }
  return { blue, yellow };
}

test('--repair makes the mockup of the repaired logo, also when it is made again', async () => {
  using folder = temporaryFolder({ 'boxed.png': await boxed() });
  const env = { DATA_DIR: path.join(folder.path, 'data') };
  const run = async (...args: string[]) => {
    const done = await mockup(args, { cwd: folder.path, env });
    expect(done).toMatchObject({ code: 0 });
    return done.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter((record) => record.id !== undefined);
  };
  const wish = ['--product', 'tote', '--color', 'white,black', '--size', '512', '--json'];
  const repaired = await run('boxed.png', ...wish, '--repair', 'background,trim');
  const notes = ['The box behind the logo was taken away.', 'The empty space around the logo was trimmed off.'];
  expect(repaired.map((record) => record.notes)).toEqual([notes, notes]);
  const again = await run('again', '--json');
  expect(again.map((record) => record.notes)).toEqual([notes, notes]);
  for (const { files } of [...repaired, ...again]) {
    const { blue, yellow } = await inksOf(path.join(folder.path, files[0].path));
    expect(blue).toBeLessThan(50);
    expect(yellow).toBeGreaterThan(2000);
  }
});

test('all is what the product and color of each mockup need', async () => {
  using folder = temporaryFolder();
  const black = await drawPng(900, 500, '<rect width="900" height="500" rx="120" fill="#000"/>');
  const words = ['--product', 'mug', '--color', 'black,white', '--size', '512', '--json', '--repair', 'all'];
  const { code, stdout } = await mockup(['-', ...words], {
    cwd: folder.path,
    env: { DATA_DIR: path.join(folder.path, 'data') },
    stdin: black,
  });
  expect(code).toBe(0);
  const records = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter((record) => record.id !== undefined);
  const notesOn = (color: string) => records.find((record) => record.color.name === color)?.notes;
  expect(notesOn('Black')).toEqual(['What was dark in the logo was made white.']);
  expect(notesOn('White')).toEqual(['There was nothing to repair in the logo.']);
});
