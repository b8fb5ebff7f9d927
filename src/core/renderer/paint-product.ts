import { dither, ditherMask, lastTone, toneOf } from './light.ts';
import { backdropSteps, type Stage } from './stage.ts';

/** Where the dither of a row starts, so that rows do not repeat each other. */
export function ditherRow(y: number): number {
  return Math.imul(y, 40_503) & ditherMask;
}

/**
 * Paints rows `from` to `to` of the product on its backdrop, without a logo, into RGB bytes. Where something else will be put behind it, pixels
 * that show nothing of the product stay as they were.
 */
export function paintProduct(stage: Stage, picture: Uint8Array, from: number, to: number): void {
  const { size, left, top } = stage;
  const side = stage.template.side;
  const isPlain = stage.solidFrom === 255;
  for (let y = from; y < to; y++) {
    const hasPlane = y >= top && y < top + side;
    const start = hasPlane ? Math.min(size, Math.max(0, left)) : size;
    const end = hasPlane ? Math.max(start, Math.min(size, left + side)) : size;
    if (hasPlane) paintRow(stage, picture, y, start, end);
    if (!isPlain) continue;
    paintBareBackdrop(stage, picture, y, 0, start);
    paintBareBackdrop(stage, picture, y, end, size);
  }
}

function paintBareBackdrop(stage: Stage, picture: Uint8Array, y: number, from: number, to: number): void {
  const { backdropX, backdropY, backdropTones } = stage;
  const [tonesR, tonesG, tonesB] = backdropTones;
  const row = ditherRow(y);
  const rowLight = backdropY[y]!;
  for (let x = from, o = 3 * (y * stage.size + from); x < to; x++, o += 3) {
    const step = ((backdropX[x]! + rowLight) * 255 * backdropSteps) | 0;
    const grain = dither[(row + x) & ditherMask]!;
    picture[o] = (tonesR[step]! + grain) >> 8;
    picture[o + 1] = (tonesG[step]! + grain) >> 8;
    picture[o + 2] = (tonesB[step]! + grain) >> 8;
  }
}

function paintRow(stage: Stage, picture: Uint8Array, y: number, from: number, to: number): void {
  const { template, left, top, backdropX, lightX, sheen, clothShade, backdropTones, backdrop, light, solidFrom } =
    stage;
  const [shadeR, shadeG, shadeB] = clothShade;
  const [tonesR, tonesG, tonesB] = backdropTones;
  const [backdropR, backdropG, backdropB] = backdrop;
  const [lightR, lightG, lightB] = light;
  const { mask, shade, sheen: sheenPlane, shadow, side } = template;
  const row = ditherRow(y);
  const backdropRow = stage.backdropY[y]!;
  const lightRow = stage.lightY[y]!;
  for (let x = from, i = (y - top) * side + from - left, o = 3 * (y * stage.size + from); x < to; x++, i++, o += 3) {
    const cover = mask[i]!;
    if (cover === 0 && solidFrom === 1) continue;
    const grain = dither[(row + x) & ditherMask]!;
    const behind = (backdropX[x]! + backdropRow) * shadow[i]!;
    if (cover === 0) {
      const step = (behind * backdropSteps) | 0;
      picture[o] = (tonesR[step]! + grain) >> 8;
      picture[o + 1] = (tonesG[step]! + grain) >> 8;
      picture[o + 2] = (tonesB[step]! + grain) >> 8;
      continue;
    }
    const here = lightX[x]! + lightRow;
    const s = shade[i]!;
    const gleam = sheen[sheenPlane[i]!]!;
    let r = (shadeR[s]! + gleam) * here * lightR;
    let g = (shadeG[s]! + gleam) * here * lightG;
    let b = (shadeB[s]! + gleam) * here * lightB;
    if (cover < solidFrom) {
      const part = cover / 255;
      const rest = behind * (1 - part);
      r = r * part + rest * backdropR;
      g = g * part + rest * backdropG;
      b = b * part + rest * backdropB;
    }
    picture[o] = (toneOf[r < lastTone ? r | 0 : lastTone]! + grain) >> 8;
    picture[o + 1] = (toneOf[g < lastTone ? g | 0 : lastTone]! + grain) >> 8;
    picture[o + 2] = (toneOf[b < lastTone ? b | 0 : lastTone]! + grain) >> 8;
  }
}
