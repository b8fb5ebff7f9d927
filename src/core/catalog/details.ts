/**
 * What can be said of a shot besides prompt, product, color and size. Each reaches only deployments that have an input of its name, as the
 * studio has.
 */
export const detailNames = [
  'view',
  'scene',
  'background',
  'technique',
  'placement',
  'scale',
  'offset',
  'rotation',
] as const;
export type DetailName = (typeof detailNames)[number];

/** As they travel: text. Numbers are written in digits. */
export type Details = Readonly<Partial<Record<DetailName, string>>>;

/** From where a product can be seen; most have only some of these. */
export const views = ['front', 'three-quarter'] as const;
export type View = (typeof views)[number];

/** Where a product stands: plain studio in any color, nothing at all behind it, or a warm desk. */
export const scenes = ['studio', 'transparent', 'desk'] as const;
export type Scene = (typeof scenes)[number];

/** Where on a product a logo goes. */
export const placements = ['front', 'left-chest', 'back'] as const;
export type Placement = (typeof placements)[number];

/** How a logo is put on a product. */
export const techniques = ['print', 'embroidery', 'engraving'] as const;
export type Technique = (typeof techniques)[number];

/** In percent of the size a logo has of itself. */
export const scaleRange = { min: 25, max: 200 } as const;
/** In degrees, clockwise. */
export const rotationRange = { min: -180, max: 180 } as const;
/** To the right and down, each in percent of the print area's width and height: `10,-5`. */
export const offsetPattern = /^-?\d{1,3},-?\d{1,3}$/;
export const mostOffset = 100;
