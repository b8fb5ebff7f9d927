import { setLine } from './lettering.ts';
import type { SheetLayout } from './sheet-layout.ts';

const ink = '#24292f';
const faint = '#6a727b';
const onInk = '#ffffff';

// Shares of a picture's side.
const textSize = { max: 0.054, min: 0.04 };
const numberSize = 0.043;
const pillHeight = 0.07;
const pillPadding = 0.021;
const afterPill = 0.025;
const emptySize = 0.06;
const emptyRoom = 0.86;
/** How tall capitals are, as a share of the size of the text. */
const capitals = 0.727;

/** What is written on a sheet, as strips of one size that lie below each other in one picture. In pixels. */
export interface SheetWords {
  readonly width: number;
  /** Of one strip. */
  readonly height: number;
  /** Where on the sheet each strip belongs, from the top one on. */
  readonly places: readonly { readonly left: number; readonly top: number }[];
  /** All strips: outlines alone, and transparent where nothing is written. */
  readonly svg: string;
}

interface Strip {
  readonly left: number;
  readonly top: number;
  readonly drawn: string;
}

/**
 * The numbers of a contact sheet's places and the captions behind them, each in one line below its picture. A picture of the whole sheet would be
 * mostly empty, and take longer to lay over it than all the rest.
 */
export function captionWords(captions: readonly string[], layout: SheetLayout): SheetWords {
  const { side, band } = layout;
  const numbers = captions.map((_, index) => String(index + 1));
  // All of one width, so that all captions begin alike.
  const pill = Math.max(pillHeight * side, 2 * pillPadding * side + widest(numbers, numberSize * side));
  const room = side - pill - afterPill * side;
  const size = captionSize(captions, room, side);
  const middle = 0.57 * band;
  const strips = captions.map((caption, index): Strip => {
    const { left, top } = layout.at(index);
    const drawn = [
      pillAt(middle, pill, pillHeight * side),
      line(numbers[index] ?? '', {
        fill: onInk,
        size: numberSize * side,
        left: 0,
        middle,
        room: pill,
        isCentered: true,
      }),
      line(caption, { fill: ink, size, left: side - room, middle, room }),
    ];
    return { left, top: top + side, drawn: drawn.join('') };
  });
  return stack(strips, layout);
}

/** What stands in a sheet's empty places, by their index. */
export function missingWords(missing: ReadonlyMap<number, string>, layout: SheetLayout): SheetWords {
  const { side, band } = layout;
  const strips = Array.from(missing, ([index, text]): Strip => {
    const { left, top } = layout.at(index);
    return { left, top: top + Math.round((side - band) / 2), drawn: emptyWord(text, side, band / 2) };
  });
  return stack(strips, layout);
}

function stack(strips: readonly Strip[], { side, band }: SheetLayout): SheetWords {
  // An SVG in an SVG shows nothing beyond its own edges.
  const stacked = strips.map(
    ({ drawn }, index) => `<svg y="${index * band}" width="${side}" height="${band}">${drawn}</svg>`,
  );
  return {
    width: side,
    height: band,
    places: strips,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${strips.length * band}">${stacked.join('')}</svg>`,
  };
}

/** One size for all captions, in pixels: as large as lets the longest stand whole, but for those that have to be cut off anyway. */
function captionSize(captions: readonly string[], room: number, side: number): number {
  const widths = captions.map((caption) => widthOf(caption, side));
  const most = Math.max(0, ...widths.filter((width) => width * textSize.min <= room));
  return most === 0 ? textSize.max * side : Math.min(textSize.max, room / most) * side;
}

function pillAt(middle: number, width: number, height: number): string {
  return `<rect y="${middle - height / 2}" width="${width}" height="${height}" rx="${height / 2}" fill="${ink}"/>`;
}

function emptyWord(text: string, side: number, middle: number): string {
  const room = emptyRoom * side;
  return line(text, { fill: faint, size: emptySize * side, left: (side - room) / 2, middle, room, isCentered: true });
}

/** A line of text in some room, in pixels, with its capitals around a middle. */
function line(
  text: string,
  place: {
    readonly fill: string;
    readonly size: number;
    readonly left: number;
    readonly middle: number;
    readonly room: number;
    readonly isCentered?: boolean;
  },
): string {
  const { fill, size, middle, room, isCentered = false } = place;
  const baseline = middle + (capitals / 2) * size;
  const left = place.left + (isCentered ? Math.max(0, room - widthOf(text, size)) / 2 : 0);
  return `<g fill="${fill}">${setLine(text, { size, left, baseline, maxWidth: room }).svg}</g>`;
}

function widest(texts: readonly string[], size: number): number {
  return Math.max(...texts.map((text) => widthOf(text, size)));
}

function widthOf(text: string, size: number): number {
  return setLine(text, { size, left: 0, baseline: 0, maxWidth: Number.POSITIVE_INFINITY }).width;
}
