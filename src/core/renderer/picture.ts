import type { Sharp } from 'sharp';
import type { Scratch } from './scratch.ts';

/** Bytes of pixels, row by row: RGBA, or a single channel where it says so. */
export type Picture = { readonly pixels: Uint8Array; readonly width: number; readonly height: number };

/**
 * Runs a pipeline and keeps its pixels in the scratch buffer of that name. What sharp hands out lies outside the JavaScript heap,
 * whose collector sees no hurry: a hundred megabytes would pile up between two collections. So it is given back at once.
 */
export async function readPixels(image: Sharp, name: string, scratch: Scratch): Promise<Picture> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const pixels = scratch.bytes(name, data.length);
  moveInto(pixels, data);
  return { pixels, width: info.width, height: info.height };
}

/** The same into memory of one's own, which must have exactly the pipeline's size. */
export async function readPixelsInto(image: Sharp, pixels: Uint8Array): Promise<void> {
  moveInto(pixels, await image.raw().toBuffer());
}

function moveInto(pixels: Uint8Array, data: Buffer): void {
  pixels.set(data);
  release(data);
}

/** Empties a buffer and frees its memory. Views of a larger buffer, such as Node's pool of small ones, are left alone. */
export function release(buffer: Buffer): void {
  const memory = buffer.buffer;
  if (memory instanceof ArrayBuffer && buffer.byteLength === memory.byteLength) memory.transfer(0);
}
