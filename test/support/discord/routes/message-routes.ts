import { assertMayPost, assertNotArchived, reachedChannel, visibleMessage } from '../access.ts';
import { tooManyRequests } from '../discord-faults.ts';
import type { FakeMessage, MessageReference } from '../fake-message.ts';
import { asObject, asText, FormErrors, type Json } from '../form-errors.ts';
import { readMessageForm } from '../message-form.ts';
import { defaultFileLimit, type FakeChannel } from '../places.ts';
import { edit, post } from '../posting.ts';
import { Refusal, refusals } from '../refusals.ts';
import { intents } from '../surroundings.ts';
import type { World } from '../world.ts';
import { param, type Route, type RouteAnswer, type RouteRequest } from './route.ts';

const hourMs = 3_600_000;
/** "The past few minutes", in which a nonce is looked for. */
const nonceLifeMs = 300_000;

/** Messages by the bot's own token. */
export const messageRoutes: readonly Route[] = [
  { name: 'listMessages', method: 'GET', pattern: '/channels/:channel/messages', needs: 'bot', handle: list },
  { name: 'createMessage', method: 'POST', pattern: '/channels/:channel/messages', needs: 'bot', handle: create },
  { name: 'getMessage', method: 'GET', pattern: '/channels/:channel/messages/:message', needs: 'bot', handle: read },
  {
    name: 'editMessage',
    method: 'PATCH',
    pattern: '/channels/:channel/messages/:message',
    needs: 'bot',
    handle: change,
  },
  {
    name: 'deleteMessage',
    method: 'DELETE',
    pattern: '/channels/:channel/messages/:message',
    needs: 'bot',
    handle: remove,
  },
];

function place(request: RouteRequest): FakeChannel {
  return reachedChannel(request.world, param(request, 'channel'));
}

/** What people wrote is empty here too without the message content intent. */
function shown(world: World, message: FakeMessage): Json {
  return message.toJsonFor(world.allowedPrivilegedIntents & intents.messageContent);
}

/** Newest first, 50 unless told, at most 100; without the permission to read the history there are none. */
function list(request: RouteRequest): RouteAnswer {
  const { world, query } = request;
  const channel = place(request);
  if (channel.guild && !channel.botPermissions.has('READ_MESSAGE_HISTORY')) return { status: 200, body: [] };
  const number = (name: string) => (query.has(name) ? BigInt(query.get(name) ?? 0) : undefined);
  const before = number('before');
  const after = number('after');
  const limit = Number(query.get('limit') ?? 50);
  const errors = new FormErrors();
  if (!(limit >= 1 && limit <= 100)) errors.add(['limit'], 'NUMBER_TYPE_MAX', 'int value should be between 1 and 100.');
  errors.throwIfAny();
  const found = channel.messages
    .filter(({ isDeleted, isEphemeral }) => !isDeleted && !isEphemeral)
    .filter(({ id }) => (before === undefined || BigInt(id) < before) && (after === undefined || BigInt(id) > after));
  const page = after === undefined ? found.slice(-limit) : found.slice(0, limit);
  return { status: 200, body: page.toReversed().map((message) => shown(world, message)) };
}

function read(request: RouteRequest): RouteAnswer {
  const channel = place(request);
  if (channel.guild && !channel.botPermissions.has('READ_MESSAGE_HISTORY')) throw refusals.missingPermissions();
  return { status: 200, body: shown(request.world, visibleMessage(request.world, channel, param(request, 'message'))) };
}

/** A message with `enforce_nonce` is made once: the same nonce of the same author gives the first one again. */
function create(request: RouteRequest): RouteAnswer {
  const { world, files } = request;
  const channel = place(request);
  const json = asObject(request.json);
  assertMayPost(world, channel, {
    hasFiles: files.length > 0,
    hasEmbeds: Array.isArray(json['embeds']) && json['embeds'].length > 0,
    isReply: json['message_reference'] !== undefined && json['message_reference'] !== null,
  });
  const form = readMessageForm(json, files, { fileLimit: channel.guild?.attachmentSizeLimit ?? defaultFileLimit });
  const { nonce, enforce_nonce: isEnforced } = json;
  const first = isEnforced === true && nonce !== undefined ? earlier(world, asText(nonce)) : undefined;
  if (first) return { status: 200, body: first.toJson() };
  const reference = readReference(world, channel, json['message_reference']);
  const message = post(world, { channel, form, byDefault: 'everything', reference });
  return { status: 200, body: message.toJson() };
}

function earlier(world: World, nonce: string): FakeMessage | undefined {
  const since = world.clock.now() - nonceLifeMs;
  return [...world.messages.values()].find(
    (message) => message.nonce === nonce && message.authorId === world.bot.id && message.createdAt >= since,
  );
}

/** A reply to a message that is gone fails, unless `fail_if_not_exists` is false: then it is a plain message. */
function readReference(world: World, channel: FakeChannel, value: unknown): MessageReference | undefined {
  if (value === undefined || value === null) return undefined;
  const { message_id: messageId, fail_if_not_exists: isStrict } = asObject(value);
  const target = world.messages.get(String(messageId));
  if (target && !target.isDeleted && !target.isEphemeral && target.channelId === channel.id) {
    return { messageId: target.id, channelId: channel.id };
  }
  if (isStrict === false) return undefined;
  throw refusals.invalidForm({
    message_reference: { _errors: [{ code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' }] },
  });
}

function change(request: RouteRequest): RouteAnswer {
  const { world, json, files } = request;
  const channel = place(request);
  const message = visibleMessage(world, channel, param(request, 'message'));
  if (message.authorId !== world.bot.id) throw refusals.otherAuthor();
  assertNotArchived(channel);
  if (channel.guild && files.length > 0 && !channel.botPermissions.has('ATTACH_FILES')) {
    throw refusals.missingPermissions();
  }
  assertNotTooOld(world, message);
  const fileLimit = channel.guild?.attachmentSizeLimit ?? defaultFileLimit;
  edit(world, channel, message, readMessageForm(json, files, { fileLimit, edited: message }));
  return { status: 200, body: message.toJson() };
}

/** A message older than an hour takes few edits. The refusal is a 429 with its own code, as the API really behaves. */
function assertNotTooOld(world: World, message: FakeMessage): void {
  const now = world.clock.now();
  const { limit, perMs } = world.limits.oldEdits;
  if (now - message.createdAt <= hourMs) return;
  const recent = message.revisions.filter(({ at }) => at > message.createdAt + hourMs && at > now - perMs);
  if (recent.length < limit) return;
  const waitMs = (recent[0]?.at ?? now) + perMs - now;
  const { status, extra, headers } = tooManyRequests(waitMs, 'user');
  throw new Refusal(
    status,
    30046,
    'Maximum number of edits to messages older than 1 hour reached. Try again later',
    extra,
    headers,
  );
}

/** Its own messages anywhere, those of others with MANAGE_MESSAGES. */
function remove(request: RouteRequest): RouteAnswer {
  const { world } = request;
  const channel = place(request);
  const message = visibleMessage(world, channel, param(request, 'message'));
  const isOwn = message.authorId === world.bot.id;
  if (!isOwn && !(channel.guild && channel.botPermissions.has('MANAGE_MESSAGES'))) throw refusals.missingPermissions();
  assertNotArchived(channel);
  message.delete();
  return { status: 204 };
}
