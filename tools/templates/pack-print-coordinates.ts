import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const pack = promisify(brotliCompress);

/** Print coordinates as `pack.py` writes them, row by row: 65535 is the right (bottom) end of the print area, 255 full coverage. */
export type FullPrintCoordinates = {
  readonly width: number;
  readonly height: number;
  readonly u: Uint16Array;
  readonly v: Uint16Array;
  readonly coverage: Uint8Array;
};

/**
 * Packs print coordinates into what `unpackPrintCoordinates` of the renderer reads: cut to `bits` (8 to 16), foretold by the plane
 * through the three neighbours already known, the differences zig-zag coded, high and low bytes apart, then brotli. That is a
 * third to a quarter of a 16-bit PNG.
 */
export async function packPrintCoordinates(coordinates: FullPrintCoordinates, bits: number): Promise<Uint8Array> {
  const { width, height, u, v, coverage } = coordinates;
  const count = width * height;
  const bytes = new Uint8Array(count * 5);
  predict(cut(u, bits), width, height, bytes.subarray(0, 2 * count));
  predict(cut(v, bits), width, height, bytes.subarray(2 * count, 4 * count));
  bytes.set(coverage, 4 * count);
  return await pack(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 },
  });
}

/** The nearest values of fewer bits, the ends of the range kept. */
function cut(values: Uint16Array, bits: number): Uint16Array {
  const largest = (1 << bits) - 1;
  return values.map((value) => Math.round((value * largest) / 65_535));
}

function predict(values: Uint16Array, width: number, height: number, planes: Uint8Array): void {
  const count = width * height;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const above = y ? values[i - width]! : 0;
      const before = x ? values[i - 1]! : above;
      const corner = x && y ? values[i - width - 1]! : above;
      const foretold = before + (y ? above : before) - (y ? corner : before);
      // As a signed number of 16 bits, so that a jump over half the range still fits.
      const difference = ((values[i]! - foretold) << 16) >> 16;
      const zigzag = (difference << 1) ^ (difference >> 15);
      planes[i] = zigzag >> 8;
      planes[count + i] = zigzag;
    }
  }
}
