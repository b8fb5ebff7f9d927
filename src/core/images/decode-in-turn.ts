import { Turns } from './turns.ts';

// Above this many pixels decoding can take hundreds of megabytes: an AVIF of 50 megapixels and two kilobytes takes a gigabyte.
const largePixels = 4_000_000;

const ordinary = new Turns(2);
const large = new Turns(1);

/** Decodes a bitmap of a stranger when its turn has come: few at once, and one large one. @throws the signal's reason while waiting */
export async function decodeInTurn<T>(pixels: number, decode: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  return await (pixels > largePixels ? large : ordinary).run(decode, signal);
}
