import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { productNames } from '#core/catalog/catalog.ts';
import { type PrintCoordinates, unitOf, unpackPrintCoordinates } from '#core/renderer/print-coordinates.ts';
import { Scratch } from '#core/renderer/scratch.ts';
import { templateFolder } from '#core/renderer/template-folder.ts';
import { readTemplateInfo, ViewInfo } from '#core/renderer/template-info.ts';
import { encodeTemplate, measureBoxes, type Planes, readByHand, readPlanes } from '../../tools/templates/encode.ts';
import { packPrintCoordinates } from '../../tools/templates/pack-print-coordinates.ts';

const size = 64;
const box = { left: 20, top: 16, width: 23, height: 31 };

/** A disc with a shadow to its right, and a print area that leans, bends and has a fold down its middle. */
function drawPlanes(): Planes {
  const inDisc = (x: number, y: number): boolean => Math.hypot(x - 32, y - 32) < 20;
  const square = (side: number, value: (x: number, y: number) => number): Uint8Array =>
    Uint8Array.from({ length: side * side }, (_, i) => value(i % side, Math.floor(i / side)));
  const inBox = (value: (x: number, y: number) => number): number[] =>
    Array.from({ length: box.width * box.height }, (_, i) => value(i % box.width, Math.floor(i / box.width)));
  return {
    info: {
      size,
      shadowSize: size / 2,
      shadeMax: 1.3,
      sheenMax: 0.05,
      darkSheen: 0.4,
      inkSheen: 0.55,
      uvBox: [box.left, box.top, box.width, box.height],
      printArea: { widthMm: 100, heightMm: 120 },
      fill: 0.9,
      maxCoverage: 0.5,
      anchor: 0.5,
      technique: 'print',
    },
    shade: square(size, (x, y) => 60 + 2 * x + y),
    sheen: square(size, (x) => 3 * x),
    mask: square(size, (x, y) => (inDisc(x, y) ? 255 : 0)),
    shadow: square(size / 2, (x, y) => (x >= 16 && x < 28 && y >= 12 && y < 20 ? 120 : 255)),
    u: Uint16Array.from(inBox((x, y) => 700 * x + 40 * y * y + (x > 11 ? 22_000 : 0))),
    v: Uint16Array.from(inBox((x, y) => 65_535 - 1900 * y - 90 * x)),
    coverage: Uint8Array.from(inBox((x, y) => (x === 11 ? 0 : 255 - 3 * y))),
  };
}

async function unpack(packed: Uint8Array, info: ViewInfo): Promise<PrintCoordinates> {
  const [left, top, width, height] = info.uvBox;
  const count = width * height;
  const target: PrintCoordinates = {
    left,
    top,
    width,
    height,
    u: new Uint16Array(count),
    v: new Uint16Array(count),
    coverage: new Uint8Array(count),
    unit: unitOf(info),
  };
  await unpackPrintCoordinates(packed, info, info.size, target, new Scratch());
  return target;
}

function fileOf(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = files.get(name);
  if (!bytes) throw new Error(`There is no ${name}`);
  return bytes;
}

async function greyOf(picture: Uint8Array): Promise<Uint8Array> {
  return await sharp(picture).toColourspace('b-w').raw().toBuffer();
}

/** Coordinates as the planes have them: 65535 is the far end of the print area. */
function fullScale(values: Uint16Array, unit: number): Uint16Array {
  return values.map((value) => Math.round(value * unit * 65_535));
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = a.length === b.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return largest;
}

test('print coordinates survive encoding to within half a step of 13 bits, over a fold too', async () => {
  const planes = drawPlanes();
  const files = await encodeTemplate(planes);
  const info = ViewInfo.parse(JSON.parse(Buffer.from(fileOf(files, 'view.json')).toString()));
  const { u, v, coverage, unit } = await unpack(fileOf(files, 'uv.br'), info);

  const halfStep = 65_535 / 8191 / 2;
  expect(largestDifference(fullScale(u, unit), planes.u)).toBeLessThanOrEqual(halfStep + 0.5);
  expect(largestDifference(fullScale(v, unit), planes.v)).toBeLessThanOrEqual(halfStep + 0.5);
  expect(largestDifference(coverage, planes.coverage)).toBe(0);
});

