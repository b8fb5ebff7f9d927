import { z } from 'zod';
import { safeText } from './safe-text.ts';
import { ValidationIssue } from './schema.ts';

const ErrorBody = z.object({
  detail: z.unknown().optional(),
  error: z.unknown().optional(),
  message: z.unknown().optional(),
});

/**
 * The reason inside an error answer, as one safe line; '' when there is none. The server and what stands before it answer with
 * `{"detail":"text"}`, `{"detail":[issues]}`, `{"error":"text"}`, `{"message":"text"}`, plain text, HTML or (storage) XML. Of a refused
 * value only its place and the rule it broke are kept: the answer repeats the value itself, which can be a whole picture or a secret.
 */
export function errorDetail(body: string): string {
  const text = body.trim();
  if (/^[[{"]/.test(text)) return fromJson(text);
  if (/^<\?xml|^<Error>/i.test(text)) return fromXml(text);
  if (text.startsWith('<')) return safeText(/<title[^>]*>([^<]{1,500})/i.exec(text)?.[1] ?? 'a web page');
  return safeText(text);
}

function fromJson(text: string): string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Cut off on its way, perhaps inside an echoed value: nothing of it is fit to be shown.
    return '';
  }
  if (typeof json === 'string') return safeText(json);
  const parsed = ErrorBody.safeParse(json);
  if (!parsed.success) return '';
  const { detail, error, message } = parsed.data;
  if (Array.isArray(detail)) return fromIssues(detail);
  const nested = z.object({ message: z.string() }).safeParse(error);
  const said = [detail, error, nested.data?.message, message].find((value) => typeof value === 'string');
  return typeof said === 'string' ? safeText(said) : '';
}

/** One refused value gives an entry for each type it could have had; the first of each value says enough. */
function fromIssues(details: readonly unknown[]): string {
  const byPlace = new Map<string, string>();
  for (const entry of details.slice(0, 100)) {
    const issue = ValidationIssue.safeParse(entry);
    if (!issue.success) continue;
    const place = issue.data.loc.slice(1, 3).join('.') || 'body';
    if (!byPlace.has(place)) byPlace.set(place, `${place}: ${issue.data.msg}`);
  }
  return safeText([...byPlace.values()].slice(0, 3).join('; '));
}

function fromXml(text: string): string {
  const element = (name: string) => new RegExp(`<${name}>([^<]{1,500})`).exec(text)?.[1];
  return safeText([element('Code'), element('Message')].filter(Boolean).join(': '));
}
