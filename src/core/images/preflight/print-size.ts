/** Where a logo is printed, and how large it may be there. */
export interface PrintArea {
  /** What the place is called in data: `cap-front`, `tshirt`. */
  readonly name: string;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** The usual places, of usual sizes. */
export const usualPrintAreas = {
  capFront: { name: 'cap-front', widthMm: 124, heightMm: 80 },
  leftChest: { name: 'left-chest', widthMm: 100, heightMm: 100 },
  fullFront: { name: 'full-front', widthMm: 300, heightMm: 380 },
} as const satisfies Readonly<Record<string, PrintArea>>;

const mmPerInch = 25.4;

/** Pixels per inch of a logo of some pixels that is printed as large as an area lets it. */
export function dpiOn(area: PrintArea, pixels: { readonly width: number; readonly height: number }): number {
  return mmPerInch * Math.max(pixels.width / area.widthMm, pixels.height / area.heightMm);
}

/** Millimetres that a logo is wide then. */
export function printedWidthMm(
  area: PrintArea,
  { width, height }: { readonly width: number; readonly height: number },
): number {
  return Math.min(area.widthMm, (area.heightMm * width) / height);
}
