import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { UserError } from '#core/errors.ts';
import { checkSvg } from './check-svg.ts';
import { type CleanPicture, cleanBitmap, cleanPixels, maxCleanSide } from './clean-bitmap.ts';
import { openPicture } from './open-picture.ts';
import { pictureText, svgStart } from './picture-text.ts';
import { sniffPicture } from './sniff-picture.ts';

/** How large an SVG may be once unpacked, and each picture inside it. */
export interface SvgLimits {
  readonly maxBytes: number;
  readonly maxPixels: number;
}

// CSS counts 96 pixels an inch; libvips would take 72, and draw points and millimetres too small beside pixels.
const density = 96;

async function unpack(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  if (sniffPicture(bytes) !== 'gzip') return bytes;
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    const isBomb = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isBomb
      ? new UserError('logo.tooLarge', { limitMb: maxBytes / 1024 / 1024 })
      : new UserError('logo.truncated');
  }
}

/** A picture inside an SVG as a PNG, the one format every drawing of SVG understands; nothing when there is nothing to see in it. */
async function embed(picture: Buffer, maxPixels: number): Promise<string> {
  const kind = sniffPicture(picture);
  // An SVG inside an SVG could hold anything again.
  if (!['png', 'jpeg', 'webp', 'avif', 'gif', 'tiff'].includes(kind)) throw new UserError('logo.svgUnsafe');
  try {
    const { png } = await cleanBitmap(picture, { maxPixels });
    return `data:image/png;base64,${png.toString('base64')}`;
  } catch (error) {
    if (error instanceof UserError && error.key === 'logo.blank') return '';
    throw error;
  }
}

/**
 * Draws an SVG (or svgz), its long side `maxCleanSide` pixels. It can take any time and memory: nested references and filters have
 * no bound that can be told beforehand, and libvips cannot stop it. So only a process that can be ended may call this.
 * @throws {UserError}
 */
export async function renderSvg(bytes: Uint8Array, limits: SvgLimits): Promise<CleanPicture> {
  const unpacked = await unpack(bytes, limits.maxBytes);
  const text = pictureText(unpacked);
  if (text === undefined || svgStart(text) < 0)
    throw new UserError(unpacked === bytes ? 'logo.truncated' : 'logo.archive');
  const { pieces, hasText } = checkSvg(text);
  const parts: string[] = [];
  for (const piece of pieces) parts.push(typeof piece === 'string' ? piece : await embed(piece, limits.maxPixels));
  try {
    // No limit for the size it says: it is drawn at the size asked for here.
    const pixels = await openPicture(Buffer.from(parts.join('')), { maxPixels: 0, density })
      .resize({ width: maxCleanSide, height: maxCleanSide, fit: 'inside' })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return await cleanPixels(pixels);
  } catch (error) {
    if (!(error instanceof UserError)) throw new UserError('logo.truncated');
    throw error.key === 'logo.blank' && hasText ? new UserError('logo.svgText') : error;
  }
}
