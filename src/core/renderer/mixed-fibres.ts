import { noiseBytes } from './light.ts';
import type { Stage } from './stage.ts';

/*
 * Heather cloth is spun of light and dark fibres: short flecks that lie along the rows of the knit. They are a pixel or so high in a picture of
 * 1024 and smaller pictures show the same ones, so that all sizes look like one cloth.
 */

const tileSide = 256;
/** How far the lightest and darkest flecks are from the color of the cloth, as a share of it. */
const strength = 0.16;
/** In pixels of the tile. */
const fleckLength = 7;

let known: Float32Array | undefined;

/** A tile of flecks, -1 to 1, whose mean is 0 and whose edges fit. */
function fleckTile(): Float32Array {
  if (known) return known;
  const noise = noiseBytes(tileSide * tileSide, 4_177);
  const tile = Float32Array.from(noise, (_, i) => {
    const row = i - (i % tileSide);
    let sum = 0;
    for (let k = 0; k < fleckLength; k++) sum += noise[row + ((i + k) % tileSide)]!;
    return sum / fleckLength / 127.5 - 1;
  });
  const mean = tile.reduce((sum, value) => sum + value, 0) / tile.length;
  known = tile.map((value) => value - mean);
  return known;
}

/** Draws the fibres of heather cloth into RGB bytes that show a product without a logo, on the product alone. */
export function mixFibres({ template, size, left, top }: Stage, picture: Uint8Array): void {
  const { mask, side } = template;
  const tile = fleckTile();
  const perPixel = 1024 / size;
  for (let planeY = 0; planeY < side; planeY++) {
    const y = top + planeY;
    if (y < 0 || y >= size) continue;
    const row = (Math.floor(planeY * perPixel) % tileSide) * tileSide;
    for (let planeX = 0, i = planeY * side; planeX < side; planeX++, i++) {
      const x = left + planeX;
      const cover = mask[i]!;
      if (cover === 0 || x < 0 || x >= size) continue;
      const factor = 1 + strength * tile[row + (Math.floor(planeX * perPixel) % tileSide)]! * (cover / 255);
      for (let channel = 0, o = 3 * (y * size + x); channel < 3; channel++, o++) {
        picture[o] = Math.min(255, picture[o]! * factor + 0.5);
      }
    }
  }
}
