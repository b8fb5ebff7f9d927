import { lastTone, luminance, parseHex, type Rgb, toneOf, toneSteps } from './light.ts';
import type { Look } from './look.ts';
import type { Template } from './template.ts';

/** Everything the painters need to know about one shot. Coordinates are pixels of the picture. */
export type Stage = {
  readonly template: Template;
  readonly size: number;
  /** Where the template's planes lie in the picture; they may stand out over its edges. */
  readonly left: number;
  readonly top: number;
  /** What the cloth gives back, per channel. */
  readonly cloth: Rgb;
  /** Sheen per value of the sheen plane, as light. */
  readonly sheen: Float32Array;
  /** Cloth in full light per value of the shade plane, per channel, as light. */
  readonly clothShade: readonly [Float32Array, Float32Array, Float32Array];
  /** Color of the light, in tone steps. */
  readonly light: Rgb;
  /** The light on the product is the sum of both. */
  readonly lightX: Float32Array;
  readonly lightY: Float32Array;
  /** The light on the backdrop is the sum of both times the shadow plane; 255 in the plane is included. */
  readonly backdropX: Float32Array;
  readonly backdropY: Float32Array;
  /** Backdrop in full light, in tone steps. */
  readonly backdrop: Rgb;
  /** Tone per step of light on the backdrop, per channel; `backdropSteps` steps are full light. */
  readonly backdropTones: readonly [Uint16Array, Uint16Array, Uint16Array];
  /**
   * From which value of the mask on a pixel is painted as product and nothing else: 255 where the plain backdrop shows through its edges,
   * 1 where something else will be put behind it afterwards.
   */
  readonly solidFrom: 1 | 255;
};

/** Steps of light on the backdrop between none and full. */
export const backdropSteps = 4096;
// Full light is exceeded a little where the light falls strongest.
const brightestBackdrop = Math.ceil(backdropSteps * 1.25);

/** Side of a template's planes for a picture of `size` pixels in a look. */
export function planeSide(size: number, look: Look): number {
  return Math.round(size * look.zoom);
}

/** Sets the stage for a shot. `isPlain`: before the house's own backdrop; otherwise the product is painted to be put into a scene. */
export function setStage(template: Template, look: Look, size: number, color: string, isPlain = true): Stage {
  const [r, g, b] = parseHex(color);
  // Cloth is never quite black nor quite white.
  const cloth: Rgb = [0.012 + 0.8 * r, 0.012 + 0.8 * g, 0.012 + 0.8 * b];
  const sheenScale = 1 + template.info.darkSheen * Math.max(0, 1 - 4 * luminance(...cloth));
  const shadeOf = (albedo: number): Float32Array => template.shadeTable.map((shade) => shade * albedo);
  const falls = (fall: number, i: number): number => fall * ((i + 0.5) / size - 0.5);
  const axis = (value: (i: number) => number): Float32Array => Float32Array.from({ length: size }, (_, i) => value(i));
  const vignette = (i: number, middle: number): number => 0.5225 - 0.2 * (i / size - middle) ** 2;
  const backdropTones = (light: number): Uint16Array =>
    Uint16Array.from(
      { length: brightestBackdrop + 1 },
      (_, i) => toneOf[Math.min(lastTone, Math.round((i / backdropSteps) * light * toneSteps))]!,
    );
  return {
    template,
    size,
    left: Math.round(look.shiftX * size),
    top: Math.round(look.shiftY * size),
    cloth,
    sheen: template.sheenTable.map((sheen) => sheen * sheenScale),
    clothShade: [shadeOf(cloth[0]), shadeOf(cloth[1]), shadeOf(cloth[2])],
    light: [look.light[0] * toneSteps, look.light[1] * toneSteps, look.light[2] * toneSteps],
    lightX: axis((x) => 0.5 + falls(look.fallX, x)),
    lightY: axis((y) => 0.5 + falls(look.fallY, y)),
    backdropX: axis((x) => (vignette(x, 0.42) + falls(look.fallX, x)) / 255),
    backdropY: axis((y) => (vignette(y, 0.4) + falls(look.fallY, y)) / 255),
    backdrop: [look.backdrop[0] * toneSteps, look.backdrop[1] * toneSteps, look.backdrop[2] * toneSteps],
    backdropTones: [backdropTones(look.backdrop[0]), backdropTones(look.backdrop[1]), backdropTones(look.backdrop[2])],
    solidFrom: isPlain ? 255 : 1,
  };
}
