import { expect, test, vi } from 'vitest';
import { telegramWebhookPath } from '#bots/telegram/webhook.ts';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server.ts';
import type { FakeChat } from '../support/telegram/fake-chat.ts';
import type { FakeMessage } from '../support/telegram/fake-message.ts';
import { telegramFaults } from '../support/telegram/telegram-faults.ts';
import { openTelegramService, type TelegramService, webhookSettings } from '../support/telegram-service.ts';

vi.setConfig({ testTimeout: 120_000 });

const soon = { timeout: 40_000, interval: 20 };
const caption = 'a blue mug on a table';

/** Answers that have come to their end. */
function done({ telegram }: TelegramService, chat: FakeChat): FakeMessage[] {
  return telegram.messages(chat).filter(({ buttons }) => buttons.some(({ text }) => text === 'Again'));
}

/** Whoever is asked to bring an update here brings it to the service, and hears nothing of what became of it until it is let go. */
async function openMuffle(service: TelegramService): Promise<ScriptedServer & { isMute: boolean }> {
  const state = { isMute: true };
  const server = await startScriptedServer((request, response) => {
    const pass = async (): Promise<void> => {
      const headers = { 'x-telegram-bot-api-secret-token': webhookSettings.TELEGRAM_WEBHOOK_SECRET };
      const body = new Uint8Array(request.body);
      const answer = await fetch(`${await service.address()}${telegramWebhookPath}`, { method: 'POST', headers, body });
      if (!state.isMute) response.writeHead(answer.status).end(await answer.text());
    };
    // The service is killed meanwhile, or not there yet: then there is no answer either.
    pass().catch(() => response.destroy());
    return undefined;
  });
  return Object.assign(state, server);
}

test('kills before and after the acknowledgement of what was fetched: one batch, one run, one answer', async () => {
  await using service = await openTelegramService();
  const { telegram, machine, logo } = service;
  const ann = telegram.person('ann');
  await service.connected();
  await vi.waitUntil(() => telegram.updates.polls.length === 1, soon);
  const release = machine.hold();
  // The question that would acknowledge it never arrives.
  telegram.always('getUpdates', telegramFaults.hang());
  const asked = ann.sends(ann.dm, { document: logo, caption });
  await vi.waitUntil(() => machine.runs.length === 1, soon);
  expect(telegram.updates.pending).toBe(1);
  await service.end('SIGKILL');
  telegram.heal();
  service.start();
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  await service.end('SIGKILL');
  service.start();
  await service.connected();
  release();
  await vi.waitUntil(() => done(service, ann.dm).length > 0, soon);
  await service.end('SIGTERM');
  expect(machine.runs).toHaveLength(1);
  expect(done(service, ann.dm).map(({ replyToId }) => replyToId)).toEqual([asked.id]);
});

test('a kill before what was fetched is written down, and one before it is answered', async () => {
  await using service = await openTelegramService();
  const { telegram, machine, logo } = service;
  const ann = telegram.person('ann');
  await service.connected();
  await vi.waitUntil(() => telegram.updates.polls.length === 1, soon);
  // From here on the process does nothing, and does not even know that it has been answered.
  service.process.process.kill('SIGSTOP');
  const asked = ann.sends(ann.dm, { document: logo, caption });
  await vi.waitUntil(() => telegram.updates.polls[0]?.updateIds.length === 1, soon);
  await service.end('SIGKILL');
  expect(telegram.updates.pending).toBe(1);
  telegram.always('getFile', telegramFaults.hang());
  service.start();
  await vi.waitUntil(() => telegram.updates.pending === 0 && telegram.of('getFile').length > 0, soon);
  await service.end('SIGKILL');
  telegram.heal();
  service.start();
  await vi.waitUntil(() => done(service, ann.dm).length > 0, soon);
  await service.end('SIGTERM');
  expect(machine.runs).toHaveLength(1);
  expect(done(service, ann.dm).map(({ replyToId }) => replyToId)).toEqual([asked.id]);
});

