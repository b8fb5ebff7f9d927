import { lightness, luminance, parseHex } from './light.ts';
import type { Backdrop } from './scene.ts';
import type { Stage } from './stage.ts';

// As much as the house's own backdrop darkens away from where the light falls strongest.
const vignette = 0.19;
const brightestX = 0.42;
const brightestY = 0.4;

// Light thrown on a dark backdrop from behind the product, where the two would run into one another: behind the outline it is then so many
// times as light as the product's own outline. What is clearly darker or lighter needs none.
const clearlyLighter = 2.5;
const clearlyDarker = 0.6;
const outlineWidth = 0.008;
const strongestGlow = 0.16;
// Lightness up to which a backdrop is dark, and from which on it is not any more.
const dark = [26, 44] as const;
const glowSide = 64;
// As a share of the picture: wide enough to be a pool of light and no halo.
const glowReach = 0.11;

/**
 * Plain paper of any color. The color is met where the light falls strongest and darkens softly outwards, but the lighter it is the less, and
 * white stays white up to the edges: such pictures are laid on white pages. Behind a dark product dark paper is lit a little, for its outline.
 */
export function studioBackdrop(stage: Stage, background: string): Backdrop {
  const { size } = stage;
  const color = parseHex(background);
  const level = luminance(...color);
  const fall = vignette * (1 - smooth(0.6, 0.9, level));
  const isDark = lightness(level) < dark[1];
  const pool = isDark ? poolBehind(stage) : undefined;
  const glow = pool ? glowFor(level, outlineLight(stage)) : 0;
  // The light is white, the paper is not.
  const strongest = Math.max(...color, 1e-4);
  const [tintR, tintG, tintB] = color.map((channel) => glow * (0.3 + (0.7 * Math.max(channel, 1e-4)) / strongest)) as [
    number,
    number,
    number,
  ];
  return (y, row) => {
    const across = (y / size - brightestY) ** 2;
    for (let x = 0, o = 0; x < size; x++, o += 3) {
      const light = 1 - fall * ((x / size - brightestX) ** 2 + across);
      const extra = pool && glow > 0 ? at(pool, x / size, y / size) : 0;
      row[o] = color[0] * light + extra * tintR;
      row[o + 1] = color[1] * light + extra * tintG;
      row[o + 2] = color[2] * light + extra * tintB;
    }
  };
}

/** How much light to add in the middle of the pool: half of it falls behind the outline. */
function glowFor(backdrop: number, outline: number): number {
  if (backdrop < clearlyDarker * outline || backdrop > clearlyLighter * outline) return 0;
  return (
    Math.min(strongestGlow, 2 * (clearlyLighter * outline - backdrop)) * (1 - smooth(...dark, lightness(backdrop)))
  );
}

/** The mean light that comes from the product along its outline, which is lighter than the rest: lamps stand behind it, and cloth has a nap. */
function outlineLight({ template, clothShade, sheen }: Stage): number {
  const { mask, shade, sheen: sheenPlane, side } = template;
  const [shadeR, shadeG, shadeB] = clothShade;
  const reach = Math.ceil(outlineWidth * side);
  let sum = 0;
  let count = 0;
  for (let y = reach; y < side - reach; y += 2) {
    for (let x = reach, i = y * side + reach; x < side - reach; x++, i++) {
      if (mask[i] !== 255 || (mask[i - reach] !== 0 && mask[i + reach] !== 0)) continue;
      const s = shade[i]!;
      sum += luminance(shadeR[s]!, shadeG[s]!, shadeB[s]!) + sheen[sheenPlane[i]!]!;
      count++;
    }
  }
  return sum / Math.max(1, count);
}

/** The product's silhouette, blurred until it is a pool of light: half as bright along its outline as in its middle. */
function poolBehind({ template, size, left, top }: Stage): Float32Array {
  const { mask, side } = template;
  let pool = new Float32Array(glowSide * glowSide);
  const cell = size / glowSide;
  for (let y = 0, o = 0; y < glowSide; y++) {
    for (let x = 0; x < glowSide; x++, o++) {
      const px = Math.floor((x + 0.5) * cell) - left;
      const py = Math.floor((y + 0.5) * cell) - top;
      pool[o] = px >= 0 && py >= 0 && px < side && py < side ? mask[py * side + px]! / 255 : 0;
    }
  }
  const reach = Math.round(glowReach * glowSide);
  for (let pass = 0; pass < 3; pass++) pool = blurTurned(blurTurned(pool, reach), reach);
  return pool;
}

/** Means over `reach` neighbours on both sides along the rows; rows become columns, so that twice is both ways. */
function blurTurned(plane: Float32Array, reach: number): Float32Array<ArrayBuffer> {
  const turned = new Float32Array(plane.length);
  for (let y = 0; y < glowSide; y++) {
    for (let x = 0; x < glowSide; x++) {
      let sum = 0;
      for (let at = Math.max(0, x - reach); at <= Math.min(glowSide - 1, x + reach); at++)
        sum += plane[y * glowSide + at]!;
      turned[x * glowSide + y] = sum / (2 * reach + 1);
    }
  }
  return turned;
}

/** Between the four cells round a point, which is given in shares of the picture. */
function at(pool: Float32Array, right: number, down: number): number {
  const x = Math.max(0, Math.min(glowSide - 1.001, right * glowSide - 0.5));
  const y = Math.max(0, Math.min(glowSide - 1.001, down * glowSide - 0.5));
  const i = Math.floor(y) * glowSide + Math.floor(x);
  const px = x - Math.floor(x);
  const py = y - Math.floor(y);
  const above = pool[i]! * (1 - px) + pool[i + 1]! * px;
  const below = pool[i + glowSide]! * (1 - px) + pool[i + glowSide + 1]! * px;
  return above * (1 - py) + below * py;
}

function smooth(from: number, to: number, value: number): number {
  const part = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return part * part * (3 - 2 * part);
}
