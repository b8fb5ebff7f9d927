import type { Backdrop } from './scene.ts';

/** A square plane of three floats a pixel as the backdrop of a picture of at least its size: between the four pixels round each point. */
export function planeBackdrop(plane: Float32Array, side: number, size: number): Backdrop {
  const scale = side / size;
  const between = (at: number): number => Math.max(0, Math.min(side - 1.001, (at + 0.5) * scale - 0.5));
  const parts = Float64Array.from({ length: size }, (_, x) => between(x) % 1);
  // Where the points end that lie between a pixel of the plane and the next.
  const ends = new Int32Array(side);
  for (let x = 0; x < size; x++) ends[Math.floor(between(x))] = x + 1;
  return (y, row) => {
    const down = between(y);
    const top = Math.floor(down);
    const below = down - top;
    let i = 3 * top * side;
    let j = i + 3 * side;
    let r = plane[i]! + (plane[j]! - plane[i]!) * below;
    let g = plane[i + 1]! + (plane[j + 1]! - plane[i + 1]!) * below;
    let b = plane[i + 2]! + (plane[j + 2]! - plane[i + 2]!) * below;
    for (let left = 0, x = 0, o = 0; left < side - 1; left++) {
      i += 3;
      j += 3;
      const nextR = plane[i]! + (plane[j]! - plane[i]!) * below;
      const nextG = plane[i + 1]! + (plane[j + 1]! - plane[i + 1]!) * below;
      const nextB = plane[i + 2]! + (plane[j + 2]! - plane[i + 2]!) * below;
      for (const end = ends[left]!; x < end; x++, o += 3) {
        const part = parts[x]!;
        row[o] = r + (nextR - r) * part;
        row[o + 1] = g + (nextG - g) * part;
        row[o + 2] = b + (nextB - b) * part;
      }
      r = nextR;
      g = nextG;
      b = nextB;
    }
  };
}
