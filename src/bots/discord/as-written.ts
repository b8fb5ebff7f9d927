import { isolated, oneLine } from '#bots/one-line.ts';
import { type SentenceRef, say } from '#core/messages/sentence-ref.ts';

/**
 * What a person wrote, in one line, so that Discord shows it as it was written: nothing in it formats, names somebody or becomes a link
 * with its preview. Its direction stays its own. Cut after `longest` characters.
 */
export function asWritten(text: string, longest: number): string {
  // Discord takes a backslash before any sign away again.
  const plain = oneLine(text, longest)
    .replaceAll(/[\\`*_~|<[]/g, String.raw`\$&`)
    // A link is none without its colon.
    .replaceAll(/:(?=\/\/)/g, String.raw`\:`)
    // What counts only where a line begins: headings, quotes and lists.
    .replace(/^(?:[#>+-]|\d+(?=[.)]))/, (sign) => (/\d/.test(sign) ? `${sign}\\` : `\\${sign}`));
  return isolated(plain);
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
