import type { ProductName, Size } from '#core/catalog/catalog.ts';

/** Printed ink, or thread. */
export type Technique = 'print' | 'embroidery';

/** What a shot is made from. */
export type ShotRequest = {
  /** The logo as a clean RGBA or RGB PNG of at most 2048 × 2048 pixels. */
  readonly logo: Uint8Array;
  readonly product: ProductName;
  /** From where it is seen, by the name of one of the product's views; the usual one without it, or where there is none of that name. */
  readonly view?: string | undefined;
  /** Color of the product, `#rrggbb`. */
  readonly color: string;
  /** Side of the shot in pixels. */
  readonly size: Size;
  /** 0 to 4294967295: varies backdrop tone, light and framing, never the logo. Without it: the plain house look. */
  readonly seed?: number | undefined;
  /** Without it: what suits the product. */
  readonly technique?: Technique | undefined;
};

/**
 * What was done to the logo so that it can be seen, or what keeps it from looking its best: an opaque background was taken away;
 * a one-color logo was turned light or dark; an outline was added; the logo has fewer pixels than the shot could show.
 */
export type ShotNote = 'background-removed' | 'recolored-for-contrast' | 'keyline-added' | 'low-resolution';

/** A finished picture. */
export type Shot = {
  readonly png: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly notes: readonly ShotNote[];
};
