import { createRoute, z } from '@hono/zod-openapi';
import { originOf, type StudioApp, type StudioDeps } from '#studio/studio-deps.ts';
import { bearer, failures, jsonContent } from './api-responses.ts';

/** The older API's limit for such an upload, in bytes, and how long its URL works. */
export const maxPutInputBytes = 50 * 1024 * 1024;
const ttlMs = 5 * 60_000;
const types = ['image/png', 'image/jpg', 'image/jpeg'] as const;

const Answer = z.object({ upload_url: z.url(), file_id: z.string(), download_url: z.url() });

const route = createRoute({
  method: 'get',
  path: '/api/upload-url',
  summary: 'Ask for a URL to PUT a picture to, in the form of the older API',
  security: bearer,
  request: { query: z.object({ type: z.enum(types), file_size: z.string() }) },
  responses: {
    200: jsonContent(Answer, 'Where to put it and where it lies then'),
    500: jsonContent(z.object({ error: z.string() }), 'Refused'),
    ...failures,
  },
});

export function registerGetUploadUrlRoute(app: StudioApp, { files, links }: StudioDeps): void {
  app.openapi(route, (c) => {
    const { type, file_size } = c.req.valid('query');
    const size = /^\d+$/.test(file_size) ? Number(file_size) : 0;
    if (size <= 0) return c.json({ error: 'File size is required' }, 500);
    if (size > maxPutInputBytes) return c.json({ error: 'File size exceeds the limit of 50 MB' }, 500);
    const { id, path } = files.newInput(type === 'image/png' ? 'upload.png' : 'upload.jpg');
    const origin = originOf(c);
    const upload_url = links.toWrite(path, origin, type, ttlMs);
    return c.json({ upload_url, file_id: id, download_url: links.toRead(path, origin) }, 200);
  });
}
