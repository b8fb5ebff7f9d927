import sharp from 'sharp';
import { expect, test } from 'vitest';
import { contactSheet, type SheetTile } from '#core/images/contact-sheet.ts';
import { layOut } from '#core/images/sheet-layout.ts';
import { colorDistance, drawDisc, drawQuarters, quarterColors } from '../../support/pictures.ts';

const signal = new AbortController().signal;
const side = 120;
const emptyColor = '#f1f2f4';

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const hues = Array.from(
  { length: 10 },
  (_, index) => `#${(((index + 1) * 1_500_000) % 0xff_ff_ff).toString(16).padStart(6, '0')}`,
);

function flat(color: string, width = side, height = side): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: color } })
    .png()
    .toBuffer();
}

function tileOf(picture: Uint8Array, caption = 'Mug'): SheetTile {
  return { caption, missing: 'failed', read: async () => picture };
}

/** The RGB pixels of a part of a sheet. */
async function pixelsOf(sheet: Uint8Array, area: Area): Promise<number[][]> {
  const data = await sharp(sheet).extract(area).raw().toBuffer();
  return Array.from({ length: data.length / 3 }, (_, index) => [...data.subarray(index * 3, index * 3 + 3)]);
}

/** The middle of a picture's square. */
async function middleOf(sheet: Uint8Array, at: { readonly left: number; readonly top: number }): Promise<number[]> {
  const [pixel = []] = await pixelsOf(sheet, { left: at.left + side / 2, top: at.top + side / 2, width: 1, height: 1 });
  return pixel;
}

/** How many pixels of a part are dark: written on. */
async function inkIn(sheet: Uint8Array, area: Area): Promise<number> {
  return (await pixelsOf(sheet, area)).filter((pixel) => Math.max(...pixel) < 140).length;
}

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('%i pictures stand row by row in their order', async (count) => {
  const tiles = await Promise.all(hues.slice(0, count).map(async (color) => tileOf(await flat(color))));
  const sheet = await contactSheet(tiles, { pictureSide: side, signal });
  const { width, height, format, channels } = await sharp(sheet.bytes).metadata();
  expect({ width, height, format, channels }).toEqual({
    width: sheet.width,
    height: sheet.height,
    format: 'jpeg',
    channels: 3,
  });
  expect(width / height).toBeGreaterThan(0.6);
  expect(width / height).toBeLessThan(2.8);
  const { at } = layOut(count, { pictureSide: side });
  const places = tiles.map((_, index) => at(index));
  expect(places).toEqual(places.toSorted((a, b) => a.top - b.top || a.left - b.left));
  expect(new Set(places.map(({ left, top }) => `${left},${top}`)).size).toBe(count);
  for (const [index, place] of places.entries()) {
    expect(colorDistance(await middleOf(sheet.bytes, place), hues[index] ?? '')).toBeLessThan(6);
  }
});

test('as many columns as are asked for', async () => {
  const tiles = await Promise.all(hues.slice(0, 6).map(async (color) => tileOf(await flat(color))));
  const rows = (await contactSheet(tiles, { columns: 2, pictureSide: side, signal })).bytes;
  const { at, width, height } = layOut(6, { columns: 2, pictureSide: side });
  expect(height).toBeGreaterThan(width);
  expect(await sharp(rows).metadata()).toMatchObject({ width, height });
  for (const index of tiles.keys()) {
    expect(colorDistance(await middleOf(rows, at(index)), hues[index] ?? '')).toBeLessThan(6);
  }
});

test('pictures are no larger than they are, nor than 512 pixels, and the whole sheet stays below 6 megapixels', async () => {
  expect(layOut(4, { pictureSide: 500 }).side).toBe(500);
  expect(layOut(4, { pictureSide: 5000 }).side).toBe(512);
  expect(layOut(10, {}).side).toBe(512);
  for (const columns of [1, 2, 7, 40]) {
    const { width, height } = layOut(40, { columns });
    expect(width * height).toBeLessThanOrEqual(6_000_000);
  }
  const large = await contactSheet([tileOf(await flat('#336699', 3000, 3000))], { signal });
  expect(large.width).toBeLessThan(600);
});

