import { type AreaOfLogo, areaOf } from './print-area.ts';
import type { ShotRequest } from './shot.ts';
import type { TemplateInfo } from './template-info.ts';

/** Where a logo sits on the printable surface, in shares of its width and height: before it is turned round its middle. */
export type Placement = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Clockwise, in radians. */
  readonly turn: number;
};

/** What somebody wants of a logo's place and size. */
export type PlacementWish = Pick<ShotRequest, 'placement' | 'scale' | 'offset' | 'rotation'>;

/**
 * Places a logo of `aspect` (width ÷ height) as large as its print area and the product's limit of coverage allow, then as it is wished.
 * No part of it leaves the printable surface: what is too large is made smaller until it fits, turned as it is, and what would lie over an edge is
 * moved back to that edge.
 */
export function placeLogo(aspect: number, info: TemplateInfo, wish: PlacementWish = {}): Placement {
  const { widthMm, heightMm } = info.printArea;
  const area = areaOf(info, wish.placement);
  const turn = ((wish.rotation ?? 0) * Math.PI) / 180;
  const size = sizeIn(area, aspect, widthMm / heightMm, wish.scale ?? 1);
  const cos = Math.abs(Math.cos(turn));
  const sin = Math.abs(Math.sin(turn));
  // Room it takes when it is turned: shares of the width are turned into shares of the height by way of millimetres.
  const across = size.width * cos + (size.height * sin * heightMm) / widthMm;
  const down = size.height * cos + (size.width * sin * widthMm) / heightMm;
  const shrink = Math.min(1, 1 / across, 1 / down);
  const width = size.width * shrink;
  const height = size.height * shrink;
  const [right, below] = wish.offset ?? [0, 0];
  const left = area.left + (area.width - width) / 2 + right * area.width;
  const top = area.top + (area.height - height) * area.anchor + below * area.height;
  return {
    left: within(left, (across * shrink - width) / 2, width),
    top: within(top, (down * shrink - height) / 2, height),
    width,
    height,
    turn,
  };
}

function sizeIn(
  area: AreaOfLogo,
  aspect: number,
  surfaceAspect: number,
  scale: number,
): { width: number; height: number } {
  const ratio = aspect / ((surfaceAspect * area.width) / area.height);
  let width = ratio > 1 ? area.fill : area.fill * ratio;
  let height = ratio > 1 ? area.fill / ratio : area.fill;
  const coverage = width * height;
  if (coverage > area.maxCoverage) {
    const shrink = Math.sqrt(area.maxCoverage / coverage);
    width *= shrink;
    height *= shrink;
  }
  return { width: width * area.width * scale, height: height * area.height * scale };
}

/** The nearest start for something that long and overhanging by so much on both sides that keeps it between 0 and 1. */
function within(start: number, overhang: number, length: number): number {
  return Math.max(overhang, Math.min(start, 1 - length - overhang));
}
