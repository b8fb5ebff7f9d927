import { UserError } from '#core/errors.ts';
import { svgStart } from './picture-text.ts';
import { svgSize } from './svg-size.ts';
import { BrokenXmlError, type SvgAttribute, type SvgToken, svgTokens, unescapeXml } from './svg-tags.ts';

type OpenTag = SvgToken & { readonly type: 'open' };

/** The most pictures an SVG may hold. */
const maxEmbedded = 64;

/** An SVG that refers to nothing outside itself, in the pieces to be put together again around its pictures. */
export interface CheckedSvg {
  /** Its text in order, and between that the bytes of each embedded picture where its data URI was. */
  readonly pieces: readonly (string | Buffer)[];
  /** True when it holds words, which need a font to be seen. */
  readonly hasText: boolean;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Whether style rules fetch anything. Comments and escapes are undone first, since they can hide it. */
function fetches(css: string): boolean {
  if (!/[(@\\]/.test(css)) return false;
  const plain = css
    .replaceAll(/\/\*[^]*?(?:\*\/|$)/g, '')
    .replaceAll(/\\([\da-f]{1,6})\s?/gi, (_, hex) =>
      String.fromCodePoint(Math.min(Number.parseInt(String(hex), 16), 0x10ffff)),
    )
    .replaceAll('\\', '');
  if (/@import/i.test(plain)) return true;
  const targets = plain.matchAll(/(?:url|src|image|image-set)\(\s*["']?\s*([^)]{0,8})/gi);
  return [...targets].some(([, target = '']) => !/^(?:#|data:|["']|$)/i.test(target));
}

/** Bytes of a data URI. Only base64 is read: whatever is written out as text is no picture of pixels. */
function dataUriBytes(uri: string): Buffer {
  const comma = uri.indexOf(',');
  if (!/;\s*base64\s*$/i.test(uri.slice(0, Math.max(0, comma)).slice(-40))) throw new UserError('logo.svgUnsafe');
  return Buffer.from(uri.slice(comma + 1).replaceAll(/%(?:0[ad]|20)/gi, ''), 'base64');
}

/** The picture an attribute holds as a data URI, if it does. @throws {UserError} when it refers to something outside the SVG */
function embeddedPicture(tag: string, attribute: SvgAttribute): Buffer | undefined {
  const kind = localName(attribute.name);
  const isReference = (kind === 'href' && tag !== 'a') || kind === 'src' || kind === 'srcset';
  const value = isReference || attribute.value.length < 100_000 ? unescapeXml(attribute.value).trim() : attribute.value;
  if (!isReference) {
    if (fetches(value)) throw new UserError('logo.svgUnsafe');
    return undefined;
  }
  if (value === '' || value.startsWith('#')) return undefined;
  if ((tag === 'image' || tag === 'feImage') && /^data:/i.test(value)) return dataUriBytes(value);
  throw new UserError('logo.svgUnsafe');
}

/** The start tag of the root, with a size to draw at and the one namespace that is often forgotten. */
function rootTag(root: OpenTag, isEmpty: boolean, usesXlink: boolean): string {
  const attributes = new Map(root.attributes.map(({ name, value }) => [name, value]));
  const size = svgSize(attributes);
  if (size) for (const [name, value] of Object.entries(size)) attributes.set(name, String(value));
  if (usesXlink && !attributes.has('xmlns:xlink')) attributes.set('xmlns:xlink', 'http://www.w3.org/1999/xlink');
  const written = [...attributes].map(([name, value]) =>
    value.includes('"') ? ` ${name}='${value}'` : ` ${name}="${value}"`,
  );
  // The comment is for libvips, which knows an SVG by these letters near its beginning: a root may be called `<s:svg`.
  return `<!--<svg--><${root.name}${written.join('')}${isEmpty ? '/>' : '>'}`;
}

function checkTokens(text: string): CheckedSvg {
  const pieces: (string | Buffer)[] = [];
  let taken = 0;
  let hasText = false;
  let inStyle = false;
  for (const token of svgTokens(text)) {
    switch (token.type) {
      case 'instruction':
      case 'declaration':
        // Style sheets by instruction, and entities: neither has a place behind the root's beginning, or before it.
        throw new UserError('logo.svgUnsafe');
      case 'close':
        inStyle = false;
        break;
      case 'text':
        if (inStyle && fetches(token.text)) throw new UserError('logo.svgUnsafe');
        break;
      case 'open': {
        const name = localName(token.name);
        inStyle = name === 'style';
        hasText ||= name === 'text';
        if (taken === 0) {
          pieces.push(rootTag(token, text[token.end - 2] === '/', text.includes('xlink:')));
          taken = token.end;
        }
        for (const attribute of token.attributes) {
          const picture = embeddedPicture(name, attribute);
          if (!picture) continue;
          pieces.push(text.slice(taken, attribute.start), picture);
          taken = attribute.end;
        }
      }
    }
  }
  if (pieces.length > 2 * maxEmbedded + 1) throw new UserError('logo.svgTooComplex');
  return { pieces: [...pieces, text.slice(taken)], hasText };
}

/**
 * Reads an SVG of anyone and makes sure that all it refers to is inside it: no file, no address, no style sheet, no entity. Scripts
 * and links for clicking stay, since drawing neither runs nor follows them. What comes before the root is left out.
 * @throws {UserError} when it reaches outside, or is damaged
 */
export function checkSvg(text: string): CheckedSvg {
  const start = svgStart(text);
  if (start < 0) throw new UserError('logo.text');
  if (/<!ENTITY|<\?xml-stylesheet/i.test(text.slice(0, start))) throw new UserError('logo.svgUnsafe');
  try {
    return checkTokens(text.slice(start));
  } catch (error) {
    if (error instanceof BrokenXmlError) throw new UserError('logo.truncated');
    throw error;
  }
}
