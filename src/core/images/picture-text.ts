/** The encoding a text says or shows it is in; undefined when its first bytes say nothing. */
function shownEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  const declaration = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(
    Buffer.from(bytes.subarray(0, 300)).toString('latin1'),
  );
  return declaration?.[1];
}

/**
 * Bytes as text, in the encoding that a byte order mark, UTF-16 spacing or an XML declaration shows, else UTF-8. Undefined when
 * they are no text: not valid in that encoding, or holding control characters. `isPart` allows a last character to be cut off.
 */
export function pictureText(bytes: Uint8Array, isPart = false): string | undefined {
  let text: string;
  try {
    text = new TextDecoder(shownEncoding(bytes) ?? 'utf-8', { fatal: true }).decode(bytes, { stream: isPart });
  } catch {
    // Not text in that encoding, or an encoding nobody knows: for a picture both mean that it cannot be read.
    return undefined;
  }
  // oxlint-disable-next-line no-control-regex -- control characters are what tells binary from text
  return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? undefined : text;
}

// What may stand before the root of an XML document. Sticky, so that each is looked for where the one before it ended.
const prolog = /\s+|<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>/gy;
const svgRoot = /<(?:[\w.-]+:)?svg(?=[\s/>])/y;

/** Where the root element of an SVG begins in a text, in characters; -1 when the text is no SVG. */
export function svgStart(text: string): number {
  let position = 0;
  prolog.lastIndex = 0;
  while (prolog.test(text)) position = prolog.lastIndex;
  svgRoot.lastIndex = position;
  return svgRoot.test(text) ? position : -1;
}
