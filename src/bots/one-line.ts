/** Marks that turn the direction of whatever comes after them: they are not seen, and our own words come after. */
const directions = /[\u202a-\u202e\u2066-\u2069]/g;
const fromRightToLeft = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;
const [isolate, endOfIsolate] = ['\u2068', '\u2069'];

/** What a person wrote as one line, cut after `longest` letters or a little before, with no mark in it that turns what comes after. */
export function oneLine(text: string, longest: number): string {
  const line = text
    .replaceAll(directions, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toWellFormed();
  const lettersIn = (sign: string): number => Array.from(sign).length;
  return lettersIn(line) > longest ? `${wholeSigns(line, longest, lettersIn)}…` : line;
}

/**
 * The beginning of a text, of a size of `most` together at most. Signs that are made of several letters, such as a flag or a letter with its
 * accents, are there as a whole or not at all, unless already the first has no room.
 */
export function wholeSigns(text: string, most: number, sizeOf: (sign: string) => number): string {
  const signs = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
  const segments = Array.from(signs, ({ segment }) => segment);
  return beginning(segments, most, sizeOf) || beginning(text, most, sizeOf);
}

function beginning(signs: Iterable<string>, most: number, sizeOf: (sign: string) => number): string {
  let [text, size] = ['', 0];
  for (const sign of signs) {
    size += sizeOf(sign);
    if (size > most) break;
    text += sign;
  }
  return text;
}

/** A text that is read from right to left, kept from turning what stands around it. */
export function isolated(text: string): string {
  return fromRightToLeft.test(text) ? `${isolate}${text}${endOfIsolate}` : text;
}
