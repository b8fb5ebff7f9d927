/**
 * One spelling for all that mean the same: lower case, without accents, grey for gray, no space or hyphen. Phones and people leave accents
 * out; the marks of Japanese letters are no accents and stay.
 */
export function wordKey(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ß', 'ss')
    .replaceAll('gray', 'grey')
    .replace(/[^\p{L}\p{M}\p{N}#]/gu, '');
}
