import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';

// Every picture here is seen once, so libvips' cache of past operations would only hold memory.
sharp.cache(false);

/** How long one picture may take to decode, in seconds. Bitmaps are far below it; libvips looks at the clock between strips. */
const decodeSeconds = 30;

/**
 * A sharp pipeline over bytes of anyone: of `maxPixels` at most, only the first picture of several (unless `pages` says otherwise),
 * stopped by the clock, and failing where the data ends early instead of filling up with grey.
 */
export function openPicture(
  bytes: Uint8Array,
  options: { readonly maxPixels: number } & Pick<SharpOptions, 'autoOrient' | 'pages' | 'density'>,
): Sharp {
  const { maxPixels, ...rest } = options;
  return sharp(bytes, { ...rest, limitInputPixels: maxPixels, failOn: 'error' }).timeout({ seconds: decodeSeconds });
}

/** A pipeline over pixels we decoded ourselves. */
export function openPixels(
  pixels: Uint8Array,
  size: { readonly width: number; readonly height: number; readonly channels: 1 | 2 | 3 | 4 },
): Sharp {
  return sharp(pixels, { raw: { width: size.width, height: size.height, channels: size.channels } });
}

/** A picture of one color, for others to be put on. */
export function blankPicture(width: number, height: number, background: string): Sharp {
  return sharp({ create: { width, height, channels: 3, background } });
}

/**
 * Makes a pipeline end in sRGB numbers, which it does by itself but for one case: pictures of 16 bits with a profile are worked on in
 * Display P3 and would keep its numbers. Asking for the sRGB profile, without attaching it, converts them.
 */
export function inSrgb(picture: Sharp, header: Metadata): Sharp {
  return header.space === 'rgb16' && header.icc ? picture.withIccProfile('srgb', { attach: false }) : picture;
}
