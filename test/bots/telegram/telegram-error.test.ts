import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { createTelegramApi } from '#bots/telegram/telegram-api.ts';
import { TelegramError, toTelegramError } from '#bots/telegram/telegram-error.ts';
import { PlatformError } from '#core/errors.ts';
import { createAgent } from '#core/fetch.ts';
import { startScriptedServer } from '../../support/scripted-server.ts';

const token = '123456789:hush-hush_hush';

/** What becomes of a refusal, asked for through the library. */
async function refused(
  code: number,
  description: string,
  parameters?: Readonly<Record<string, number>>,
): Promise<TelegramError> {
  await using server = await startScriptedServer(() => ({
    status: code,
    body: { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) },
  }));
  const agent = createAgent();
  onTestFinished(() => agent.destroy());
  const api = createTelegramApi({ token, apiRoot: server.origin, agent });
  const error = await api.sendMessage(42, 'a secret wish of somebody').catch(toTelegramError);
  if (!(error instanceof TelegramError)) return expect.unreachable('it was refused');
  expect(error).toBeInstanceOf(PlatformError);
  const everything = inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error);
  expect(everything).not.toMatch(/hush|secret|http:|\/bot\d/);
  expect(error.cause).toBeUndefined();
  return error;
}

test.for([
  ['message is not modified: specified new message content…', 'not-modified', 'refused'],
  ['message to edit not found', 'edit-gone', 'gone'],
  ["message can't be edited", 'edit-gone', 'gone'],
  ['MESSAGE_ID_INVALID', 'edit-gone', 'gone'],
  ['message to delete not found', 'delete-gone', 'gone'],
  ["message can't be deleted for everyone", 'cannot-delete', 'forbidden'],
  ['message to be replied not found', 'reply-gone', 'gone'],
  ['message thread not found', 'thread-gone', 'gone'],
  ['TOPIC_DELETED', 'thread-gone', 'gone'],
  ['TOPIC_CLOSED', 'topic-closed', 'forbidden'],
  ['query is too old and response timeout expired or query ID is invalid', 'query-old', 'gone'],
  ['chat not found', 'chat-gone', 'gone'],
  ['not enough rights to send photos to the chat', 'no-rights', 'forbidden'],
  ['have no write access to the chat', 'no-rights', 'forbidden'],
  ['CHAT_WRITE_FORBIDDEN', 'no-rights', 'forbidden'],
  ['CHAT_RESTRICTED', 'no-rights', 'forbidden'],
  ['CHAT_SEND_PHOTOS_FORBIDDEN', 'no-rights', 'forbidden'],
  ['file is too big', 'file-too-big', 'too-big'],
  ['wrong file_id or the file is temporarily unavailable', 'file-gone', 'gone'],
  ['wrong file identifier/HTTP URL specified', 'file-gone', 'gone'],
  ['PHOTO_INVALID_DIMENSIONS', 'bad-photo', 'refused'],
  ['IMAGE_PROCESS_FAILED', 'bad-photo', 'refused'],
  ['photo has unsupported extension. Use one of .jpg, …', 'bad-photo', 'refused'],
  ['message is too long', 'too-long', 'refused'],
  ['message caption is too long', 'too-long', 'refused'],
  ['wrong direct messages topic specified', 'wrong-direct-topic', 'gone'],
  ['business connection not found', 'business-closed', 'forbidden'],
  ['BUSINESS_PEER_INVALID', 'business-closed', 'forbidden'],
  ["can't parse entities: can't find end of the entity", 'other', 'refused'],
  ['something that Telegram says for the first time', 'other', 'refused'],
] as const)('what Telegram refuses with 400 and %j is of the kind %s', async ([words, kind, reason]) => {
  expect(await refused(400, `Bad Request: ${words}`)).toMatchObject({ kind, reason, status: 400, retryable: false });
});

test('a group that became a supergroup is found by its new id', async () => {
  const words = 'Bad Request: group chat was upgraded to a supergroup chat';
  expect(await refused(400, words, { migrate_to_chat_id: -1001234567890 })).toMatchObject({
    kind: 'migrated',
    reason: 'gone',
    migrateTo: '-1001234567890',
  });
  expect(await refused(400, words)).toMatchObject({ kind: 'chat-gone', reason: 'gone', migrateTo: undefined });
});

test.for([
  [401, 'Unauthorized', { reason: 'unavailable', status: 401, message: 'Telegram does not accept the token.' }],
  [404, 'Not Found', { reason: 'unavailable', status: 401, message: 'Telegram does not accept the token.' }],
  [404, 'Not Found: another thing', { reason: 'unavailable', status: 404 }],
  [403, 'Forbidden: bot was blocked by the user', { reason: 'forbidden', kind: 'other', status: 403 }],
  [403, 'Forbidden: bot was kicked from the supergroup chat', { reason: 'forbidden', kind: 'other' }],
  [403, 'Forbidden: something new', { reason: 'forbidden', kind: 'other' }],
  [409, 'Conflict: terminated by other getUpdates request', { reason: 'unavailable', kind: 'conflict', status: 409 }],
  [413, 'Request Entity Too Large', { reason: 'too-big', kind: 'file-too-big' }],
  [500, 'Internal Server Error: restart', { reason: 'unavailable', status: 500, retryable: true }],
] as const)('%i %s', async ([code, words, expected]) => {
  expect(await refused(code, words)).toMatchObject(expected);
});

test('too many requests: the wait that Telegram asks for, when it does', async () => {
  const words = 'Too Many Requests: retry after 17';
  const limited = { reason: 'unavailable', retryable: true, status: 429 };
  expect(await refused(429, words, { retry_after: 17 })).toMatchObject({ ...limited, retryAfterMs: 17_000 });
  expect(await refused(429, words)).toMatchObject({ ...limited, retryAfterMs: undefined });
});

test('of a description that is not known only the length is told', async () => {
  const { message } = await refused(400, `Bad Request: no hush "a secret wish" at http://api/bot${token}`);
  expect(message).toMatch(/^Telegram answered sendMessage with 400 \(a description of \d+ characters\)\.$/);
  const known = await refused(400, `Bad Request: chat not found: hush ${token}`);
  expect(known.message).toBe('Telegram answered sendMessage with 400 (chat not found).');
  expect((await refused(400, '')).message).toBe('Telegram answered sendMessage with 400 (no description).');
});

test('a time that is over is no answer; what is not Telegram’s stays as it is', () => {
  const late = new DOMException('The time for this is over.', 'TimeoutError');
  expect(toTelegramError(late)).toMatchObject({ reason: 'unavailable', message: expect.stringContaining('in time') });
  for (const other of [new Error('ours'), AbortSignal.abort().reason, undefined, 'text']) {
    expect(toTelegramError(other)).toBe(other);
  }
  const own = new TelegramError('no', { reason: 'gone' });
  expect(toTelegramError(own)).toBe(own);
});
