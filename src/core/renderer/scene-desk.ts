import type { Look } from './look.ts';
import { planeBackdrop } from './plane-backdrop.ts';
import type { Backdrop } from './scene.ts';
import type { Scratch } from './scratch.ts';
import { soften, softenColumns } from './soften.ts';
import type { Stage } from './stage.ts';
import type { TemplateInfo } from './template-info.ts';
import { type Light, windowLight } from './window-light.ts';
import { darkGrain, lightGrain, seam, Wood } from './wood.ts';

// The desk is out of focus: drawn at this side it is as sharp as it should be, whatever the size of the picture.
const side = 512;
const houseSeed = 11;

type Stands = NonNullable<TemplateInfo['stands']>;

/*
 * A desk seen from a little above, as the templates' camera sees what stands: lines of sight fall by so many degrees at the middle of the
 * picture, which spans so many. Heights in the picture are shares of the template's square.
 */
const tilt = 11.5;
const span = 14;
const deskEdge = 0.33;
const focus = 0.74;
const cmAcrossFocus = 27;
// Garments lie on boards, or hang before them.
const cmAcrossBoards = 105;

/** A warm wooden desk in the light of a window, drawn by formulas. It keeps the last one it drew. */
export class Desk {
  #key = '';
  readonly #scratch: Scratch;

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
  }

  /** The desk as it lies in the picture: behind a product that stands on it, or under one that lies on it; boards on the wall behind one that hangs. */
  backdropOf(stage: Stage, look: Look, seed: number | undefined): Backdrop {
    const { info } = stage.template;
    const { stands = 'floor' } = info;
    // Boards are the same whatever hangs before them or lies on them; how much of a desk is seen depends on where its product stands.
    const key = (stands === 'floor' ? [stands, seed, look.zoom, look.shiftY] : [stands, seed]).join(' ');
    const plane = this.#scratch.floats('desk', side * side * 3);
    if (key !== this.#key) draw(plane, stands, look, seed ?? houseSeed, this.#scratch);
    this.#key = key;
    return planeBackdrop(plane, side, stage.size);
  }
}

/**
 * Draws the desk into a plane of three floats a pixel. Wood is a mixture of few colors, and only the share of its dark grain differs from point to
 * point; the rest is even along each line of the grain. So one number a pixel is drawn and blurred, and a color a line.
 */
function draw(plane: Float32Array, stands: Stands, look: Look, seed: number, scratch: Scratch): void {
  const wood = new Wood(seed);
  const shares = scratch.floats('desk grain', side * side);
  const sums = scratch.floats('sums', side * (side + 1));
  const colors = new Float32Array(3 * side);
  const radii = new Float32Array(side);
  for (let line = 0; line < side; line++) {
    const height = ((line + 0.5) / side - look.shiftY) / look.zoom;
    radii[line] = stands === 'floor' ? blurAt(height) : stands === 'hangs' ? 1.6 : 0.7;
    if (stands === 'floor') drawDeskLine(shares, colors, line, height, wood);
    else drawBoardsLine(shares, colors, line, stands, wood);
  }
  soften(shares, side, radii, sums);
  softenColumns(colors, 3, radii, sums);
  paint(plane, shares, colors, stands, windowLight(seed));
}

/** Radius of the blur, in pixels of the plane, at a height of the template's square: least where the product stands. */
function blurAt(height: number): number {
  const away = height < focus ? (focus - height) / (focus - deskEdge) : (height - focus) * 2.2;
  return 0.6 + 9 * Math.min(1.25, away) ** 1.6;
}

const radians = Math.PI / 180;
const fall = (height: number): number => (tilt + (height - 0.5) * span) * radians;
const eyeCm = (cmAcrossFocus / (2 * Math.tan((span / 2) * radians))) * Math.sin(fall(focus));

function drawDeskLine(shares: Float32Array, colors: Float32Array, y: number, height: number, wood: Wood): void {
  if (height < deskEdge) {
    // The wall: warm plaster, a little darker towards the desk.
    const low = 0.9 + 0.1 * Math.min(1, (deskEdge - height) / 0.3);
    shares.fill(0, y * side, (y + 1) * side);
    colors.set([0.6 * low, 0.505 * low, 0.405 * low], 3 * y);
    return;
  }
  const angle = fall(height);
  const cmPerPixel = (cmAcrossFocus * Math.sin(fall(focus))) / Math.sin(angle) / side;
  const cmPerRow = ((eyeCm / Math.sin(angle) ** 2) * span * radians) / side;
  const line = {
    z: eyeCm / Math.tan(angle),
    x: (-side / 2) * cmPerPixel,
    step: cmPerPixel,
    span: cmPerRow,
    count: side,
  };
  colors.set(evenColor(wood.drawLine(line, shares, y * side, 1)), 3 * y);
}

/** Boards that lie run across the picture, those of a wall from its top to its bottom. */
function drawBoardsLine(shares: Float32Array, colors: Float32Array, index: number, stands: Stands, wood: Wood): void {
  const cm = cmAcrossBoards / side;
  const line = { z: index * cm, x: 0, step: cm, span: cm, count: side };
  const gap =
    stands === 'hangs' ? wood.drawLine(line, shares, index, side) : wood.drawLine(line, shares, index * side, 1);
  colors.set(evenColor(gap), 3 * index);
}

/** Color of a line without its dark grain: light grain, and so much of it seam. */
function evenColor(gap: number): number[] {
  return lightGrain.map((light, c) => light + (seam[c]! - light) * gap);
}

const [darkerR, darkerG, darkerB] = darkGrain.map((dark, c) => dark - lightGrain[c]!) as [number, number, number];
// The light changes so slowly that it is worked out for one pixel in so many, both ways.
const lightStep = 8;

/** Puts colors and grain together, in the light. */
function paint(plane: Float32Array, shares: Float32Array, colors: Float32Array, stands: Stands, window: Light): void {
  const cells = side / lightStep;
  const corners = new Float64Array(cells + 1);
  const changes = new Float64Array(cells + 1);
  // Along the rows the color is even, or along the columns.
  const perX = stands === 'hangs' ? 3 : 0;
  const perY = stands === 'hangs' ? 0 : 3;
  for (let y = 0, i = 0, o = 0; y < side; y++) {
    if (y % lightStep === 0) {
      for (let cell = 0; cell <= cells; cell++) {
        corners[cell] = window((cell * lightStep) / side, y / side);
        changes[cell] = (window((cell * lightStep) / side, (y + lightStep) / side) - corners[cell]!) / lightStep;
      }
    }
    for (let cell = 0, k = perY * y; cell < cells; cell++) {
      let light = corners[cell]!;
      const more = (corners[cell + 1]! - light) / lightStep;
      for (let x = 0; x < lightStep; x++, i++, o += 3, k += perX) {
        const dark = shares[i]!;
        plane[o] = (colors[k]! + dark * darkerR) * light * 1.03;
        plane[o + 1] = (colors[k + 1]! + dark * darkerG) * light;
        plane[o + 2] = (colors[k + 2]! + dark * darkerB) * light * 0.96;
        light += more;
      }
      corners[cell]! += changes[cell]!;
    }
    corners[cells]! += changes[cells]!;
  }
}
