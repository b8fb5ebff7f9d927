import type { Placement } from './placement.ts';
import type { TemplateInfo } from './template-info.ts';
import type { Texture } from './texture.ts';

/** The straight way from a point of the printable surface, in units of its print coordinates, to the texel of a logo that lies there. */
export type TexelGrid = {
  /** The point where the logo's top left corner lies. */
  readonly startU: number;
  readonly startV: number;
  /** Texels to the right and down per unit of u and of v. */
  readonly rightPerU: number;
  readonly rightPerV: number;
  readonly downPerU: number;
  readonly downPerV: number;
};

/** Lays a logo's texels out on the surface, turned in millimetres and not in shares: a surface is seldom square. */
export function texelGrid(
  { levels, padding }: Texture,
  placement: Placement,
  info: TemplateInfo,
  unit: number,
): TexelGrid {
  const { left, top, width, height, turn } = placement;
  const { widthMm, heightMm } = info.printArea;
  const first = levels[0]!;
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const texelsPerU = ((first.width - 2 * padding) / width) * unit;
  const texelsPerV = ((first.height - 2 * padding) / height) * unit;
  return {
    startU: (left + (width / 2) * (1 - cos) + (((height / 2) * heightMm) / widthMm) * sin) / unit,
    startV: (top + (height / 2) * (1 - cos) - (((width / 2) * widthMm) / heightMm) * sin) / unit,
    rightPerU: texelsPerU * cos,
    rightPerV: (texelsPerU * sin * heightMm) / widthMm,
    downPerU: (-texelsPerV * sin * widthMm) / heightMm,
    downPerV: texelsPerV * cos,
  };
}
