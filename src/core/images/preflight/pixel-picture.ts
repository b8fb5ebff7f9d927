/** RGBA in sRGB, 8 bits a channel, row by row from the top. */
export interface PixelPicture {
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Alpha up to this cannot be seen, and must not count as part of a logo. */
export const faintAlpha = 12;

/** The smallest box around everything that can be seen; undefined when nothing can. */
export function inkBox({ pixels, width, height }: PixelPicture): Box | undefined {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, at = 3; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      if ((pixels[at] ?? 0) <= faintAlpha) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** A copy of a part of a picture. */
export function crop(picture: PixelPicture, { left, top, width, height }: Box): PixelPicture {
  const pixels = new Uint8Array(4 * width * height);
  for (let y = 0; y < height; y++) {
    const start = 4 * ((top + y) * picture.width + left);
    pixels.set(picture.pixels.subarray(start, start + 4 * width), 4 * y * width);
  }
  return { pixels, width, height };
}

/** Takes the empty space round a logo away; a picture without any, or without anything to be seen, stays as it is. */
export function trim(picture: PixelPicture): PixelPicture {
  const box = inkBox(picture);
  if (!box || (box.width === picture.width && box.height === picture.height)) return picture;
  return crop(picture, box);
}
