/**
 * Blurs a square plane of three floats a pixel in place, each row by a radius of its own, in pixels: as a lens does what lies before or behind the thing
 * it is focused on. Two passes of plain means look like one of a round lens. `sums` is room for three floats a pixel and one row more.
 */
export function soften(plane: Float32Array, side: number, radii: Float32Array, sums: Float32Array): void {
  for (let pass = 0; pass < 2; pass++) {
    for (let y = 0; y < side; y++) softenRow(plane, 3 * side * y, side, radii[y]!, sums);
    softenColumns(plane, side, radii, sums);
  }
}

/** Means along one row. Beyond its ends nothing is known: they are the means of less. */
function softenRow(plane: Float32Array, start: number, side: number, radius: number, sums: Float32Array): void {
  for (let i = 0; i < 3 * side; i++) sums[i + 3] = (i < 3 ? 0 : sums[i]!) + plane[start + i]!;
  sums.fill(0, 0, 3);
  for (let x = 0, o = start; x < side; x++) {
    const from = Math.max(0, x - radius);
    const to = Math.min(side, x + 1 + radius);
    const first = Math.floor(from);
    const last = Math.min(side - 1, Math.floor(to));
    const scale = 1 / (to - from);
    for (let c = 0; c < 3; c++, o++) {
      const i = 3 * first + c;
      const j = 3 * last + c;
      const upToFrom = sums[i]! + (sums[i + 3]! - sums[i]!) * (from - first);
      const upToEnd = sums[j]! + (sums[j + 3]! - sums[j]!) * (to - last);
      plane[o] = (upToEnd - upToFrom) * scale;
    }
  }
}

/** The same along all columns, row by row, which is the order they lie in. */
function softenColumns(plane: Float32Array, side: number, radii: Float32Array, sums: Float32Array): void {
  const stride = 3 * side;
  sums.fill(0, 0, stride);
  for (let i = 0; i < stride * side; i++) sums[i + stride] = sums[i]! + plane[i]!;
  for (let y = 0, o = 0; y < side; y++) {
    const from = Math.max(0, y - radii[y]!);
    const to = Math.min(side, y + 1 + radii[y]!);
    const first = Math.floor(from);
    const last = Math.min(side - 1, Math.floor(to));
    const scale = 1 / (to - from);
    for (let k = 0, i = stride * first, j = stride * last; k < stride; k++, i++, j++, o++) {
      const upToFrom = sums[i]! + (sums[i + stride]! - sums[i]!) * (from - first);
      const upToEnd = sums[j]! + (sums[j + stride]! - sums[j]!) * (to - last);
      plane[o] = (upToEnd - upToFrom) * scale;
    }
  }
}
