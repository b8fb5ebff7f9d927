import { findColor } from '#core/catalog/catalog.ts';
import type { ShotRequest } from './shot.ts';

/**
 * A file name that says what the picture is: `cap-black-768-template-render.png`, with `-seed-7` after the size when there is a seed,
 * and before it the view and the scene where they are not the usual ones: `cap-black-three-quarter-desk-768-template-render.png`.
 * The color may be `#rrggbb` or a name; a shade without a name of its own appears as its digits.
 */
export function shotFileName(
  shot: Pick<ShotRequest, 'product' | 'color' | 'size' | 'seed' | 'view' | 'scene'>,
): string {
  const known = findColor(shot.color);
  // Through the shade: "Navy Blue" and the digits of Navy give the same name.
  const usual = known && findColor(known.hex);
  const isNamed = usual !== undefined && findColor(usual.name)?.hex === usual.hex;
  const color = (isNamed ? usual.name : shot.color)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const seed = shot.seed === undefined ? '' : `-seed-${shot.seed}`;
  const view = shot.view === undefined || shot.view === 'front' ? '' : `-${shot.view}`;
  const scene = shot.scene === undefined || shot.scene === 'studio' ? '' : `-${shot.scene}`;
  return `${shot.product}-${color}${view}${scene}-${shot.size}${seed}-template-render.png`;
}
