import { type Color, findColor, type ProductName, productOf } from '#core/catalog/catalog.ts';
import type { Scene, View } from '#core/catalog/details.ts';

/** A picture to look at. */
export interface GalleryShot {
  readonly product: ProductName;
  readonly view: View;
  readonly color: Color;
  /** File name of an example logo. */
  readonly logo: string;
  readonly scene: Scene;
  /** Color of the studio, `#rrggbb`; the house's own without it. */
  readonly background?: string;
}

/** Shots that belong under one heading, in rows. */
export interface GalleryPart {
  readonly product: ProductName;
  readonly view: View;
  readonly rows: readonly { readonly title: string; readonly shots: readonly GalleryShot[] }[];
}

export const logos = ['summit.png', 'northwind.png', 'volt.jpg'] as const;
const everyColor = ['White', 'Black', 'Navy', 'Red'];
/** What only cloth comes in. */
const clothColors = ['Heather Grey', 'Natural'];
const backdrop = '#1f4a34';

/** Everything to look at: each view of each product in each color with each logo, and what it can stand in. */
export function planGallery(products: readonly ProductName[]): GalleryPart[] {
  return products.flatMap((product) => productOf(product).views.map((view) => planPart(product, view)));
}

function planPart(product: ProductName, view: View): GalleryPart {
  const colors = colorsOf(product);
  const rows = logos.map((logo) => ({
    title: logo,
    shots: colors.map((color): GalleryShot => ({ product, view, color, logo, scene: 'studio' })),
  }));
  const [logo] = logos;
  const scenes = colors.slice(0, 2).flatMap((color): GalleryShot[] => [
    { product, view, color, logo, scene: 'desk' },
    { product, view, color, logo, scene: 'transparent' },
    { product, view, color, logo, scene: 'studio', background: backdrop },
  ]);
  return { product, view, rows: [...rows, { title: 'Scenes', shots: scenes }] };
}

/** A sheet's worth of shots: each product in colors it is sold in, with the logos in turn. */
export function planSheet(products: readonly ProductName[]): GalleryShot[] {
  const rounds = Math.ceil(8 / products.length);
  return Array.from({ length: rounds * products.length }, (_, index): GalleryShot => {
    const product = products[index % products.length] ?? '';
    const { colors, views } = productOf(product);
    return {
      product,
      view: views[0] ?? 'front',
      color: colorNamed(colors[index % colors.length] ?? 'Black'),
      logo: logos[index % logos.length] ?? logos[0],
      scene: 'studio',
    };
  });
}

function colorsOf(product: ProductName): Color[] {
  const { techniques, colors } = productOf(product);
  const isCloth = techniques.includes('embroidery') || clothColors.some((color) => colors.includes(color));
  return [...everyColor, ...(isCloth ? clothColors : [])].map(colorNamed);
}

function colorNamed(name: string): Color {
  const color = findColor(name);
  if (!color) throw new RangeError(`There is no color ${name}.`);
  return color;
}

/** The name of a shot's file, without its extension. */
export function stemOf({ product, view, color, logo, scene, background }: GalleryShot): string {
  const words = [product, view, color.name, scene, background?.slice(1) ?? '', logo.replace(/\.\w+$/, '')];
  return words.join(' ').toLowerCase().trim().replace(/\s+/g, '-');
}

/** What a shot shows, for people who cannot see it. */
export function altOf({ product, view, color, logo, scene, background }: GalleryShot): string {
  const place =
    background === undefined
      ? { studio: 'studio', desk: 'desk', transparent: 'no background' }[scene]
      : `studio in ${background}`;
  return `${color.name} ${productOf(product).names.en.toLowerCase()} with the logo ${logo}, ${view} view, ${place}`;
}
