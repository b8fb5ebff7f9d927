import { expect, test } from 'vitest';
import { startHttpServer } from '#core/http/http-server.ts';
import { createLogger } from '#core/log.ts';
import { createMetrics } from '#core/metrics.ts';
import { StoreProbe } from '#core/store/store-probe.ts';
import { createServiceApp } from '../src/service-app.ts';
import { openMockupBench } from './support/mockup-bench.ts';
import { quiet } from './support/quiet.ts';

test('is ready as long as it can accept and store, whatever stands behind it', async () => {
  await using bench = await openMockupBench();
  const stop = new AbortController();
  const log = createLogger('silent');
  const standing = () => ({ ...quiet, ...bench.service.load, states: bench.service.states, isApiPaused: true });
  const app = createServiceApp({
    service: bench.service,
    metrics: createMetrics(standing),
    standing,
    probe: new StoreProbe(bench.store.probes, log, { freshMs: 0 }),
    templateRenders: false,
    metricsToken: undefined,
    stop: stop.signal,
    log,
  });
  await using server = await startHttpServer(app, { host: '127.0.0.1', port: 0 });
  const status = async () => (await fetch(`${server.url}/readyz`)).status;

  await bench.gate.shut();
  const release = bench.machine.hold();
  expect(await status()).toBe(200);
  await bench.gate.open();
  const { id } = await bench.ask({}, {});
  await bench.reaches(id, 'running');
  expect(await (await fetch(`${server.url}/readyz`)).json()).toMatchObject({
    status: 'ready',
    backend: { lastAnswer: 'unknown', isPaused: true, templateRenders: false },
    mockups: { running: expect.any(Number) },
  });

  const { left } = bench.writes;
  bench.writes.left = 0;
  expect(await status()).toBe(503);
  bench.writes.left = left;
  expect(await status()).toBe(200);
  release();
  stop.abort();
  expect(await status()).toBe(503);
});
