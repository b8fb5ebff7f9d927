/** Marks that turn the direction of whatever comes after them: they are not seen, and our own words come after. */
const directions = /[\u202a-\u202e\u2066-\u2069]/g;
const fromRightToLeft = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;
const [isolate, endOfIsolate] = ['\u2068', '\u2069'];

/** What a person wrote as one line, cut after `longest` letters, with no mark in it that turns what comes after. */
export function oneLine(text: string, longest: number): string {
  const line = text
    .replaceAll(directions, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toWellFormed();
  const letters = Array.from(line);
  return letters.length > longest ? `${letters.slice(0, longest).join('')}…` : line;
}

/** A text that is read from right to left, kept from turning what stands around it. */
export function isolated(text: string): string {
  return fromRightToLeft.test(text) ? `${isolate}${text}${endOfIsolate}` : text;
}
