/** Where the pictures of a contact sheet stand, in pixels. Each is a square with a line below it. */
export interface SheetLayout {
  readonly width: number;
  readonly height: number;
  /** Of a picture's square. */
  readonly side: number;
  /** Of the line below it. */
  readonly band: number;
  /** The top left of a picture's square, by its place in the order. */
  readonly at: (index: number) => { readonly left: number; readonly top: number };
}

/** Sides of a square: more would only make a sheet heavier to look at, and less shows nothing. */
const sides = { min: 64, max: 512 };
/** Of a whole sheet. */
const maxPixels = 6_000_000;

// Shares of a square's side.
const margin = 0.06;
const gap = 0.05;
const band = 0.115;

/**
 * Places for pictures, row by row. Without a number of columns there are as few empty places as can be. The squares are as large as the sheet's
 * 6 megapixels allow, and no larger than 512 or `pictureSide`.
 */
export function layOut(count: number, wish: { readonly columns?: number; readonly pictureSide?: number }): SheetLayout {
  const columns = Math.max(1, Math.min(wish.columns ?? columnsFor(count), count));
  const rows = Math.ceil(count / columns);
  let side = Math.max(sides.min, Math.min(wish.pictureSide ?? sides.max, sides.max));
  let layout = sheetOf(columns, rows, side);
  while (layout.width * layout.height > maxPixels && side > sides.min) {
    side -= 8;
    layout = sheetOf(columns, rows, side);
  }
  return layout;
}

/** Rows that are somewhat longer than the sheet has rows. */
function columnsFor(count: number): number {
  const few = Math.ceil(Math.sqrt(count));
  const emptyWith = (columns: number): number => Math.ceil(count / columns) * columns - count;
  return emptyWith(few + 1) < emptyWith(few) ? few + 1 : few;
}

function sheetOf(columns: number, rows: number, side: number): SheetLayout {
  const edge = Math.round(margin * side);
  const between = Math.round(gap * side);
  const below = Math.round(band * side);
  return {
    width: 2 * edge + columns * side + (columns - 1) * between,
    height: 2 * edge + rows * (side + below) + (rows - 1) * between,
    side,
    band: below,
    at: (index) => ({
      left: edge + (index % columns) * (side + between),
      top: edge + Math.floor(index / columns) * (side + below + between),
    }),
  };
}
