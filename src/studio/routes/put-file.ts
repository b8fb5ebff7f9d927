import { TooLargeError } from '#core/images/read-capped.ts';
import type { StudioApp, StudioDeps } from '#studio/studio-deps.ts';
import { maxPutInputBytes } from './get-upload-url.ts';
import { storageError } from './read-file.ts';
import { maxUploadBytes } from './upload-file.ts';

/**
 * Takes what a signed URL allows: the bytes of one file, with the Content-Type the URL was made for and a Content-Length. Errors
 * are XML, as those of the object store that real upload URLs lead to.
 */
export function registerPutFileRoute(app: StudioApp, { files, links }: StudioDeps): void {
  app.on('PUT', ['/inputs/:name', '/outputs/:id/:name'], async (c) => {
    const { pathname, searchParams } = new URL(c.req.url);
    const path = files.pathOf(pathname);
    if (!path || !links.mayWrite(path, searchParams, c.req.header('content-type') ?? '')) {
      return storageError(c, 403, 'SignatureDoesNotMatch');
    }
    if (c.req.header('content-length') === undefined) return storageError(c, 411, 'MissingContentLength');
    try {
      const maxBytes = path.startsWith('/inputs/') ? maxPutInputBytes : maxUploadBytes;
      await files.write(path, c.req.raw.body ?? [], maxBytes);
    } catch (error) {
      if (error instanceof TooLargeError) return storageError(c, 400, 'EntityTooLarge');
      throw error;
    }
    return c.body(null, 200);
  });
}
