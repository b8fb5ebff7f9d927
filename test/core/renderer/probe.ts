import sharp from 'sharp';
import type { ProductName, Size } from '#core/catalog/catalog.ts';
import { paintShot, Workspace } from '#core/renderer/render-shot.ts';
import type { ShotNote, ShotRequest } from '#core/renderer/shot.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';

/** A finished picture that can be asked for its pixels. */
export type Picture = { readonly pixels: Uint8Array; readonly size: number; readonly notes: readonly ShotNote[] };
export type Rgb = readonly [number, number, number];

const workspace = new Workspace();

/** Paints a shot at 512 unless asked otherwise, and keeps its pixels. */
export async function shoot(
  request: Partial<ShotRequest> & Pick<ShotRequest, 'logo' | 'product'>,
  room = workspace,
): Promise<Picture> {
  const full: ShotRequest = { color: '#808080', size: 512, ...request };
  const { pixels, notes } = await paintShot(full, await readTemplateInfo(full.product), room);
  return { pixels: Uint8Array.from(pixels), size: full.size, notes };
}

/** A logo drawn from SVG, as a PNG with transparency. */
export async function drawLogo(width: number, height: number, content: string): Promise<Buffer> {
  return await sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`),
  )
    .png()
    .toBuffer();
}

/** The same as an opaque JPEG on white, handed on as the intake does. */
export async function drawOpaqueLogo(width: number, height: number, content: string): Promise<Buffer> {
  const jpeg = await sharp(await drawLogo(width, height, content))
    .flatten({ background: '#fff' })
    .jpeg()
    .toBuffer();
  return await sharp(jpeg).ensureAlpha().png().toBuffer();
}

/** One flat color, edge to edge. */
export async function plainLogo(color: string, width = 400, height = 400): Promise<Buffer> {
  return await drawLogo(width, height, `<rect width="${width}" height="${height}" fill="${color}"/>`);
}

/** A logo without any ink: the shot shows the bare product. */
export async function blankLogo(): Promise<Buffer> {
  return await sharp({ create: { width: 64, height: 64, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } } })
    .png()
    .toBuffer();
}

export function rgbAt({ pixels, size }: Picture, x: number, y: number): Rgb {
  const o = 3 * (Math.round(y) * size + Math.round(x));
  return [pixels[o] ?? 0, pixels[o + 1] ?? 0, pixels[o + 2] ?? 0];
}

/** Mean color of a square of 5 × 5 pixels. */
export function patchAt(picture: Picture, x: number, y: number): Rgb {
  const sum: [number, number, number] = [0, 0, 0];
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++)
      rgbAt(picture, x + dx, y + dy).forEach((value, channel) => void (sum[channel] = (sum[channel] ?? 0) + value));
  }
  return [sum[0] / 25, sum[1] / 25, sum[2] / 25];
}

/** Where a point of the print area (shares of its width and height) is in the picture, in the house look. */
export async function pointOf(
  product: ProductName,
  size: Size,
  u: number,
  v: number,
): Promise<readonly [number, number]> {
  const { print } = await workspace.templates.get(product, await readTemplateInfo(product), size);
  let best = Number.POSITIVE_INFINITY;
  let at: readonly [number, number] = [0, 0];
  for (let i = 0; i < print.coverage.length; i++) {
    if ((print.coverage[i] ?? 0) < 200) continue;
    const distance = ((print.u[i] ?? 0) * print.unit - u) ** 2 + ((print.v[i] ?? 0) * print.unit - v) ** 2;
    if (distance >= best) continue;
    best = distance;
    at = [print.left + (i % print.width), print.top + Math.floor(i / print.width)];
  }
  return at;
}

/** Pixels in which two pictures differ by more than `least` in some channel, as `y * size + x`. */
export function differing(a: Picture, b: Picture, least = 0): number[] {
  const found: number[] = [];
  for (let i = 0; i < a.size * a.size; i++) {
    const largest = Math.max(
      ...[0, 1, 2].map((c) => Math.abs((a.pixels[3 * i + c] ?? 0) - (b.pixels[3 * i + c] ?? 0))),
    );
    if (largest > least) found.push(i);
  }
  return found;
}
