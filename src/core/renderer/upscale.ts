import sharp from 'sharp';
import { type FlatArt, takeApart } from './flat-art.ts';
import { type Picture, readPixels } from './picture.ts';
import type { Box } from './resize.ts';
import type { Scratch } from './scratch.ts';

// Beyond that a drawing has pixels enough, and taking it apart would take long.
const largestSide = 400;
const leastFactor = 1.25;
// Pixel art is small.
const largestPixelArt = 128;
// Softens the stairs that pixels leave in a contour before it is made crisp, in pixels of the small drawing.
const smoothing = 0.65;
const smoothingOfPixelArt = 0.35;
// Width of an edge in the enlarged picture, in pixels.
const edgeWidth = 1.2;
// A color that nowhere near makes up so much of a pixel is a hair: it stays soft, or it would break into pieces.
const solidShare = 200;

/**
 * Enlarges a small drawing of few flat colors so that its edges are as crisp as if it had been drawn in that size. Undefined when the
 * picture is no such drawing or is not enlarged enough to matter.
 */
export async function upscale(
  source: Picture,
  box: Box,
  width: number,
  height: number,
  name: string,
  scratch: Scratch,
): Promise<Picture | undefined> {
  if (Math.max(box.width, box.height) > largestSide || Math.min(width / box.width, height / box.height) < leastFactor)
    return undefined;
  const art = takeApart(source, box);
  if (!art) return undefined;
  const isPixelArt = art.isHard && Math.max(box.width, box.height) <= largestPixelArt;
  const drawn = isPixelArt ? rounded(art, box) : { shares: art.shares, crisp: crispness(art, box), ...sizeOf(box) };
  const enlarge = async (plane: Uint8Array, at: string): Promise<Uint8Array> => {
    const image = sharp(plane, { raw: { width: drawn.width, height: drawn.height, channels: 1 } })
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .blur(Math.max(0.5, ((isPixelArt ? smoothingOfPixelArt : smoothing) * width) / box.width))
      .toColourspace('b-w');
    return (await readPixels(image, at, scratch)).pixels;
  };
  const planes: Uint8Array[] = [];
  for (const [kind, plane] of drawn.shares.entries()) planes.push(await enlarge(plane, `color ${kind}`));
  const crisp = drawn.crisp && (await enlarge(drawn.crisp, 'crisp'));
  const gain = Math.max(1, Math.min(width / drawn.width, height / drawn.height) / edgeWidth);
  const pixels = scratch.bytes(name, width * height * 4);
  for (let i = 0; i < width * height; i++)
    mix(art, planes, i, crisp ? 1 + ((gain - 1) * crisp[i]!) / 255 : gain, pixels);
  return { pixels, width, height };
}

function sizeOf({ width, height }: Box): { width: number; height: number } {
  return { width, height };
}

/** Gives a pixel its strongest color, with `gain` as the steepness of its border to the second. */
function mix({ colors }: FlatArt, planes: readonly Uint8Array[], i: number, gain: number, pixels: Uint8Array): void {
  let first = 0;
  let second = 0;
  let most = -1;
  let more = -1;
  for (let kind = 0; kind < planes.length; kind++) {
    const share = planes[kind]![i]!;
    if (share > most) {
      second = first;
      more = most;
      first = kind;
      most = share;
    } else if (share > more) {
      second = kind;
      more = share;
    }
  }
  const share = Math.min(1, 0.5 + (0.5 * gain * (most - more)) / Math.max(1, most + more));
  const a = colors[first]!;
  const b = colors[second]!;
  const alpha = a[3] * share + b[3] * (1 - share);
  const perAlpha = alpha > 0 ? 255 / alpha : 0;
  for (let channel = 0; channel < 3; channel++)
    pixels[4 * i + channel] = Math.min(255, (a[channel]! * share + b[channel]! * (1 - share)) * perAlpha + 0.5);
  pixels[4 * i + 3] = alpha + 0.5;
}

/** Where edges may be made crisp (255): where each color in sight fills a pixel somewhere. */
function crispness({ shares }: FlatArt, { width, height }: Box): Uint8Array {
  const crisp = new Uint8Array(width * height).fill(255);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      for (const plane of shares) {
        let most = 0;
        for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
          for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++)
            most = Math.max(most, plane[ny * width + nx]!);
        }
        if (most > 30 && most < solidShare) crisp[i] = 0;
      }
    }
  }
  return crisp;
}

type Drawn = {
  readonly shares: readonly Uint8Array[];
  readonly crisp: Uint8Array | undefined;
  readonly width: number;
  readonly height: number;
};

/** Pixel art four times as large with its stairs made slopes, by the rule known as Scale2x, twice. */
function rounded({ kinds, colors }: FlatArt, box: Box): Drawn {
  const twice = scale2x(kinds, box.width, box.height);
  const large = scale2x(twice, box.width * 2, box.height * 2);
  const shares = colors.map((_, kind) => large.map((each) => (each === kind ? 255 : 0)));
  return { shares, crisp: undefined, width: box.width * 4, height: box.height * 4 };
}

function scale2x(kinds: Uint8Array, width: number, height: number): Uint8Array {
  const large = new Uint8Array(width * height * 4);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const own = kinds[i]!;
      const above = y > 0 ? kinds[i - width]! : own;
      const below = y < height - 1 ? kinds[i + width]! : own;
      const left = x > 0 ? kinds[i - 1]! : own;
      const right = x < width - 1 ? kinds[i + 1]! : own;
      const o = 4 * y * width + 2 * x;
      large[o] = left === above && left !== below && above !== right ? above : own;
      large[o + 1] = above === right && above !== left && right !== below ? right : own;
      large[o + 2 * width] = below === left && below !== right && left !== above ? left : own;
      large[o + 2 * width + 1] = right === below && right !== above && below !== left ? below : own;
    }
  }
  return large;
}