test('every picture has a number of its own', async () => {
  const picture = await flat('#336699');
  const tiles = Array.from({ length: 10 }, () => tileOf(picture));
  const { bytes } = await contactSheet(tiles, { signal });
  const { at, band, side: large } = layOut(10, {});
  const numbers = await Promise.all(
    tiles.map(async (_, index) => {
      const { left, top } = at(index);
      return await pixelsOf(bytes, { left, top: top + large, width: Math.round(0.08 * large), height: band });
    }),
  );
  const differences = numbers.flatMap((one, first) =>
    numbers.slice(first + 1).map((other) => one.filter(([red = 0], at) => Math.abs(red - (other[at]?.[0] ?? 0)) > 100)),
  );
  expect(differences).toHaveLength(45);
  expect(Math.min(...differences.map((pixels) => pixels.length))).toBeGreaterThan(10);
});

test.each([
  ['long', 'Sudadera con capucha · Midnight Navy · '.repeat(20)],
  ['wide', 'W'.repeat(300)],
  ['endless', 'm'.repeat(1_000_000)],
  ['in lines', 'Mug\n\n\nBlack\r\n<tspan dy="50">low</tspan>'.repeat(3)],
  ['full of markup', '</svg><script>alert(1)</script><image href="file:///etc/passwd"/>&amp;&#x0;&bogus; "\'<!--'],
  ['turned round', '\u202E\u2066gum\u2069 \u200F\u200D\uFEFFקפה كوب'],
  ['without letters', '\u0000\u0007\u001B[31m\uD800\uDC00\uDBFF 🎉👩‍👩‍👧 \u0300\u0301'],
])('a caption that is %s stays below its picture', async (_, caption) => {
  const red = await flat('#c02020');
  const { bytes } = await contactSheet([tileOf(red, caption), tileOf(red, caption)], { pictureSide: side, signal });
  const { at, band, width, height } = layOut(2, { pictureSide: side });
  const [first, second] = [at(0), at(1)];
  expect(
    await inkIn(bytes, { left: first.left, top: first.top + side + 2, width: side, height: band - 2 }),
  ).toBeGreaterThan(20);
  const edge = first.left;
  const outside: Area[] = [
    { left: 0, top: 0, width: edge - 1, height },
    { left: first.left + side + 1, top: 0, width: second.left - first.left - side - 2, height },
    { left: second.left + side + 1, top: 0, width: width - second.left - side - 1, height },
    { left: 0, top: first.top + side + band, width, height: height - first.top - side - band },
  ];
  for (const area of outside) expect(await inkIn(bytes, area)).toBe(0);
  expect(colorDistance(await middleOf(bytes, first), '#c02020')).toBeLessThan(6);
});

test('a caption is read by what it says', async () => {
  const picture = await flat('#336699');
  const [black, white] = await Promise.all(
    ['Mug · Black', 'Mug · White'].map((caption) =>
      contactSheet([tileOf(picture, caption)], { pictureSide: side, signal }),
    ),
  );
  expect(black?.bytes.equals(white?.bytes ?? Buffer.alloc(0))).toBe(false);
});

test('pictures of any shape are whole, in the middle of their place', async () => {
  const wide = await drawQuarters(400, 100);
  const { bytes } = await contactSheet([tileOf(wide)], { pictureSide: side, signal });
  const { left, top } = layOut(1, { pictureSide: side }).at(0);
  const at = async (x: number, y: number) =>
    (await pixelsOf(bytes, { left: left + x, top: top + y, width: 1, height: 1 }))[0] ?? [];
  expect(colorDistance(await at(10, 52), quarterColors[0])).toBeLessThan(30);
  expect(colorDistance(await at(110, 52), quarterColors[1])).toBeLessThan(30);
  expect(colorDistance(await at(110, 68), quarterColors[3])).toBeLessThan(30);
  for (const y of [10, 110]) expect(colorDistance(await at(60, y), emptyColor)).toBeLessThan(4);
});

