/*
 * Makes a template of the planes that pack.py wrote: `node tools/templates/encode.ts <folder of planes> <folder of the template>`.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { z } from 'zod';
import { ViewInfo } from '#core/renderer/template-info.ts';
import { packPrintCoordinates } from './pack-print-coordinates.ts';

/** What pack.py says about its planes: all of a template's description but what is measured here. */
export const PlanesInfo = ViewInfo.omit({ uvBits: true, productBox: true, contentBox: true }).extend({
  /** Side of the shadow plane, in pixels; soft shadows need no more than half of the others'. */
  shadowSize: z.int().positive(),
});
export type PlanesInfo = z.output<typeof PlanesInfo>;

/** Planes of a product, row by row from the top: square ones of bytes, and the box of print coordinates. */
export type Planes = {
  readonly info: PlanesInfo;
  /** 255 times the square root of the response to light, as a share of `shadeMax`; the same of the sheen. */
  readonly shade: Uint8Array;
  readonly sheen: Uint8Array;
  readonly mask: Uint8Array;
  readonly shadow: Uint8Array;
  readonly u: Uint16Array;
  readonly v: Uint16Array;
  readonly coverage: Uint8Array;
};

// On a print area 400 pixels wide that is a twentieth of a pixel; with 8 bits straight edges wobble visibly.
const uvBits = 13;
const shadeQuality = 93;
// Sheen is faint and smooth: what is lost there nobody sees.
const sheenQuality = 88;
// A shadow that takes less than a twentieth of the light is not seen as one, so framing need not keep room for it.
const visibleShadow = 242;

/** What people write into a view.json, because no pass of a render can tell it. */
const ByHand = ViewInfo.pick({ threadSmoothing: true, printAreas: true, stands: true });
export type ByHand = z.output<typeof ByHand>;

/**
 * Encodes planes as the files of a template, by name. Throws a RangeError when a plane is not of the size that `info` says.
 * @param byHand what was written into the template's view.json before, and stays
 */
export async function encodeTemplate(planes: Planes, byHand: ByHand = {}): Promise<ReadonlyMap<string, Uint8Array>> {
  checkSizes(planes);
  const { size, shadowSize, uvBox } = planes.info;
  const [, , width, height] = uvBox;
  const boxes = await measureBoxes(planes);
  const info = ViewInfo.parse({ ...planes.info, uvBits, ...boxes, ...byHand });
  // WebP would be smaller, but squeezes the range of grey on the way.
  const jpeg = async (plane: Uint8Array, quality: number): Promise<Uint8Array> =>
    await grey(plane, size).jpeg({ quality, mozjpeg: true }).toBuffer();
  const png = async (plane: Uint8Array, side: number): Promise<Uint8Array> =>
    await grey(plane, side).png({ compressionLevel: 9, adaptiveFiltering: true }).toBuffer();
  return new Map([
    ['shade.jpg', await jpeg(planes.shade, shadeQuality)],
    ['gloss.jpg', await jpeg(planes.sheen, sheenQuality)],
    ['mask.png', await png(planes.mask, size)],
    ['shadow.png', await png(planes.shadow, shadowSize)],
    ['uv.br', await packPrintCoordinates({ ...planes, width, height }, uvBits)],
    ['view.json', Buffer.from(`${JSON.stringify(info, null, 2)}\n`)],
  ]);
}

/** Where the product is, and where it or a shadow that can be seen is: `[left, top, width, height]` in pixels. */
export async function measureBoxes(
  planes: Pick<Planes, 'mask' | 'shadow'> & { readonly info: Pick<PlanesInfo, 'size' | 'shadowSize'> },
): Promise<Pick<ViewInfo, 'productBox' | 'contentBox'>> {
  const { mask, info } = planes;
  const { size, shadowSize } = info;
  // Enlarged as the renderer does it.
  const shadow = await grey(planes.shadow, shadowSize)
    .resize(size, size, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return {
    productBox: boxOf(size, (i) => mask[i]! > 0),
    contentBox: boxOf(size, (i) => mask[i]! > 0 || shadow[i]! < visibleShadow),
  };
}

/** Reads what was written by hand about the template of a folder, when there is one. */
export async function readByHand(folder: string): Promise<ByHand> {
  const file = join(folder, 'view.json');
  return existsSync(file) ? ByHand.parse(JSON.parse(await readFile(file, 'utf8'))) : {};
}

/** Reads the planes that pack.py wrote into a folder. */
export async function readPlanes(folder: string): Promise<Planes> {
  const bytes = async (name: string): Promise<Uint8Array> =>
    new Uint8Array(await readFile(join(folder, `${name}.raw`)));
  const shorts = async (name: string): Promise<Uint16Array> => {
    const { buffer, byteLength } = await bytes(name);
    return new Uint16Array(buffer, 0, byteLength >> 1);
  };
  return {
    info: PlanesInfo.parse(JSON.parse(await readFile(join(folder, 'planes.json'), 'utf8'))),
    shade: await bytes('shade'),
    sheen: await bytes('sheen'),
    mask: await bytes('mask'),
    shadow: await bytes('shadow'),
    u: await shorts('u'),
    v: await shorts('v'),
    coverage: await bytes('coverage'),
  };
}

function grey(plane: Uint8Array, side: number): Sharp {
  return sharp(plane, { raw: { width: side, height: side, channels: 1 } }).toColourspace('b-w');
}

function boxOf(side: number, isIn: (i: number) => boolean): ViewInfo['productBox'] {
  let [left, top, right, bottom] = [side, side, -1, -1];
  for (let y = 0, i = 0; y < side; y++) {
    for (let x = 0; x < side; x++, i++) {
      if (!isIn(i)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return [left, top, right - left + 1, bottom - top + 1];
}

function checkSizes({ info, ...planes }: Planes): void {
  const [, , width, height] = info.uvBox;
  const area = info.size ** 2;
  const box = width * height;
  const wanted = { shade: area, sheen: area, mask: area, shadow: info.shadowSize ** 2, u: box, v: box, coverage: box };
  for (const [name, count] of Object.entries(wanted)) {
    const { length } = planes[name as keyof typeof wanted];
    if (length !== count) throw new RangeError(`Plane ${name} has ${length} values instead of ${count}`);
  }
}

async function main(source: string | undefined, target: string | undefined): Promise<void> {
  if (!source || !target)
    throw new Error('Usage: node tools/templates/encode.ts <folder of planes> <folder of the template>');
  const files = await encodeTemplate(await readPlanes(source), await readByHand(target));
  await mkdir(target, { recursive: true });
  for (const [name, bytes] of files) {
    await writeFile(join(target, name), bytes);
    console.log(`${name.padEnd(13)} ${(bytes.length / 1024).toFixed(1).padStart(6)} KB`);
  }
}

if (import.meta.main) await main(process.argv[2], process.argv[3]);
