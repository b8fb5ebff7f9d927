import { createRoute, z } from '@hono/zod-openapi';
import { originOf, type StudioApp, type StudioDeps } from '#studio/studio-deps.ts';
import { bearer, failures, jsonContent } from './api-responses.ts';

const ttlMs = 60 * 60_000;
const Answer = z.object({ url: z.url(), download_url: z.url(), include_acl: z.boolean(), is_public: z.boolean() });

const route = createRoute({
  method: 'get',
  path: '/api/file-upload',
  summary: 'A machine asks where to put a file it has made',
  security: bearer,
  request: { query: z.object({ file_name: z.string(), run_id: z.guid(), type: z.string() }) },
  responses: { 200: jsonContent(Answer, 'Where to put it and where it lies then'), ...failures },
});

/** `include_acl` is false: there is no bucket here whose access list the header could set. */
export function registerGetFileUploadRoute(app: StudioApp, { files, links }: StudioDeps): void {
  app.openapi(route, (c) => {
    const { file_name, type } = c.req.valid('query');
    const path = files.newOutput(file_name);
    const origin = originOf(c);
    const answer = { url: links.toWrite(path, origin, type, ttlMs), download_url: links.plain(path, origin) };
    return c.json({ ...answer, include_acl: false, is_public: !links.isPrivate }, 200);
  });
}
