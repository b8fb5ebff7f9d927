import sharp from 'sharp';
import { renderShot, Workspace } from '#core/renderer/render-shot.ts';
import type { Shot, ShotNote, ShotRequest } from '#core/renderer/shot.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';

/** A rendered shot, decoded: RGB bytes. */
export type Frame = { readonly pixels: Uint8Array; readonly size: number; readonly notes: readonly ShotNote[] };
type Rgb = readonly [number, number, number];

const workspace = new Workspace();

type Wish = Partial<Omit<ShotRequest, 'logo'>>;

/** Renders in this thread; without more words a white T-shirt of 512 pixels. */
async function draw(logo: Uint8Array, wish: Wish, space: Workspace): Promise<Shot> {
  const { product = 'tshirt', color = '#ffffff', size = 512, ...rest } = wish;
  return await renderShot({ logo, product, color, size, ...rest }, await readTemplateInfo(product), space);
}

/** The bytes of a shot. */
export async function shoot(logo: Uint8Array, wish: Wish = {}, space = workspace): Promise<Uint8Array> {
  return (await draw(logo, wish, space)).png;
}

export async function frameOf(logo: Uint8Array, wish: Wish = {}): Promise<Frame> {
  const { png, width, notes } = await draw(logo, wish, workspace);
  return { pixels: await sharp(png).removeAlpha().raw().toBuffer(), size: width, notes };
}

/** A logo of raw RGBA pixels. */
export async function drawLogo(
  width: number,
  height: number,
  pixel: (x: number, y: number) => readonly [number, number, number, number],
): Promise<Uint8Array> {
  const data = Buffer.alloc(width * height * 4);
  for (let i = 0; i < width * height; i++) data.set(pixel(i % width, Math.floor(i / width)), i * 4);
  return await sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}

/** A logo in which nothing can be seen: shots of it show the bare product. */
export async function drawNothing(): Promise<Uint8Array> {
  return await drawLogo(40, 40, () => [0, 0, 0, 0]);
}

/** The places where two frames differ by more than `threshold` in a channel, and the box round them. */
export function changesOf(a: Frame, b: Frame, threshold = 0): { places: number[]; box: readonly number[] } {
  const places: number[] = [];
  let [left, top, right, bottom] = [a.size, a.size, 0, 0];
  for (let i = 0; i < a.size * a.size; i++) {
    if (channelsOf(a, i).every((value, c) => Math.abs(value - (channelsOf(b, i)[c] ?? 0)) <= threshold)) continue;
    places.push(i);
    const x = i % a.size;
    const y = Math.floor(i / a.size);
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  }
  return { places, box: [left, top, right - left, bottom - top] };
}

function channelsOf({ pixels }: Frame, i: number): Rgb {
  return [pixels[3 * i] ?? 0, pixels[3 * i + 1] ?? 0, pixels[3 * i + 2] ?? 0];
}

/** Mean color of the given places. */
export function meanOf(frame: Frame, places: readonly number[]): Rgb {
  const sum = [0, 0, 0];
  for (const i of places) for (const [c, value] of channelsOf(frame, i).entries()) sum[c] = (sum[c] ?? 0) + value;
  return [(sum[0] ?? 0) / places.length, (sum[1] ?? 0) / places.length, (sum[2] ?? 0) / places.length];
}

/** Places of the square of `2 × reach + 1` pixels round a point. */
export function patch(size: number, x: number, y: number, reach = 4): number[] {
  const places: number[] = [];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) places.push((Math.round(y) + dy) * size + Math.round(x) + dx);
  }
  return places;
}

export function chromaOf(rgb: Rgb): number {
  return Math.max(...rgb) - Math.min(...rgb);
}

/** Degrees on the color circle, 0 to 360; red is 0. */
export function hueOf(rgb: Rgb): number {
  const [r, g, b] = rgb;
  const chroma = chromaOf(rgb);
  const largest = Math.max(r, g, b);
  if (chroma === 0) return 0;
  const sixth = largest === r ? (g - b) / chroma : largest === g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma;
  return (sixth * 60 + 360) % 360;
}

/** Degrees between two hues, 0 to 180. */
export function hueDistance(a: number, b: number): number {
  return Math.abs(((a - b + 540) % 360) - 180);
}

export function rgbOf(hex: string): Rgb {
  const at = (start: number): number => Number.parseInt(hex.slice(start, start + 2), 16);
  return [at(1), at(3), at(5)];
}
