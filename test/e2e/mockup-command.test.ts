import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { exampleLogos, mockup } from '../support/mockup-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A folder to work in, with its own data, and the command run there. */
function desk(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const folder = temporaryFolder(files);
  const env = { DATA_DIR: path.join(folder.path, 'data') };
  return {
    path: folder.path,
    env,
    run: (args: readonly string[], stdin?: Uint8Array) =>
      mockup(args, { cwd: folder.path, env, ...(stdin ? { stdin } : {}) }),
    shots: (name = 'mockups') => readdirSync(path.join(folder.path, name)),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

/** A square of one color, with nothing around it. */
const redLogo = () =>
  sharp({ create: { width: 300, height: 300, channels: 4, background: '#e01020' } })
    .png()
    .toBuffer();

test('turns a logo into a 768 x 768 shot of a black cap that carries it', async () => {
  using at = desk({ 'red.png': await redLogo() });
  const { code, stdout, stderr } = await at.run(['red.png']);
  expect({ code, steps: stderr.trim().split('\n') }).toMatchObject({
    code: 0,
    steps: expect.arrayContaining(['accepted', 'done']),
  });
  const [file, ...rest] = stdout.trim().split('\n');
  expect(rest).toEqual([]);
  expect(file).toMatch(/^mockups\/red-cap-black-768-seed-\d+-template-render\.png$/);
  const shot = sharp(path.join(at.path, file ?? ''));
  expect(await shot.metadata()).toMatchObject({ width: 768, height: 768, format: 'png' });
  const { data, info } = await shot.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = Array.from({ length: info.width * info.height }, (_, index) =>
    data.subarray(index * 3, index * 3 + 3),
  );
  const isRed = ([r = 0, g = 0, b = 0]: Uint8Array) => r > 110 && g < 70 && b < 80;
  const isCloth = ([r = 0, g = 0, b = 0]: Uint8Array) => Math.max(r, g, b) < 70;
  expect(pixels.filter(isRed).length / pixels.length).toBeGreaterThan(0.01);
  expect(pixels.filter(isCloth).length / pixels.length).toBeGreaterThan(0.15);
});

test('several logos and a count make a batch, each shot under a name of its own', async () => {
  using at = desk();
  const logos = ['summit.png', 'northwind.png'].map((name) => path.join(exampleLogos, name));
  const { code, stdout } = await at.run([
    ...logos,
    '--count',
    '2',
    '--product',
    'hoodie',
    '--color',
    'navy',
    '--size',
    '512',
    '--out',
    'shots',
  ]);
  expect(code).toBe(0);
  const files = stdout.trim().split('\n');
  expect(files).toHaveLength(4);
  expect(new Set(files).size).toBe(4);
  expect(files.map((file) => path.basename(file)).sort()).toEqual(at.shots('shots').sort());
  expect(files.every((file) => /hoodie-navy-512-seed-\d+-template-render/.test(file))).toBe(true);
});

test('--json prints one object per mockup on standard output and nothing else there', async () => {
  using at = desk({ 'words.txt': 'hello, this is no picture' });
  const logo = path.join(exampleLogos, 'volt.jpg');
  const { code, stdout } = await at.run([logo, 'words.txt', '--json', '--size', '512', '--colour', '#1b2a4a']);
  expect(code).toBe(1);
  const mockups = stdout
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));
  expect(mockups).toHaveLength(2);
  expect(mockups.find((each) => each.logo === 'volt.jpg')).toMatchObject({
    status: 'delivered',
    size: 512,
    color: { hex: '#1b2a4a' },
    error: null,
    files: [{ width: 512, height: 512, type: 'image/png', path: expect.stringMatching(/^mockups\/volt-/) }],
  });
  expect(mockups.find((each) => each.logo === 'words.txt')).toMatchObject({
    status: 'failed',
    files: [],
    error: expect.stringContaining('text file'),
  });
});

test('several products and colors come as shots and as one numbered picture of all', async () => {
  using at = desk({ 'red.png': await redLogo() });
  const lists = ['--product', 'cap,mug', '--color', 'black,white', '--size', '512', '--json'];
  const { code, stdout } = await at.run(['red.png', ...lists]);
  expect(code).toBe(0);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));
  expect(lines).toHaveLength(5);
  expect(lines.slice(0, 4).map(({ status }) => status)).toEqual(Array(4).fill('delivered'));
  const file = 'mockups/red-contact-sheet-template-render.jpg';
  expect(lines[4]).toEqual({
    sheet: {
      path: file,
      width: 1112,
      height: 1230,
      bytes: expect.any(Number),
      type: 'image/jpeg',
      alt: 'Contact sheet: 1 Baseball cap · Black, 2 Baseball cap · White, 3 Mug · Black, 4 Mug · White',
    },
  });
  expect(at.shots()).toHaveLength(5);
  const sheet = sharp(path.join(at.path, file));
  expect(await sheet.metadata()).toMatchObject({ width: 1112, height: 1230, format: 'jpeg' });
  // In the left column what is black, in the right one what is white, each with the red logo.
  const { data, info } = await sheet.raw().toBuffer({ resolveWithObject: true });
  const counts = { darkLeft: 0, darkRight: 0, redLeft: 0, redRight: 0 };
  for (let at = 0; at < data.length; at += 3) {
    const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
    const isLeft = (at / 3) % info.width < info.width / 2;
    if (Math.max(r, g, b) < 70) counts[isLeft ? 'darkLeft' : 'darkRight']++;
    if (r > 110 && g < 70 && b < 80) counts[isLeft ? 'redLeft' : 'redRight']++;
  }
  expect(counts.darkLeft).toBeGreaterThan(10 * counts.darkRight);
  expect(Math.min(counts.redLeft, counts.redRight)).toBeGreaterThan(5000);
});

