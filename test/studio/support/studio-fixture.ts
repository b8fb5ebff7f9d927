import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect } from 'vitest';
import { createLogger } from '#core/log.ts';
import { studioDeploymentId } from '#studio/deployment.ts';
import type { RunModel } from '#studio/run-model.ts';
import { type StudioOptions, startStudio } from '#studio/studio.ts';
import { ManualMachine } from './manual-machine.ts';

export const token = 'a-token-for-tests';
export const silent = createLogger('silent');

export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'studio-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** What a response holds, unchecked: tests say themselves what they expect. */
export async function bodyOf(answer: Response) {
  return JSON.parse(await answer.text());
}

/** A request with its headers as a plain record, so that the token can be added. */
export type Call = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> };

/** A listening studio with a manual machine; it has a folder of its own unless told otherwise. */
export async function openStudio(options: Partial<StudioOptions> = {}) {
  const machine = new ManualMachine();
  return { ...(await openWith({ machine, ...options })), machine };
}

/** A listening studio that really renders. */
export async function openRendering(options: Partial<StudioOptions> = {}) {
  return await openWith(options);
}

async function openWith(options: Partial<StudioOptions>) {
  await using stack = new AsyncDisposableStack();
  const dataDir = options.dataDir ?? stack.use(await temporaryFolder()).path;
  const defaults = {
    host: '127.0.0.1',
    port: 0,
    token,
    origins: [],
    slots: 1,
    log: silent,
    webhookRetryDelaysMs: [1, 1],
  };
  const studio = stack.use(await startStudio({ ...defaults, ...options, dataDir }));
  const open = stack.move();
  const call = (path: string, init: Call = {}) =>
    fetch(`${studio.url}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  const json = async (path: string, init: Call = {}) => bodyOf(await call(path, init));
  const postJson = (path: string, body: unknown) =>
    call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return {
    url: studio.url,
    origin: new URL(studio.url).origin,
    call,
    json,
    postJson,
    queue: async (inputs: Record<string, unknown> = {}, rest: Record<string, unknown> = {}): Promise<string> => {
      const answer = await postJson('/run/deployment/queue', { deployment_id: studioDeploymentId, inputs, ...rest });
      expect(answer.status).toBe(200);
      return (await bodyOf(answer)).run_id;
    },
    run: async (id: string): Promise<RunModel> => await json(`/run/${id}?queue_position=true`),
    settled: async (id: string): Promise<RunModel> =>
      await expect
        .poll(async () => await json(`/run/${id}`), { timeout: 10_000, interval: 10 })
        .toSatisfy((run: RunModel) => run.ended_at !== null)
        .then(async () => await json(`/run/${id}`)),
    upload: async (bytes: Uint8Array<ArrayBuffer>, name: string) => {
      const form = new FormData();
      form.append('file', new Blob([bytes]), name);
      return await json('/file/upload', { method: 'POST', body: form });
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

/** A red disc on nothing. */
export async function drawLogo(size = 256): Promise<Buffer<ArrayBuffer>> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><circle cx="50%" cy="50%" r="45%" fill="#e01020"/></svg>`;
  return Buffer.from(await sharp(Buffer.from(svg)).png().toBuffer());
}
