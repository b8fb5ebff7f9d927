const urlPattern = /\b(https?|wss?):\/\/(?:[^\s/?#"'<>@]*@)?([^\s/?#"'<>)\]}]+)([/?#][^\s"'<>]*)?/gi;
const dataUriPattern = /\bdata:[\w.+/-]{1,100}[;,][^\s"'<>]*/gi;
const jwtPattern = /\beyJ[\w-]+(?:\.[\w-]*){1,2}/g;
const credentialPattern =
  /\b(bearer\s+|(?:token|api[_-]?key|password|secret|authorization)["']?\s*[:=]\s*["']?(?:bearer\s+)?)[\w.~+/-]{4,}=*/gi;
// Keys, base64 and hashes; a UUID (36 characters) stays readable.
const opaquePattern = /[\w+-]{40,}={0,2}/g;

/**
 * One line of foreign text that may be logged and shown: without control characters and colour codes, URLs cut down to their host (paths and
 * queries of webhooks and signed files are secrets), without data URIs, tokens and long opaque strings, at most `maxLength` characters.
 */
export function safeText(text: string, maxLength = 300): string {
  const line = text
    .slice(0, 20_000)
    // oxlint-disable-next-line no-control-regex -- terminal colours are what is being removed
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    .replace(/\p{C}+|\s+/gu, ' ')
    .replace(urlPattern, (_, scheme: string, host: string, rest?: string) => `${scheme}://${host}${rest ? '/…' : ''}`)
    .replace(dataUriPattern, 'data:…')
    .replace(jwtPattern, '…')
    .replace(credentialPattern, '$1…')
    .replace(opaquePattern, '…')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).trimEnd()}…`;
}
