import { lightness, luminance, parseHex, type Rgb } from './light.ts';
import type { Backdrop } from './scene.ts';
import type { Stage } from './stage.ts';

// As much as the house's own backdrop darkens away from where the light falls strongest.
const vignette = 0.19;
const brightestX = 0.42;
const brightestY = 0.4;

// A lamp on a dark backdrop behind the product, where the two would run into one another: it makes the backdrop so many times as light as
// the product's own outline. What is clearly darker or lighter needs none.
const clearlyLighter = 2.2;
const clearlyDarker = 0.6;
const outlineWidth = 0.008;
const strongestLamp = 0.09;
// Lightness up to which a backdrop is dark, and from which on it is not any more.
const dark = [26, 44] as const;
// Difference in chroma, in CIELAB, from which on two dark colors are told apart by that: black before bottle green needs no lamp.
const colorful = [7, 15] as const;
// How far the lamp reaches, as a share of the picture: over nearly all of it, so that the eye sees a lit wall and no rim round the product.
const lampReach = 0.78;

/**
 * Plain paper of any color. The color is met where the light falls strongest and darkens softly outwards, but the lighter it is the less, and
 * white stays white up to the edges: such pictures are laid on white pages. Behind a dark product dark paper of no other hue is lit a little, for its outline.
 */
export function studioBackdrop(stage: Stage, background: string): Backdrop {
  const { size } = stage;
  const color = parseHex(background);
  const level = luminance(...color);
  const fall = vignette * (1 - smooth(0.6, 0.9, level));
  const lamp = lampFor(stage, color);
  // The light is white, the paper is not.
  const strongest = Math.max(...color, 1e-4);
  const tint = (channel: number): number => lamp * (0.3 + (0.7 * Math.max(channel, 1e-4)) / strongest);
  const [lampR, lampG, lampB] = [tint(color[0]), tint(color[1]), tint(color[2])];
  return (y, row) => {
    const across = (y / size - brightestY) ** 2;
    for (let x = 0, o = 0; x < size; x++, o += 3) {
      const away = (x / size - brightestX) ** 2 + across;
      const light = 1 - fall * away;
      const lit = lamp > 0 ? Math.max(0, 1 - away / lampReach ** 2) ** 2 : 0;
      row[o] = color[0] * light + lampR * lit;
      row[o + 1] = color[1] * light + lampG * lit;
      row[o + 2] = color[2] * light + lampB * lit;
    }
  };
}

/** Light of the lamp where it is strongest. */
function lampFor(stage: Stage, backdrop: Rgb): number {
  const level = luminance(...backdrop);
  if (lightness(level) >= dark[1]) return 0;
  const outline = outlineColor(stage);
  const own = luminance(...outline);
  if (level < clearlyDarker * own || level > clearlyLighter * own) return 0;
  const isAlike = 1 - smooth(...colorful, chromaDistance(outline, backdrop));
  return Math.min(strongestLamp, clearlyLighter * own - level) * isAlike * (1 - smooth(...dark, lightness(level)));
}

/** Distance of two colors in the plane of CIELAB that has no lightness. */
function chromaDistance(one: Rgb, other: Rgb): number {
  const [a, b] = chroma(one);
  const [otherA, otherB] = chroma(other);
  return Math.hypot(a - otherA, b - otherB);
}

function chroma([r, g, b]: Rgb): readonly [number, number] {
  const root = (light: number): number => (lightness(light) + 16) / 116;
  const y = root(luminance(r, g, b));
  return [
    500 * (root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505) - y),
    200 * (y - root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)),
  ];
}

/** The mean light that comes from the product along its outline, which is lighter than the rest: lamps stand behind it, and cloth has a nap. */
function outlineColor({ template, clothShade, sheen }: Stage): Rgb {
  const { mask, shade, sheen: sheenPlane, side } = template;
  const reach = Math.ceil(outlineWidth * side);
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let y = reach; y < side - reach; y += 2) {
    for (let x = reach, i = y * side + reach; x < side - reach; x++, i++) {
      if (mask[i] !== 255 || (mask[i - reach] !== 0 && mask[i + reach] !== 0)) continue;
      const gleam = sheen[sheenPlane[i]!]!;
      for (let channel = 0; channel < 3; channel++) sum[channel]! += clothShade[channel]![shade[i]!]! + gleam;
      count++;
    }
  }
  const each = 1 / Math.max(1, count);
  return [sum[0] * each, sum[1] * each, sum[2] * each];
}

function smooth(from: number, to: number, value: number): number {
  const part = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return part * part * (3 - 2 * part);
}
