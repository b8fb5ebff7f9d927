/** Alpha of the most opaque of RGBA pixels, in their own measure. */
export function mostOpaque(rgba: Uint8Array | Float32Array): number {
  let most = 0;
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i]! > most) most = rgba[i]!;
  return most;
}

/** How far a pixel belongs to a logo's silhouette, 0 to 1: a shadow or a glow round it does not, though it is part of the logo. */
export function firmness(alpha: number, most: number): number {
  return Math.max(0, Math.min(1, (alpha / most - 0.5) * 3));
}