test('kills before and after the acknowledgement of what was brought: one batch, one run, one answer', async () => {
  await using service = await openTelegramService({ env: webhookSettings });
  const { telegram, machine, logo } = service;
  const ann = telegram.person('ann');
  await service.connected();
  await using muffle = await openMuffle(service);
  telegram.webhook.proxy(webhookSettings.PUBLIC_URL, muffle.origin);
  const release = machine.hold();
  const asked = ann.sends(ann.dm, { document: logo, caption });
  await vi.waitUntil(() => machine.runs.length === 1, soon);
  expect(telegram.updates.pending).toBe(1);
  await service.end('SIGKILL');
  service.start();
  muffle.isMute = false;
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  await service.end('SIGKILL');
  service.start();
  release();
  await vi.waitUntil(() => done(service, ann.dm).length > 0, soon);
  await service.end('SIGTERM');
  expect(machine.runs).toHaveLength(1);
  expect(done(service, ann.dm).map(({ replyToId }) => replyToId)).toEqual([asked.id]);
});

test('from fetching to being brought and back nothing is lost, and nothing is done twice', async () => {
  await using service = await openTelegramService();
  const { telegram, machine, logo } = service;
  const people = ['ann', 'bob', 'cleo', 'dan'].map((name) => telegram.person(name));
  const ask = (index: number): void => {
    const person = people[index];
    if (person) person.sends(person.dm, { document: logo, caption });
  };
  await service.connected();
  await vi.waitUntil(() => telegram.updates.polls.length > 0, soon);
  // Written down, but not acknowledged when the change is made.
  telegram.always('getUpdates', telegramFaults.hang());
  ask(0);
  await vi.waitUntil(() => machine.runs.length === 1, soon);
  await service.end('SIGTERM');
  telegram.heal();
  ask(1);
  service.start(webhookSettings);
  await service.connected();
  expect(telegram.webhook.url).toBe('https://bot.example/webhooks/telegram');
  ask(2);
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  await service.end('SIGTERM');
  ask(3);
  service.start();
  await service.connected();
  expect(telegram.webhook.url).toBe('');
  await vi.waitUntil(() => people.every(({ dm }) => done(service, dm).length > 0), soon);
  await service.end('SIGTERM');
  expect(machine.runs).toHaveLength(4);
  expect(people.map(({ dm }) => done(service, dm).length)).toEqual([1, 1, 1, 1]);
});

test('a stop in the middle of a crowd that Telegram brings is short, and the next start does the rest', async () => {
  await using service = await openTelegramService({ env: webhookSettings });
  const { telegram, machine, logo } = service;
  const people = Array.from({ length: 12 }, (_, index) => telegram.person(`person ${index}`));
  await service.connected();
  for (const person of people) person.sends(person.dm, { document: logo, caption });
  await vi.waitUntil(() => telegram.webhook.attempts.length > 3, soon);
  service.process.process.kill('SIGTERM');
  expect(await service.process.finished).toMatchObject({ code: 0, signal: null });
  service.start();
  await service.connected();
  await vi.waitUntil(() => people.every(({ dm }) => done(service, dm).length > 0), soon);
  await service.end('SIGTERM');
  expect(telegram.updates.pending).toBe(0);
  expect(machine.runs).toHaveLength(people.length);
  expect(people.map(({ dm }) => done(service, dm).length)).toEqual(people.map(() => 1));
});

test('a stop while a long poll is open, an album gathers and a download hangs is short, and all of it is done by the next start', async () => {
  await using service = await openTelegramService();
  const { telegram, machine, logo } = service;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  await service.connected();
  await vi.waitUntil(() => telegram.updates.polls.length > 0, soon);
  telegram.always('getFile', telegramFaults.hang());
  bob.sends(bob.dm, { document: logo });
  await vi.waitUntil(() => telegram.of('getFile').length > 0, soon);
  ann.sendsAlbum(ann.dm, [{ document: logo, caption }, { document: logo }]);
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  service.process.process.kill('SIGTERM');
  // The last resort of the process is 9 s.
  const killer = setTimeout(() => service.process.process.kill('SIGKILL'), 8000);
  expect(await service.process.finished).toMatchObject({ code: 0, signal: null });
  clearTimeout(killer);
  telegram.heal();
  service.start();
  await vi.waitUntil(() => done(service, ann.dm).length > 0, soon);
  await vi.waitUntil(() => telegram.messages(bob.dm).some(({ buttons }) => buttons.length > 0), soon);
  await service.end('SIGTERM');
  expect(machine.runs).toHaveLength(2);
  expect(done(service, ann.dm)).toHaveLength(1);
  const cards = telegram.messages(bob.dm).filter(({ isByBot }) => isByBot);
  expect(cards.map(({ buttons }) => buttons.map(({ text }) => text).includes('Make it'))).toEqual([true]);
});
