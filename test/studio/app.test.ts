import { expect, test } from 'vitest';
import { createLogger } from '#core/log.ts';
import { createStudioApp } from '#studio/app.ts';
import { FileLinks } from '#studio/file-links.ts';
import { FileStore } from '#studio/file-store.ts';
import { RunDispatcher } from '#studio/run-dispatcher.ts';
import { RunLedger } from '#studio/run-ledger.ts';
import { RunStore } from '#studio/run-store.ts';
import { WebhookSender } from '#studio/webhook-sender.ts';
import { ManualMachine } from './support/manual-machine.ts';
import { temporaryFolder } from './support/studio-fixture.ts';

test('answers a fault of its own with plain words, and logs it under the reference it gave', async () => {
  await using folder = await temporaryFolder();
  const lines: string[] = [];
  const log = createLogger('error', { write: (line) => lines.push(line) });
  await using webhooks = new WebhookSender({ allowLoopback: true, log });
  const store = new RunStore(':memory:');
  const files = await FileStore.open(folder.path);
  const ledger = new RunLedger({ store, webhooks, locate: (url) => url });
  const machine = new ManualMachine();
  const callbacks = { statusUrl: '', fileUploadUrl: '', token: '' };
  const dispatcher = new RunDispatcher({ ledger, files, machine, callbacks, slots: 1, runTimeoutMs: 1000, log });
  const access = { machineToken: 'machine-token', origins: [] };
  const app = createStudioApp({
    access,
    ledger,
    dispatcher,
    files,
    links: new FileLinks({ secret: 's' }),
    runTimeoutMs: 1000,
    log,
  });
  const path = '/api/run/7f0c1d52-3b7e-4a51-9c0e-0a4d6b1f2e33';
  expect((await app.request(path)).status).toBe(404);
  // A database that is gone is the simplest fault there is.
  store[Symbol.dispose]();
  const answer = await app.request(path);
  expect([answer.status, await answer.text()]).toEqual([500, 'Internal Server Error']);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    path,
    reference: answer.headers.get('x-error-reference'),
    err: { stack: expect.any(String) },
  });
  dispatcher.pump();
  expect(lines).toHaveLength(2);
});
