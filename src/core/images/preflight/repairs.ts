import { lightVersion } from './light-version.ts';
import { type PixelPicture, trim } from './pixel-picture.ts';
import { removeFlatBackground } from './remove-flat-background.ts';

/** One-step repairs, in the order they are done in: under a background there is nothing to trim, and nothing that vanishes. */
export const repairNames = ['removeFlatBackground', 'trim', 'lightVersion'] as const;
export type RepairName = (typeof repairNames)[number];

const repairs: Readonly<Record<RepairName, (picture: PixelPicture) => PixelPicture>> = {
  removeFlatBackground,
  trim,
  lightVersion: (picture) => lightVersion(picture) ?? picture,
};

/** Does some repairs. One that a logo does not need leaves it as it is; no order or number of names makes a difference. */
export function repairPixels(picture: PixelPicture, names: readonly RepairName[]): PixelPicture {
  return repairNames
    .filter((name) => names.includes(name))
    .reduce((repaired, name) => repairs[name](repaired), picture);
}
