import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { ProductName } from '#core/catalog/catalog.ts';
import { readPixelsInto } from './picture.ts';
import {
  type PrintCoordinates,
  pixelsPerWidth,
  printBox,
  unitOf,
  unpackPrintCoordinates,
} from './print-coordinates.ts';
import type { Scratch } from './scratch.ts';
import { templateFolder } from './template-folder.ts';
import type { TemplateInfo } from './template-info.ts';

/**
 * A product, rendered once and for all: `cloth color × shade + sheen` is its picture in any color. Planes are `side × side`
 * bytes. `shade` and `sheen` index their tables of linear light.
 */
export type Template = {
  readonly info: TemplateInfo;
  readonly side: number;
  readonly shade: Uint8Array;
  readonly sheen: Uint8Array;
  /** 255 where the product is, 0 where the backdrop is. */
  readonly mask: Uint8Array;
  /** What the product's shadow leaves of the light on the backdrop, of 255. */
  readonly shadow: Uint8Array;
  readonly print: PrintCoordinates;
  /** Pixels that the whole width of the print area would take where it is seen straight on. */
  readonly pixelsPerWidth: number;
  /** The shade inside the box of `print`, without the weave: thread lies on top of it. */
  readonly smoothShade: Uint8Array;
  readonly shadeTable: Float32Array;
  readonly sheenTable: Float32Array;
};

/** Bytes of memory a template takes at most: planes of its full size and, per pixel of the print area, two shorts and two bytes. */
export function templateBytes(info: TemplateInfo): number {
  const [, , width, height] = info.uvBox;
  return info.size ** 2 * 4 + width * height * 6 + 8;
}

/** Loads a product's template into `memory`, at once at the side it is needed in. The planes are decoded side by side. */
export async function loadTemplate(
  product: ProductName,
  info: TemplateInfo,
  side: number,
  memory: ArrayBuffer,
  scratch: Scratch,
): Promise<Template> {
  const folder = templateFolder(product, info.view);
  const box = printBox(info, side);
  const count = box.width * box.height;
  const area = side * side;
  const plane = (index: number): Uint8Array => new Uint8Array(memory, count * 4 + index * area, area);
  const [shade, sheen, mask, shadow] = [plane(0), plane(1), plane(2), plane(3)];
  const print: PrintCoordinates = {
    ...box,
    u: new Uint16Array(memory, 0, count),
    v: new Uint16Array(memory, count * 2, count),
    coverage: new Uint8Array(memory, count * 4 + area * 4, count),
    unit: unitOf(info),
  };
  const smoothShade = new Uint8Array(memory, count * 5 + area * 4, count);
  await Promise.all([
    readPlane(new URL('shade.jpg', folder), side, shade),
    readPlane(new URL('gloss.jpg', folder), side, sheen),
    readPlane(new URL('mask.png', folder), side, mask),
    readPlane(new URL('shadow.png', folder), side, shadow),
    readFile(new URL('uv.br', folder)).then(
      async (packed) => await unpackPrintCoordinates(packed, info, side, print, scratch),
    ),
  ]);
  await smoothOut(shade, side, box, ((info.threadSmoothing ?? usualSmoothing) * side) / info.size, smoothShade);
  return {
    info,
    side,
    shade,
    sheen,
    mask,
    shadow,
    print,
    pixelsPerWidth: pixelsPerWidth(print),
    smoothShade,
    shadeTable: squareTable(info.shadeMax),
    sheenTable: squareTable(info.sheenMax),
  };
}

async function readPlane(file: URL, side: number, plane: Uint8Array): Promise<void> {
  const image = sharp(await readFile(file))
    .resize(side, side, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w');
  await readPixelsInto(image, plane);
}

/** Takes a weave off and leaves folds, in pixels of the template. */
const usualSmoothing = 3.2;

type Box = Pick<PrintCoordinates, 'left' | 'top' | 'width' | 'height'>;

async function smoothOut(shade: Uint8Array, side: number, box: Box, sigma: number, plane: Uint8Array): Promise<void> {
  const { left, top, width, height } = box;
  const image = sharp(shade, { raw: { width: side, height: side, channels: 1 } })
    .extract({ left, top, width, height })
    .blur(Math.max(0.5, sigma))
    .toColourspace('b-w');
  await readPixelsInto(image, plane);
}

// Planes hold the square root of light, which spends their 256 steps where the eye sees them.
function squareTable(max: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, value) => (value / 255) ** 2 * max);
}
