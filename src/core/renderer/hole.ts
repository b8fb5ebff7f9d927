import type { Bytes3, InkField } from './ink-field.ts';
import type { Picture } from './picture.ts';
import type { Scratch } from './scratch.ts';
import { type Shape, shapeOf } from './shape.ts';
import { strokesRound } from './strokes.ts';
import { hasOneInkAround } from './surround.ts';

/** Of so few pixels no shape can be told. */
export const shapelessPixels = 40;

/** Paper that ink encloses. */
export type Hole = Shape & {
  readonly pixels: Int32Array;
  readonly hasOneInk: boolean;
  /** Mean width of the stroke round it, in its own widths. */
  readonly weight: number;
  /** That stroke's width where it is thin by that where it is thick. */
  readonly evenness: number;
};

/** Measures the holes in a piece of ink, each given by its pixels. */
export function measureHoles(
  picture: Picture,
  field: InkField,
  holes: readonly Int32Array[],
  piece: Shape,
  paper: Bytes3,
  scratch: Scratch,
): Hole[] {
  const strokes = strokesRound(field, holes, piece.box, scratch);
  return holes.map((pixels, k) => {
    const shape = shapeOf(pixels, field.width);
    const { mean, thin, thick } = strokes[k]!;
    return {
      ...shape,
      pixels,
      solidity: shape.area < shapelessPixels ? 1 : shape.solidity,
      hasOneInk: hasOneInkAround(picture, field, pixels, paper),
      // Half of the mixed pixels round it are its own.
      weight: mean / ((2 * shape.area) / shape.edge.length + 1),
      evenness: thin / thick,
    };
  });
}
