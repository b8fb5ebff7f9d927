import { release } from '#core/renderer/picture.ts';
import { decodeInTurn } from './decode-in-turn.ts';
import { openPicture, openPixels } from './open-picture.ts';
import { layOut, type SheetLayout } from './sheet-layout.ts';
import { captionWords, missingWords, type SheetWords } from './sheet-words.ts';
import { maxShotPixels } from './shots.ts';

/** How many pictures a sheet has place for. */
export const maxSheetTiles = 40;

/** Pictures that are read at the same time: what bounds the memory beside the sheet's own pixels. */
const readersAtOnce = 2;
const tileColor = '#f1f2f4';
const tileBytes = Buffer.from(tileColor.slice(1), 'hex');
/** Of all that is written on the fullest sheet. */
const maxWordPixels = 4_000_000;

/** One place on a sheet. */
export interface SheetTile {
  /** One line below the picture, behind its number; cut off with … where it is too long, with a box for a sign there are no outlines of. */
  readonly caption: string;
  /** The bytes of a picture that sharp reads. Left out, or when they cannot be read, the place stays empty. */
  readonly read?: () => Promise<Uint8Array>;
  /** What stands in an empty place, such as "failed". */
  readonly missing: string;
}

/** A finished sheet. */
export interface ContactSheet {
  readonly bytes: Buffer;
  readonly mime: 'image/jpeg';
  /** Without the dot. */
  readonly extension: 'jpg';
  readonly width: number;
  readonly height: number;
}

export interface SheetOptions {
  /** How many places a row has, where the pictures belong in rows. Left out, the sheet has as few empty places as can be. */
  readonly columns?: number;
  /** The longest side of the pictures, in pixels, where it is known: none is drawn larger than that. */
  readonly pictureSide?: number;
  /** Says what the sheet is, in its EXIF data. */
  readonly description?: string;
  readonly signal: AbortSignal;
}

/**
 * Pictures in one, row by row in their order, each with its number from 1 on and its caption: a JPEG of at most 6 megapixels, always the
 * same bytes for the same pictures. Two are read at a time and let go before the next, so that they and the sheet's own pixels are all that is
 * in memory.
 * @throws {RangeError} for no pictures, or for more than 40
 * @throws the signal's reason
 */
export async function contactSheet(tiles: readonly SheetTile[], options: SheetOptions): Promise<ContactSheet> {
  if (tiles.length === 0 || tiles.length > maxSheetTiles) {
    throw new RangeError(`A contact sheet has 1 to ${maxSheetTiles} pictures`);
  }
  const { signal, description } = options;
  const layout = layOut(tiles.length, options);
  const { width, height, side } = layout;
  // White.
  const canvas = Buffer.alloc(width * height * 3, 0xff);
  const missing = new Map<number, string>();
  const left = tiles.entries();
  const putTiles = async (): Promise<void> => {
    for (const [index, tile] of left) {
      const pixels = tile.read && (await readTile(tile.read, side, signal));
      if (!pixels) missing.set(index, tile.missing);
      putTile(canvas, layout, index, pixels ?? Buffer.alloc(side * side * 3, tileBytes));
      if (pixels) release(pixels);
    }
  };
  const captions = captionWords(
    tiles.map(({ caption }) => caption),
    layout,
  );
  const [drawnCaptions] = await Promise.all([drawWords(captions), ...Array.from({ length: readersAtOnce }, putTiles)]);
  writeOn(canvas, width, captions, drawnCaptions);
  if (missing.size > 0) {
    const words = missingWords(missing, layout);
    writeOn(canvas, width, words, await drawWords(words));
  }
  const encode = async (): Promise<Buffer> => {
    const sheet = openPixels(canvas, { width, height, channels: 3 });
    if (description !== undefined) sheet.withExif({ IFD0: { ImageDescription: description } });
    // With all of its color: the edges of a logo are what a shot is looked at for. Huffman codes made for this very picture would save a tenth of
    // the bytes, but make the encoding two and a half times as long.
    return await sheet.jpeg({ quality: 90, chromaSubsampling: '4:4:4', optimiseCoding: false }).toBuffer();
  };
  const bytes = await decodeInTurn(width * height, encode, signal);
  release(canvas);
  return { bytes, mime: 'image/jpeg', extension: 'jpg', width, height };
}

/** A picture as RGB, whole and in the middle of its square; undefined when it cannot be had. */
async function readTile(
  read: () => Promise<Uint8Array>,
  side: number,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  signal.throwIfAborted();
  try {
    const bytes = await read();
    const { width, height } = await openPicture(bytes, { maxPixels: maxShotPixels }).metadata();
    const shrink = async (): Promise<Buffer> =>
      await openPicture(bytes, { maxPixels: maxShotPixels, pages: 1, autoOrient: true })
        .resize(side, side, { fit: 'contain', background: tileColor })
        .flatten({ background: tileColor })
        // A grey one has one channel otherwise.
        .toColourspace('srgb')
        .raw()
        .toBuffer();
    return await decodeInTurn(width * height, shrink, signal);
  } catch {
    signal.throwIfAborted();
    // A sheet with an empty place says more than none, and the picture itself was delivered or told of on its own.
    return undefined;
  }
}

function putTile(canvas: Buffer, { width, side, at }: SheetLayout, index: number, pixels: Buffer): void {
  const { left, top } = at(index);
  for (let row = 0; row < side; row++) {
    pixels.copy(canvas, ((top + row) * width + left) * 3, row * side * 3, (row + 1) * side * 3);
  }
}

/** What is written, as RGBA pixels. */
async function drawWords({ svg }: SheetWords): Promise<Buffer> {
  return await openPicture(Buffer.from(svg), { maxPixels: maxWordPixels }).ensureAlpha().raw().toBuffer();
}

/** Lays what is written over the sheet. */
function writeOn(canvas: Buffer, sheetWidth: number, { width, height, places }: SheetWords, words: Buffer): void {
  for (const [index, { left, top }] of places.entries()) {
    for (let row = 0; row < height; row++) {
      const from = (index * height + row) * width * 4;
      blendRow(canvas, ((top + row) * sheetWidth + left) * 3, words.subarray(from, from + width * 4));
    }
  }
}

/** Lays RGBA pixels over RGB ones. */
function blendRow(canvas: Buffer, start: number, row: Buffer): void {
  for (let from = 0, to = start; from < row.length; from += 4, to += 3) {
    const alpha = (row[from + 3] ?? 0) / 255;
    if (alpha === 0) continue;
    for (let channel = 0; channel < 3; channel++) {
      const below = canvas[to + channel] ?? 0;
      canvas[to + channel] = Math.round(below + ((row[from + channel] ?? 0) - below) * alpha);
    }
  }
}
