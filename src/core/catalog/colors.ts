import culori from 'culori/require';
import { wordKey } from './word-key.ts';

/** A color a product can have. `name` is in title case ("Forest Green"), `hex` is `#rrggbb` in lower case. */
export type Color = { readonly name: string; readonly hex: string };

/*
 * Colors as the garment trade knows them. They come before the CSS names, some of which (red, green, yellow) are screen primaries
 * that no dye has. Of several names for one shade the first is the usual one: a hex value is called by it.
 */
const tradeColors: Readonly<Record<string, string>> = {
  Black: '#000000',
  White: '#ffffff',
  'Off White': '#f4f0e6',
  Cream: '#f1e6cf',
  Ivory: '#f7f2e2',
  Natural: '#ece2cd',
  Oatmeal: '#ded3bf',
  Sand: '#d8c7a3',
  Stone: '#c9c1b0',
  Beige: '#d9cbb0',
  Khaki: '#a8966e',
  Camel: '#b98a55',
  Tan: '#c39b6d',
  Mustard: '#d9a227',
  Gold: '#d8a11e',
  Yellow: '#f5c92b',
  Orange: '#ee6a1f',
  'Burnt Orange': '#b9501c',
  Rust: '#a3482a',
  Terracotta: '#bc5f43',
  Coral: '#f2735f',
  Salmon: '#f0907c',
  Peach: '#f6bd97',
  Red: '#c4182c',
  Cardinal: '#8e1b2f',
  Burgundy: '#5c1a2b',
  Maroon: '#5a1c28',
  Wine: '#5b1f35',
  Pink: '#f2a9c0',
  'Hot Pink': '#e83e8c',
  'Dusty Pink': '#d5a2a1',
  Rose: '#d98a98',
  'Rose Gold': '#cf9a8b',
  Lavender: '#b9a6d6',
  Lilac: '#c3a8d8',
  Purple: '#58308a',
  Plum: '#5c2b55',
  Green: '#1f7a43',
  'Forest Green': '#1f4a34',
  'Bottle Green': '#123f30',
  'Kelly Green': '#0e8a4a',
  'Military Green': '#5a5b3c',
  'Army Green': '#565a3a',
  Olive: '#5e5b36',
  Sage: '#9caf92',
  Mint: '#a9dcc3',
  Lime: '#a6cf3a',
  Emerald: '#0d8060',
  Teal: '#13696d',
  Turquoise: '#29b3b5',
  Aqua: '#53c4cf',
  'Sky Blue': '#8fc1e3',
  'Light Blue': '#a9cbe6',
  'Baby Blue': '#b4d4ea',
  'Carolina Blue': '#6fa5d6',
  Blue: '#1f55a8',
  'Royal Blue': '#2049a5',
  Royal: '#2049a5',
  Cobalt: '#1c47a0',
  Denim: '#41597c',
  Indigo: '#33356f',
  Navy: '#1b2a4a',
  'Navy Blue': '#1b2a4a',
  'Dark Blue': '#1c2f5e',
  'Midnight Navy': '#141d33',
  Midnight: '#141d33',
  Brown: '#5a3a28',
  'Dark Brown': '#3d281d',
  Chocolate: '#43291f',
  Coffee: '#4a3427',
  Silver: '#c2c5c8',
  Ash: '#d5d5d2',
  Grey: '#85888b',
  'Light Grey': '#bfc2c4',
  'Dark Grey': '#4a4d51',
  'Heather Grey': '#a9abad',
  'Sport Grey': '#a7a9ab',
  Heather: '#a9abad',
  Slate: '#56616d',
  Graphite: '#46494d',
  Charcoal: '#36393d',
  Anthracite: '#2e3135',
};

// Every CSS name is a row of these words: "lightgoldenrodyellow" becomes "Light Goldenrod Yellow".
const cssWords =
  /alice|antique|almond|aqua(?:marine)?|azure|beige|bisque|black|blanched|blue|blush|brick|brown|burly|cadet|chartreuse|chiffon|chocolate|coral|cornflower|cornsilk|cream|crimson|cyan|dark|deep|dim|dodger|drab|firebrick|floral|forest|fuchsia|gainsboro|ghost|gold(?:en)?(?:rod)?|gr[ae]y|green|honeydew|hot|indian|indigo|ivory|khaki|lace|lavender|lawn|lemon|light|lime|linen|magenta|maroon|medium|midnight|mint|misty|moccasin|navajo|navy|old|olive|orange|orchid|pale|papaya|peach|peru|pink|plum|powder|puff|purple|rebecca|red|rose|rosy|royal|saddle|salmon|sandy|sea(?:shell)?|sienna|silver|sky|slate|smoke|snow|spring|steel|tan|teal|thistle|tomato|turquoise|violet|wheat|whip|white|wood|yellow/g;

function titleOfCssName(name: string): string {
  const words = name.replace('gray', 'grey').match(cssWords);
  const parts = words?.join('').length === name.length ? words : [name];
  return parts.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

/** The colors of CSS, screen primaries included. */
export function cssColors(): Color[] {
  return Object.entries(culori.colorsNamed).map(([name, number]) => ({
    name: titleOfCssName(name),
    hex: `#${number.toString(16).padStart(6, '0')}`,
  }));
}

let known: ReadonlyMap<string, Color> | undefined;

/** Every color that has an English name, by its `wordKey`. Built at the first call. */
export function knownColors(): ReadonlyMap<string, Color> {
  if (known) return known;
  const colors = new Map<string, Color>();
  for (const [name, hex] of Object.entries(tradeColors)) colors.set(wordKey(name), { name, hex });
  for (const color of cssColors()) {
    const key = wordKey(color.name);
    if (!colors.has(key)) colors.set(key, color);
  }
  known = colors;
  return colors;
}
