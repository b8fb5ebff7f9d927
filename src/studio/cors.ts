import type { MiddlewareHandler } from 'hono';

/** Lets pages of `origins` read the answers. A preflight of any other origin is refused the way the real service does it. */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin');
    if (origin === undefined) return next();
    const isAllowed = origins.includes(origin);
    if (c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined) {
      if (!isAllowed) return c.text('Disallowed CORS origin', 400);
      c.header('access-control-allow-origin', origin);
      c.header('vary', 'Origin');
      c.header('access-control-allow-methods', 'GET, HEAD, POST, PUT');
      c.header('access-control-allow-headers', c.req.header('access-control-request-headers') ?? '');
      c.header('access-control-max-age', '600');
      return c.text('OK', 200);
    }
    await next();
    c.res.headers.append('vary', 'Origin');
    if (isAllowed) c.res.headers.set('access-control-allow-origin', origin);
  };
}
