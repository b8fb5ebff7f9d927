import { Readable } from 'node:stream';
import type { Context } from 'hono';
import type { StoredFile } from '#studio/file-store.ts';
import type { StudioApp, StudioDeps } from '#studio/studio-deps.ts';

/** An error in the words of the object store that real file URLs lead to. */
export function storageError(c: Context, status: 400 | 403 | 404 | 411, code: string): Response {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
  return c.body(xml, status, { 'content-type': 'application/xml' });
}

/**
 * Serves stored files without a token: whoever knows a file's URL may read it (in private mode as long as its signature lasts).
 * One byte range per request.
 */
export function registerReadFileRoute(app: StudioApp, { files, links }: StudioDeps): void {
  app.on('GET', ['/inputs/:name', '/outputs/:id/:name'], async (c) => {
    const { pathname, searchParams } = new URL(c.req.url);
    const path = files.pathOf(pathname);
    if (path && !links.mayRead(path, searchParams)) return storageError(c, 403, 'AccessDenied');
    const file = path && (await files.find(path));
    if (!file) return storageError(c, 404, 'NoSuchKey');
    const range = readRange(c.req.header('range'), file.size);
    const headers = headersOf(file);
    if (range === 'unsatisfiable') return c.body(null, 416, { 'content-range': `bytes */${file.size}` });
    const { start, end } = range ?? { start: 0, end: file.size - 1 };
    headers['content-length'] = String(end - start + 1);
    if (range) headers['content-range'] = `bytes ${start}-${end}/${file.size}`;
    const status = range ? 206 : 200;
    if (c.req.method === 'HEAD' || file.size === 0) return c.body(null, status, headers);
    return c.body(Readable.toWeb(files.read(file.path, { start, end })) as ReadableStream<Uint8Array>, status, headers);
  });
}

function headersOf({ contentType, modifiedAt }: StoredFile): Record<string, string> {
  // Uploads are of any kind. Only pictures that cannot hold a script are shown; all else is a download, and nothing may run.
  const isPicture = /^image\/(?!svg)/.test(contentType);
  return {
    'content-type': contentType,
    'content-disposition': isPicture ? 'inline' : 'attachment',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=3600',
    'last-modified': modifiedAt.toUTCString(),
  };
}

type ByteRange = { readonly start: number; readonly end: number };

/** Undefined when the whole file is to be sent: no range, several, or one that makes no sense. */
function readRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [first, last] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (!first && !last) return undefined;
  const start = first ? Number(first) : Math.max(0, size - Number(last));
  const end = first && last ? Math.min(Number(last), size - 1) : size - 1;
  if (first && last && Number(last) < start) return undefined;
  return start > end || start >= size ? 'unsatisfiable' : { start, end };
}
