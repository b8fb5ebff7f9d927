import culori from 'culori/require';
import { type ColorBin, hexOf } from './color-bins.ts';

/** Of ink and product: less than this difference (CIEDE2000) cannot be made out, less than the second one only from near. */
export const vanishingDifference = 10;
export const faintDifference = 20;
/** The share of a silhouette that may be lost before the logo is. */
export const mostLost = 0.3;

/** How a logo stands out from a product. Shares are of the solid ink, 0..1. */
export interface Contrast {
  /** Of all ink, what has the product's color. */
  readonly lost: number;
  /** Of the silhouette, what has the product's color, and what has nearly that. */
  readonly outlineLost: number;
  readonly outlineFaint: number;
  /** The most frequent color that is lost, or is faint where none is lost; `#rrggbb`. */
  readonly color?: string;
  readonly isDarkProduct: boolean;
}

/** CIE lightness from which on a product takes dark ink rather than light one. */
const middleLightness = 55;

/** Compares the colors of a logo with that of a product (`#rrggbb`), which shines through by as much as the logo is not opaque (0..1). */
export function contrastOf(bins: readonly ColorBin[], product: string, opacity: number): Contrast {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(product.slice(at, at + 2), 16));
  const mixed = (ink: number, under = 0): number => opacity * ink + (1 - opacity) * under;
  const difference = differenceFrom(product);
  let [all, lost, rim, rimLost, rimFaint] = [0, 0, 0, 0, 0];
  let [lostBin, faintBin]: [ColorBin | undefined, ColorBin | undefined] = [undefined, undefined];
  for (const bin of bins) {
    const here = difference({ r: mixed(bin.r, r), g: mixed(bin.g, g), b: mixed(bin.b, b) });
    all += bin.count;
    rim += bin.rimCount;
    if (here < vanishingDifference) {
      lost += bin.count;
      rimLost += bin.rimCount;
      lostBin ??= bin;
    } else if (here < faintDifference) {
      rimFaint += bin.rimCount;
      faintBin ??= bin;
    }
  }
  const named = lostBin ?? faintBin;
  return {
    lost: all === 0 ? 0 : lost / all,
    outlineLost: rim === 0 ? 0 : rimLost / rim,
    outlineFaint: rim === 0 ? 0 : rimFaint / rim,
    ...(named ? { color: hexOf(named) } : {}),
    isDarkProduct: lightnessOf(product) < middleLightness,
  };
}

/** The difference (CIEDE2000) of colors in 0..255 from one given as `#rrggbb`. */
export function differenceFrom(hex: string): (color: Readonly<Record<'r' | 'g' | 'b', number>>) => number {
  const toLab = culori.converter('lab65');
  const compare = culori.differenceCiede2000();
  const reference = toLab(hex);
  return ({ r, g, b }) => {
    const lab = toLab({ mode: 'rgb', r: r / 255, g: g / 255, b: b / 255 });
    return reference ? compare(lab, reference) : Number.POSITIVE_INFINITY;
  };
}

function lightnessOf(hex: string): number {
  return culori.converter('lab65')(hex)?.l ?? 0;
}
