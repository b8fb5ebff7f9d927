import { isAdmitted } from '#bots/telegram/admission.ts';
import type { Rest } from '#bots/telegram/inbox.ts';
import type { TelegramMessage } from '#bots/telegram/telegram-update.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import { albumPart } from './albums.ts';
import { onCommand } from './on-command.ts';
import { pictureIn } from './pictures.ts';
import { onPromptAnswer } from './prompt-questions.ts';
import { lateFor, onRequest, type Request } from './requests.ts';
import type { Scene } from './scene.ts';
import { tellSentences } from './tell.ts';
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts';
import { commandIn } from './written-command.ts';

/** Somebody wrote something. In a group the bot is quiet unless a command is for it. */
export async function onMessage(message: TelegramMessage, scene: Scene): Promise<Rest> {
  const { chat, migrate_to_chat_id: newId, migrate_from_chat_id: formerId } = message;
  if (newId !== undefined) await scene.chats.adopt(chat.id, newId);
  if (formerId !== undefined) await scene.chats.adopt(formerId, chat.id);
  const where = whereaboutsOf(message, await scene.chats.get(chat.id));
  const command = commandIn(message, scene.me.username);
  if (!where || command === 'elsewhere') return undefined;
  const { isPrivate, userId } = where;
  if (!isAdmitted({ chatId: chat.id, isPrivate, userId }, scene.allowed)) {
    if (isPrivate || command?.isForUs)
      await tellSentences(where.thread, [sentence('chat.notAllowed')], where.person.locale, scene);
    return undefined;
  }
  if (command && !(command.name === 'mockup' && albumPart(message)))
    return await onCommand(command, message, where, scene);
  if (!command && (await onPromptAnswer(message, where, scene))) return undefined;
  const part = albumPart(message);
  if (part) return { rest: onAlbumPart(message, where, scene) };
  return isPrivate ? await onPrivateMessage(message, where, scene) : undefined;
}

/** A picture of an album is dealt with together with the others of it. */
async function onAlbumPart(message: TelegramMessage, where: Whereabouts, scene: Scene): Promise<void> {
  const part = albumPart(message);
  if (!part) return;
  await scene.albums.take(part, async (parts) => {
    const asked = parts
      .map((each) => ({ each, command: commandIn(each.message, scene.me.username) }))
      .find(({ command }) => command !== undefined && command !== 'elsewhere' && command.name === 'mockup');
    const command = asked?.command !== 'elsewhere' ? asked?.command : undefined;
    if (!command && !where.isPrivate) return async () => {};
    const from = asked?.each.message ?? parts.find((each) => each.message.caption !== undefined)?.message ?? message;
    const request: Request = {
      // The whole album is answered where its words are.
      where: whereaboutsOf(from, where.chat) ?? where,
      pictures: parts.map(({ picture }) => picture),
      words: command?.rest ?? from.caption ?? '',
      isForwarded: from.forward_origin !== undefined,
      isCommand: command !== undefined,
      eventKey: `${message.chat.id}:album:${message.media_group_id}`,
    };
    const outcome = await onRequest(request, scene);
    if (outcome.kind !== 'nothing' && parts.length === 1 && !where.isPrivate) {
      await tellSentences(request.where.thread, [sentence('chat.albumPart')], where.person.locale, scene);
    }
    return lateFor(outcome, request, scene);
  });
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
      words: message.caption ?? '',
      isForwarded: message.forward_origin !== undefined,
      isCommand: false,
      eventKey: `${message.chat.id}:${message.message_id}`,
    };
    await onRequest(request, scene);
    return undefined;
  }
  if (message.text === undefined) return undefined;
  const hasLink = message.entities.some(({ type }) => type === 'url' || type === 'text_link');
  if (hasLink) return await say('chat.sendPicture');
  return await onCommand({ name: 'help', rest: '', isForUs: true }, message, where, scene);
}
