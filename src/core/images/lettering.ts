import { readFileSync } from 'node:fs';
import { z } from 'zod';

/*
 * Words as outlines, so that a picture reads the same on a machine without any font, or with any settings of them. Latin is set in Inter
 * (Rasmus Andersson), Japanese in Noto Sans CJK JP (Adobe and Google), both under the SIL Open Font License 1.1. tools/lettering makes the file.
 */

/** What is read of a text: longer ones fit nowhere. */
const maxSigns = 200;
const unitsPerEm = 1000;
/** Stands for signs that there are no outlines of. */
const unknownSign: Sign = { width: 640, path: 'M80 0V-727H560V0ZM140 -60H500V-667H140Z' };

interface Sign {
  /** In thousandths of an em, as everything here that is not said to be in pixels. */
  readonly width: number;
  /** SVG path data. The baseline is y = 0, the tallest capital reaches y = -727. */
  readonly path: string;
}

interface Lettering {
  readonly signs: ReadonlyMap<string, Sign>;
  /** How much further to the right a second sign stands, by the two of them. */
  readonly kerning: ReadonlyMap<string, number>;
}

const File = z.object({ kerning: z.record(z.string(), z.string()), signs: z.record(z.string(), z.string()) });

let known: Lettering | undefined;

/** Read when the first word is set. */
function lettering(): Lettering {
  if (known) return known;
  const file = File.parse(JSON.parse(readFileSync(new URL('lettering.json', import.meta.url), 'utf8')));
  const signs = Object.entries(file.signs).map(([sign, text]): [string, Sign] => {
    const space = text.indexOf(' ');
    return [sign, { width: Number(text.slice(0, space)), path: text.slice(space + 1) }];
  });
  const kerning = Object.entries(file.kerning).flatMap(([first, pairs]) =>
    pairs.split(' ').map((pair): [string, number] => [`${first}${pair.charAt(0)}`, Number(pair.slice(1))]),
  );
  known = { signs: new Map(signs), kerning: new Map(kerning) };
  return known;
}

/** Whether there are outlines of every sign of a text. */
export function canWrite(text: string): boolean {
  return signsOf(text).every((sign) => lettering().signs.has(sign));
}

/**
 * A line of text as SVG, with its left end and baseline at a place in pixels, and how wide it came out. It is cut off with … where it would
 * become wider than `maxWidth`. Nothing of the text itself is in the SVG: only outlines that lie here, and numbers.
 */
export function setLine(
  text: string,
  {
    size,
    left,
    baseline,
    maxWidth,
  }: { readonly size: number; readonly left: number; readonly baseline: number; readonly maxWidth: number },
): { readonly svg: string; readonly width: number } {
  const scale = size / unitsPerEm;
  const placed = fit(signsOf(text), maxWidth / scale);
  const paths = placed.signs.map(({ path, x }) =>
    path === '' ? '' : `<path transform="translate(${x} 0)" d="${path}"/>`,
  );
  const svg = `<g transform="translate(${round(left)} ${round(baseline)}) scale(${round(scale)})">${paths.join('')}</g>`;
  return { svg, width: placed.width * scale };
}

/** One line of whole characters: controls and directions have no outline and would only stand in the way. */
function signsOf(text: string): string[] {
  const line = text
    .slice(0, 8 * maxSigns)
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{C}/gu, '')
    .trim();
  return Array.from(line).slice(0, maxSigns);
}

interface Placed {
  readonly signs: readonly { readonly path: string; readonly x: number }[];
  readonly width: number;
}

function fit(signs: readonly string[], maxWidth: number): Placed {
  const whole = place(signs);
  if (whole.width <= maxWidth) return whole;
  for (let count = signs.length - 1; count > 0; count--) {
    // No space before the dots.
    if (signs[count - 1] === ' ') continue;
    const cut = place([...signs.slice(0, count), '…']);
    if (cut.width <= maxWidth) return cut;
  }
  return { signs: [], width: 0 };
}

function place(signs: readonly string[]): Placed {
  const { signs: outlines, kerning } = lettering();
  let x = 0;
  const placed = signs.map((sign, index) => {
    const { width, path } = outlines.get(sign) ?? unknownSign;
    x += kerning.get(`${signs[index - 1] ?? ''}${sign}`) ?? 0;
    const here = { path, x };
    x += width;
    return here;
  });
  return { signs: placed, width: x };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
