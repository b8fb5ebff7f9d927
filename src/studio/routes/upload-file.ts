import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { readCapped, TooLargeError } from '#core/images/read-capped.ts';
import { contentTypeOf } from '#studio/content-type.ts';
import { DetailError } from '#studio/detail-error.ts';
import { originOf, type StudioApp, type StudioDeps } from '#studio/studio-deps.ts';
import { bearer, failures, jsonContent } from './api-responses.ts';

/** The real service's limit for one file, in bytes. */
export const maxUploadBytes = 250 * 1024 * 1024;
// What a form may hold besides the file: boundaries and part headers.
const formOverheadBytes = 64 * 1024;

const Answer = z.object({
  message: z.string(),
  file_id: z.string(),
  file_name: z.string(),
  file_url: z.url(),
});

const route = createRoute({
  method: 'post',
  path: '/api/file/upload',
  summary: 'Upload a file for an input',
  security: bearer,
  request: {
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
        },
      },
    },
  },
  responses: { 200: jsonContent(Answer, 'Where the file lies'), ...failures },
});

/** The type is guessed from the file name alone; the part's own Content-Type counts for nothing, as with the real service. */
export function registerUploadFileRoute(app: StudioApp, { files, links }: StudioDeps): void {
  app.openapi(route, async (c) => {
    const file = await readFormFile(c);
    if (!/^(?:image|video|audio|application)\//.test(contentTypeOf(file.name)))
      throw new DetailError(400, 'Unsupported file type');
    if (file.size > maxUploadBytes) throw tooLarge();
    const { id, path } = files.newInput(file.name);
    await files.write(path, file.stream(), maxUploadBytes);
    const answer = { message: 'File uploaded successfully', file_id: id, file_name: file.name };
    return c.json({ ...answer, file_url: links.toRead(path, originOf(c)) }, 200);
  });
}

function tooLarge(): DetailError {
  return new DetailError(400, 'File size exceeds 250MB limit');
}

async function readFormFile(c: Context): Promise<File> {
  const missing = new DetailError(422, [
    { type: 'missing', loc: ['body', 'file'], msg: 'Field required', input: null },
  ]);
  const type = c.req.header('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) throw missing;
  if (!/boundary=/i.test(type)) throw new DetailError(400, 'Missing boundary in multipart.');
  const body = await readForm(c);
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => undefined);
  if (!form) throw new DetailError(400, 'There was an error parsing the body');
  const file = form.get('file');
  if (file === null) throw missing;
  if (typeof file === 'string') {
    const msg = "Value error, Expected UploadFile, received: <class 'str'>";
    throw new DetailError(422, [{ type: 'value_error', loc: ['body', 'file'], msg, input: file, ctx: { error: {} } }]);
  }
  return file;
}

async function readForm(c: Context): Promise<Buffer<ArrayBuffer>> {
  // What the length claims can only shorten the work; the bytes are counted all the same.
  if (Number(c.req.header('content-length')) > maxUploadBytes + formOverheadBytes) throw tooLarge();
  try {
    const bytes = c.req.raw.body
      ? await readCapped(c.req.raw.body, maxUploadBytes + formOverheadBytes)
      : Buffer.alloc(0);
    return bytes as Buffer<ArrayBuffer>;
  } catch (error) {
    throw error instanceof TooLargeError ? tooLarge() : error;
  }
}
