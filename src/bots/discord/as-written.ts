import { type SentenceRef, say } from '#core/messages/sentence-ref.ts';

/** Marks that turn the direction of whatever comes after them: they are not seen, and our own words come after. */
const directions = /[\u202a-\u202e\u2066-\u2069]/g;
const fromRightToLeft = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;
const [isolate, endOfIsolate] = ['\u2068', '\u2069'];

/**
 * What a person wrote, in one line, so that Discord shows it as it was written: nothing in it formats, names somebody or becomes a link
 * with its preview. Its direction stays its own. Cut after `longest` characters.
 */
export function asWritten(text: string, longest: number): string {
  const line = text
    .replaceAll(directions, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toWellFormed();
  const letters = Array.from(line);
  const short = letters.length > longest ? `${letters.slice(0, longest).join('')}…` : line;
  // Discord takes a backslash before any sign away again.
  const plain = short
    .replaceAll(/[\\`*_~|<[]/g, String.raw`\$&`)
    // A link is none without its colon.
    .replaceAll(/:(?=\/\/)/g, String.raw`\:`)
    // What counts only where a line begins: headings, quotes and lists.
    .replace(/^(?:[#>+-]|\d+(?=[.)]))/, (sign) => (/\d/.test(sign) ? `${sign}\\` : `\\${sign}`));
  return fromRightToLeft.test(plain) ? `${isolate}${plain}${endOfIsolate}` : plain;
}

/** As `say`, with what people and services put into the sentence as it was written. */
export function sayAsWritten({ key, params }: SentenceRef, locale: string): string {
  const plain = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? asWritten(value, longestParam) : value,
  ]);
  return say({ key, params: Object.fromEntries(plain) }, locale);
}

const longestParam = 300;
