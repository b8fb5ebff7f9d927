/* Run as a process of its own: an API at which every run goes on for ever. Prints its origin, and ends when its standard input does. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const startedAt = new Date().toISOString();
const server = createServer((request, response) => {
  const id = /^\/api\/run\/([\w-]+)/.exec(request.url ?? '')?.[1];
  const body = JSON.stringify(id === undefined ? { detail: 'not found' } : runOf(id));
  response.writeHead(id === undefined ? 404 : 200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
});

function runOf(id: string): object {
  return {
    id,
    status: 'running',
    workflow_inputs: { mockup_mark: id.slice('run-'.length), prompt: 'a black cap' },
    live_status: 'Executing KSampler',
    progress: 0.5,
    queue_position: null,
    outputs: [],
    webhook: null,
    created_at: startedAt,
    queued_at: startedAt,
    started_at: startedAt,
    ended_at: null,
    gpu: 'A10G',
  };
}

server.listen(0, '127.0.0.1', 4096, () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.stdin.on('end', () => {
  server.close();
  server.closeAllConnections();
});
process.stdin.resume();
