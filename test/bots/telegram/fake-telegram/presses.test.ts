import { expect, test } from 'vitest';
import type { FakeMessage } from '../../../support/telegram/fake-message.ts';
import { type Counter, openCounter, refusalOf } from '../../../support/telegram/library-client.ts';

async function askWith(counter: Counter): Promise<FakeMessage> {
  const { telegram, ann, api } = counter;
  const { message_id } = await api.sendMessage(ann.id, 'ready', {
    reply_markup: {
      inline_keyboard: [
        [
          { text: 'Again', callback_data: 'again:1' },
          { text: 'Off', disabled: {} },
          { text: 'Docs', url: 'https://example.org' },
        ],
      ],
    },
  });
  const message = telegram.message(ann.dm, message_id);
  if (!message) throw new Error('The message was not sent.');
  return message;
}

/** The id of the query that came last. */
async function lastQuery({ telegram, api }: Counter): Promise<string> {
  await expect.poll(() => telegram.updates.waiting.at(-1)?.type).toBe('callback_query');
  return (await api.getUpdates({ offset: -1 }))[0]?.callback_query?.id ?? '';
}

test('a press is told with its message, and whoever pressed sees the answer', async () => {
  await using counter = await openCounter({ patienceMs: 10_000 });
  const { ann, api } = counter;
  const message = await askWith(counter);
  const pressed = ann.presses(message, 'Again');
  const [update] = await api.getUpdates();
  expect(update?.callback_query).toMatchObject({
    from: { id: ann.id },
    data: 'again:1',
    message: { message_id: message.id, chat: { id: ann.id }, text: 'ready' },
  });
  await api.answerCallbackQuery(update?.callback_query?.id ?? '', { text: 'not yours', show_alert: true });
  expect(await pressed).toMatchObject({ answer: { text: 'not yours', showAlert: true }, answeredAfterMs: 0 });
});

test('without an answer a press ends when patience does', async () => {
  await using counter = await openCounter();
  const { ann } = counter;
  expect((await ann.presses(await askWith(counter), 'Again')).answer).toBeUndefined();
});

test('a query is answered once, in time and with 200 characters', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const message = await askWith(counter);
  const tooOld = { code: 400, description: expect.stringContaining('query is too old') };
  await ann.presses(message, 'Again');
  const first = await lastQuery(counter);
  const long = api.answerCallbackQuery(first, { text: 'x'.repeat(201) });
  expect(await refusalOf(long)).toMatchObject({ code: 400, description: 'Bad Request: MESSAGE_TOO_LONG' });
  await api.answerCallbackQuery(first, { text: 'x'.repeat(200) });
  expect(await refusalOf(api.answerCallbackQuery(first))).toMatchObject(tooOld);
  await ann.presses(message, 'Again');
  const second = await lastQuery(counter);
  telegram.clock.offsetMs = telegram.callbacks.lifeMs + 1;
  expect(await refusalOf(api.answerCallbackQuery(second))).toMatchObject(tooOld);
  expect(await refusalOf(api.answerCallbackQuery('nonsense'))).toMatchObject(tooOld);
});

test('only what is there can be pressed, but data can be forged', async () => {
  await using counter = await openCounter();
  const { telegram, ann } = counter;
  const message = await askWith(counter);
  await expect(ann.presses(message, 'Off')).rejects.toThrow('does nothing');
  await expect(ann.presses(message, 'Docs')).rejects.toThrow('does nothing');
  await expect(ann.presses(message, 'None')).rejects.toThrow('No button');
  await ann.forges(message, 'anything');
  expect(telegram.updates.waiting.map(({ json }) => json['callback_query'])).toMatchObject([{ data: 'anything' }]);
  message.delete();
  await expect(ann.presses(message, 'Again')).rejects.toThrow('deleted');
});

test('of a message it may not see the bot is told the id only', async () => {
  await using counter = await openCounter();
  const { ann, api } = counter;
  const message = await askWith(counter);
  await ann.presses(message, 'Again', { isInaccessible: true });
  const [update] = await api.getUpdates();
  expect(update?.callback_query?.message).toEqual({ message_id: message.id, date: 0, chat: ann.dm.json });
});
