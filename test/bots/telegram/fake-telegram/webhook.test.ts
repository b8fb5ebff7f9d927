import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { openCounter, refusalOf } from '../../../support/telegram/library-client.ts';

interface Seen {
  readonly headers: IncomingHttpHeaders;
  readonly update: { readonly update_id: number; readonly message?: { readonly text?: string } };
}

/** An address that answers what it is told, first things first, then 200. */
async function listen(...answers: readonly { status?: number; body?: string; headers?: Record<string, string> }[]) {
  const seen: Seen[] = [];
  const left = [...answers];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push({ headers: request.headers, update: JSON.parse(body) as Seen['update'] });
      const { status = 200, body: said = '', headers = {} } = left.shift() ?? {};
      return response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(said);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    seen,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('a webhook is https on one of four ports; a local server takes http too', async () => {
  await using counter = await openCounter();
  const { api } = counter;
  for (const url of ['http://bot.example/x', 'https://bot.example:8080/x', 'not a url']) {
    expect(await refusalOf(api.setWebhook(url))).toMatchObject({
      code: 400,
      description: expect.stringContaining('bad webhook'),
    });
  }
  const secret = api.setWebhook('https://bot.example/x', { secret_token: 'not allowed!' });
  expect(await refusalOf(secret)).toMatchObject({ code: 400, description: expect.stringContaining('secret token') });
  await api.setWebhook('https://bot.example:8443/x', { max_connections: 7 });
  expect(await api.getWebhookInfo()).toMatchObject({ url: 'https://bot.example:8443/x', max_connections: 7 });
  expect(await refusalOf(api.getUpdates())).toMatchObject({
    code: 409,
    description: expect.stringContaining('webhook is active'),
  });
  await api.deleteWebhook();
  expect(await api.getUpdates()).toEqual([]);
  await using local = await openCounter({ isLocal: true });
  await local.api.setWebhook('http://127.0.0.1:1/x');
});

test('setting a webhook ends a poll that runs', async () => {
  await using counter = await openCounter();
  const { telegram, api } = counter;
  const polled = refusalOf(api.getUpdates({ timeout: 30 }));
  await expect.poll(() => telegram.updates.polls).toHaveLength(1);
  await api.setWebhook('https://bot.example/x');
  expect(await polled).toMatchObject({ code: 409, description: 'Conflict: terminated by setWebhook request' });
});

test('updates arrive with the secret, what waited first, one at a time for each chat', async () => {
  await using bot = await listen();
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  telegram.webhook.proxy('https://bot.example', bot.origin);
  ann.sends(ann.dm, { text: 'one' });
  await api.setWebhook('https://bot.example/telegram', { secret_token: 's3cret' });
  ann.sends(ann.dm, { text: 'two' });
  await expect.poll(() => bot.seen.map(({ update }) => update.message?.text)).toEqual(['one', 'two']);
  expect(bot.seen.map(({ headers }) => headers['x-telegram-bot-api-secret-token'])).toEqual(['s3cret', 's3cret']);
  await expect.poll(() => telegram.updates.pending).toBe(0);
});

test('what is not answered by a 2xx comes again, before anything later of its chat', async () => {
  await using bot = await listen({ status: 500 }, { status: 503, headers: { 'retry-after': '1' } });
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  telegram.webhook.proxy('https://bot.example', bot.origin);
  await api.setWebhook('https://bot.example/telegram');
  ann.sends(ann.dm, { text: 'one' });
  ann.sends(ann.dm, { text: 'two' });
  await expect.poll(() => bot.seen.map(({ update }) => update.message?.text)).toEqual(['one', 'one', 'one', 'two']);
  await expect.poll(() => telegram.webhook.attempts.map(({ status }) => status)).toEqual([500, 503, 200, 200]);
  expect(await api.getWebhookInfo()).toMatchObject({ last_error_message: expect.stringContaining('503') });
});

test('an answer may carry one call, whose result is lost', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const body = JSON.stringify({ method: 'sendMessage', chat_id: ann.id, text: 'in the answer' });
  await using bot = await listen({ body }, { body: JSON.stringify({ method: 'getMe' }) });
  telegram.webhook.proxy('https://bot.example', bot.origin);
  await api.setWebhook('https://bot.example/telegram');
  ann.sends(ann.dm, { text: 'one' });
  await expect.poll(() => telegram.messages(ann.dm).map(({ text }) => text)).toEqual(['one', 'in the answer']);
  ann.sends(ann.dm, { text: 'two' });
  await expect.poll(() => telegram.of('getMe')).toMatchObject([{ code: 400 }]);
});

test('dropping what waits, and an update that comes twice', async () => {
  await using bot = await listen();
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  telegram.webhook.proxy('https://bot.example', bot.origin);
  ann.sends(ann.dm, { text: 'dropped' });
  await api.setWebhook('https://bot.example/telegram', { drop_pending_updates: true });
  telegram.duplicateNext();
  ann.sends(ann.dm, { text: 'kept' });
  await expect.poll(() => bot.seen.map(({ update }) => update.message?.text)).toEqual(['kept', 'kept']);
  expect(new Set(bot.seen.map(({ update }) => update.update_id)).size).toBe(1);
});

test('an address that says for 23 hours that it is gone is taken away', async () => {
  await using bot = await listen(...Array.from({ length: 1000 }, () => ({ status: 410 })));
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  telegram.webhook.proxy('https://bot.example', bot.origin);
  await api.setWebhook('https://bot.example/telegram');
  ann.sends(ann.dm, { text: 'x' });
  await expect.poll(() => bot.seen.length).toBeGreaterThan(1);
  expect(telegram.webhook.url).not.toBe('');
  telegram.clock.offsetMs = 23 * 3_600_000;
  await expect.poll(() => telegram.webhook.url).toBe('');
});