test('mask and shadow are kept as they are, shade and sheen nearly so', async () => {
  const planes = drawPlanes();
  const files = await encodeTemplate(planes);
  expect(largestDifference(await greyOf(fileOf(files, 'mask.png')), planes.mask)).toBe(0);
  expect(largestDifference(await greyOf(fileOf(files, 'shadow.png')), planes.shadow)).toBe(0);
  expect(largestDifference(await greyOf(fileOf(files, 'shade.jpg')), planes.shade)).toBeLessThan(6);
  expect(largestDifference(await greyOf(fileOf(files, 'gloss.jpg')), planes.sheen)).toBeLessThan(8);
});

test('the boxes hold the product, and the product with its shadow', async () => {
  const { productBox, contentBox } = await measureBoxes(drawPlanes());
  expect(productBox).toEqual([13, 13, 39, 39]);
  const [left, top, width, height] = contentBox;
  expect([left, top, height]).toEqual([13, 13, 39]);
  // The shadow ends at 56 of 64, softly.
  expect(left + width).toBeGreaterThanOrEqual(56);
  expect(left + width).toBeLessThanOrEqual(58);
});

test('a plane of the wrong size is refused by name', async () => {
  await expect(encodeTemplate({ ...drawPlanes(), v: new Uint16Array(5) })).rejects.toThrow(/Plane v has 5 values/);
});

test('planes are read from the files they are written to', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'planes-'));
  const planes = drawPlanes();
  const { info, ...rest } = planes;
  await writeFile(join(folder.path, 'planes.json'), JSON.stringify(info));
  for (const [name, values] of Object.entries(rest)) {
    await writeFile(join(folder.path, `${name}.raw`), new Uint8Array(values.buffer));
  }
  expect(await readPlanes(folder.path)).toEqual(planes);
});

test.for(productNames)('the template of the %s comes out of the encoder as it is', async (product) => {
  const folder = templateFolder(product, 'front');
  const info = await readTemplateInfo(product);
  const print = await unpack(await readFile(new URL('uv.br', folder)), info);
  // Packing all of it takes most of a second; the middle is as good.
  const [width, height] = [64, 64];
  const crop = (values: Uint16Array): Uint16Array =>
    Uint16Array.from({ length: width * height }, (_, i) => {
      const x = Math.floor((print.width - width) / 2) + (i % width);
      const y = Math.floor((print.height - height) / 2) + Math.floor(i / width);
      return values[y * print.width + x] ?? 0;
    });
  const [u, v] = [crop(print.u), crop(print.v)];
  const coverage = new Uint8Array(width * height).fill(255);
  const full = { width, height, u: fullScale(u, print.unit), v: fullScale(v, print.unit), coverage };
  const again = await unpack(await packPrintCoordinates(full, info.uvBits), { ...info, uvBox: [0, 0, width, height] });
  expect(largestDifference(again.u, u)).toBe(0);
  expect(largestDifference(again.v, v)).toBe(0);

  const mask = await greyOf(await readFile(new URL('mask.png', folder)));
  const shadow = await greyOf(await readFile(new URL('shadow.png', folder)));
  const boxes = await measureBoxes({ mask, shadow, info: { size: info.size, shadowSize: Math.sqrt(shadow.length) } });
  expect(boxes).toEqual({ productBox: info.productBox, contentBox: info.contentBox });
});

test('what was written by hand about a template stays when it is encoded anew', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'template-'));
  expect(await readByHand(folder.path)).toEqual({});
  const before = ViewInfo.parse(
    JSON.parse(Buffer.from(fileOf(await encodeTemplate(drawPlanes()), 'view.json')).toString()),
  );
  const byHand = { stands: 'hangs', threadSmoothing: 8 } as const;
  await writeFile(join(folder.path, 'view.json'), JSON.stringify({ ...before, anchor: 0.1, ...byHand }));
  const files = await encodeTemplate(drawPlanes(), await readByHand(folder.path));
  expect(JSON.parse(Buffer.from(fileOf(files, 'view.json')).toString())).toEqual({ ...before, ...byHand });
});
