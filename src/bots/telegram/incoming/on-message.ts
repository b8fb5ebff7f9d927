import { isAdmitted } from '#bots/telegram/admission.ts';
import type { Rest } from '#bots/telegram/inbox.ts';
import type { TelegramMessage } from '#bots/telegram/telegram-update.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import { tellOfUnseen } from './album-sight.ts';
import { type AlbumPart, albumPart } from './albums.ts';
import { onCommand } from './on-command.ts';
import { pictureIn } from './pictures.ts';
import { onPromptAnswer, questionOf } from './prompt-questions.ts';
import { lateFor, onRequest, type Request } from './requests.ts';
import type { Scene } from './scene.ts';
import { tellSentences } from './tell.ts';
import { chatIdsOf, eventKeyOf, type Whereabouts, whereaboutsOf } from './whereabouts.ts';
import { commandIn, type WrittenCommand } from './written-command.ts';

/** Somebody wrote something. In a group the bot is quiet unless a command is for it. */
export async function onMessage(message: TelegramMessage, scene: Scene): Promise<Rest> {
  const { chat, migrate_to_chat_id: newId, migrate_from_chat_id: formerId } = message;
  if (newId !== undefined) await scene.chats.adopt(chat.id, newId);
  if (formerId !== undefined) await scene.chats.adopt(formerId, chat.id);
  const where = whereaboutsOf(message, await scene.chats.get(chat.id));
  const command = commandOf(message, scene);
  if (!where || command === 'elsewhere') return undefined;
  const { isPrivate, userId } = where;
  if (!isAdmitted({ ...chatIdsOf(where), isPrivate, userId }, scene.allowed)) {
    if (isPrivate || command?.isForUs)
      await tellSentences(where.thread, [sentence('chat.notAllowed')], where.person.locale, scene);
    return undefined;
  }
  if (command && !(command.name === 'mockup' && albumPart(message)))
    return await onCommand(command, message, where, scene);
  const question = command ? undefined : await questionOf(message, where, scene);
  if (question) return await onPromptAnswer(question, message, where, scene);
  const part = albumPart(message);
  if (part) return { rest: onAlbumPart(part, where, scene) };
  return isPrivate ? await onPrivateMessage(message, where, scene) : undefined;
}

/** What was forwarded is no command of whoever forwards it. */
function commandOf(message: TelegramMessage, { me }: Scene): WrittenCommand | 'elsewhere' | undefined {
  return message.forward_origin === undefined ? commandIn(message, me.username) : undefined;
}

/** A picture of an album is dealt with together with the others of it. */
async function onAlbumPart(part: AlbumPart, where: Whereabouts, scene: Scene): Promise<void> {
  await scene.albums.take(part, async (parts) => {
    const asked = parts.find(({ message }) => {
      const command = commandOf(message, scene);
      return command !== undefined && command !== 'elsewhere' && command.name === 'mockup';
    });
    if (!asked && !where.isPrivate) return async () => {};
    const { message } = asked ?? parts.find((each) => each.message.caption !== undefined) ?? part;
    const request: Request = {
      // The whole album is answered where its words are.
      where: whereaboutsOf(message, where.chat) ?? where,
      pictures: parts.map(({ picture }) => picture),
      words: captionWords(message, scene),
      isForwarded: message.forward_origin !== undefined,
      isCommand: asked !== undefined,
      eventKey: `${message.chat.id}:album:${message.media_group_id}`,
    };
    const outcome = await onRequest(request, scene);
    if (outcome.kind !== 'nothing' && parts.length === 1) await tellOfUnseen(request.where, scene);
    return lateFor(outcome, request, scene);
  });
}

/** What stands under a picture, without the command that it begins with. */
function captionWords(message: TelegramMessage, { me }: Scene): string {
  const command = commandIn(message, me.username);
  return command !== undefined && command !== 'elsewhere' ? command.rest : (message.caption ?? '');
}

/** Alone with the bot, a picture is a logo, and what stands under it the wish. */
async function onPrivateMessage(message: TelegramMessage, where: Whereabouts, scene: Scene): Promise<Rest> {
  const picture = pictureIn(message);
  const say = async (key: 'chat.stillPicture' | 'chat.sendPicture'): Promise<Rest> => {
    await tellSentences(where.thread, [sentence(key)], where.person.locale, scene);
    return undefined;
  };
  if (picture === 'moving') return await say('chat.stillPicture');
  if (picture) {
    const request: Request = {
      where,
      pictures: [picture],
      words: captionWords(message, scene),
      isForwarded: message.forward_origin !== undefined,
      isCommand: false,
      eventKey: eventKeyOf(message),
    };
    await onRequest(request, scene);
    return undefined;
  }
  if (message.text === undefined) return undefined;
  const hasLink = message.entities.some(({ type }) => type === 'url' || type === 'text_link');
  if (hasLink) return await say('chat.sendPicture');
  return await onCommand({ name: 'help', rest: '', isForUs: true }, message, where, scene);
}
