import type { Json } from './form-errors.ts';
import { refusals } from './refusals.ts';

/** A file of a request, `files[n]`. */
export interface UploadedFile {
  /** The part's name, `files[0]`. */
  readonly name: string;
  readonly filename: string;
  readonly contentType: string | undefined;
  readonly bytes: Buffer;
  /** The alt text `attachments` gives it. */
  readonly description: string | undefined;
}

export interface ParsedBody {
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

/** A body as JSON, or as a form whose `payload_json` is the JSON and whose `files[n]` are the files. */
export async function parseBody(contentType: string | undefined, bytes: Buffer): Promise<ParsedBody> {
  if (bytes.length === 0) return { json: undefined, files: [] };
  if (!contentType?.startsWith('multipart/form-data')) return { json: parseJson(bytes.toString('utf8')), files: [] };
  const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData().catch(() => {
    throw refusals.invalidForm({ _errors: [{ code: 'MALFORMED_MULTIPART', message: 'Malformed multipart body' }] });
  });
  const payload = form.get('payload_json');
  const json = typeof payload === 'string' ? parseJson(payload) : undefined;
  const described = describedAttachments(json);
  const files: UploadedFile[] = [];
  for (const [name, value] of form) {
    if (typeof value === 'string') continue;
    const number = /^files\[(\d+)\]$/.exec(name)?.[1];
    files.push({
      name,
      filename: value.name,
      contentType: value.type || undefined,
      bytes: Buffer.from(await value.arrayBuffer()),
      description: number === undefined ? undefined : described.get(number),
    });
  }
  return { json, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusals.invalidJson();
  }
}

function describedAttachments(json: unknown): Map<string, string> {
  const body = (json ?? {}) as { attachments?: unknown; data?: { attachments?: unknown } };
  const listed = body.attachments ?? body.data?.attachments;
  const entries = Array.isArray(listed) ? (listed as Json[]) : [];
  return new Map(
    entries.flatMap((entry) => {
      const { id, description } = entry;
      return typeof description === 'string' ? [[String(id), description] as const] : [];
    }),
  );
}
