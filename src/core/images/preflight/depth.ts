/** What `depthOf` counts in: so many for a step along a row or column. A diagonal step is 7, which is 1.4 of it. */
export const depthUnit = 5;
const diagonal = 7;
const farthest = 0xffff;

/** Distances of the pixels of a mask, each row framed by a pixel on either side, and a row above and below. */
export interface Depth {
  readonly values: Uint16Array<ArrayBuffer>;
  /** Values a row. The pixel (x, y) of the mask is at `(y + 1) * stride + x + 1`. */
  readonly stride: number;
}

/**
 * How far each pixel is from the nearest one that is 0 in the mask, in `depthUnit`s, at most 8 % off (chamfer distance). Beyond the
 * mask's edges everything counts as 0, unless `isOpen`: then it counts as nothing, and is as far as what is beside it.
 */
export function depthOf(mask: Uint8Array, width: number, height: number, isOpen = false): Depth {
  const stride = width + 2;
  const values = new Uint16Array(stride * (height + 2)).fill(isOpen ? farthest : 0);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0, at = (y + 1) * stride + 1; x < width; x++, at++, i++) values[at] = mask[i] === 0 ? 0 : farthest;
  }
  for (let y = 1; y <= height; y++) sweep(values, y * stride + 1, width, 1, stride);
  for (let y = height; y >= 1; y--) sweep(values, y * stride + width, width, -1, stride);
  return { values, stride };
}

/** One row, in the direction of `step`, from what is before each pixel in the row and in the row that was done before. */
function sweep(values: Uint16Array, start: number, length: number, step: 1 | -1, stride: number): void {
  const before = -step * stride;
  for (let n = 0, at = start; n < length; n++, at += step) {
    let least = values[at] ?? 0;
    if (least === 0) continue;
    const side = (values[at - step] ?? 0) + depthUnit;
    const above = (values[at + before] ?? 0) + depthUnit;
    const near = (values[at + before - step] ?? 0) + diagonal;
    const far = (values[at + before + step] ?? 0) + diagonal;
    if (side < least) least = side;
    if (above < least) least = above;
    if (near < least) least = near;
    if (far < least) least = far;
    values[at] = least;
  }
}
