/** One attribute of a start tag; the offsets are those of its value in the text, without the quotes. */
export interface SvgAttribute {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** What an XML text consists of, as far as it can carry a reference. `end` is where it ends in the text. */
export type SvgToken =
  | { readonly type: 'open'; readonly name: string; readonly attributes: readonly SvgAttribute[]; readonly end: number }
  | { readonly type: 'close'; readonly name: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'instruction' | 'declaration' };

/** The text is no well-formed XML, as when its end is missing. */
export class BrokenXmlError extends Error {
  override readonly name = 'BrokenXmlError';
}

function indexAfter(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  if (found < 0) throw new BrokenXmlError(`No ${what}`);
  return found + what.length;
}

const namedEntities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text with its character references resolved. Others stay as they are: XML has none without a declaration. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name) return namedEntities[String(name)] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const tagName = /[^\s/>=<"']+/y;
const attributeName = /\s*([^\s/>=<"']+)\s*=\s*(["'])/y;
const tagEnd = /\s*\/?>/y;

/** A start tag, from the character after its `<`. Values are found by their closing quote, so a picture of megabytes in one costs nothing. */
function readTag(text: string, from: number): SvgToken & { readonly type: 'open' } {
  tagName.lastIndex = from;
  const name = tagName.exec(text)?.[0];
  if (!name) throw new BrokenXmlError('No name');
  const attributes: SvgAttribute[] = [];
  let position = tagName.lastIndex;
  for (;;) {
    tagEnd.lastIndex = position;
    if (tagEnd.test(text)) return { type: 'open', name, attributes, end: tagEnd.lastIndex };
    attributeName.lastIndex = position;
    const [, key = '', quote = ''] = attributeName.exec(text) ?? [];
    if (!key) throw new BrokenXmlError(`Bad tag ${name}`);
    const start = attributeName.lastIndex;
    position = indexAfter(text, quote, start);
    attributes.push({ name: key, value: text.slice(start, position - 1), start, end: position - 1 });
  }
}

/** Goes through an XML text once, from its first tag on. @throws {BrokenXmlError} */
export function* svgTokens(text: string): Generator<SvgToken> {
  let position = 0;
  while (position < text.length) {
    const open = text.indexOf('<', position);
    const until = open < 0 ? text.length : open;
    if (until > position) yield { type: 'text', text: unescapeXml(text.slice(position, until)) };
    if (open < 0) return;
    if (text.startsWith('<!--', open)) position = indexAfter(text, '-->', open + 4);
    else if (text.startsWith('<![CDATA[', open)) {
      position = indexAfter(text, ']]>', open);
      yield { type: 'text', text: text.slice(open + 9, position - 3) };
    } else if (text.startsWith('<?', open)) {
      position = indexAfter(text, '?>', open);
      yield { type: 'instruction' };
    } else if (text.startsWith('<!', open)) {
      position = indexAfter(text, '>', open);
      yield { type: 'declaration' };
    } else if (text.startsWith('</', open)) {
      position = indexAfter(text, '>', open);
      yield { type: 'close', name: text.slice(open + 2, position - 1).trim() };
    } else {
      const tag = readTag(text, open + 1);
      position = tag.end;
      yield tag;
    }
  }
}
