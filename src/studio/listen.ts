import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './start-error.ts';

/** How long requests under way may take to end when the server closes. */
const closeTimeoutMs = 2000;

const sentences: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) => `Port ${port} on ${host} is in use already: stop what uses it, or choose another port.`,
  EACCES: (host, port) => `Port ${port} on ${host} may not be opened by this user: choose a port above 1023.`,
  EADDRNOTAVAIL: (host) => `This machine has no address ${host}: choose 127.0.0.1, or an address it has.`,
  ENOTFOUND: (host) => `The host ${host} is not known: choose 127.0.0.1, or an address this machine has.`,
};

/** Resolves with the port once the server listens. @throws {StartError} with one sentence */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const sentence =
      sentences[code]?.(host, port) ?? `The studio cannot listen on ${host} port ${port} (${code || String(cause)}).`;
    throw new StartError(sentence, { cause });
  }
  return (server.address() as AddressInfo).port;
}

/** Takes no new connection, lets requests end for up to 2 s, then ends them. */
export async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const deadline = performance.now() + closeTimeoutMs;
  // A connection that is kept alive turns idle a moment after its last answer, which the server does not notice by itself.
  while ((await openConnections(server)) > 0 && performance.now() < deadline) {
    server.closeIdleConnections();
    await sleep(10);
  }
  server.closeAllConnections();
  await closed;
}

function openConnections(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}

/** Base URL for a caller on the same machine: an address that means "all" is reached by loopback. */
export function localUrl(host: string, port: number): string {
  const reached = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${reached.includes(':') && !reached.startsWith('[') ? `[${reached}]` : reached}:${port}`;
}
