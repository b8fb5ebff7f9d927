import type { HttpBindings } from '@hono/node-server';

/** What every handler can reach: Node's own request and response. */
export type HttpEnv = { Bindings: HttpBindings };
