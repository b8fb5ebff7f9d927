import { findColor } from './find-color.ts';
import { type ProductName, productOf } from './products.ts';

/** Colors of cloth that is mixed of light and dark fibres, by their names in the trade. */
const heathers: readonly string[] = ['Heather Grey', 'Heather', 'Sport Grey', 'Ash', 'Oatmeal'];

/** True for a shade (`#rrggbb`) of mixed fibres on a product that is sold in one: a mug of the same grey is plain. */
export function isHeather(hex: string, product: ProductName): boolean {
  const isMixed = heathers.some((name) => findColor(name)?.hex === hex.toLowerCase());
  return isMixed && productOf(product).colors.some((name) => heathers.includes(name));
}
