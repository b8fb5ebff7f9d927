/** How strong the light is at a place, in shares of the picture. */
export type Light = (x: number, y: number) => number;

/** Daylight from the upper left, where the products' key light stands, through a window whose bars can just be made out. */
export function windowLight(seed: number): Light {
  const shift = ((Math.imul(seed, 0x9e37_79b1) >>> 8) % 1000) / 1000 - 0.5;
  return (x, y) => {
    const general = 1.1 - 0.5 * (0.62 * x + 0.38 * y) ** 1.4;
    const along = x * 0.8 + y * 0.6 + 0.12 * shift;
    const bars = 0.5 + 0.5 * Math.sin(along * 9 + 1.1);
    const beam = Math.exp(-(((x * 0.75 - y * 0.9 + 0.12 + 0.15 * shift) / 0.42) ** 2));
    return general * (0.9 + 0.22 * beam * (0.55 + 0.45 * bars));
  };
}
