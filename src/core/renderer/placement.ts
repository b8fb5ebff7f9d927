import type { TemplateInfo } from './template-info.ts';

/** Where a logo sits on the print area, in shares of the area's width and height. */
export type Placement = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** Places a logo of `aspect` (width ÷ height) as large as the print area and the product's limit of coverage allow. */
export function placeLogo(aspect: number, info: TemplateInfo): Placement {
  const { fill } = info;
  const ratio = aspect / (info.printArea.widthMm / info.printArea.heightMm);
  let width = ratio > 1 ? fill : fill * ratio;
  let height = ratio > 1 ? fill / ratio : fill;
  const coverage = width * height;
  if (coverage > info.maxCoverage) {
    const shrink = Math.sqrt(info.maxCoverage / coverage);
    width *= shrink;
    height *= shrink;
  }
  return { left: (1 - width) / 2, top: (1 - height) * info.anchor, width, height };
}
