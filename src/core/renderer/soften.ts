/**
 * Blurs a square plane of one float a pixel in place, each row by a radius of its own, in pixels: as a lens does what lies before or behind the thing
 * it is focused on. Two passes of plain means look like one of a round lens. `sums` is room for as many floats and one row more.
 */
export function soften(plane: Float32Array, side: number, radii: Float32Array, sums: Float32Array): void {
  for (let pass = 0; pass < 2; pass++) {
    for (let y = 0; y < side; y++) softenRow(plane, side * y, side, radii[y]!, sums);
    softenColumnsOnce(plane, side, radii, sums);
  }
}

/** The same for rows of any width which are even along themselves, or are not to be mixed: only across them. */
export function softenColumns(plane: Float32Array, width: number, radii: Float32Array, sums: Float32Array): void {
  for (let pass = 0; pass < 2; pass++) softenColumnsOnce(plane, width, radii, sums);
}

/** Means along one row. Beyond its ends nothing is known: they are the means of less. */
function softenRow(plane: Float32Array, start: number, side: number, radius: number, sums: Float32Array): void {
  let sum = 0;
  sums[0] = 0;
  for (let i = 0; i < side; i++) {
    sum += plane[start + i]!;
    sums[i + 1] = sum;
  }
  const whole = Math.floor(radius);
  // Of the means up to the nearer and to the farther pixel at each end.
  const farther = (radius - whole) / (2 * radius + 1);
  const nearer = 1 / (2 * radius + 1) - farther;
  const inner = Math.min(side, whole + 1);
  const outer = Math.max(inner, side - whole - 1);
  for (let x = 0; x < inner; x++) plane[start + x] = meanNearEnd(sums, side, x, radius);
  for (let x = inner, o = start + x, i = x - whole - 1, j = x + whole + 1; x < outer; x++, o++, i++, j++) {
    plane[o] = (sums[j]! - sums[i + 1]!) * nearer + (sums[j + 1]! - sums[i]!) * farther;
  }
  for (let x = outer; x < side; x++) plane[start + x] = meanNearEnd(sums, side, x, radius);
}

function meanNearEnd(sums: Float32Array, side: number, x: number, radius: number): number {
  const from = Math.max(0, x - radius);
  const to = Math.min(side, x + 1 + radius);
  return (sumUpTo(sums, to, side) - sumUpTo(sums, from, side)) / (to - from);
}

function sumUpTo(sums: Float32Array, end: number, side: number): number {
  const last = Math.min(side - 1, Math.floor(end));
  return sums[last]! + (sums[last + 1]! - sums[last]!) * (end - last);
}

/** The same along all columns, row by row, which is the order they lie in. */
function softenColumnsOnce(plane: Float32Array, width: number, radii: Float32Array, sums: Float32Array): void {
  const rows = radii.length;
  sums.fill(0, 0, width);
  for (let i = 0; i < width * rows; i++) sums[i + width] = sums[i]! + plane[i]!;
  for (let y = 0, o = 0; y < rows; y++) {
    const from = Math.max(0, y - radii[y]!);
    const to = Math.min(rows, y + 1 + radii[y]!);
    const first = Math.floor(from);
    const last = Math.min(rows - 1, Math.floor(to));
    // The means of the sums on both sides of each end.
    const scale = 1 / (to - from);
    const afterEnd = (to - last) * scale;
    const beforeEnd = scale - afterEnd;
    const afterFrom = (from - first) * scale;
    const beforeFrom = scale - afterFrom;
    for (let k = 0, i = width * first, j = width * last; k < width; k++, i++, j++, o++) {
      plane[o] =
        sums[j]! * beforeEnd + sums[j + width]! * afterEnd - sums[i]! * beforeFrom - sums[i + width]! * afterFrom;
    }
  }
}
