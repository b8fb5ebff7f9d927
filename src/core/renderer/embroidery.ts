import { blur } from './blur.ts';
import { luminance, noiseBytes } from './light.ts';
import type { Logo } from './logo.ts';
import { widenThinStrokes } from './satin.ts';
import type { Scratch } from './scratch.ts';
import { createTexture, type Texture } from './texture.ts';

/*
 * Thread, drawn in the logo's own plane at its real scale. True thread is 0.4 mm thick and would vanish between the pixels, so it
 * is drawn twice as thick.
 */
const threadMm = 0.78;
const stitchMm = 4.2;

// Where the studio's key light comes from, on the cloth.
const lightX = -0.55;
const lightY = -0.75;
// How far the shadow of the thread falls to the right and down.
const shadowMm = [0.35, 0.6] as const;

// Rows run in two directions, one for light colors and one for dark, so that neighbouring colors read as separate fills.
const directions = [-0.62, 0.42].map((angle) => ({ cos: Math.cos(angle), sin: Math.sin(angle) }));

const noise = noiseBytes(4096, 99);

// Where the needle goes in, thread is dark for so long a part of a stitch at either end.
const needle = 1 / 9;
const needleShade = 0.1;

// Brightness across one thread: round, dark in the gap to the next. Over many threads the mean is 1, so that they have the color that was sent.
const profileSteps = 256;
const profile = withMean(
  1 / (1 - needle * needleShade),
  Float32Array.from(
    { length: profileSteps },
    (_, i) => 0.78 + 0.38 * Math.sin((Math.PI * (i + 0.5)) / profileSteps) ** 0.8,
  ),
);

// Thread shines on top, which black thread is seen by. What that adds to the mean is taken from the color.
const shine = 0.5;
const shinesFrom = 0.97;
const meanShine = profile.reduce((sum, thread) => sum + gleamOf(thread), 0) / profileSteps;

function withMean(mean: number, values: Float32Array): Float32Array {
  const sum = values.reduce((all, value) => all + value, 0);
  return values.map((value) => (value * mean * values.length) / sum);
}

function gleamOf(thread: number): number {
  return thread > shinesFrom ? shine * (thread - shinesFrom) ** 2 : 0;
}

/** The logo as embroidery: five channels, the last the shadow that the raised thread throws on the cloth. Thin strokes of it become wider. */
export async function embroider(logo: Logo, scratch: Scratch): Promise<Texture> {
  const { texels, width, height, padding, texelsPerMm, placement } = logo;
  const count = width * height;
  widenThinStrokes(logo, texelsPerMm, scratch);
  const alpha = scratch.bytes('alpha', count);
  const tone = scratch.bytes('tone', count);
  for (let i = 0, t = 0; i < count; i++, t += 4) {
    alpha[i] = 255 * texels[t + 3]! + 0.5;
    tone[i] = 255 * Math.sqrt(Math.min(1, luminance(texels[t]!, texels[t + 1]!, texels[t + 2]!))) + 0.5;
  }
  const soften = async (plane: Uint8Array, mm: number, name: string): Promise<Uint8Array> =>
    await blur(plane, width, height, mm * texelsPerMm, name, scratch);
  const [edge, bulge, tones] = await Promise.all([
    soften(alpha, 0.28, 'edge'),
    soften(alpha, 0.8, 'bulge'),
    soften(tone, 0.3, 'soft tone'),
  ]);

  const values = scratch.floats('thread', count * 5).fill(0);
  const perThread = 1 / (threadMm * texelsPerMm);
  const perStitch = 1 / (stitchMm * texelsPerMm);
  const relief = texelsPerMm / 255;
  // The light and the shadow keep their direction when the logo is turned.
  const cosTurn = Math.cos(placement.turn);
  const sinTurn = Math.sin(placement.turn);
  const towardsX = lightX * cosTurn + lightY * sinTurn;
  const towardsY = lightY * cosTurn - lightX * sinTurn;
  const shadowX = Math.round((shadowMm[0] * cosTurn + shadowMm[1] * sinTurn) * texelsPerMm);
  const shadowY = Math.round((shadowMm[1] * cosTurn - shadowMm[0] * sinTurn) * texelsPerMm);
  const shadowOffset = shadowX + width * shadowY;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const o = 5 * i;
      const caster = i - shadowOffset;
      values[o + 4] = caster >= 0 && caster < count ? bulge[caster]! / 255 : 0;
      const a = texels[4 * i + 3]!;
      if (a === 0) continue;
      const kind = tones[i]! > 120 ? 1 : 0;
      const { cos, sin } = directions[kind]!;
      const across = (x * sin + y * cos) * perThread;
      const row = Math.floor(across);
      const along = (x * cos - y * sin) * perStitch + noise[(row * 131 + kind * 977) & 4095]! / 255;
      const stitch = Math.floor(along);
      const toNeedle = Math.min(along - stitch, 1 - along + stitch) / needle;
      const thread =
        profile[((across - row) * profileSteps) | 0]! *
        (toNeedle < 1 ? 1 - needleShade * (1 - toNeedle) : 1) *
        (0.96 + (0.08 / 255) * noise[(row * 7919 + stitch * 3571 + kind * 31) & 4095]!);
      // Raised edges catch the light or lose it; where colors meet, the needle pulls a groove.
      const slopeX = edge[i + 1]! - edge[i - 1]! + (bulge[i + 1]! - bulge[i - 1]!) * 1.2;
      const slopeY = edge[i + width]! - edge[i - width]! + (bulge[i + width]! - bulge[i - width]!) * 1.2;
      const bevel = Math.max(-0.38, Math.min(0.3, (slopeX * towardsX + slopeY * towardsY) * relief * -0.3));
      const stepX = tones[i + 1]! - tones[i - 1]!;
      const stepY = tones[i + width]! - tones[i - width]!;
      const groove = Math.min(0.22, Math.sqrt(stepX * stepX + stepY * stepY) * relief * 0.16);
      const shade = thread * (1 - bevel) * (1 - groove);
      const gleam = gleamOf(thread) * a;
      const dimmed = meanShine * a;
      for (let channel = 0; channel < 3; channel++)
        values[o + channel] = Math.max(0, texels[4 * i + channel]! - dimmed) * shade + gleam;
      values[o + 3] = a;
    }
  }
  return createTexture({ values, width, height }, 5, padding, scratch);
}
