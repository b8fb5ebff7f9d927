import type { Placement } from '#core/catalog/details.ts';
import type { TemplateInfo } from './template-info.ts';

/** Where on the printable surface a logo goes, and how much of that it may take. All are shares; `left` to `height` of the whole surface. */
export type AreaOfLogo = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** The share of the area's width and height that a logo may take, and of the area it may cover. */
  readonly fill: number;
  readonly maxCoverage: number;
  /** Where a logo that leaves height to spare sits: 0 is the top of the area, 1 its bottom. */
  readonly anchor: number;
};

/** The area for a place; the usual one for no place, and for one that this view of the product does not have. */
export function areaOf(info: TemplateInfo, placement: Placement | undefined): AreaOfLogo {
  const { fill, maxCoverage, anchor } = info;
  const isSmall = placement === 'left-chest';
  const box = placement && info.printAreas?.[placement]?.box;
  const [left, top, right, bottom] = box ?? info.printAreas?.front?.box ?? [0, 0, 1, 1];
  const room = { left, top, width: right - left, height: bottom - top };
  // A small area is the size of the logo already: nothing is kept free in it.
  return box && isSmall ? { ...room, fill: 1, maxCoverage: 0.75, anchor: 0.5 } : { ...room, fill, maxCoverage, anchor };
}
