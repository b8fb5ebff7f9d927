import type { Look } from './look.ts';
import type { Backdrop } from './scene.ts';
import type { Scratch } from './scratch.ts';
import { soften } from './soften.ts';
import type { Stage } from './stage.ts';
import type { TemplateInfo } from './template-info.ts';
import { Wood } from './wood.ts';

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
    const key = [stands, seed, look.zoom, look.shiftY].join(' ');
    const plane = this.#scratch.floats('desk', side * side * 3);
    if (key !== this.#key) draw(plane, stands, look, seed ?? houseSeed, this.#scratch);
    this.#key = key;
    return enlarged(plane, stage.size);
  }
}

function draw(plane: Float32Array, stands: Stands, look: Look, seed: number, scratch: Scratch): void {
  const wood = new Wood(seed);
  const window = windowLight(seed);
  const radii = new Float32Array(side);
  const row = (y: number): number => ((y + 0.5) / side - look.shiftY) / look.zoom;
  for (let y = 0; y < side; y++) {
    const at = row(y);
    if (stands === 'floor') drawDeskRow(plane, y, at, wood);
    else drawBoardsRow(plane, y, stands, wood);
    radii[y] = stands === 'floor' ? blurAt(at) : stands === 'hangs' ? 1.6 : 0.7;
    for (let x = 0, o = 3 * y * side; x < side; x++, o += 3) {
      const light = window(x / side, y / side);
      plane[o]! *= light * 1.03;
      plane[o + 1]! *= light;
      plane[o + 2]! *= light * 0.96;
    }
  }
  soften(plane, side, radii, scratch.floats('sums', 3 * side * (side + 1)));
}

/** Radius of the blur, in pixels of the plane, at a height of the template's square: least where the product stands. */
function blurAt(height: number): number {
  const away = height < focus ? (focus - height) / (focus - deskEdge) : (height - focus) * 2.2;
  return 0.6 + 9 * Math.min(1.25, away) ** 1.6;
}

const radians = Math.PI / 180;
const fall = (height: number): number => (tilt + (height - 0.5) * span) * radians;
const eyeCm = (cmAcrossFocus / (2 * Math.tan((span / 2) * radians))) * Math.sin(fall(focus));

function drawDeskRow(plane: Float32Array, y: number, height: number, wood: Wood): void {
  if (height < deskEdge) {
    for (let x = 0, o = 3 * y * side; x < side; x++, o += 3) {
      // The wall: warm plaster, a little darker towards the desk.
      const low = 0.9 + 0.1 * Math.min(1, (deskEdge - height) / 0.3);
      plane[o] = 0.6 * low;
      plane[o + 1] = 0.505 * low;
      plane[o + 2] = 0.405 * low;
    }
    return;
  }
  const angle = fall(height);
  const away = eyeCm / Math.tan(angle);
  const cmPerPixel = (cmAcrossFocus * Math.sin(fall(focus))) / Math.sin(angle) / side;
  const cmPerRow = ((eyeCm / Math.sin(angle) ** 2) * span * radians) / side;
  for (let x = 0, o = 3 * y * side; x < side; x++, o += 3) {
    wood.paint((x - side / 2) * cmPerPixel, away, cmPerPixel, cmPerRow, plane, o);
  }
}

function drawBoardsRow(plane: Float32Array, y: number, stands: Stands, wood: Wood): void {
  const cm = cmAcrossBoards / side;
  for (let x = 0, o = 3 * y * side; x < side; x++, o += 3) {
    if (stands === 'hangs') wood.paint(y * cm, x * cm, cm, cm, plane, o);
    else wood.paint(x * cm, y * cm, cm, cm, plane, o);
  }
}

/** Daylight from the upper left, where the products' key light stands, through a window whose bars can just be made out. */
function windowLight(seed: number): (x: number, y: number) => number {
  const shift = ((Math.imul(seed, 0x9e37_79b1) >>> 8) % 1000) / 1000 - 0.5;
  return (x, y) => {
    const general = 1.1 - 0.5 * (0.62 * x + 0.38 * y) ** 1.4;
    const along = x * 0.8 + y * 0.6 + 0.12 * shift;
    const bars = 0.5 + 0.5 * Math.sin(along * 9 + 1.1);
    const beam = Math.exp(-(((x * 0.75 - y * 0.9 + 0.12 + 0.15 * shift) / 0.42) ** 2));
    return general * (0.9 + 0.22 * beam * (0.55 + 0.45 * bars));
  };
}

/** The plane at the picture's size, between the four pixels round each point. */
function enlarged(plane: Float32Array, size: number): Backdrop {
  const scale = side / size;
  const between = (at: number): number => Math.max(0, Math.min(side - 1.001, (at + 0.5) * scale - 0.5));
  const lefts = Float32Array.from({ length: size }, (_, x) => between(x));
  const line = new Float32Array(3 * side);
  return (y, row) => {
    const down = between(y);
    const top = Math.floor(down);
    const below = down - top;
    for (let k = 0, i = 3 * top * side, j = i + 3 * side; k < line.length; k++, i++, j++) {
      line[k] = plane[i]! + (plane[j]! - plane[i]!) * below;
    }
    for (let x = 0, o = 0; x < size; x++, o += 3) {
      const right = lefts[x]!;
      const left = right | 0;
      const beside = right - left;
      const k = 3 * left;
      row[o] = line[k]! + (line[k + 3]! - line[k]!) * beside;
      row[o + 1] = line[k + 1]! + (line[k + 4]! - line[k + 1]!) * beside;
      row[o + 2] = line[k + 2]! + (line[k + 5]! - line[k + 2]!) * beside;
    }
  };
}
