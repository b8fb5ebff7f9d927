import { readdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { loadLanguages } from '#core/messages/message.ts';
import { check } from '../../support/check-bench.ts';
import { drawPng } from '../../support/drawn-logos.ts';
import { exampleLogos, mockup } from '../../support/mockup-command.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const red = () => drawPng(1500, 968, '<rect width="1500" height="968" rx="200" fill="#c02030"/>');
const black = () => drawPng(1500, 968, '<rect width="1500" height="968" rx="200" fill="#000"/>');
const onPaper = async () =>
  sharp(await drawPng(1500, 968, '<circle cx="750" cy="484" r="470" fill="#c02030"/>'))
    .flatten({ background: '#ffffff' })
    .png()
    .toBuffer();

test('a good logo is told to be good, one sentence a line, each with its mark', async () => {
  using folder = temporaryFolder({ 'red.png': await red() });
  const { code, stdout, stderr } = await check(['red.png', '--color', 'white'], { cwd: folder.path });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [title, ...lines] = stdout.trimEnd().split('\n');
  expect(title).toBe('red.png · Baseball cap · White · 124 × 76 mm');
  expect(lines.some((line) => /^✓ It has plenty of pixels: 3\d\d DPI when printed \d+ mm wide\.$/.test(line))).toBe(
    true,
  );
  expect(lines.filter((line) => !/^[✓!] \p{Lu}.*\.$/u.test(line))).toEqual([]);
});

test.each([
  ['black.png', 'black', '✗ It would vanish on a product of this color.'],
  ['paper.png', 'black', '✗ It lies on a box of #ffffff'],
])('%s on %s has a problem, which is told first and by the exit code', async (name, color, start) => {
  using folder = temporaryFolder({ 'black.png': await black(), 'paper.png': await onPaper() });
  const { code, stdout } = await check([name, '--color', color], { cwd: folder.path });
  expect(code).toBe(1);
  expect(stdout.split('\n')[1]?.startsWith(start)).toBe(true);
});

test('product and color are those a mockup of the same words would have', async () => {
  const titleOf = async (...words: string[]) =>
    (await check(['-', ...words], { stdin: await red() })).stdout.split('\n')[0];
  expect(await titleOf()).toBe('logo · Baseball cap · Black · 124 × 76 mm');
  expect(await titleOf('--product', 'mug', '--colour', 'navy')).toMatch(/^logo · Mug · Navy · /);
  expect(await titleOf('--prompt', 'A red hoodie on a chair')).toMatch(/^logo · Hoodie · Red · /);
  expect(await titleOf('--prompt', 'A red hoodie', '--product', 'tshirt')).toMatch(/^logo · T-shirt · Red · /);
});

test('how it is put on the product decides how thin a line may be', async () => {
  const lines = await drawPng(
    1500,
    900,
    Array.from({ length: 8 }, (_, n) => `<rect y="${n * 120}" width="1500" height="7" fill="#c02030"/>`).join(''),
  );
  // A cap is embroidered, a mug is printed.
  expect((await check(['-', '--product', 'cap', '--color', 'white'], { stdin: lines })).stdout).toContain(
    '✗ It has lines',
  );
  expect((await check(['-', '--product', 'mug', '--color', 'white'], { stdin: lines })).stdout).toContain(
    '✓ Its lines',
  );
});

test('--json prints one object for each logo, also for one that cannot be read', async () => {
  using folder = temporaryFolder({ 'black.png': await black(), 'words.txt': 'hello, this is no picture' });
  const { code, stdout } = await check(['black.png', 'words.txt', 'gone.png', '--json', '--product', 'tshirt'], {
    cwd: folder.path,
  });
  expect(code).toBe(1);
  const [first, ...others] = stdout
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(first).toMatchObject({
    logo: 'black.png',
    product: 'tshirt',
    color: { name: 'Black', hex: '#000000' },
    technique: 'print',
    print_area: { width_mm: 300 },
    repaired: null,
    error: null,
    findings: expect.arrayContaining([
      {
        kind: 'contrast',
        severity: 'problem',
        sentence: expect.stringContaining('would vanish'),
        repair: 'lightVersion',
        repair_option: '--repair light',
        values: expect.objectContaining({ lost: 100, color: '#000000' }),
      },
    ]),
  });
  expect(others).toMatchObject([
    { logo: 'words.txt', findings: [], error: expect.stringContaining('text file') },
    { logo: 'gone.png', findings: [], error: 'There is no file gone.png.' },
  ]);
});

test('logos that cannot be read are told, and the others are checked all the same', async () => {
  using folder = temporaryFolder({ 'red.png': await red(), 'words.txt': 'hello' });
  const { code, stdout } = await check(['words.txt', 'red.png', '--color', 'white'], { cwd: folder.path });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^words\.txt .*\n✗ This is a text file.*\nred\.png .*\n[✓!] /);
});

test('a placement is judged by its own size, a technique by its own threads', async () => {
  const jsonOf = async (...words: string[]) =>
    JSON.parse((await check(['-', '--json', ...words], { stdin: await red() })).stdout);
  expect(await jsonOf('--product', 'tshirt', '--placement', 'left-chest')).toMatchObject({
    print_area: { width_mm: 95, height_mm: 95 },
  });
  expect(await jsonOf('--technique', 'print')).toMatchObject({ product: 'cap', technique: 'print' });
  const refused = await check(['-', '--technique', 'spray'], { stdin: await red() });
  expect(refused).toEqual({ code: 2, stdout: '', stderr: 'It must be one of print, embroidery, engraving.\n' });
});

test.each([
  [['--product', 'sock'], 'sock'],
  [['--color', 'blurple'], 'blurple'],
])('%j makes no sense', async (words, named) => {
  const { code, stdout, stderr } = await check(['red.png', ...words]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`“${named}”`);
});

test('it is said in the language of the terminal', async () => {
  await loadLanguages(['de']);
  const { stdout } = await check(['-', '--color', 'white'], { stdin: await red(), locale: 'de-AT' });
  expect(stdout).toContain('logo · Baseballkappe · White');
  expect(stdout).toContain('✓ Sein Hintergrund ist durchsichtig.');
});

test('the command checks and leaves nothing behind', async () => {
  using folder = temporaryFolder({});
  const logo = path.join(exampleLogos, 'volt.jpg');
  // Not even settings that would refuse to start anything are in its way.
  const env = { DATA_DIR: path.join(folder.path, 'data'), COMFY_API_URL: 'no address' };
  const done = await mockup([logo, '--check'], { cwd: folder.path, env });
  expect(done).toMatchObject({ code: 1, stderr: '' });
  expect(done.stdout).toMatch(/^volt\.jpg · Baseball cap · Black/);
  expect(readdirSync(folder.path)).toEqual([]);
});

test('several products and colors are each looked at, from one reading', async () => {
  const { stdout } = await check(['-', '--product', 'cap,mug', '--color', 'black,white'], { stdin: await red() });
  const titles = stdout.split('\n').filter((line) => line.startsWith('logo · '));
  expect(titles.map((title) => title.split(' · ').slice(1, 3).join(' '))).toEqual([
    'Baseball cap Black',
    'Baseball cap White',
    'Mug Black',
    'Mug White',
  ]);
});
