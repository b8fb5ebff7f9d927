import { findColor, productOf } from '#core/catalog/catalog.ts';
import {
  mostOffset,
  offsetPattern,
  placements,
  rotationRange,
  scaleRange,
  scenes,
  techniques,
  views,
} from '#core/catalog/details.ts';
import type { ShotRequest } from './shot.ts';

/** What can be said of a shot besides prompt, product, color and size. */
export type ShotDetails = Pick<
  ShotRequest,
  'view' | 'scene' | 'background' | 'technique' | 'placement' | 'scale' | 'offset' | 'rotation'
>;

/** Reads them out of texts and numbers by their names. Nothing is refused: what makes no sense is left out with a note. */
export function readShotDetails(
  inputs: Readonly<Record<string, unknown>>,
  product: string,
): { readonly details: ShotDetails; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const read = <T>(name: string, parse: (text: string) => T | undefined): T | undefined => {
    const value = inputs[name];
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    if (text === '') return undefined;
    const parsed = parse(text);
    if (parsed === undefined) notes.push(`This ${name} is not known or not possible here, so the usual one was taken.`);
    return parsed;
  };
  const known = productOf(product);
  const among =
    <T extends string>(all: readonly T[], here: readonly string[] = all) =>
    (text: string): T | undefined =>
      all.find((each) => each === text.toLowerCase() && here.includes(each));
  const details: ShotDetails = {
    view: read('view', among(views, known.views)),
    scene: read('scene', among(scenes)),
    background: read('background', (text) => findColor(text)?.hex),
    technique: read('technique', among(techniques, known.techniques)),
    placement: read('placement', among(placements)),
    scale: read('scale', (text) => share(text, scaleRange)),
    offset: read('offset', readOffset),
    rotation: read('rotation', (text) => within(text, rotationRange)),
  };
  return { details, notes };
}

function within(text: string, { min, max }: { readonly min: number; readonly max: number }): number | undefined {
  const value = /^-?\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

function share(text: string, range: { readonly min: number; readonly max: number }): number | undefined {
  const percent = within(text, range);
  return percent === undefined ? undefined : percent / 100;
}

function readOffset(text: string): readonly [number, number] | undefined {
  if (!offsetPattern.test(text)) return undefined;
  const [right = 0, down = 0] = text.split(',').map(Number);
  return Math.max(Math.abs(right), Math.abs(down)) <= mostOffset ? [right / 100, down / 100] : undefined;
}
