import { lightVersion } from './light-version.ts';
import { type PixelPicture, trim } from './pixel-picture.ts';
import { removeFlatBackground } from './remove-flat-background.ts';

/** One-step repairs, in the order they are done in: under a background there is nothing to trim, and nothing that vanishes. */
export const repairNames = ['removeFlatBackground', 'trim', 'lightVersion'] as const;
export type RepairName = (typeof repairNames)[number];
/** What a person may want done; `proposed` is whatever the findings of a logo propose. */
export const repairWishes = [...repairNames, 'proposed'] as const;
export type RepairWish = (typeof repairWishes)[number];

const repairs: Readonly<Record<RepairName, (picture: PixelPicture) => PixelPicture>> = {
  removeFlatBackground,
  trim,
  lightVersion: (picture) => lightVersion(picture) ?? picture,
};

/** A picture, and which repairs have changed it. */
export interface RepairedPicture extends PixelPicture {
  readonly done: readonly RepairName[];
}

/** Does some repairs. One that a logo does not need leaves it as it is; no order or number of names makes a difference. */
export function repairPixels(picture: PixelPicture, names: readonly RepairName[]): RepairedPicture {
  const done: RepairName[] = [];
  let repaired = picture;
  for (const name of repairNames) {
    if (!names.includes(name)) continue;
    const before = repaired;
    repaired = repairs[name](before);
    if (repaired !== before) done.push(name);
  }
  return { ...repaired, done };
}