test('reads the logo from standard input, and says nothing but the path when told to be quiet', async () => {
  using at = desk();
  const { code, stdout, stderr } = await at.run(['-', '--quiet', '--size', '512'], await redLogo());
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^mockups\/logo-cap-black-512-.*\.png\n$/);
});

test('the prompt chooses product and color; one that names none says what it is shown on', async () => {
  using at = desk({ 'red.png': await redLogo() });
  const hoodie = await at.run([
    'red.png',
    '--size',
    '512',
    '--prompt',
    'Alone in the frame minimalist product shot of a Black jumper hoodie',
  ]);
  expect(hoodie.stdout).toMatch(/hoodie-black-512/);
  const boat = await at.run(['red.png', '--size', '512', '--prompt', 'A sailing boat at dawn']);
  expect(boat.stdout).toMatch(/cap-/);
  expect(boat.stderr).toContain('names no product known here');
});

test('never overwrites a file and leaves nothing half-written', async () => {
  using at = desk({ 'red.png': await redLogo() });
  mkdirSync(path.join(at.path, 'mockups'));
  const first = (await at.run(['red.png', '--size', '512'])).stdout.trim();
  writeFileSync(path.join(at.path, first), 'mine');
  await at.run(['red.png', '--size', '512']);
  expect(readFileSync(path.join(at.path, first), 'utf8')).toBe('mine');
  expect(at.shots()).toHaveLength(2);
});

test.each([
  [[], /Please name a logo/],
  [['red.png', '--sise', '512'], /no option --sise\. Did you mean --size\?/],
  [['red.png', '--size', '600'], /size must be one of 512, 768, 1024/],
  [['red.png', '--prompt', ''], /A prompt has 1 to 2000 characters/],
  [['red.png', '--prompt', 'x'.repeat(2001)], /A prompt has 1 to 2000 characters/],
  [['red.png', '--count', '9'], /whole number from 1 to 4/],
  [['red.png', '--product', 'submarine'], /“submarine” is no product known here/],
  [['red.png', '--color', 'nocolor'], /“nocolor” is no color known here/],
  [['red.png', '--deployment', 'other'], /no deployment called “other”/],
  [['a', 'b', 'c', '--count', '4'], /up to 10 mockups/],
])('%j makes no sense: one sentence and exit code 2', async (args, sentence) => {
  using at = desk({ 'red.png': await redLogo() });
  const { code, stdout, stderr } = await at.run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test.each([
  [['nothing.png'], /There is no file nothing\.png\./],
  [['.'], /is a folder/],
  [['empty.png'], /empty\.png: This file is empty/],
  [['cut.png'], /cut\.png: This picture is cut off/],
  [['paper.pdf'], /paper\.pdf: This is a PDF/],
  [['red.png', '--out', 'red.png/shots'], /Nothing can be written to red\.png\/shots/],
])('%j cannot be made: a sentence and exit code 1', async (args, sentence) => {
  const red = await redLogo();
  using at = desk({
    'red.png': red,
    'empty.png': '',
    'cut.png': red.subarray(0, 200),
    'paper.pdf': '%PDF-1.7\n%âãÏÓ\n',
  });
  const { code, stdout, stderr } = await at.run(args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test('--help names every option and the exit codes', async () => {
  using at = desk();
  const { code, stdout } = await at.run(['--help']);
  expect(code).toBe(0);
  for (const word of [
    '--prompt',
    '--product',
    '--color',
    '--size',
    '--count',
    '--deployment',
    '--out',
    '--json',
    '--quiet',
    'standard input',
    'Exit codes',
  ]) {
    expect(stdout).toContain(word);
  }
});

test('all bad environment variables are named at once', async () => {
  using at = desk();
  const { code, stderr } = await mockup(['x.png'], {
    cwd: at.path,
    env: { ...at.env, LOG_LEVEL: 'loud', PORT: 'x', COMFY_API_TOKEN: 'key' },
  });
  expect(code).toBe(1);
  for (const name of ['LOG_LEVEL', 'PORT', 'COMFY_DEPLOYMENT_ID_CUSTOM']) expect(stderr).toContain(name);
});
