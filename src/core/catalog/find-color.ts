import type { Lab65 } from 'culori';
import culori from 'culori/require';
import { colorCalled } from './color-words.ts';
import { type Color, cssColors, knownColors } from './colors.ts';

/** A shade that has a name; `lab` is what CIEDE2000 compares. Made once: a prompt can hold hundreds of hex values. */
type Shade = { readonly name: string; readonly lab: Lab65 };

let shades: ReadonlyMap<string, Shade> | undefined;

/** Every shade that has a name, by its hex value, screen primaries included. */
function namedShades(): ReadonlyMap<string, Shade> {
  if (shades) return shades;
  const toLab = culori.converter('lab65');
  const map = new Map<string, Shade>();
  for (const { hex, name } of [...knownColors().values(), ...cssColors()]) {
    const lab = toLab(hex);
    if (lab && !map.has(hex)) map.set(hex, { name, lab });
  }
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

/**
 * The color that a word means: `#rgb`, `#rrggbb`, a name of the garment trade or of CSS, or what people call one in their language, in any
 * case, with or without spaces, hyphens and accents, grey or gray. A word of several languages means what it does in that of the locale, or
 * in the first of ours. A hex value keeps its exact shade and is called by the nearest name. Undefined when nothing matches.
 */
export function findColor(text: string, locale = 'en'): Color | undefined {
  const trimmed = text.trim();
  if (/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(trimmed)) {
    const hex = culori.formatHex(trimmed);
    return hex ? { name: nearestName(hex), hex } : undefined;
  }
  return /^\p{L}[\p{L}\p{M}\s_'’-]*$/u.test(trimmed) ? colorCalled(trimmed, locale) : undefined;
}
