/** A drawing of kinds of pixels twice as large, with its stairs made slopes by the rule known as Scale2x. */
export function scale2x(kinds: Uint8Array, width: number, height: number): Uint8Array {
  const large = new Uint8Array(width * height * 4);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const own = kinds[i]!;
      const above = y > 0 ? kinds[i - width]! : own;
      const below = y < height - 1 ? kinds[i + width]! : own;
      const left = x > 0 ? kinds[i - 1]! : own;
      const right = x < width - 1 ? kinds[i + 1]! : own;
      const o = 4 * y * width + 2 * x;
      large[o] = left === above && left !== below && above !== right ? above : own;
      large[o + 1] = above === right && above !== left && right !== below ? right : own;
      large[o + 2 * width] = below === left && below !== right && left !== above ? left : own;
      large[o + 2 * width + 1] = right === below && right !== above && below !== left ? below : own;
    }
  }
  return large;
}
