import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { languages } from '#core/messages/languages.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { check } from '../../support/check-bench.ts';
import { drawPng } from '../../support/drawn-logos.ts';
import { mockup } from '../../support/mockup-command.ts';
import { colorDistance, probe } from '../../support/pictures.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

beforeAll(() => loadLanguages());

/** A black triangle, as a JPEG on white with much space around it: bad in every way that can be mended. */
const badLogo = async () =>
  sharp(await drawPng(900, 900, '<path d="M250 650 L650 650 L450 350 Z" fill="#101010"/>'))
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 85 })
    .toBuffer();

/** A black disc with nothing behind and much around it. */
const cutLogo = () => drawPng(600, 600, '<circle cx="250" cy="300" r="150" fill="#000"/>');

/** What is typed after each arrow that offers something. */
const offered = (stdout: string) =>
  [...stdout.matchAll(/^ {2}→ .*?(--repair [\w,]+)/gm)].map(([, option = '']) => option);

async function jsonOf(words: readonly string[], options: Parameters<typeof check>[1]) {
  const { stdout } = await check([...words, '--json'], options);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('below each finding that can be mended stands what to type, with what has to be mended before', async () => {
  const { stdout } = await check(['-', '--product', 'tote'], { stdin: await badLogo() });
  expect(offered(stdout).toSorted()).toEqual([
    '--repair background',
    '--repair background,light',
    '--repair background,trim',
  ]);
  expect(stdout).toContain('\n  → Add --repair background to have the box taken away.\n');
  const cut = await check(['-', '--product', 'tote', '--color', 'white'], { stdin: await cutLogo() });
  expect(offered(cut.stdout)).toEqual(['--repair trim']);
});

test.each(languages)('it is offered in %s with the same words to type', async (locale) => {
  const { stdout } = await check(['-', '--color', 'white'], { stdin: await cutLogo(), locale });
  expect(offered(stdout)).toEqual(['--repair trim']);
});

test('what was typed already is part of what is offered next', async () => {
  using folder = temporaryFolder({ 'logo.jpg': await badLogo() });
  const { stdout } = await check(['logo.jpg', '--repair', 'background'], { cwd: folder.path });
  expect(offered(stdout).toSorted()).toEqual(['--repair background,light', '--repair background,trim']);
});

test.each([
  ['background', 'removeFlatBackground', 'background', '-repaired-background.png'],
  ['trim', 'trim', 'margins', '-repaired-trim.png'],
  ['light', 'lightVersion', 'contrast', '-repaired-light.png'],
])('--repair %s mends its finding, and leaves the file in the folder for shots', async (word, name, kind, ending) => {
  const bytes = word === 'background' ? await badLogo() : await cutLogo();
  using folder = temporaryFolder({ 'logo.png': bytes });
  const target = ['--product', 'tote', '--color', 'black'];
  const findings = async (logo: string) =>
    (await jsonOf([logo, ...target], { cwd: folder.path }))[0].findings as Record<string, unknown>[];
  expect(await findings('logo.png')).toContainEqual(
    expect.objectContaining({ kind, repair: name, repair_option: `--repair ${word}` }),
  );
  const [record] = await jsonOf(['logo.png', ...target, '--repair', word, '--out', 'mended'], { cwd: folder.path });
  expect(record.repaired).toMatchObject({ repairs: [name], path: `mended/logo${ending}` });
  // Once for what was repaired, and once for the file as somebody would send it.
  for (const after of [record.findings, await findings(record.repaired.path)])
    expect(after).not.toContainEqual(expect.objectContaining({ repair: name }));
  const file = readFileSync(path.join(folder.path, record.repaired.path));
  expect(await sharp(file).metadata()).toMatchObject({
    format: 'png',
    channels: 4,
    width: record.repaired.width,
    height: record.repaired.height,
  });
  if (word === 'background') expect((await probe(file, 0.02, 0.02))[3]).toBe(0);
  if (word === 'trim') expect(await sharp(file).metadata()).toMatchObject({ width: 300, height: 300 });
  if (word === 'light') expect(colorDistance(await probe(file, 250 / 600, 0.5), '#ffffff')).toBe(0);
  expect(readFileSync(path.join(folder.path, 'logo.png'))).toEqual(bytes);
});

test('all does what the findings propose for each color, which is not the same for all', async () => {
  using folder = temporaryFolder({ 'logo.jpg': await badLogo() });
  const { code, stdout, stderr } = await check(
    ['logo.jpg', '--product', 'cap', '--color', 'black,white,navy', '--repair', 'all'],
    { cwd: folder.path },
  );
  expect(stderr).toBe('');
  expect(offered(stdout)).toEqual([]);
  expect(code).toBe(stdout.includes('✗') ? 1 : 0);
  const [light, dark] = ['logo-repaired-background-trim-light.png', 'logo-repaired-background-trim.png'];
  expect(stdout.split(`→ The repaired logo: mockups/${light}\n`)).toHaveLength(3);
  expect(stdout.split(`→ The repaired logo: mockups/${dark}\n`)).toHaveLength(2);
  const out = path.join(folder.path, 'mockups');
  expect(readdirSync(out).toSorted()).toEqual([light, dark].toSorted());
  for (const [name, color] of [
    [light, '#ffffff'],
    [dark, '#101010'],
  ] as const) {
    const file = readFileSync(path.join(out, name));
    expect(colorDistance(await probe(file, 0.5, 0.7), color)).toBeLessThan(6);
    expect((await probe(file, 0.02, 0.02))[3]).toBe(0);
  }
});

test('the same repair again finds its file there, and what else is there stays', async () => {
  using folder = temporaryFolder({ 'logo.png': await cutLogo(), 'logo-repaired-trim.png': 'mine' });
  for (const _ of [1, 2]) {
    const { stdout } = await check(['logo.png', '--repair', 'trim', '--out', '.'], { cwd: folder.path });
    expect(stdout).toContain('→ The repaired logo: logo-repaired-trim-2.png\n');
  }
  expect(readdirSync(folder.path).toSorted()).toEqual([
    'logo-repaired-trim-2.png',
    'logo-repaired-trim.png',
    'logo.png',
  ]);
  expect(readFileSync(path.join(folder.path, 'logo-repaired-trim.png'), 'utf8')).toBe('mine');
});

test('where nothing is to be mended nothing is written', async () => {
  using folder = temporaryFolder({ 'logo.png': await drawPng(900, 560, '<rect width="900" height="560" rx="99"/>') });
  const words = ['logo.png', '--color', 'white', '--repair', 'all'];
  const { code, stdout } = await check(words, { cwd: folder.path });
  expect(code).toBe(0);
  expect(stdout).toContain('→ There was nothing to repair in the logo.\n');
  expect((await jsonOf(words, { cwd: folder.path }))[0].repaired).toMatchObject({ repairs: [], path: null });
  expect(readdirSync(folder.path)).toEqual(['logo.png']);
});

test('a folder that cannot be written to is a sentence, for each logo', async () => {
  using folder = temporaryFolder({ 'logo.png': await cutLogo() });
  writeFileSync(path.join(folder.path, 'file'), '');
  const { code, stdout } = await check(['logo.png', '--repair', 'trim', '--out', 'file/x'], { cwd: folder.path });
  expect(code).toBe(1);
  expect(stdout).toContain('✗ Nothing can be written to file/x (ENOTDIR).');
});

test('the command repairs several logos and standard input, and the files are where it says', async () => {
  using folder = temporaryFolder({ 'logo.jpg': await badLogo(), 'words.txt': 'hello' });
  const done = await mockup(['logo.jpg', '-', 'words.txt', '--check', '--repair', 'auto', '--json'], {
    cwd: folder.path,
    stdin: await cutLogo(),
  });
  expect(done).toMatchObject({ code: 1, stderr: '' });
  const [first, second, third] = done.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(first.repaired.repairs).toEqual(['removeFlatBackground', 'trim', 'lightVersion']);
  expect(second.repaired.repairs).toEqual(['trim', 'lightVersion']);
  expect(third).toMatchObject({ repaired: null, error: expect.stringContaining('text file') });
  expect(readdirSync(path.join(folder.path, 'mockups')).toSorted()).toEqual(
    [first, second].map(({ repaired }) => path.basename(repaired.path)).toSorted(),
  );
});

test('rubbish is told with what there is, before anything is read', async () => {
  const done = await mockup(['gone.png', '--repair', 'sparkle']);
  expect(done).toMatchObject({
    code: 2,
    stdout: '',
    stderr: 'There is no repair called “sparkle”. There is: background, trim, light, all.\n',
  });
});
