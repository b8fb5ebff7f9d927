import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { ConfigurationError } from '#core/errors.ts';
import type { createHttpApp } from './app.ts';

/** A listening HTTP surface. Disposing it closes every connection. */
export interface HttpServer extends AsyncDisposable {
  readonly url: string;
}

/** How long a client may take to send its headers or its request, so that a slow one cannot hold a connection for ever. */
const requestTimeoutMs = 30_000;

/** @throws {ConfigurationError} when the address cannot be used */
export async function startHttpServer(
  app: ReturnType<typeof createHttpApp>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<HttpServer> {
  const handle = getRequestListener(app.fetch);
  const server = createServer(
    { requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs },
    (request, response) => {
      // The listener answers every request itself, failures included.
      void handle(request, response);
    },
  );
  await listen(server, host, port);
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    [Symbol.asyncDispose]: () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      return closed;
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    throw new ConfigurationError([addressProblem(error, host, port)]);
  }
}

function addressProblem(error: unknown, host: string, port: number): string {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'EADDRINUSE':
      return `PORT ${port} on ${host} is in use by another program. Stop that one, or set PORT to another number.`;
    case 'EACCES':
      return `PORT ${port} may not be used without special rights. Set PORT to a number above 1023.`;
    default:
      return `HOST ${host} is no address of this machine. Set HOST to 127.0.0.1, or to 0.0.0.0 for all of its addresses.`;
  }
}
