import type { PlatformReason } from '#core/errors.ts';

/** What a refusal means for what is done next. */
export type TelegramErrorKind =
  /** Text and buttons are already so: as good as done. */
  | 'not-modified'
  /** The message to edit is not there, or is none that can be edited. */
  | 'edit-gone'
  /** Words to edit where there is a picture, or the other way round. */
  | 'edit-other-kind'
  | 'delete-gone'
  /** The message to reply to is not there. */
  | 'reply-gone'
  /** The topic is not there, or the chat has none. */
  | 'thread-gone'
  | 'topic-closed'
  /** A press that was answered too late. */
  | 'query-old'
  /** A chat that is not there, or that the bot has never met. */
  | 'chat-gone'
  /** The bot may not post, or not post this, in a chat it is in. */
  | 'no-rights'
  /** The group is a supergroup now, with another id. */
  | 'migrated'
  | 'file-too-big'
  /** A file's id that opens nothing, or nothing for now. */
  | 'file-gone'
  /** Not to be shown as a photo; perhaps as a document. */
  | 'bad-photo'
  | 'too-long'
  | 'wrong-direct-topic'
  /** The business account has let the bot go, or has not written there for a day. */
  | 'business-closed'
  /** Too old, or not to be deleted by the bot. */
  | 'cannot-delete'
  /** Another program fetches the updates. */
  | 'conflict'
  /** A webhook is set, so that nobody can fetch them. */
  | 'webhook-set'
  | 'other';

export interface KnownRefusal {
  /** A part of Telegram's description, in lower case: its own words, which hold nothing that people wrote. */
  readonly phrase: string;
  readonly kind: TelegramErrorKind;
  readonly reason: PlatformReason;
}

/** In the order they are looked for. Descriptions are those of the Bot API server; words in capitals come from behind it as they are. */
const known: readonly KnownRefusal[] = [
  ...of('not-modified', 'refused', ['message is not modified']),
  ...of('edit-gone', 'gone', ['message to edit not found', "message can't be edited", 'message_id_invalid']),
  ...of('edit-other-kind', 'refused', ['there is no text in the message', 'there is no caption in the message']),
  ...of('delete-gone', 'gone', ['message to delete not found']),
  ...of('cannot-delete', 'forbidden', ["message can't be deleted", 'message_delete_forbidden']),
  ...of('reply-gone', 'gone', ['message to be replied not found', 'replied message not found']),
  ...of('thread-gone', 'gone', ['message thread not found', 'topic_deleted', 'topic_id_invalid']),
  ...of('topic-closed', 'forbidden', ['topic_closed']),
  ...of('wrong-direct-topic', 'gone', ['direct messages topic', 'direct messages chat topic']),
  ...of('query-old', 'gone', ['query is too old', 'query id is invalid']),
  ...of('business-closed', 'forbidden', ['business connection', 'business_connection_', 'business_peer_']),
  ...of('migrated', 'gone', ['group chat was upgraded']),
  ...of('chat-gone', 'gone', ['chat not found', 'peer_id_invalid']),
  ...of('no-rights', 'forbidden', [
    'not enough rights',
    'have no rights',
    'have no write access',
    'need administrator rights',
    'chat_write_forbidden',
    'chat_restricted',
    'chat_admin_required',
    'chat_send_',
  ]),
  ...of('file-too-big', 'too-big', ['file is too big', 'request entity too large']),
  ...of('file-gone', 'gone', [
    'wrong file_id',
    'wrong file identifier',
    'wrong remote file id',
    'file is temporarily unavailable',
    'file_reference_',
    'media_empty',
  ]),
  ...of('bad-photo', 'refused', [
    'photo_invalid_dimensions',
    'photo_ext_invalid',
    'photo_save_file_invalid',
    'image_process_failed',
    'photo has unsupported extension',
  ]),
  ...of('webhook-set', 'unavailable', ['while webhook is active']),
  ...of('too-long', 'refused', [
    'message is too long',
    'caption is too long',
    'message_too_long',
    'media_caption_too_long',
  ]),
  ...of('other', 'forbidden', [
    'bot was blocked by the user',
    'user is deactivated',
    "can't initiate conversation",
    'bot was kicked',
    'is not a member',
    'chat was deleted',
  ]),
  ...of('other', 'refused', [
    "can't parse entities",
    'button_data_invalid',
    'reply markup is too long',
    'file must be non-empty',
    'https url must be provided for webhook',
    'webhook can be set up only on ports',
    'failed to resolve host',
    'bad webhook',
  ]),
];

function of(kind: TelegramErrorKind, reason: PlatformReason, phrases: readonly string[]): KnownRefusal[] {
  return phrases.map((phrase) => ({ phrase, kind, reason }));
}

/** What a description of Telegram says, if it is one of those that decide something. */
export function knownRefusal(description: string): KnownRefusal | undefined {
  const text = description.toLowerCase();
  return known.find(({ phrase }) => text.includes(phrase));
}
