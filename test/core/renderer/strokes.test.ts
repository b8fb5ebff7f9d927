import { expect, test } from 'vitest';
import { type InkField, mark } from '#core/renderer/ink-field.ts';
import { Scratch } from '#core/renderer/scratch.ts';
import { type Stroke, strokesRound } from '#core/renderer/strokes.ts';

const side = 120;
const box = { left: 0, top: 0, width: side, height: side };

/** The ink round holes of a piece; what is in neither is outside. */
function strokes(
  isPiece: (x: number, y: number) => boolean,
  ...holes: readonly ((x: number, y: number) => boolean)[]
): Stroke[] {
  const all = Array.from({ length: side * side }, (_, i) => i);
  const at = (i: number, area: (x: number, y: number) => boolean): boolean =>
    area((i % side) + 0.5, Math.floor(i / side) + 0.5);
  const plane = new Uint8Array(side * side);
  const field: InkField = {
    ink: plane,
    calm: plane,
    marks: Uint8Array.from(all, (i) => (at(i, isPiece) ? mark.unknown : mark.paper)),
    queue: new Int32Array(0),
    width: side,
    height: side,
  };
  return strokesRound(
    field,
    holes.map((hole) => Int32Array.from(all.filter((i) => at(i, hole)))),
    box,
    new Scratch(),
  );
}

const disc =
  (x: number, y: number, radius: number) =>
  (px: number, py: number): boolean =>
    Math.hypot(px - x, py - y) < radius;
const bar =
  (left: number, top: number, width: number, height: number) =>
  (x: number, y: number): boolean =>
    x > left && y > top && x < left + width && y < top + height;

test('the stroke of a ring is its width, all round', () => {
  const [ring] = strokes(disc(60, 60, 50), disc(60, 60, 30));
  expect(ring?.mean).toBeGreaterThan(18.5);
  expect(ring?.mean).toBeLessThan(21.5);
  expect((ring?.thin ?? 0) / (ring?.thick ?? 1)).toBeGreaterThan(0.85);
});

test('round a bar in a disc it is thin at the ends and thick at the sides', () => {
  const [sign] = strokes(disc(60, 60, 55), bar(20, 52, 80, 16));
  expect(sign?.thin).toBeLessThan(22);
  expect(sign?.thick).toBeGreaterThan(40);
});

test('between two holes it is what parts them, and what lies beyond the picture is outside', () => {
  const [above, below] = strokes(() => true, bar(10, 10, 100, 45), bar(10, 65, 100, 45));
  for (const stroke of [above, below]) {
    expect(stroke?.thin).toBeGreaterThan(9);
    expect(stroke?.thick).toBeLessThan(12);
  }
});
