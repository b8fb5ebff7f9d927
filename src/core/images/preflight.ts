import { UserError } from '#core/errors.ts';
import { cleanPixels, maxCleanSide } from './clean-bitmap.ts';
import type { CleanLogo } from './clean-logo.ts';
import { decodeInTurn } from './decode-in-turn.ts';
import { openPicture } from './open-picture.ts';
import { type Finding, findingsOf, type PrintTechnique, thinMm } from './preflight/findings.ts';
import type { PixelPicture } from './preflight/pixel-picture.ts';
import { doPixelWork } from './preflight/pixel-work.ts';
import type { PrintArea } from './preflight/print-size.ts';
import type { RepairName } from './preflight/repairs.ts';

export type { Finding, FindingKind, PrintTechnique, Severity } from './preflight/findings.ts';
export { type PrintArea, usualPrintAreas } from './preflight/print-size.ts';
export { proposedRepairs, repairsOf } from './preflight/proposed-repairs.ts';
export { type RepairName, type RepairWish, repairNames } from './preflight/repairs.ts';

/** What a logo is to be put on. */
export interface PreflightTarget {
  readonly printArea: PrintArea;
  /** Of the product, `#rrggbb`. */
  readonly color: string;
  /** `print` unless said otherwise. */
  readonly technique?: PrintTechnique;
}

/** What was found, the gravest first. */
export interface Preflight {
  readonly findings: readonly Finding[];
}

interface Options {
  readonly signal?: AbortSignal;
}

const maxPixels = maxCleanSide * maxCleanSide;

/**
 * Looks at a clean logo before it is printed, and says as data what is good about it and what is not. Of bare bytes it is not known what they
 * came from: they count as a bitmap of their own size. It works in a thread of its own; few logos are looked at at once.
 * @throws {RangeError} when the color is not `#rrggbb` or the print area has no size
 * @throws {UserError} when the bytes are no picture, or none that was cleaned
 * @throws the signal's reason
 */
export async function preflight(
  logo: CleanLogo | Uint8Array,
  target: PreflightTarget,
  { signal }: Options = {},
): Promise<Preflight> {
  const { printArea, color, technique = 'print' } = target;
  if (!/^#[0-9a-f]{6}$/i.test(color)) throw new RangeError('A color must be #rrggbb');
  if (!(printArea.widthMm > 0 && printArea.heightMm > 0)) throw new RangeError('A print area must have a size');
  const sizes = { widthMm: printArea.widthMm, heightMm: printArea.heightMm };
  const facts = await withPixels(
    logo,
    (picture) =>
      doPixelWork({ kind: 'measure', picture, target: { ...sizes, color, thinMm: thinMm[technique] } }, signal),
    signal,
  );
  return { findings: findingsOf(facts, { printArea, technique, sourceScale: sourceScaleOf(logo) }) };
}

/** A logo after some repairs. What was changed is no longer what came in, but a PNG of its own size. */
export interface RepairedLogo extends CleanLogo {
  /** The repairs that changed something, in the order they were done in. */
  readonly done: readonly RepairName[];
}

/**
 * A clean logo with some repairs done, in the order that makes sense, whatever theirs is. Repairs that a logo does not need change nothing.
 * @throws {UserError} when there is nothing to be seen in it
 * @throws the signal's reason
 */
export async function repair(
  logo: CleanLogo,
  repairs: readonly RepairName[],
  { signal }: Options = {},
): Promise<RepairedLogo> {
  if (repairs.length === 0) return { ...logo, done: [] };
  return await withPixels(
    logo,
    async (picture) => {
      const { pixels, width, height, done } = await doPixelWork({ kind: 'repair', picture, repairs }, signal);
      if (done.length === 0) return { ...logo, done };
      const data = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
      return { ...(await cleanPixels({ data, info: { width, height } })), format: 'png', shrunkBy: 1, done };
    },
    signal,
  );
}

function sourceScaleOf(logo: CleanLogo | Uint8Array): number | undefined {
  if (logo instanceof Uint8Array) return 1;
  return logo.format === 'svg' ? undefined : logo.shrunkBy;
}

/** Decodes a clean PNG and has something done with its pixels while it is its turn. */
async function withPixels<T>(
  logo: CleanLogo | Uint8Array,
  use: (picture: PixelPicture) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const [png, size] = logo instanceof Uint8Array ? [logo, maxPixels] : [logo.png, logo.width * logo.height];
  return await decodeInTurn(
    size,
    async () => {
      const picture = await decode(png);
      signal?.throwIfAborted();
      return await use(picture);
    },
    signal,
  );
}

async function decode(png: Uint8Array): Promise<PixelPicture> {
  try {
    const { data, info } = await openPicture(png, { maxPixels })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    // A copy of its own: what sharp hands out may lie in memory that is shared, and this is moved to another thread.
    return { pixels: new Uint8Array(data), width: info.width, height: info.height };
  } catch {
    // It was a clean PNG once, or it never was one.
    throw new UserError('logo.truncated');
  }
}
