import { assertOpen, chatOf, topicOf } from '../addressing.ts';
import type { FakeChat } from '../fake-chat.ts';
import { type Json, present } from '../json.ts';
import { badRequest } from '../refusals.ts';
import type { World } from '../world.ts';
import type { Method } from './method.ts';

const actions = new Set(
  (
    'typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker ' +
    'find_location record_video_note upload_video_note'
  ).split(' '),
);

const sendChatAction: Method = ({ world, params }) => {
  const chat = chatOf(world, params);
  const action = params.text('action') ?? '';
  if (!actions.has(action)) throw badRequest('wrong parameter action in request');
  if (chat.kind === 'channel' || chat.isDirectMessages) throw badRequest("chat actions can't be sent to channels");
  const topic = topicOf(world, chat, params);
  assertOpen(chat, topic);
  chat.actions.push({ action, threadId: topic?.threadId, at: world.clock.now() });
  return true;
};

const setMessageReaction: Method = ({ world, params }) => {
  const chat = chatOf(world, params);
  const message = chat.messages.find(({ id, isDeleted }) => id === params.integer('message_id') && !isDeleted);
  if (!message) throw badRequest('message to react not found');
  const reactions = params.list('reaction') ?? [];
  if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  const [first] = reactions as readonly (Json | undefined)[];
  if (first && (first['type'] !== 'emoji' || typeof first['emoji'] !== 'string')) throw badRequest('REACTION_INVALID');
  message.reaction = first?.['emoji'] as string | undefined;
  return true;
};

const getChat: Method = ({ world, params }) => {
  const chat = chatOf(world, params);
  const { text, photos, documents } = chat.rights;
  const permissions = { can_send_messages: text, can_send_photos: photos, can_send_documents: documents };
  return present({
    ...chat.json,
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {},
    permissions: chat.isGroup ? permissions : undefined,
    linked_chat_id: chat.discussion?.id,
  });
};

function memberOf(world: World, chat: FakeChat, id: number): Json {
  if (id === world.bot.id) return memberJson(world.userOfBot, chat.botStatus, chat);
  const person = chat.members.get(id);
  if (!person && !world.people.has(id)) throw badRequest('PARTICIPANT_ID_INVALID');
  const user = person?.user ?? world.people.get(id)?.user ?? {};
  return memberJson(user, person ? (chat.admins.has(id) ? 'administrator' : 'member') : 'left', chat);
}

function memberJson(user: Json, status: string, chat: FakeChat): Json {
  if (status === 'kicked') return { status, user, until_date: 0 };
  if (status !== 'administrator') return { status, user };
  return {
    status,
    user,
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: true,
    ...(chat.isForum ? { can_manage_topics: true } : {}),
    ...(chat.kind === 'channel' ? { can_post_messages: true, can_edit_messages: true } : {}),
  };
}

const getChatMember: Method = ({ world, params }) => {
  const id = params.integer('user_id');
  if (id === undefined) throw badRequest('invalid user_id specified');
  return memberOf(world, chatOf(world, params), id);
};

const getChatAdministrators: Method = ({ world, params }) => {
  const chat = chatOf(world, params);
  if (chat.kind === 'private') throw badRequest('there are no administrators in the private chat');
  const bots = chat.botStatus === 'administrator' ? [world.bot.id] : [];
  return [...chat.admins, ...bots].map((id) => memberOf(world, chat, id));
};

const leaveChat: Method = ({ world, params }) => {
  const chat = chatOf(world, params);
  if (chat.kind === 'private') throw badRequest("chat member status can't be changed in private chats");
  chat.leaveBot();
  return true;
};

export const chatMethods: Readonly<Record<string, Method>> = {
  sendChatAction,
  setMessageReaction,
  getChat,
  getChatMember,
  getChatAdministrators,
  leaveChat,
};
