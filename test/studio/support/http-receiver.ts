import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type Received = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

/** A server on loopback that remembers what it was sent and answers as told. */
export async function startReceiver(answer: (request: Received, response: ServerResponse, count: number) => void) {
  const received: Received[] = [];
  const server = createServer((incoming, response) => {
    const answerWhole = async () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body: (await buffer(incoming)).toString('utf8') };
      answer(request, response, received.push(request));
    };
    answerWhole().catch((error: Error) => response.destroy(error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies: () => received.map(({ body }) => JSON.parse(body)),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
