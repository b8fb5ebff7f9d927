import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What to answer: a status and a body (an object is sent as JSON), or nothing when the handler answers by itself. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type Script = (request: ReceivedRequest, response: ServerResponse) => ScriptedAnswer | undefined;

export interface ScriptedServer extends AsyncDisposable {
  readonly origin: string;
  /** All requests so far, oldest first. */
  readonly requests: readonly ReceivedRequest[];
}

/** A server on a real socket whose every answer the test writes. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  const answerOne = async (incoming: IncomingMessage, response: ServerResponse) => {
    try {
      const received = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: await buffer(incoming),
      };
      requests.push(received);
      const answer = script(received, response);
      if (!answer) return;
      const { status = 200, headers = {}, body = '' } = answer;
      const isText = typeof body === 'string' || body instanceof Uint8Array;
      response.writeHead(status, { ...(isText ? {} : { 'content-type': 'application/json' }), ...headers });
      response.end(isText ? body : JSON.stringify(body));
    } catch {
      // The client broke off while it was sending.
      response.destroy();
    }
  };
  const server = createServer((incoming, response) => void answerOne(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
