import { type Contrast, chooseContrast, recolor } from './contrast.ts';
import { cutFromPaper } from './cut-from-paper.ts';
import { findLogo } from './find-logo.ts';
import { drawKeyline, keylineWidth, type Texels } from './keyline.ts';
import { linearOf } from './light.ts';
import type { Picture } from './picture.ts';
import { type Placement, type PlacementWish, placeLogo } from './placement.ts';
import { readLogo } from './read-logo.ts';
import { resize } from './resize.ts';
import type { Scratch } from './scratch.ts';
import type { ShotNote, Technique } from './shot.ts';
import type { TemplateInfo } from './template-info.ts';

/** A logo as it will lie on the product: trimmed, placed, of a readable color, and no larger than the shot can show. */
export type Logo = Texels & {
  /** Transparent texels on every side, counted in width and height: room for a keyline, threads and soft edges. Not part of the placement. */
  readonly padding: number;
  readonly texelsPerMm: number;
  readonly placement: Placement;
  readonly notes: readonly ShotNote[];
};

/** What a logo is prepared for. */
export type LogoTarget = {
  readonly info: TemplateInfo;
  /** Pixels of the picture that the whole width of the print area takes. */
  readonly pixelsPerWidth: number;
  readonly color: string;
  readonly technique: Technique;
  /** Where it is wanted; in its usual place without it. */
  readonly wish?: PlacementWish | undefined;
};

const texelsPerPixel = 1.6;
const maxSide = 1200;
// Threads are drawn 0.78 mm apart: that many texels hold them, unless the picture is too coarse to show them anyway.
const threadTexelsPerMm = 5;
const maxThreadTexelsPerPixel = 3;
const threadRoomMm = 2.2;
// As far as a pixel's samples may reach over the edge, and as the smaller levels of a texture need.
const leastPadding = 4;

/** Prepares a logo for a template and a product color. Undefined when it has no visible ink. */
export async function prepareLogo(png: Uint8Array, target: LogoTarget, scratch: Scratch): Promise<Logo | undefined> {
  const cut = await cutOut(png, target, scratch);
  if (!cut) return undefined;
  const { picture, placement, isCoarse } = cut;
  const notes: ShotNote[] = cut.hadPaper ? ['background-removed'] : [];
  if (isCoarse) notes.push('low-resolution');
  // What is engraved shows as metal, whatever its color was.
  const contrast: Contrast =
    target.technique === 'engraving' ? { kind: 'enough' } : await chooseContrast(picture, target.color, scratch);
  if (contrast.kind === 'recolor') {
    recolor(picture, contrast.tone);
    notes.push('recolored-for-contrast');
  }
  const texelsPerMm = picture.width / (placement.width * target.info.printArea.widthMm);
  const outline = contrast.kind === 'keyline' ? keylineWidth(picture) : 0;
  const threadRoom = target.technique === 'embroidery' ? Math.ceil(threadRoomMm * texelsPerMm) : 0;
  const padding = leastPadding + 2 * outline + threadRoom;
  const logo: Logo = {
    texels: toLinearTexels(picture, padding, scratch),
    width: picture.width + 2 * padding,
    height: picture.height + 2 * padding,
    padding,
    texelsPerMm,
    placement,
    notes,
  };
  if (contrast.kind === 'keyline') {
    await drawKeyline(logo, outline, contrast.tone, scratch);
    notes.push('keyline-added');
  }
  return logo;
}

type CutOut = {
  readonly picture: Picture;
  readonly hadPaper: boolean;
  readonly placement: Placement;
  /** True when the shot could show clearly more pixels than the logo has. */
  readonly isCoarse: boolean;
};

/** The visible part of a logo, placed and at the size it is needed in. */
async function cutOut(png: Uint8Array, target: LogoTarget, scratch: Scratch): Promise<CutOut | undefined> {
  const whole = await readLogo(png, scratch);
  const found = findLogo(whole);
  if (!found) return undefined;
  const { box, paper } = found;
  const placement = placeLogo(box.width / box.height, target.info, target.wish);
  const scale = Math.min(texelsAcross(target, placement) / box.width, maxSide / Math.max(box.width, box.height));
  const width = Math.max(2, Math.round(box.width * scale));
  const height = Math.max(2, Math.round(box.height * scale));
  const isCoarse = box.width < placement.width * target.pixelsPerWidth * 0.6;
  const picture = paper
    ? await cutFromPaper(whole, box, paper, width, height, scratch)
    : await resize(whole, box, width, height, 'pixels', scratch);
  return { picture, hadPaper: paper !== undefined, placement, isCoarse };
}

/** How many texels a logo is worth across. */
function texelsAcross({ info, technique, pixelsPerWidth }: LogoTarget, placement: Placement): number {
  const shown = placement.width * pixelsPerWidth;
  if (technique !== 'embroidery') return texelsPerPixel * shown;
  const forThread = threadTexelsPerMm * placement.width * info.printArea.widthMm;
  return Math.max(texelsPerPixel * shown, Math.min(forThread, maxThreadTexelsPerPixel * shown));
}

function toLinearTexels({ pixels, width, height }: Picture, padding: number, scratch: Scratch): Float32Array {
  const stride = width + 2 * padding;
  const texels = scratch.floats('logo', stride * (height + 2 * padding) * 4).fill(0);
  for (let y = 0, i = 0; y < height; y++) {
    let o = ((y + padding) * stride + padding) * 4;
    for (let x = 0; x < width; x++, i += 4, o += 4) {
      const alpha = pixels[i + 3]! / 255;
      if (alpha === 0) continue;
      texels[o] = linearOf[pixels[i]!]! * alpha;
      texels[o + 1] = linearOf[pixels[i + 1]!]! * alpha;
      texels[o + 2] = linearOf[pixels[i + 2]!]! * alpha;
      texels[o + 3] = alpha;
    }
  }
  return texels;
}
