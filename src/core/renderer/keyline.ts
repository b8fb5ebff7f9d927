import { blur } from './blur.ts';
import { linearOf } from './light.ts';
import type { Picture } from './picture.ts';
import type { Scratch } from './scratch.ts';
import { firmness, mostOpaque } from './silhouette.ts';

/** Premultiplied linear light, four floats a texel, row by row. */
export type Texels = { readonly texels: Float32Array; readonly width: number; readonly height: number };

/** Width of a keyline, in pixels of the logo. */
export function keylineWidth({ width, height }: Picture): number {
  return Math.max(2, Math.round(Math.max(width, height) * 0.009));
}

/** Draws an outline of `width` texels behind a logo, into its padding. */
export async function drawKeyline(logo: Texels, width: number, tone: number, scratch: Scratch): Promise<void> {
  const { texels } = logo;
  const alpha = scratch.bytes('alpha', logo.width * logo.height);
  const most = mostOpaque(texels);
  for (let i = 0; i < alpha.length; i++) alpha[i] = Math.round(255 * firmness(texels[4 * i + 3]!, most));
  const spread = await blur(alpha, logo.width, logo.height, width * 0.9, 'spread', scratch);
  const light = linearOf[tone]!;
  for (let i = 0; i < alpha.length; i++) {
    const outline = Math.max(0, Math.min(1, spread[i]! / 25.5 - 1)) * (1 - texels[4 * i + 3]!);
    if (outline === 0) continue;
    for (let channel = 0; channel < 3; channel++) texels[4 * i + channel]! += outline * light;
    texels[4 * i + 3]! += outline;
  }
}
