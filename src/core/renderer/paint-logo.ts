import { dither, ditherMask, lastTone, toneOf } from './light.ts';
import { ditherRow } from './paint-product.ts';
import type { Placement } from './placement.ts';
import { slopeAt } from './print-coordinates.ts';
import type { Technique } from './shot.ts';
import type { Stage } from './stage.ts';
import { texelGrid } from './texel-grid.ts';
import type { Texture, TextureLevel } from './texture.ts';
import { veilOf } from './veil.ts';

const contactShadow = 0.55;
// How far the weave under the logo is smoothed away: thread covers it, ink sinks in, and steel has none.
const smoothnessOf: Readonly<Record<Technique, number>> = { print: 0.15, embroidery: 0.8, engraving: 0.9 };
// Bare metal mirrors the lamps more than any coating or ink on it does.
const steelSheen = 1.25;

// Four samples a pixel on a rotated grid.
const tapsX = [-0.125, 0.375, 0.125, -0.375] as const;
const tapsY = [-0.375, -0.125, 0.375, 0.125] as const;

/** Paints a logo over the product, into RGB bytes that already show it. */
export function paintLogo(
  stage: Stage,
  texture: Texture,
  placement: Placement,
  technique: Technique,
  picture: Uint8Array,
): void {
  const { template, size, left, top, sheen, cloth, solidFrom } = stage;
  const { print, smoothShade, shadeTable, shade, sheen: sheenPlane, mask, shadow, side } = template;
  const [lightR, lightG, lightB] = stage.light;
  const { levels, channels, padding } = texture;
  const first = levels[0]!;
  const grid = texelGrid(texture, placement, template.info, print.unit);
  const { startU, startV, rightPerU, rightPerV, downPerU, downPerV } = grid;
  const smoothness = smoothnessOf[technique];
  const inkSheen = technique === 'engraving' ? steelSheen : template.info.inkSheen;
  // Steel mirrors the room, ink does not.
  const veil = technique === 'engraving' ? 0 : sheen[veilOf(template)]!;
  const sample = new Float64Array(5);

  for (let py = 0; py < print.height; py++) {
    const planeY = print.top + py;
    const y = top + planeY;
    if (y < 0 || y >= size) continue;
    const row = ditherRow(y);
    const hasAbove = py > 0;
    const hasBelow = py < print.height - 1;
    for (let px = 0, i = py * print.width; px < print.width; px++, i++) {
      const coverage = print.coverage[i]! / 255;
      const x = left + print.left + px;
      if (coverage <= 0.004 || x < 0 || x >= size) continue;
      const alongU = print.u[i]! - startU;
      const alongV = print.v[i]! - startV;
      const u = alongU * rightPerU + alongV * rightPerV + padding;
      const v = alongU * downPerU + alongV * downPerV + padding;
      if (u < 0 || v < 0 || u > first.width || v > first.height) continue;
      const hasLeft = px > 0;
      const hasRight = px < print.width - 1;
      const slopeUx = slopeAt(print.u, print.coverage, i, 1, hasLeft, hasRight);
      const slopeVx = slopeAt(print.v, print.coverage, i, 1, hasLeft, hasRight);
      const slopeUy = slopeAt(print.u, print.coverage, i, print.width, hasAbove, hasBelow);
      const slopeVy = slopeAt(print.v, print.coverage, i, print.width, hasAbove, hasBelow);
      const dux = slopeUx * rightPerU + slopeVx * rightPerV;
      const dvx = slopeUx * downPerU + slopeVx * downPerV;
      const duy = slopeUy * rightPerU + slopeVy * rightPerV;
      const dvy = slopeUy * downPerU + slopeVy * downPerV;
      const across = dux * dux + dvx * dvx;
      const down = duy * duy + dvy * dvy;

      // Each tap stands for half the pixel's footprint; along the longer way of a slanted one for a quarter, as no two lie side by side.
      let level = 0;
      const span = 1.27 * Math.sqrt(Math.max(0.25 * Math.min(across, down), 0.0625 * Math.max(across, down)));
      for (let rest = span; rest >= 2 && level < levels.length - 1; rest *= 0.5) level++;
      const texels = levels[level]!;
      const scale = 1 / (1 << level);
      sample.fill(0);
      for (let tap = 0; tap < 4; tap++) {
        const jx = tapsX[tap]!;
        const jy = tapsY[tap]!;
        addSample(
          texels,
          channels,
          (u + dux * jx + duy * jy) * scale - 0.5,
          (v + dvx * jx + dvy * jy) * scale - 0.5,
          sample,
        );
      }
      const ink = sample[3]! * 0.25 * coverage;
      const shadowOfThread = sample[4]! * 0.25 * coverage;
      if (ink <= 0.002 && shadowOfThread <= 0.002) continue;

      const p = planeY * side + print.left + px;
      const full = shadeTable[shade[p]!]!;
      const lit = full + (shadeTable[smoothShade[i]!]! - full) * smoothness * ink;
      const bare = (1 - ink) * (1 - contactShadow * shadowOfThread * (1 - ink));
      const glint = sheen[sheenPlane[p]!]!;
      const gleam = glint * bare + (glint > veil ? glint - veil : 0) * ink * inkSheen;
      const inkLight = 0.25 * coverage;
      const here = stage.lightX[x]! + stage.lightY[y]!;
      let r = ((cloth[0] * bare + sample[0]! * inkLight) * lit + gleam) * here * lightR;
      let g = ((cloth[1] * bare + sample[1]! * inkLight) * lit + gleam) * here * lightG;
      let b = ((cloth[2] * bare + sample[2]! * inkLight) * lit + gleam) * here * lightB;
      const cover = mask[p]!;
      if (cover < solidFrom) {
        const part = cover / 255;
        const rest = (stage.backdropX[x]! + stage.backdropY[y]!) * shadow[p]! * (1 - part);
        r = r * part + rest * stage.backdrop[0];
        g = g * part + rest * stage.backdrop[1];
        b = b * part + rest * stage.backdrop[2];
      }
      const grain = dither[(row + x) & ditherMask]!;
      const o = 3 * (y * size + x);
      picture[o] = (toneOf[r < lastTone ? r | 0 : lastTone]! + grain) >> 8;
      picture[o + 1] = (toneOf[g < lastTone ? g | 0 : lastTone]! + grain) >> 8;
      picture[o + 2] = (toneOf[b < lastTone ? b | 0 : lastTone]! + grain) >> 8;
    }
  }
}

/** Adds the bilinear value at a point of a texture level to `sum`; outside it there is nothing. */
function addSample(
  { values, width, height }: TextureLevel,
  channels: number,
  u: number,
  v: number,
  sum: Float64Array,
): void {
  if (u < 0 || v < 0 || u >= width - 1 || v >= height - 1) return;
  const x = u | 0;
  const y = v | 0;
  const right = u - x;
  const below = v - y;
  const i = (y * width + x) * channels;
  const j = i + width * channels;
  const w00 = (1 - right) * (1 - below);
  const w10 = right * (1 - below);
  const w01 = (1 - right) * below;
  const w11 = right * below;
  for (let c = 0; c < channels; c++) {
    sum[c]! +=
      values[i + c]! * w00 + values[i + channels + c]! * w10 + values[j + c]! * w01 + values[j + channels + c]! * w11;
  }
}
