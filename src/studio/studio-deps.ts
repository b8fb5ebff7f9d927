import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Logger } from '#core/log.ts';
import type { AccessOptions } from './access.ts';
import type { FileLinks } from './file-links.ts';
import type { FileStore } from './file-store.ts';
import type { RunDispatcher } from './run-dispatcher.ts';
import type { RunLedger } from './run-ledger.ts';

/** What the routes work with. */
export type StudioDeps = {
  readonly access: AccessOptions;
  readonly ledger: RunLedger;
  readonly dispatcher: RunDispatcher;
  readonly files: FileStore;
  readonly links: FileLinks;
  readonly runTimeoutMs: number;
  readonly log: Logger;
};

/** The app a route registers itself with. */
export type StudioApp = OpenAPIHono;

/** Scheme, host and port under which the caller reached the studio. */
export function originOf(c: Context): string {
  return new URL(c.req.url).origin;
}
