import { pictureText, svgStart } from './picture-text.ts';

/** Pictures made of pixels that can be read here. */
export type BitmapKind = 'png' | 'jpeg' | 'webp' | 'avif' | 'gif' | 'tiff';
/** An SVG; `gzip` may hold one too (svgz), which only unpacking can tell. */
export type VectorKind = 'svg' | 'gzip';
/** What cannot be read here, as far as it matters for what to tell its sender. */
export type OtherKind = 'empty' | 'heic' | 'pdf' | 'postscript' | 'psd' | 'archive' | 'text' | 'unknown';
export type PictureKind = BitmapKind | VectorKind | OtherKind;

// Enough to get past the comments that programs write before the root of an SVG.
const textPrefix = 1024 * 1024;

const avifBrands = ['avif', 'avis'];
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1'];

const magicNumbers: readonly (readonly [kind: PictureKind, magic: string])[] = [
  ['png', '\x89PNG\r\n\x1a\n'],
  ['jpeg', '\xff\xd8\xff'],
  ['gif', 'GIF87a'],
  ['gif', 'GIF89a'],
  ['tiff', 'II*\0'],
  ['tiff', 'MM\0*'],
  ['tiff', 'II+\0'],
  ['tiff', 'MM\0+'],
  ['psd', '8BPS'],
  ['postscript', '%!PS'],
  // An EPS with a preview inside: its own header before the PostScript.
  ['postscript', '\xc5\xd0\xd3\xc6'],
  ['gzip', '\x1f\x8b'],
  ['archive', 'PK\x03\x04'],
  ['archive', 'PK\x05\x06'],
  ['archive', 'Rar!\x1a\x07'],
  ['archive', '7z\xbc\xaf\x27\x1c'],
];

/** Which of the two HEIF families an ISO media file belongs to, by the brands in its first box. */
function heifKind(bytes: Buffer): PictureKind | undefined {
  if (bytes.toString('latin1', 4, 8) !== 'ftyp') return undefined;
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 256);
  const brands = new Set([bytes.toString('latin1', 8, 12)]);
  for (let at = 16; at + 4 <= end; at += 4) brands.add(bytes.toString('latin1', at, at + 4));
  if (avifBrands.some((brand) => brands.has(brand))) return 'avif';
  return heicBrands.some((brand) => brands.has(brand)) ? 'heic' : undefined;
}

/** PDF readers allow some bytes before the header. Illustrator saves its files as PDFs with private data. */
function pdfKind(bytes: Buffer): PictureKind | undefined {
  if (!bytes.subarray(0, 1024).includes('%PDF-')) return undefined;
  return bytes.includes('/AIPrivateData') || bytes.includes('/AIMetaData') ? 'postscript' : 'pdf';
}

function textKind(bytes: Buffer): PictureKind | undefined {
  const text = pictureText(bytes.subarray(0, textPrefix), bytes.length > textPrefix);
  if (text === undefined) return undefined;
  return svgStart(text) >= 0 ? 'svg' : 'text';
}

/** What the bytes of a file are, by their content alone: names and declared types are never asked. Decodes nothing. */
export function sniffPicture(file: Uint8Array): PictureKind {
  if (file.length === 0) return 'empty';
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const head = bytes.toString('latin1', 0, 16);
  for (const [kind, magic] of magicNumbers) if (head.startsWith(magic)) return kind;
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'webp';
  return (head.length >= 12 ? heifKind(bytes) : undefined) ?? pdfKind(bytes) ?? textKind(bytes) ?? 'unknown';
}
