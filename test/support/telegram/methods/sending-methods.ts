import { destinationOf } from '../addressing.ts';
import { formattedText } from '../entities.ts';
import type { FakeMessage, Media, MessageContent } from '../fake-message.ts';
import { isObject, present } from '../json.ts';
import { replyMarkup } from '../markup.ts';
import { Params } from '../params.ts';
import { badRequest } from '../refusals.ts';
import { assertRight, sentMedia } from '../sent-media.ts';
import type { World } from '../world.ts';
import type { Method } from './method.ts';

/** Words of a message: 4096 UTF-16 code units after its entities were parsed, and not nothing. */
export function messageText(params: Params): Pick<MessageContent, 'text' | 'entities'> {
  params.object('link_preview_options');
  const words = formattedText(params, 'text');
  if (!words || words.text === '') throw badRequest('message text is empty');
  if (words.text.length > 4096) throw badRequest('message is too long');
  return words;
}

/** Words of a picture or file: 1024. */
export function messageCaption(params: Params): Pick<MessageContent, 'caption' | 'captionEntities'> {
  const words = formattedText(params, 'caption');
  if (!words || words.text === '') return {};
  if (words.text.length > 1024) throw badRequest('message caption is too long');
  return { caption: words.text, captionEntities: words.entities };
}

/** Puts the bot's message where the call says. */
function post(world: World, params: Params, content: MessageContent, mediaGroupId?: string): FakeMessage {
  const { chat, ...place } = destinationOf(world, params);
  return world.add(
    {
      chat,
      ...place,
      from: chat.kind === 'channel' ? undefined : world.userOfBot,
      extra: present({
        sender_chat: chat.kind === 'channel' ? chat.json : undefined,
        business_connection_id: chat.connectionId,
      }),
      mediaGroupId,
      params: params.values,
    },
    content,
  );
}

const sendMessage: Method = ({ world, params }) => {
  const { chat } = destinationOf(world, params);
  assertRight(chat, 'text');
  const content = { ...messageText(params), markup: replyMarkup(params, chat.kind) };
  world.limits.take(chat);
  return post(world, params, content).json;
};

const sendOne =
  (kind: 'photo' | 'document'): Method =>
  async ({ world, params }) => {
    const { chat } = destinationOf(world, params);
    assertRight(chat, `${kind}s`);
    const words = { ...messageCaption(params), markup: replyMarkup(params, chat.kind) };
    const media = await sentMedia(world, params, kind, kind);
    world.limits.take(chat);
    return post(world, params, { ...words, media }).json;
  };

let albums = 0;

const sendMediaGroup: Method = async ({ world, params }) => {
  const { chat } = destinationOf(world, params);
  // The real server lets them fall without a word, which nobody would notice here.
  if (params.has('reply_markup')) throw badRequest("reply markup can't be sent with an album");
  const items = albumItems(params);
  const contents: MessageContent[] = [];
  for (const item of items) {
    const kind = kindOf(item);
    assertRight(chat, `${kind}s`);
    contents.push({ ...messageCaption(item), media: asAlbumItem(await sentMedia(world, item, 'media', kind)) });
  }
  world.limits.take(chat, items.length);
  albums += 1;
  const mediaGroupId = String(13_800_000_000_000_000n + BigInt(albums));
  return contents.map((content) => post(world, params, content, mediaGroupId).json);
};

/** `media` of an album: 2–10 items, documents only with documents. */
function albumItems(params: Params): Params[] {
  const list = params.list('media');
  if (!list) throw badRequest('there are no messages to send');
  if (list.length < 2) throw badRequest('wrong number of messages: an album has 2-10 items');
  if (list.length > 10) throw badRequest('too many messages to send as an album');
  const items = list.map((item) => {
    if (!isObject(item)) throw badRequest("can't parse InputMedia: must be an Object");
    return new Params(item, params.files);
  });
  const kinds = new Set(items.map(kindOf));
  if (kinds.size > 1) throw badRequest("document can't be mixed with other media types");
  return items;
}

/** The family of an `InputMedia`. */
export function kindOf(item: Params): 'photo' | 'document' {
  const type = item.text('type');
  if (type === 'photo' || type === 'document') return type;
  throw badRequest(`can't parse InputMedia: ${type === undefined ? 'type is missing' : `type ${type} is unsupported`}`);
}

/** In an album of documents nothing becomes a sticker. */
function asAlbumItem(media: Media): Media {
  return media.kind === 'photo' ? media : { ...media, kind: 'document', extra: {} };
}

export const sendingMethods: Readonly<Record<string, Method>> = {
  sendMessage,
  sendPhoto: sendOne('photo'),
  sendDocument: sendOne('document'),
  sendMediaGroup,
};
