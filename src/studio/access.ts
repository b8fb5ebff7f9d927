import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import ipaddr from 'ipaddr.js';

/** Paths under `/api` that answer without a token: the description of the API. */
const openPaths = new Set(['/api/doc']);
/** The only places a machine's own token opens. */
const machinePaths = new Set(['/api/update-run', '/api/file-upload']);

export type AccessOptions = {
  /** What callers must show; absent = everyone who reaches the socket may call, which is why it then answers loopback names only. */
  readonly token?: string;
  /** Handed to machines for their callbacks, so that they never hold the callers' token. */
  readonly machineToken: string;
  /** Origins whose pages may call. */
  readonly origins: readonly string[];
};

/** True for `localhost`, 127.0.0.0/8 and ::1, also in brackets. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (name === 'localhost') return true;
  return ipaddr.isValid(name) && ipaddr.process(name).range() === 'loopback';
}

// Hashing first makes both sides equally long, so neither content nor length shows in the time taken.
function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function tokenOf(c: Context): string | undefined {
  const fromQuery = c.req.query('cd_token');
  if (fromQuery) return fromQuery;
  const header = c.req.header('authorization');
  if (header?.startsWith('Bearer ') && header.length > 7) return header.slice(7);
  return c.req.header('x-api-key') || undefined;
}

/** Asks for the token, before routing and before validation: without it even an unknown path answers 401. */
export function requireAccess({ token, machineToken, origins }: AccessOptions): MiddlewareHandler {
  return async (c, next) => {
    if (openPaths.has(c.req.path)) return next();
    const given = tokenOf(c);
    if (given !== undefined && sameSecret(given, machineToken)) {
      if (machinePaths.has(c.req.path)) return next();
      return c.json({ detail: 'Token does not have permission to access this endpoint' }, 403);
    }
    if (token !== undefined) {
      if (given === undefined) return c.json({ detail: 'Invalid or missing token' }, 401);
      return sameSecret(given, token) ? next() : c.json({ detail: 'Invalid or expired token' }, 401);
    }
    // No token guards this studio, so a web page in a browser on this machine must not reach it: neither under a name of its own
    // that points to loopback, nor by a cross-site request.
    const origin = c.req.header('origin');
    const isForeignPage = origin !== undefined && !origins.includes(origin);
    if (isForeignPage || !isLoopbackHost(new URL(c.req.url).hostname)) {
      return c.json({ detail: 'A studio without a token answers only this machine' }, 403);
    }
    return next();
  };
}
