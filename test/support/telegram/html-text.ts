import type { Entity, FormattedText } from './entities.ts';
import { badRequest } from './refusals.ts';

const tags: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  a: 'text_link',
};

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Text in Telegram's HTML: few tags, well nested, and every `<` that begins none is refused. */
export function parseHtml(html: string): FormattedText {
  const entities: Entity[] = [];
  const open: { readonly tag: string; readonly offset: number; readonly url: string | undefined }[] = [];
  let text = '';
  let at = 0;
  while (at < html.length) {
    const rest = html.slice(at);
    if (rest.startsWith('<')) {
      const tag = /^<(\/?)([a-z][a-z0-9-]*)((?:\s[^<>]*)?)>/i.exec(rest);
      const name = tag?.[2]?.toLowerCase() ?? '';
      if (!tag || !(name in tags)) throw cannotParse(`unsupported start tag "${name}" at byte offset ${at}`);
      if (tag[1] === '') {
        const url = /href="([^"]*)"/.exec(tag[3] ?? '')?.[1];
        open.push({ tag: name, offset: text.length, url: url && decoded(url) });
      } else {
        const begun = open.pop();
        if (begun?.tag !== name) throw cannotParse(`unmatched end tag at byte offset ${at}`);
        const length = text.length - begun.offset;
        const url = begun.url === undefined ? {} : { url: begun.url };
        // A link without an address is plain text, as on the real server.
        if (length > 0 && (name !== 'a' || begun.url)) {
          entities.push({ type: tags[name] ?? '', offset: begun.offset, length, ...url });
        }
      }
      at += tag[0].length;
    } else {
      const plain = /^[^<]+/.exec(rest)?.[0] ?? '';
      text += decoded(plain);
      at += plain.length;
    }
  }
  const last = open.at(-1);
  if (last) throw cannotParse(`can't find end tag corresponding to start tag "${last.tag}"`);
  return { text, entities };
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal: string, hex: string, name: string) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return named[name] ?? whole;
  });
}

const cannotParse = (why: string) => badRequest(`can't parse entities: ${why}`);
