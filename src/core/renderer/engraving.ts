import { blur } from './blur.ts';
import { lightness, luminance, noiseBytes, parseHex, type Rgb } from './light.ts';
import type { Logo } from './logo.ts';
import type { Scratch } from './scratch.ts';
import { createTexture, type Texture } from './texture.ts';

/*
 * A laser takes the coating off and leaves the bare metal under it: every color of a logo becomes steel, and what sets its colors apart is
 * how much of the coating goes.
 */
const brightSteel: Rgb = [0.62, 0.63, 0.64];
// Under a light coating bright metal would not be seen: there the laser burns it dark.
const burntSteel: Rgb = [0.13, 0.132, 0.137];
// From this lightness of the coating on.
const lightCoating = 55;
// So much of the coating is left at most where a logo has its other tones, and this difference of lightness earns all of it.
const mostCoating = 0.62;
const wideRange = 55;

const bevelMm = 0.34;
const brushMm = 0.22;
const noise = noiseBytes(4096, 41);

// Where the studio's key light comes from, on the product.
const lightX = -0.55;
const lightY = -0.75;

/** The logo as engraving in a coating of that color (`#rrggbb`). */
export async function engrave(logo: Logo, color: string, scratch: Scratch): Promise<Texture> {
  const { texels, width, height, padding, texelsPerMm, placement } = logo;
  const isBurnt = lightness(luminance(...parseHex(color))) >= lightCoating;
  const steel = isBurnt ? burntSteel : brightSteel;
  const count = width * height;
  const depth = scratch.bytes('alpha', count);
  const tones = scratch.bytes('tone', count);
  const outermost = readTones(texels, tones, isBurnt);
  for (let i = 0; i < count; i++) {
    const kept = mostCoating * Math.min(1, Math.abs(tones[i]! - outermost) / wideRange);
    depth[i] = Math.round(255 * texels[4 * i + 3]! * (1 - kept));
  }
  const edge = await blur(depth, width, height, bevelMm * texelsPerMm, 'edge', scratch);

  const values = scratch.floats('thread', count * 4).fill(0);
  const cos = Math.cos(placement.turn);
  const sin = Math.sin(placement.turn);
  // Light and brush keep their direction when the logo is turned.
  const towardsX = lightX * cos + lightY * sin;
  const towardsY = lightY * cos - lightX * sin;
  const perBrush = 1 / (brushMm * texelsPerMm);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const a = depth[i]! / 255;
      if (a === 0) continue;
      const slope = (edge[i + 1]! - edge[i - 1]!) * towardsX + (edge[i + width]! - edge[i - width]!) * towardsY;
      // Sunken: the rim that faces away from the light is the one next to it.
      const bevel = Math.max(-0.45, Math.min(0.4, slope * 0.0052));
      const across = (x * sin + y * cos) * perBrush + 1024;
      const brush = 0.95 + 0.07 * lineAt(across) + 0.04 * lineAt(across * 0.23);
      const shade = a * brush * (1 + bevel);
      values[4 * i] = steel[0] * shade;
      values[4 * i + 1] = steel[1] * shade;
      values[4 * i + 2] = steel[2] * shade;
      values[4 * i + 3] = a;
    }
  }
  return createTexture({ values, width, height }, 4, padding, scratch);
}

/** Fills in each texel's lightness and tells the one that is to be pure steel: the darkest where steel is dark, else the lightest. */
function readTones(texels: Float32Array, tones: Uint8Array, isDarkest: boolean): number {
  const weights = new Float64Array(101);
  let all = 0;
  for (let i = 0, t = 0; i < tones.length; i++, t += 4) {
    const alpha = texels[t + 3]!;
    if (alpha === 0) continue;
    const tone = lightness(Math.min(1, luminance(texels[t]!, texels[t + 1]!, texels[t + 2]!) / alpha));
    tones[i] = Math.round(tone);
    weights[tones[i]!]! += alpha;
    all += alpha;
  }
  // A few specks do not count.
  let passed = 0;
  for (let step = 0; step <= 100; step++) {
    const tone = isDarkest ? step : 100 - step;
    passed += weights[tone]!;
    if (passed > 0.02 * all) return tone;
  }
  return isDarkest ? 0 : 100;
}

function lineAt(at: number): number {
  const line = Math.floor(at);
  const part = at - line;
  return (noise[line & 4095]! * (1 - part) + noise[(line + 1) & 4095]! * part) / 127.5 - 1;
}
