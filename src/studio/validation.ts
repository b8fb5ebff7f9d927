import type { Context } from 'hono';
import type { z } from 'zod';
import { readCapped, TooLargeError } from '#core/images/read-capped.ts';
import { DetailError, type DetailIssue } from './detail-error.ts';

/** The largest JSON body taken, in bytes: room for a 20 MB picture as a base64 data URI. */
export const maxJsonBytes = 32 * 1024 * 1024;

// Types and sentences of the validator the real service uses, by what zod expected.
const expectations: Record<string, readonly [type: string, msg: string]> = {
  string: ['string_type', 'Input should be a valid string'],
  int: ['int_type', 'Input should be a valid integer'],
  number: ['float_type', 'Input should be a valid number'],
  boolean: ['bool_type', 'Input should be a valid boolean'],
  array: ['list_type', 'Input should be a valid list'],
  record: ['dict_type', 'Input should be a valid dictionary'],
  object: ['model_attributes_type', 'Input should be a valid dictionary or object to extract fields from'],
};

/** A value of `inputs` is refused once per kind it could have been, under the names the real service gives those kinds. */
const unionArms = [
  ['str', 'string'],
  ['int', 'int'],
  ['float', 'number'],
  ['bool', 'boolean'],
  ['list[any]', 'array'],
] as const;

function expected(kind: string, loc: readonly (string | number)[], input: unknown): DetailIssue {
  const [type, msg] = expectations[kind] ?? ['value_error', 'Input is not valid'];
  return { type, loc, msg, input };
}

function uuidIssue(loc: readonly (string | number)[], input: unknown): DetailIssue {
  const text = String(input);
  const at = text.search(/[^0-9a-fA-F-]/);
  const error =
    at >= 0
      ? `invalid character: expected an optional prefix of \`urn:uuid:\` followed by [0-9a-fA-F-], found \`${text[at]}\` at ${at + 1}`
      : `invalid length: expected length 32 for simple format, found ${text.length}`;
  return { type: 'uuid_parsing', loc, msg: `Input should be a valid UUID, ${error}`, input, ctx: { error } };
}

function enumIssue(values: readonly unknown[], loc: readonly (string | number)[], input: unknown): DetailIssue {
  const quoted = values.map((value) => `'${String(value)}'`);
  const last = quoted.pop() ?? '';
  const list = quoted.length > 0 ? `${quoted.join(', ')} or ${last}` : last;
  return { type: 'enum', loc, msg: `Input should be ${list}`, input, ctx: { expected: list } };
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return value;
}

/** What zod found, in the words of the real service. `place` is where the value came from: `body`, `query` or `path`. */
export function toDetailIssues(error: z.ZodError, root: unknown, place: readonly string[]): DetailIssue[] {
  return error.issues.flatMap((issue): DetailIssue[] => {
    const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
    const loc = [...place, ...path];
    const input = valueAt(root, issue.path);
    if (input === undefined && path.length > 0) {
      const parent = place[0] === 'body' ? valueAt(root, issue.path.slice(0, -1)) : null;
      return [{ type: 'missing', loc, msg: 'Field required', input: parent }];
    }
    if (issue.code === 'invalid_union') return unionArms.map(([arm, kind]) => expected(kind, [...loc, arm], input));
    if (issue.code === 'invalid_value') return [enumIssue(issue.values, loc, input)];
    if (issue.code === 'invalid_format' && issue.format === 'guid') return [uuidIssue(loc, input)];
    if (issue.code === 'custom')
      return [{ type: String(issue.params?.['type'] ?? 'value_error'), loc, msg: issue.message, input }];
    if (issue.code === 'invalid_type') return [expected(issue.expected, loc, input)];
    return [{ type: 'value_error', loc, msg: issue.message, input }];
  });
}

/** The whole body, at most `maxBytes`; a larger one is a 413 whatever its Content-Length said. */
export async function readBody(c: Context, maxBytes: number): Promise<Buffer> {
  const { body } = c.req.raw;
  if (!body) return Buffer.alloc(0);
  try {
    return await readCapped(body, maxBytes);
  } catch (error) {
    if (error instanceof TooLargeError) throw new DetailError(413, 'Request body too large');
    throw error;
  }
}

/** What is nested deeper can be read, but neither stored nor answered with: writing JSON takes stack for every level. */
const maxJsonDepth = 200;

/** Where JSON text goes deeper than it may; undefined when it does not. Of what is no JSON it may say either. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
    if (depth > maxJsonDepth) return at;
  }
  return undefined;
}

/** Position of the quote that ends the string which begins at `start`, or of the text's end. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

function invalidJson(offset: number, error: string): DetailError {
  return new DetailError(422, [
    { type: 'json_invalid', loc: ['body', offset], msg: 'JSON decode error', input: {}, ctx: { error } },
  ]);
}

function parseJson(text: string): unknown {
  const deepAt = tooDeepAt(text);
  if (deepAt !== undefined) throw invalidJson(deepAt, 'recursion limit exceeded');
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw invalidJson(Number(/at position (\d+)/.exec(reason)?.[1] ?? 0), 'Expecting value');
  }
}

/** The parsed JSON body; anything wrong with it is a `DetailError` with the entries of the real service. */
export async function readJson<S extends z.ZodType>(
  c: Context,
  schema: S,
  arm: readonly string[] = [],
): Promise<z.output<S>> {
  const text = (await readBody(c, maxJsonBytes)).toString('utf8');
  const place = ['body', ...arm];
  if (text === '') throw new DetailError(422, [{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }]);
  const isJson = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(c.req.header('content-type') ?? '');
  const body = isJson ? parseJson(text) : text;
  const result = schema.safeParse(body);
  if (!result.success) throw new DetailError(422, toDetailIssues(result.error, body, place));
  return result.data;
}
