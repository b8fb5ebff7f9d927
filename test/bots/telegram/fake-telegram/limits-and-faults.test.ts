import { HttpError } from 'grammy';
import { expect, test } from 'vitest';
import { drawQuarters } from '../../../support/pictures.ts';
import { type Counter, openCounter, refusalOf, upload } from '../../../support/telegram/library-client.ts';
import { telegramFaults } from '../../../support/telegram/telegram-faults.ts';

const times = async (count: number, call: (at: number) => Promise<unknown>) => {
  for (let at = 0; at < count; at += 1) await call(at);
};

async function openLimited(): Promise<Counter> {
  const counter = await openCounter();
  const { limits } = counter.telegram;
  Object.assign(limits, { perChatPerSecond: 1, perChatBurst: 3, perGroupPerMinute: 20, overallPerSecond: 30 });
  return counter;
}

test('a group takes 20 messages and edits a minute, every item of an album counted', async () => {
  await using counter = await openLimited();
  const { telegram, api } = counter;
  const group = telegram.group('Team');
  const { message_id } = await api.sendMessage(group.id, 'x');
  await times(16, async (at) => await api.editMessageText(group.id, message_id, `${at}`));
  telegram.clock.offsetMs = 20_000;
  const photo = { type: 'photo' as const, media: upload(await drawQuarters(20, 20)) };
  await api.sendMediaGroup(group.id, [photo, photo]);
  const over = api.sendMediaGroup(group.id, [photo, photo]);
  expect(await refusalOf(over)).toEqual({
    code: 429,
    description: 'Too Many Requests: retry after 40',
    parameters: { retry_after: 40 },
  });
  await api.sendMessage(group.id, 'one fits');
  expect(await refusalOf(api.sendMessage(group.id, 'x'))).toMatchObject({ code: 429 });
  telegram.clock.offsetMs = 60_000;
  await api.sendMessage(group.id, 'x');
});

test('a private chat takes a burst and then one a second', async () => {
  await using counter = await openLimited();
  const { telegram, ann, api } = counter;
  await times(3, async () => await api.sendMessage(ann.id, 'x'));
  expect(await refusalOf(api.sendMessage(ann.id, 'x'))).toMatchObject({ parameters: { retry_after: 3 } });
  telegram.clock.offsetMs = 3000;
  await api.sendMessage(ann.id, 'x');
});

test('all chats together take 30 a second', async () => {
  await using counter = await openLimited();
  const { telegram, api } = counter;
  const people = Array.from({ length: 31 }, (_, at) => telegram.person(`p${at}`));
  const last = people.pop();
  for (const { id } of people) await api.sendMessage(id, 'x');
  expect(await refusalOf(api.sendMessage(last?.id ?? 0, 'x'))).toMatchObject({ code: 429 });
  telegram.limits.lift();
  await api.sendMessage(last?.id ?? 0, 'x');
});

test.each([
  ['failBefore', telegramFaults.failBefore(), 0],
  ['failAfter', telegramFaults.failAfter(), 1],
  ['refuse', telegramFaults.refuse(500, 'Internal Server Error'), 0],
])('%s answers with an error', async (_, fault, sent) => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  telegram.next('sendMessage', fault);
  expect(await refusalOf(api.sendMessage(ann.id, 'x'))).toMatchObject({ code: 500 });
  expect(telegram.messages(ann.dm)).toHaveLength(sent);
  await api.sendMessage(ann.id, 'x');
  expect(telegram.of('sendMessage').map(({ code, fault }) => [code, fault])).toEqual([
    [500, fault.name],
    [200, undefined],
  ]);
});

test.each([
  ['dropBefore', telegramFaults.dropBefore(), 0],
  ['dropAfter', telegramFaults.dropAfter(), 1],
  ['htmlPage', telegramFaults.htmlPage(), 0],
])('%s is no answer', async (_, fault, sent) => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  telegram.always('sendMessage', fault);
  await expect(api.sendMessage(ann.id, 'x')).rejects.toThrow(HttpError);
  expect(telegram.messages(ann.dm)).toHaveLength(sent);
  telegram.heal();
  await api.sendMessage(ann.id, 'x');
});

test('a hanging call ends with the client or the server, a slow one with its answer', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  telegram.next('sendMessage', telegramFaults.hang(), telegramFaults.slow(5), telegramFaults.tooMany(7));
  const giveUp = new AbortController();
  const hanging = api.sendMessage(ann.id, 'x', {}, giveUp.signal as never);
  await expect.poll(() => telegram.of('sendMessage')).toHaveLength(1);
  giveUp.abort();
  await expect(hanging).rejects.toThrow(HttpError);
  await api.sendMessage(ann.id, 'slow');
  expect(await refusalOf(api.sendMessage(ann.id, 'x'))).toMatchObject({ code: 429, parameters: { retry_after: 7 } });
  expect(telegram.messages(ann.dm).map(({ text }) => text)).toEqual(['slow']);
});

test('downloads meet faults too', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const { file } = ann.sends(ann.dm, { document: { bytes: Buffer.from('abc') } });
  const { file_path } = await api.getFile(file?.fileId ?? '');
  const address = `${telegram.apiRoot}/file/bot${telegram.token}/${file_path}`;
  telegram.next('file', telegramFaults.failBefore(502));
  expect((await fetch(address)).status).toBe(502);
  expect(await (await fetch(address)).text()).toBe('abc');
});
