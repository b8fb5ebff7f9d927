import type { Lab65 } from 'culori';
import culori from 'culori/require';

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

/** One spelling for all: lower case, grey for gray, no space or hyphen. */
export function colorKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/gray/g, 'grey')
    .replace(/[^a-z]/g, '');
}

function titleOfCssName(name: string): string {
  const words = name.replace('gray', 'grey').match(cssWords);
  const parts = words?.join('').length === name.length ? words : [name];
  return parts.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

let known: ReadonlyMap<string, Color> | undefined;

/** Every color that has a name, by its `colorKey`. Built at the first call. */
export function knownColors(): ReadonlyMap<string, Color> {
  if (known) return known;
  const colors = new Map<string, Color>();
  for (const [name, hex] of Object.entries(tradeColors)) colors.set(colorKey(name), { name, hex });
  for (const [cssName, number] of Object.entries(culori.colorsNamed)) {
    const key = colorKey(cssName);
    if (!colors.has(key)) colors.set(key, { name: titleOfCssName(cssName), hex: hexOfNumber(number) });
  }
  known = colors;
  return colors;
}

/** A shade that has a name; `lab` is what CIEDE2000 compares. Made once: a prompt can hold hundreds of hex values. */
type Shade = { readonly name: string; readonly lab: Lab65 };

let shades: ReadonlyMap<string, Shade> | undefined;

/** Every shade that has a name, by its hex value, screen primaries included. */
function namedShades(): ReadonlyMap<string, Shade> {
  if (shades) return shades;
  const toLab = culori.converter('lab65');
  const map = new Map<string, Shade>();
  const add = (hex: string, name: string): void => {
    const lab = toLab(hex);
    if (lab && !map.has(hex)) map.set(hex, { name, lab });
  };
  for (const { hex, name } of knownColors().values()) add(hex, name);
  for (const [name, number] of Object.entries(culori.colorsNamed)) add(hexOfNumber(number), titleOfCssName(name));
  shades = map;
  return map;
}

/** The name that people would most likely give a color: the one that looks nearest (CIEDE2000). */
function nearestName(hex: string): string {
  const known = namedShades().get(hex);
  if (known) return known.name;
  const lab = culori.converter('lab65')(hex);
  const difference = culori.differenceCiede2000();
  let nearest = 'Black';
  let least = Number.POSITIVE_INFINITY;
  for (const shade of namedShades().values()) {
    const here = lab ? difference(lab, shade.lab) : Number.POSITIVE_INFINITY;
    if (here >= least) continue;
    nearest = shade.name;
    least = here;
  }
  return nearest;
}

function hexOfNumber(number: number): string {
  return `#${number.toString(16).padStart(6, '0')}`;
}

/**
 * The color that a word means: `#rgb`, `#rrggbb`, a name of the garment trade or of CSS, in any case, with or without spaces and
 * hyphens, grey or gray. A hex value keeps its exact shade and is called by the nearest name. Undefined when nothing matches.
 */
export function findColor(text: string): Color | undefined {
  const trimmed = text.trim();
  if (/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(trimmed)) {
    const hex = culori.formatHex(trimmed);
    return hex ? { name: nearestName(hex), hex } : undefined;
  }
  if (!/^[a-z][a-z\s_-]*$/i.test(trimmed)) return undefined;
  return knownColors().get(colorKey(trimmed));
}
