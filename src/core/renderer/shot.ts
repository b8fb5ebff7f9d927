import type { ProductName, Size } from '#core/catalog/catalog.ts';
import type { Placement, Scene, Technique } from '#core/catalog/details.ts';

export type { Placement, Scene, Technique };

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
  /** What the product stands in; without it a plain studio. */
  readonly scene?: Scene | undefined;
  /** Color of the plain studio, `#rrggbb`; without it the house's own, or what the seed gives. Other scenes have none. */
  readonly background?: string | undefined;
  /** Where on the product the logo goes; its usual place without it, or where the product has no such place in this view. */
  readonly placement?: Placement | undefined;
  /** Size of the logo as a share of the size it would have, 0.25 to 2; never larger than the whole printable surface can hold. */
  readonly scale?: number | undefined;
  /** Moves the logo right and down, in shares of its print area's width and height, -1 to 1; at the edge of the printable surface it stops. */
  readonly offset?: readonly [right: number, down: number] | undefined;
  /** Turns the logo clockwise round its middle, in degrees, -180 to 180; one that would then not fit any more becomes smaller. */
  readonly rotation?: number | undefined;
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
