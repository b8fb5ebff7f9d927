import sharp from 'sharp';
import { type FlatArt, takeApart } from './flat-art.ts';
import { type Picture, readPixels } from './picture.ts';
import { enlargeSquares, isPixelArt } from './pixel-art.ts';
import type { Box } from './resize.ts';
import { scale2x } from './scale2x.ts';
import type { Scratch } from './scratch.ts';

// Beyond that a drawing has pixels enough, and taking it apart would take long.
const largestSide = 400;
const leastFactor = 1.25;
// Pixels round a drawing that are enlarged with it.
const margin = 2;
// A drawing without soft edges that is larger than this has pixels enough to be taken for one with them.
const largestHard = 128;
// Softens the stairs that pixels leave in a contour before it is made crisp, in pixels of the small drawing.
const smoothing = 0.65;
const smoothingOfHard = 0.35;
// Width of an edge in the enlarged picture, in pixels.
const edgeWidth = 1.2;
// A color that nowhere near makes up so much of a pixel is a hair: it stays soft, or it would break into pieces.
const solidShare = 200;
// Less of a color, of 255, is none.
const leastShare = 30;

// Less opaque than that, of 255, a pixel's color is not known well enough to be made opaque.
const leastColored = 12;

/**
 * Enlarges a small drawing so that its edges are as crisp as if it had been drawn in that size: all of them when it has few flat colors, its
 * outline when it has gradients and lies on nothing. Pixel art keeps its squares. Undefined when the picture is no such drawing or is not
 * enlarged enough to matter.
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
  const wide = withMargin(source, box);
  const art = takeApart(source, wide);
  if (isPixelArt(source, box) && (!art || art.isHard)) return enlargeSquares(source, box, width, height, name, scratch);
  const [acrossPerPixel, downPerPixel] = [width / box.width, height / box.height];
  const wideWidth = Math.round(wide.width * acrossPerPixel);
  const wideHeight = Math.round(wide.height * downPerPixel);
  const order: Order = { box: wide, width: wideWidth, height: wideHeight, name, scratch };
  const large = art ? await draw(art, order) : await withCrispOutline(source, order);
  if (!large) return undefined;
  const left = Math.min(wideWidth - width, Math.round((box.left - wide.left) * acrossPerPixel));
  const top = Math.min(wideHeight - height, Math.round((box.top - wide.top) * downPerPixel));
  return cut(large, { left: Math.max(0, left), top: Math.max(0, top), width, height });
}

/** A box and a little of what lies round it, as far as the picture goes: edges at its rim need to know what is beyond. */
function withMargin(source: Picture, box: Box): Box {
  const left = Math.max(0, box.left - margin);
  const top = Math.max(0, box.top - margin);
  const right = Math.min(source.width, box.left + box.width + margin);
  const bottom = Math.min(source.height, box.top + box.height + margin);
  return { left, top, width: right - left, height: bottom - top };
}

/** Moves a part of a picture to the start of its memory. */
function cut({ pixels, width: stride }: Picture, { left, top, width, height }: Box): Picture {
  for (let y = 0; y < height; y++) {
    const start = 4 * ((top + y) * stride + left);
    pixels.copyWithin(4 * y * width, start, start + 4 * width);
  }
  return { pixels: pixels.subarray(0, 4 * width * height), width, height };
}

/** What is to be enlarged to what size, and the name of the scratch buffer that gets it. */
type Order = {
  readonly box: Box;
  readonly width: number;
  readonly height: number;
  readonly name: string;
  readonly scratch: Scratch;
};

/** Draws what was taken apart in another size. */
async function draw(art: FlatArt, { box, width, height, name, scratch }: Order): Promise<Picture> {
  const isHard = art.isHard && Math.max(box.width, box.height) <= largestHard;
  const drawn = isHard ? rounded(art, box) : { shares: art.shares, crisp: crispness(art, box), ...sizeOf(box) };
  const enlarge = async (plane: Uint8Array, at: string): Promise<Uint8Array> => {
    const image = sharp(plane, { raw: { width: drawn.width, height: drawn.height, channels: 1 } })
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .blur(Math.max(0.5, ((isHard ? smoothingOfHard : smoothing) * width) / box.width))
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

/** Enlarges softly what is within a crisp outline; undefined when the drawing is opaque, or has translucent parts such as a shadow. */
async function withCrispOutline(source: Picture, order: Order): Promise<Picture | undefined> {
  const { box, width, height, name, scratch } = order;
  const art = takeApart(silhouetteOf(source, box), { left: 0, top: 0, ...sizeOf(box) });
  if (art?.colors.length !== 2) return undefined;
  const outline = await draw(art, { ...order, name: 'outline' });
  const image = sharp(source.pixels, { raw: { width: source.width, height: source.height, channels: 4 } })
    .extract(box)
    .resize(width, height, { fit: 'fill', kernel: 'cubic' });
  const large = await readPixels(image, name, scratch);
  for (let o = 3; o < large.pixels.length; o += 4)
    if (large.pixels[o]! >= leastColored) large.pixels[o] = outline.pixels[o]!;
  return large;
}

/** A part of a picture, all black. */
function silhouetteOf({ pixels, width: stride }: Picture, { left, top, width, height }: Box): Picture {
  const silhouette = new Uint8Array(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    const x = i % width;
    silhouette[4 * i + 3] = pixels[4 * ((top + (i - x) / width) * stride + left + x) + 3]!;
  }
  return { pixels: silhouette, width, height };
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
  // A drawing is cut out along its edges: what makes up a part of a pixel there fills those beyond.
  const isRim = (x: number, y: number): boolean => x === 0 || y === 0 || x === width - 1 || y === height - 1;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      for (const plane of shares) {
        let most = 0;
        for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
          for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++)
            most = Math.max(
              most,
              isRim(nx, ny) && plane[ny * width + nx]! > leastShare ? 255 : plane[ny * width + nx]!,
            );
        }
        if (most > leastShare && most < solidShare) crisp[i] = 0;
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

/** A drawing without soft edges four times as large with its stairs made slopes. */
function rounded({ kinds, colors }: FlatArt, box: Box): Drawn {
  const twice = scale2x(kinds, box.width, box.height);
  const large = scale2x(twice, box.width * 2, box.height * 2);
  const shares = colors.map((_, kind) => large.map((each) => (each === kind ? 255 : 0)));
  return { shares, crisp: undefined, width: box.width * 4, height: box.height * 4 };
}