test('grey, deep, transparent and turned pictures come out as they are shown', async () => {
  const grey = await sharp(await flat('#808080'))
    .greyscale()
    .toColourspace('b-w')
    .png()
    .toBuffer();
  const deep = await sharp(await flat('#336699'))
    .toColourspace('rgb16')
    .png()
    .toBuffer();
  const printed = await sharp(await flat('#336699'))
    .toColourspace('cmyk')
    .jpeg()
    .toBuffer();
  const cut = await drawDisc(90);
  const turned = await sharp(await drawQuarters(90, 90, 'jpeg'))
    .withMetadata({ orientation: 3 })
    .toBuffer();
  const tiles = [grey, deep, printed, cut, turned].map((picture) => tileOf(picture));
  const { bytes } = await contactSheet(tiles, { pictureSide: side, signal });
  const { at } = layOut(5, { pictureSide: side });
  expect(colorDistance(await middleOf(bytes, at(0)), '#808080')).toBeLessThan(6);
  expect(colorDistance(await middleOf(bytes, at(1)), '#336699')).toBeLessThan(6);
  expect(colorDistance(await middleOf(bytes, at(2)), '#336699')).toBeLessThan(40);
  expect(colorDistance(await middleOf(bytes, at(3)), '#d02030')).toBeLessThan(8);
  const corner = async (index: number) =>
    (await pixelsOf(bytes, { left: at(index).left + 6, top: at(index).top + 6, width: 1, height: 1 }))[0] ?? [];
  expect(colorDistance(await corner(3), emptyColor)).toBeLessThan(4);
  expect(colorDistance(await corner(4), quarterColors[3])).toBeLessThan(30);
});

test('a place whose picture cannot be had says so, keeps its number, and hurts no other', async () => {
  const blue = await flat('#2040d0');
  const broken = (await flat('#20a040')).subarray(0, 90);
  const tiles: SheetTile[] = [
    tileOf(blue),
    { caption: 'Mug', missing: 'failed' },
    tileOf(broken),
    { ...tileOf(blue), read: () => Promise.reject(new Error('gone')) },
    tileOf(blue),
  ];
  const { bytes } = await contactSheet(tiles, { pictureSide: side, signal });
  const { at, band } = layOut(5, { pictureSide: side });
  for (const index of [0, 4]) expect(colorDistance(await middleOf(bytes, at(index)), '#2040d0')).toBeLessThan(6);
  for (const index of [1, 2, 3]) {
    const { left, top } = at(index);
    const pixels = await pixelsOf(bytes, { left, top, width: side, height: side });
    expect(colorDistance(pixels[5 * side + 5] ?? [], emptyColor)).toBeLessThan(4);
    expect(pixels.filter((pixel) => Math.max(...pixel) < 190).length).toBeGreaterThan(15);
    expect(await inkIn(bytes, { left, top: top + side, width: 14, height: band })).toBeGreaterThan(20);
  }
});

test('the same pictures make the same bytes', async () => {
  const tiles = [tileOf(await drawQuarters(300, 200)), tileOf(await flat('#336699'))];
  const [one, other] = [await contactSheet(tiles, { signal }), await contactSheet(tiles, { signal })];
  expect(one.bytes.equals(other.bytes)).toBe(true);
});

test('two pictures are read at a time, however many there are', async () => {
  const picture = await flat('#336699');
  let [reading, most] = [0, 0];
  const read = async (): Promise<Buffer> => {
    reading++;
    most = Math.max(most, reading);
    await new Promise((resolve) => setImmediate(resolve));
    reading--;
    return picture;
  };
  await contactSheet(
    Array.from({ length: 6 }, () => ({ ...tileOf(picture), read })),
    { pictureSide: side, signal },
  );
  expect(most).toBe(2);
});

test('says what it is where it is told', async () => {
  const tiles = [tileOf(await flat('#336699'))];
  const { bytes } = await contactSheet(tiles, { description: 'Sheet of template renders', signal });
  expect((await sharp(bytes).metadata()).exif?.toString('latin1')).toContain('Sheet of template renders');
  expect((await sharp((await contactSheet(tiles, { signal })).bytes).metadata()).exif).toBeUndefined();
});

test('no pictures, or too many, are refused', async () => {
  const tile: SheetTile = { caption: '', missing: '' };
  await expect(contactSheet([], { signal })).rejects.toThrow(RangeError);
  await expect(
    contactSheet(
      Array.from({ length: 41 }, () => tile),
      { signal },
    ),
  ).rejects.toThrow(RangeError);
  expect(
    (
      await contactSheet(
        Array.from({ length: 40 }, () => tile),
        { pictureSide: 64, signal },
      )
    ).width,
  ).toBeGreaterThan(400);
});

test('stops when it is told to, also while a picture is being read', async () => {
  const stop = new AbortController();
  const reason = new Error('enough');
  const read = async (): Promise<Buffer> => {
    stop.abort(reason);
    throw new Error('gone');
  };
  await expect(contactSheet([{ caption: 'Mug', missing: 'failed', read }], { signal: stop.signal })).rejects.toBe(
    reason,
  );
});
