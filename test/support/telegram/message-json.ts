import type { FakeMessage, Media } from './fake-message.ts';
import { type Json, present } from './json.ts';

/** A message as the Bot API writes it. What it replies to is told without a further reply, as Telegram's documentation says. */
export function messageJson(message: FakeMessage, isNested = false): Json {
  const { chat, origin, content } = message;
  const inTopic = origin.topic !== undefined;
  const replied = isNested ? undefined : repliedJson(message);
  return present({
    message_id: message.id,
    from: origin.from,
    chat: chat.json,
    date: message.date,
    edit_date: message.editedAt === undefined ? undefined : Math.floor(message.editedAt / 1000),
    message_thread_id: inTopic ? origin.topic?.threadId : threadRoot(message),
    is_topic_message: inTopic || undefined,
    direct_messages_topic: directTopic(message),
    media_group_id: origin.mediaGroupId,
    reply_to_message: replied,
    text: content.text,
    entities: filled(content.entities),
    caption: content.caption === '' ? undefined : content.caption,
    caption_entities: filled(content.captionEntities),
    ...(content.media ? mediaJson(content.media) : {}),
    reply_markup: content.markup?.kind === 'inline' ? content.markup.json : undefined,
    ...origin.extra,
  });
}

/** A media as a message or an external reply shows it. */
export function mediaJson({ kind, files, extra = {}, hasSpoiler = false }: Media): Json {
  const spoiler = hasSpoiler ? { has_media_spoiler: true } : {};
  const last = files.at(-1)?.json ?? {};
  const sizes = files.map((file) => file.json);
  switch (kind) {
    case 'photo':
      return { photo: sizes, ...spoiler };
    case 'live_photo':
      return { live_photo: { ...last, duration: 2, ...extra }, photo: sizes, ...spoiler };
    // For the sake of old bots an animation is told as a document too.
    case 'animation':
      return { animation: { ...last, duration: 1, ...extra }, document: last, ...spoiler };
    default:
      return { [kind]: { ...last, ...extra } };
  }
}

/** In a topic every message that replies to nothing is told as a reply to the topic's first, as the server really behaves. */
function repliedJson({ origin }: FakeMessage): Json | undefined {
  const replied = origin.replyTo ?? origin.topic?.head;
  return replied && !replied.isDeleted ? messageJson(replied, true) : undefined;
}

/** Replies outside of topics carry the id of the first message replied to, which is no topic and not to be sent back. */
function threadRoot({ chat, replyTo }: FakeMessage): number | undefined {
  if (chat.kind !== 'supergroup' || !replyTo || replyTo.chat !== chat) return undefined;
  let root = replyTo;
  while (root.replyTo && root.replyTo.chat === chat) root = root.replyTo;
  return root.id;
}

function directTopic({ origin, chat }: FakeMessage): Json | undefined {
  const id = origin.directTopicId;
  return id === undefined ? undefined : present({ topic_id: id, user: chat.memberJson(id) });
}

function filled<Item>(items: readonly Item[] | undefined): readonly Item[] | undefined {
  return items && items.length > 0 ? items : undefined;
}
