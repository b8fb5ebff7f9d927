/** What a fault can hit. `file` is a GET outside the API: outputs and uploads. */
export type Route = 'queue' | 'run' | 'cancel' | 'upload' | 'deployment' | 'deployments' | 'runs' | 'logs' | 'file';

type Json = Record<string, unknown>;

/** One thing that goes wrong with one request. `name` is what the record shows. */
export type Fault = { readonly name: string } & (
  | { readonly kind: 'delay'; readonly ms: number }
  /** Answered here. `forwarded` says whether the upstream has done its work by then. */
  | {
      readonly kind: 'answer';
      readonly forwarded: boolean;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** The socket is dropped, after the upstream has done its work or before it saw anything. */
  | { readonly kind: 'drop'; readonly forwarded: boolean }
  /** Half of the true answer, then the socket is dropped. */
  | { readonly kind: 'truncate' }
  /** The true answer in pieces. */
  | { readonly kind: 'slow'; readonly pieces: number; readonly pauseMs: number }
  /** No answer until the client or the front gives up. */
  | { readonly kind: 'hang' }
  /** The true answer of 200, changed. */
  | { readonly kind: 'rewrite'; readonly change: (json: Json) => Json }
);

const json = (body: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const html = (title: string) => ({
  headers: { 'content-type': 'text/html' },
  body: `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
});

/** A change that only touches answers of a run that has ended well. */
const insteadOfSuccess = (name: string, status: string, rest: Json) =>
  ({
    name,
    kind: 'rewrite',
    change: (run: Json) => (run['status'] === 'success' ? { ...run, status, ...rest } : run),
  }) satisfies Fault;

/** The faults there are. Bodies are those of the real server and of what stands before it. */
export const faults = {
  delay: (ms: number): Fault => ({ name: 'delay', kind: 'delay', ms }),
  tooMany: (retryAfter = '0'): Fault => ({
    name: 'too-many',
    kind: 'answer',
    forwarded: false,
    status: 429,
    headers: { 'content-type': 'application/json', 'retry-after': retryAfter },
    body: '{"detail":"Too many requests"}',
  }),
  serverError: (status = 503): Fault => ({
    name: `status-${status}`,
    kind: 'answer',
    forwarded: false,
    status,
    ...json({ detail: 'Service unavailable' }),
  }),
  badGateway: (): Fault => ({
    name: 'bad-gateway',
    kind: 'answer',
    forwarded: false,
    status: 502,
    ...html('502 Bad Gateway'),
  }),
  garbage: (): Fault => ({
    name: 'garbage',
    kind: 'answer',
    forwarded: true,
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"run_id": {"half',
  }),
  dropBefore: (): Fault => ({ name: 'drop-before', kind: 'drop', forwarded: false }),
  /** The request is carried out and its answer lost. */
  dropAfter: (): Fault => ({ name: 'drop-after', kind: 'drop', forwarded: true }),
  /** The request is carried out and answered with an error: a run exists whose id nobody was told. */
  failAfter: (): Fault => ({
    name: 'fail-after',
    kind: 'answer',
    forwarded: true,
    status: 500,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: 'Internal Server Error',
  }),
  truncate: (): Fault => ({ name: 'truncate', kind: 'truncate' }),
  slow: (pieces = 5, pauseMs = 10): Fault => ({ name: 'slow', kind: 'slow', pieces, pauseMs }),
  hang: (): Fault => ({ name: 'hang', kind: 'hang' }),
  /** What a cancel of a run on a self-hosted machine always gets. */
  cancelRefused: (): Fault => ({
    name: 'cancel-refused',
    kind: 'answer',
    forwarded: false,
    status: 500,
    ...json({ detail: 'Error cancel function 404: Run not found or has no modal function call ID' }),
  }),
  /** The run never says that it has ended, though everything is there. */
  stuckRunning: (): Fault => insteadOfSuccess('stuck-running', 'running', { progress: 1, ended_at: null }),
  emptyOutputs: (): Fault => insteadOfSuccess('empty-outputs', 'success', { outputs: [] }),
  timedOut: (): Fault => insteadOfSuccess('timed-out', 'timeout', {}),
  /** Failed, and as always without the rows that hold the reason. */
  failed: (): Fault => insteadOfSuccess('failed', 'failed', { outputs: [] }),
  rewrite: (name: string, change: (json: Json) => Json): Fault => ({ name, kind: 'rewrite', change }),
} as const;

/** The route of a request, by method and path. */
export function routeOf(method: string, pathname: string): Route {
  const path = pathname.replace(/^.*?\/api(?=\/)/, '');
  if (method === 'POST') {
    if (path === '/run/deployment/queue') return 'queue';
    if (path === '/file/upload') return 'upload';
    if (/^\/run\/[^/]+\/cancel$/.test(path)) return 'cancel';
  }
  if (/^\/run\/[^/]+$/.test(path)) return 'run';
  if (/^\/deployment\/[^/]+$/.test(path)) return 'deployment';
  if (path === '/deployments') return 'deployments';
  if (/^\/workflow\/[^/]+\/runs$/.test(path)) return 'runs';
  if (path.startsWith('/v2/clickhouse-run-logs/')) return 'logs';
  return 'file';
}

/** Small repeatable random numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
