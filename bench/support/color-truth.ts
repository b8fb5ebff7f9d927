import { differenceCiede2000 } from 'culori';
import sharp from 'sharp';
import type { ProductName } from '#core/catalog/catalog.ts';
import { linearOf } from '#core/renderer/light.ts';
import { placeLogo } from '#core/renderer/placement.ts';
import { paintShot, Workspace } from '#core/renderer/render-shot.ts';
import type { Technique } from '#core/renderer/shot.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';

/** Colors as brands use them: every hue, pale, deep, nearly black and nearly white. */
export const brandColors: readonly string[] = [
  '#e4002b',
  '#ff6900',
  '#ffcd00',
  '#78be20',
  '#00843d',
  '#00b5e2',
  '#0057b8',
  '#1b2a4a',
  '#6f2da8',
  '#e10098',
  '#7a4a2b',
  '#f7c6c7',
  '#8a8d8f',
  '#231f20',
  '#000000',
  '#f5f5f0',
];

/** One flat patch on one product. `color` is the product's, `ink` the patch's, both `#rrggbb`. */
export type Patch = {
  readonly product: ProductName;
  readonly view?: string;
  readonly technique: Technique;
  readonly color: string;
  readonly ink: string;
};

/** How far the patch's median is from its color, as ΔE2000: with the shading plane divided out, and as the picture shows it. */
export type ColorTruth = { readonly ink: string; readonly divided: number; readonly shown: number };

const size = 512;
const side = 400;
// The patch has a frame of another color, as a logo of one color alone is turned light or dark where it would vanish; and clear space
// round that, as a frame to the edge of the picture is taken for paper.
const frame = 40;
const clear = 2;
const frameColor = '#5a9e6f';
// Measured well inside, where no pixel shows anything of the frame.
const inner = 0.55;

const distance = differenceCiede2000();
const workspace = new Workspace();

/** Prints a patch and measures it. */
export async function measureColorTruth(patch: Patch): Promise<ColorTruth> {
  const { product, technique, color, ink } = patch;
  const info = await readTemplateInfo(product, patch.view);
  const logo = await drawPatch(ink);
  const { pixels } = await paintShot({ logo, product, view: info.view, technique, color, size }, info, workspace);
  const { print, shade, shadeTable, side: stride } = await workspace.templates.get(product, info, size);
  const place = placeLogo(1, info);
  const middleU = place.left + place.width / 2;
  const middleV = place.top + place.height / 2;
  const divided: number[][] = [[], [], []];
  const shown: number[][] = [[], [], []];
  for (let i = 0; i < print.coverage.length; i++) {
    if ((print.coverage[i] ?? 0) < 255) continue;
    if (Math.abs((print.u[i] ?? 0) * print.unit - middleU) > (inner * place.width) / 2) continue;
    if (Math.abs((print.v[i] ?? 0) * print.unit - middleV) > (inner * place.height) / 2) continue;
    const at = (print.top + Math.floor(i / print.width)) * stride + print.left + (i % print.width);
    const light = shadeTable[shade[at] ?? 0] ?? 1;
    for (const channel of [0, 1, 2]) {
      const seen = linearOf[pixels[3 * at + channel] ?? 0] ?? 0;
      divided[channel]?.push(seen / light);
      shown[channel]?.push(seen);
    }
  }
  return { ink, divided: distance(ink, colorOf(divided)), shown: distance(ink, colorOf(shown)) };
}

async function drawPatch(ink: string): Promise<Buffer> {
  const square = (color: string, margin: number): string =>
    `<rect x="${margin}" y="${margin}" width="${side - 2 * margin}" height="${side - 2 * margin}" fill="${color}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">${square(frameColor, clear)}${square(ink, frame)}</svg>`;
  return await sharp(Buffer.from(svg)).png().toBuffer();
}

function colorOf(channels: readonly (readonly number[])[]): { mode: 'lrgb'; r: number; g: number; b: number } {
  const middle = (channel: number): number => {
    const sorted = [...(channels[channel] ?? [])].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return { mode: 'lrgb', r: middle(0), g: middle(1), b: middle(2) };
}
