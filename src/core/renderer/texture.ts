import type { Scratch } from './scratch.ts';

/** One size of a texture. */
export type TextureLevel = { readonly values: Float32Array; readonly width: number; readonly height: number };

/**
 * A logo ready to be sampled: its texels and ever smaller copies, so that a pixel which shows many texels shows their mean.
 * `channels` is 4 (premultiplied linear RGBA) or 5 (and the contact shadow that thread throws on cloth).
 */
export type Texture = {
  readonly levels: readonly TextureLevel[];
  readonly channels: 4 | 5;
  /** Texels around the logo on every side of the first level. */
  readonly padding: number;
};

const maxLevels = 7;

/** Makes a texture of a first level. */
export function createTexture(first: TextureLevel, channels: 4 | 5, padding: number, scratch: Scratch): Texture {
  const levels = [first];
  for (let level = first; levels.length < maxLevels && Math.min(level.width, level.height) > 3; levels.push(level)) {
    level = halve(
      level,
      channels,
      scratch.floats(`level ${levels.length}`, (level.width >> 1) * (level.height >> 1) * channels),
    );
  }
  return { levels, channels, padding };
}

function halve(from: TextureLevel, channels: number, values: Float32Array): TextureLevel {
  const width = from.width >> 1;
  const height = from.height >> 1;
  const stride = from.width * channels;
  for (let y = 0, o = 0; y < height; y++) {
    let i = 2 * y * stride;
    for (let x = 0; x < width; x++, i += channels) {
      for (let c = 0; c < channels; c++, i++, o++) {
        values[o] =
          (from.values[i]! +
            from.values[i + channels]! +
            from.values[i + stride]! +
            from.values[i + stride + channels]!) *
          0.25;
      }
    }
  }
  return { values, width, height };
}
