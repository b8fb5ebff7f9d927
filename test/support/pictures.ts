import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** Formats that drawing can give. */
export type DrawnFormat = 'png' | 'jpeg' | 'webp' | 'avif' | 'gif' | 'tiff';

/** Colors of the four quarters of `drawQuarters`: top left, top right, bottom left, bottom right. */
export const quarterColors = ['#d02030', '#20a040', '#2040d0', '#e0c020'] as const;

function rectangles(width: number, height: number): string {
  const [w, h] = [width / 2, height / 2];
  return quarterColors
    .map(
      (color, index) =>
        `<rect x="${(index % 2) * w}" y="${index < 2 ? 0 : h}" width="${w}" height="${h}" fill="${color}"/>`,
    )
    .join('');
}

/** An SVG around some elements. */
export function svgOf(elements: string, attributes = 'width="200" height="100" viewBox="0 0 200 100"'): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${elements}</svg>`;
}

/** Four opaque quarters of `quarterColors`, so that a turned or mirrored picture can be told. */
export function quarters(width: number, height: number): Sharp {
  return sharp(Buffer.from(svgOf(rectangles(width, height), `width="${width}" height="${height}"`))).removeAlpha();
}

export async function drawQuarters(width: number, height: number, format: DrawnFormat = 'png'): Promise<Buffer> {
  return quarters(width, height).toFormat(format, { quality: 95 }).toBuffer();
}

/** A logo: a disc of one color in the middle of nothing. */
export async function drawDisc(
  side: number,
  options: { readonly color?: string; readonly format?: DrawnFormat } = {},
): Promise<Buffer> {
  const { color = '#d02030', format = 'png' } = options;
  const disc = svgOf(`<circle cx="50%" cy="50%" r="40%" fill="${color}"/>`, `width="${side}" height="${side}"`);
  // By default a TIFF is compressed as JPEG, which has no alpha.
  return sharp(Buffer.from(disc))
    .toFormat(format, format === 'tiff' ? { compression: 'lzw' } : {})
    .toBuffer();
}

/** A picture that does not compress: every pixel is chance, always the same for one seed. */
export function noise(width: number, height: number, seed = 1): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  const next = randomNumbers(seed);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = next() * 256;
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** Numbers in 0..1, always the same for one seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The color of one pixel as `[r, g, b, alpha]`; the position in shares of the size, 0..1. */
export async function probe(
  picture: Uint8Array,
  x: number,
  y: number,
): Promise<readonly [number, number, number, number]> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const column = Math.min(info.width - 1, Math.floor(x * info.width));
  const row = Math.min(info.height - 1, Math.floor(y * info.height));
  const at = (row * info.width + column) * 4;
  const [r = 0, g = 0, b = 0, alpha = 0] = data.subarray(at, at + 4);
  return [r, g, b, alpha];
}

/** How far a pixel is from a `#rrggbb` color: the largest difference of a channel, 0..255. */
export function colorDistance(pixel: readonly number[], color: string): number {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return Math.max(...wanted.map((value, channel) => Math.abs(value - (pixel[channel] ?? 0))));
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** A PNG that says how large it is (in bits a channel and PNG's number of a color type) and holds next to nothing. */
export function pngClaiming(width: number, height: number, depth = 8, color = 6, data = Buffer.alloc(1000)): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, color, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(data)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}
