import { isDeepStrictEqual } from 'node:util';
import { chatOf } from '../addressing.ts';
import type { FakeChat } from '../fake-chat.ts';
import type { FakeMessage, MessageContent } from '../fake-message.ts';
import { replyMarkup } from '../markup.ts';
import type { Params } from '../params.ts';
import { badRequest } from '../refusals.ts';
import { assertRight, sentMedia } from '../sent-media.ts';
import type { World } from '../world.ts';
import type { Call, Method } from './method.ts';
import { kindOf, messageCaption, messageText } from './sending-methods.ts';

const twoDaysMs = 48 * 3_600_000;

function messageOf(chat: FakeChat, params: Params): FakeMessage | undefined {
  const id = params.integer('message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  return chat.messages.find((message) => message.id === id && !message.isDeleted);
}

/** Only the bot's own messages are edited, without a keyboard or with one of buttons. */
function editable({ world, params }: Call): FakeMessage {
  if (params.has('inline_message_id')) throw badRequest('MESSAGE_ID_INVALID');
  const message = messageOf(chatOf(world, params), params);
  if (!message) throw badRequest('message to edit not found');
  const kind = message.content.markup?.kind ?? 'inline';
  if (!message.isByBot || kind !== 'inline') throw badRequest("message can't be edited");
  return message;
}

function change(world: World, message: FakeMessage, content: MessageContent) {
  if (isSame(message.content, content)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
        'content and reply markup of the message',
    );
  }
  world.limits.take(message.chat);
  message.change(world.clock.now(), content);
  return message.json;
}

function isSame(one: MessageContent, other: MessageContent): boolean {
  const told = ({ text, entities, caption, captionEntities, media, markup }: MessageContent) => ({
    text,
    entities: entities ?? [],
    caption,
    captionEntities: captionEntities ?? [],
    files: media?.files.map(({ fileId }) => fileId),
    hasSpoiler: media?.hasSpoiler ?? false,
    markup: markup?.json,
  });
  return isDeepStrictEqual(told(one), told(other));
}

/** An edit without `reply_markup` takes the buttons away. */
function newMarkup({ params }: Call, { chat }: FakeMessage) {
  const markup = replyMarkup(params, chat.kind);
  if (markup && markup.kind !== 'inline') throw badRequest('object expected as reply markup');
  return markup;
}

const editMessageText: Method = (call) => {
  const message = editable(call);
  if (message.text === undefined) throw badRequest('there is no text in the message to edit');
  return change(call.world, message, { ...messageText(call.params), markup: newMarkup(call, message) });
};

const editMessageCaption: Method = (call) => {
  const message = editable(call);
  const { media } = message.content;
  if (!media) throw badRequest('there is no caption in the message to edit');
  return change(call.world, message, { media, ...messageCaption(call.params), markup: newMarkup(call, message) });
};

const editMessageReplyMarkup: Method = (call) => {
  const message = editable(call);
  return change(call.world, message, { ...message.content, markup: newMarkup(call, message) });
};

/** A text may become a picture or file, never the other way; in an album each stays of its family. */
const editMessageMedia: Method = async (call) => {
  const message = editable(call);
  const item = call.params.within('media');
  if (!item) throw badRequest("can't parse InputMedia");
  const kind = kindOf(item);
  const isPhoto = message.content.media?.kind === 'photo';
  if (message.mediaGroupId !== undefined && (kind === 'photo') !== isPhoto) {
    throw badRequest("can't use the media type in the album");
  }
  assertRight(message.chat, `${kind}s`);
  const words = { ...messageCaption(item), markup: newMarkup(call, message) };
  const media = await sentMedia(call.world, item, 'media', kind);
  return change(call.world, message, { ...words, media });
};

function remove({ world }: Call, chat: FakeChat, message: FakeMessage): void {
  const isAdmin = chat.botStatus === 'administrator' && chat.kind !== 'private';
  const isOld = world.clock.now() - message.sentAt >= twoDaysMs && !isAdmin;
  const isForeign = !message.isByBot && chat.isGroup && !isAdmin;
  if (isOld || isForeign) throw badRequest("message can't be deleted");
  message.delete();
}

const deleteMessage: Method = (call) => {
  const chat = chatOf(call.world, call.params);
  const message = messageOf(chat, call.params);
  if (!message) throw badRequest('message to delete not found');
  remove(call, chat, message);
  return true;
};

const deleteMessages: Method = (call) => {
  const chat = chatOf(call.world, call.params);
  const ids = call.params.list('message_ids');
  if (!ids || ids.length < 1 || ids.length > 100) throw badRequest('message identifiers are not specified');
  // Messages that are not there are passed over.
  for (const message of chat.messages) if (ids.includes(message.id) && !message.isDeleted) remove(call, chat, message);
  return true;
};

export const editingMethods: Readonly<Record<string, Method>> = {
  editMessageText,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageMedia,
  deleteMessage,
  deleteMessages,
};
