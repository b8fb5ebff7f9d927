import { isObject, type Json } from './json.ts';
import { badRequest } from './refusals.ts';

/** A file of a call. A parameter names it by `attach://<field>`, or is itself the field. */
export interface UploadedFile {
  readonly field: string;
  readonly fileName: string;
  readonly bytes: Buffer;
}

export interface ParsedBody {
  readonly params: Json;
  readonly files: readonly UploadedFile[];
}

/** Parameters whose value is words, which in a form are taken as they stand. */
const words = new Set(
  'text caption parse_mode photo document thumbnail business_connection_id callback_query_id file_id url secret_token emoji'.split(
    ' ',
  ),
);

/** The parameters of a call: of its query, and of a body that is JSON, a form with files or a plain form. */
export function parseRequest(query: URLSearchParams, contentType: string | undefined, bytes: Buffer): ParsedBody {
  const fromQuery = fieldsOf(query);
  if (bytes.length === 0) return { params: fromQuery, files: [] };
  if (contentType?.startsWith('multipart/form-data')) {
    const { fields, files } = parseForm(contentType, bytes);
    return { params: { ...fromQuery, ...fieldsOf(fields) }, files };
  }
  if (contentType?.startsWith('application/x-www-form-urlencoded')) {
    return { params: { ...fromQuery, ...fieldsOf(new URLSearchParams(bytes.toString('utf8'))) }, files: [] };
  }
  const json = parseJson(bytes.toString('utf8'));
  if (!isObject(json)) throw badRequest("can't parse JSON object");
  return { params: { ...fromQuery, ...json }, files: [] };
}

function fieldsOf(pairs: Iterable<readonly [string, string]>): Json {
  return Object.fromEntries([...pairs].map(([name, value]) => [name, words.has(name) ? value : valueOf(value)]));
}

/** In a form everything is text: objects are JSON there, and numbers and claims are written out. */
function valueOf(text: string): unknown {
  return /^(?:[{["]|-?\d+$|true$|false$)/.test(text) ? (parseJson(text) ?? text) : text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** By hand, because clients write the headers of a part in ways that strict parsers refuse: file names without quotes. */
function parseForm(contentType: string, bytes: Buffer): { fields: [string, string][]; files: UploadedFile[] } {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1];
  if (boundary === undefined) throw badRequest("can't parse multipart/form-data");
  const fields: [string, string][] = [];
  const files: UploadedFile[] = [];
  for (const part of partsOf(bytes, Buffer.from(`--${boundary}`))) {
    const headEnd = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, headEnd).toString('utf8');
    const body = part.subarray(headEnd + 4);
    const field = /;\s*name="([^"]*)"/.exec(head)?.[1];
    const fileName = /;\s*filename=(?:"([^"]*)"|([^;\r\n]*))/.exec(head);
    if (headEnd < 0 || field === undefined) throw badRequest("can't parse multipart/form-data");
    if (fileName) files.push({ field, fileName: fileName[1] ?? fileName[2] ?? '', bytes: Buffer.from(body) });
    else fields.push([field, body.toString('utf8')]);
  }
  return { fields, files };
}

function partsOf(bytes: Buffer, delimiter: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let start = bytes.indexOf(delimiter);
  while (start >= 0) {
    const from = start + delimiter.length + 2;
    const end = bytes.indexOf(delimiter, from);
    if (end < 0) break;
    parts.push(bytes.subarray(from, end - 2));
    start = end;
  }
  return parts;
}
