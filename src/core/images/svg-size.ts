import { maxCleanSide } from './clean-bitmap.ts';

/** Pixels of one CSS unit at 96 dpi. */
const unitPixels: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 96 / 72,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
};

function length(value: string | undefined): number | undefined {
  const [, digits, unit = ''] = /^\s*([\d.]+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(value ?? '') ?? [];
  const pixels = Number(digits) * (unitPixels[unit.toLowerCase()] ?? Number.NaN);
  return Number.isFinite(pixels) && pixels > 0 ? pixels : undefined;
}

function viewBoxSize(value: string | undefined): { width: number; height: number } | undefined {
  const numbers = (value ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [, , width, height] = numbers;
  return numbers.length === 4 && width && height && width > 0 && height > 0 ? { width, height } : undefined;
}

/** The attributes of a root element that make an SVG as large as we draw it. */
export interface SvgSize {
  readonly width: number;
  readonly height: number;
  readonly viewBox: string;
}

/**
 * The size to draw an SVG at: its own proportions, the long side `maxCleanSide`, so that neither an icon of half a unit nor a poster
 * of a million pixels is rounded or refused. Undefined when its root says no size; then only what is drawn tells.
 */
export function svgSize(root: ReadonlyMap<string, string>): SvgSize | undefined {
  const viewBox = root.get('viewBox');
  const inner = viewBoxSize(viewBox);
  const [width, height] = [length(root.get('width')), length(root.get('height'))];
  // One side alone takes the other from the proportions of the viewBox, as CSS does.
  const outer =
    width && height
      ? { width, height }
      : inner && {
          width: width ?? (height ? (height * inner.width) / inner.height : inner.width),
          height: height ?? (width ? (width * inner.height) / inner.width : inner.height),
        };
  if (!outer) return undefined;
  const scale = maxCleanSide / Math.max(outer.width, outer.height);
  return {
    width: Math.max(1, outer.width * scale),
    height: Math.max(1, outer.height * scale),
    viewBox: inner && viewBox ? viewBox : `0 0 ${outer.width} ${outer.height}`,
  };
}
