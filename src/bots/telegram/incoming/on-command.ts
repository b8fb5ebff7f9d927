import type { InlineKeyboardMarkup } from 'grammy/types';
import { rows } from '#bots/telegram/answer-controls.ts';
import type { Rest } from '#bots/telegram/inbox.ts';
import { pressData } from '#bots/telegram/press-data.ts';
import { threadOf } from '#bots/telegram/telegram-thread.ts';
import type { TelegramMessage } from '#bots/telegram/telegram-update.ts';
import { readCaption } from '#core/catalog/caption.ts';
import { composePrompt } from '#core/catalog/catalog.ts';
import { message as say } from '#core/messages/message.ts';
import { type SentenceRef, sentence } from '#core/messages/sentence-ref.ts';
import { tellOfUnknown } from './album-sight.ts';
import { defaultsOf } from './chat-book.ts';
import { historyControls } from './history-controls.ts';
import { makeBatch } from './make.ts';
import { pictureIn } from './pictures.ts';
import { onRequest, type Request } from './requests.ts';
import type { Scene } from './scene.ts';
import { showSettings } from './settings-menu.ts';
import { tellSentences } from './tell.ts';
import { askerOf, eventKeyOf, type Whereabouts } from './whereabouts.ts';
import type { WrittenCommand } from './written-command.ts';

/** An id as the history lists it, alone or with the number of one mockup. */
const idWord = /^[2-9a-z]{12}(?:-\d{1,2})?$/i;

/** Carries out what somebody wrote as a command. */
export async function onCommand(
  command: WrittenCommand,
  message: TelegramMessage,
  where: Whereabouts,
  scene: Scene,
): Promise<Rest> {
  const { rest } = command;
  switch (command.name) {
    case 'mockup':
      return await onMockup(rest, message, where, scene);
    case 'again':
      await makeBatch('again', againOptions(rest, where), where, eventKeyOf(message), scene);
      return undefined;
    case 'start':
      // A link of ours leads here with the id of what could not be brought elsewhere.
      if (idWord.test(rest)) return { rest: answer('history', { id: rest }, where, scene) };
      await tellSentences(where.thread, [sentence('start.text')], where.person.locale, scene);
      return undefined;
    case 'history':
      // Sending the shots again takes a while.
      return { rest: answer('history', historyOptions(rest), where, scene) };
    case 'cancel':
      await answer('cancel', rest === '' ? {} : { id: rest }, where, scene);
      return undefined;
    case 'status':
      await answer('status', rest === '' ? {} : { of: rest }, where, scene);
      return undefined;
    case 'forget':
      await tellSentences(
        where.thread,
        [sentence('forget.confirm')],
        where.person.locale,
        scene,
        forgetControls(where),
      );
      return undefined;
    case 'settings':
      await showSettings(where, scene);
      return undefined;
    case 'help':
      await answer('help', {}, where, scene);
      return undefined;
    default:
      // Somebody else's command, where there is somebody else.
      if (where.isPrivate || command.isForUs) await answer('help', {}, where, scene);
      return undefined;
  }
}

async function onMockup(words: string, message: TelegramMessage, where: Whereabouts, scene: Scene): Promise<Rest> {
  const { reply_to_message: repliedTo, external_reply: external } = message;
  const own = pictureIn(message);
  const replied = repliedTo ?? external;
  const picture = own ?? (replied ? pictureIn(replied) : undefined);
  if (picture === 'moving' || !picture) {
    const key = picture ? 'chat.stillPicture' : 'chat.mockupHow';
    await tellSentences(where.thread, [sentence(key)], where.person.locale, scene);
    return undefined;
  }
  const request = { where, words, isForwarded: false, isCommand: true, eventKey: eventKeyOf(message) };
  if (own || repliedTo?.media_group_id === undefined) {
    await onRequest({ ...request, pictures: [picture] }, scene);
    return undefined;
  }
  return { rest: onAlbumReply({ ...request, pictures: [picture] }, repliedTo, scene) };
}

/** All pictures of the album that one of is replied to, if they were seen. Some may still be on their way, so that nobody else waits for it. */
async function onAlbumReply(
  request: Request,
  repliedTo: Pick<TelegramMessage, 'chat' | 'media_group_id'>,
  scene: Scene,
): Promise<void> {
  const album = await scene.albums.partsOf(repliedTo);
  const pictures = album.length > 1 ? album.map((part) => part.picture) : request.pictures;
  const outcome = await onRequest({ ...request, pictures }, scene);
  if (outcome.kind !== 'nothing' && album.length <= 1) await tellOfUnknown(request.where, scene);
}

/** Asks for something whose answer is words, and says them. */
async function answer(
  command: string,
  options: Readonly<Record<string, unknown>>,
  where: Whereabouts,
  scene: Scene,
): Promise<void> {
  const { thread, person } = where;
  const sentences = await ask(command, options, where, scene);
  await tellSentences(thread, sentences, person.locale, scene, historyControls(sentences, person));
}

/** What the desk says to a command. */
export async function ask(
  command: string,
  options: Readonly<Record<string, unknown>>,
  where: Whereabouts,
  { desk }: Scene,
): Promise<readonly SentenceRef[]> {
  const said: SentenceRef[] = [];
  const asked = await desk.ask(command, options, {
    ...askerOf(where),
    thread: threadOf(where.thread),
    reply: async (sentences) => void said.push(...sentences),
  });
  return asked.kind === 'refused' ? [asked.reason] : said;
}

/** `/again`, `/again 1024`, `/again <id> another prompt`, `/again navy mug`. */
function againOptions(rest: string, { chat, person }: Whereabouts): Readonly<Record<string, unknown>> {
  const [first = ''] = rest.split(/\s+/);
  const id = idWord.test(first) ? { id: first } : {};
  const words = rest.slice(idWord.test(first) ? first.length : 0).trim();
  const caption = readCaption(words, person.locale);
  if (caption === undefined) return id;
  const size = caption.size === undefined ? {} : { size: caption.size };
  // A view, a scene and the like are understood as they stand in a prompt, and laid over the old one where they are alone.
  if (caption.kind === 'prompt' || caption.details) return { ...id, ...size, prompt: words };
  const isSizeAlone = caption.product === undefined && caption.color === undefined;
  return isSizeAlone
    ? { ...id, ...size }
    : { ...id, ...size, prompt: composePrompt({ ...defaultsOf(chat), ...caption }) };
}

function historyOptions(rest: string): Readonly<Record<string, unknown>> {
  if (rest === '') return {};
  return /^\d{1,4}$/.test(rest) ? { page: Number(rest) } : { id: rest };
}

/** What is gone is gone: it is asked once more. */
function forgetControls({ person }: Whereabouts): InlineKeyboardMarkup {
  const callback_data = pressData({ action: 'forget', id: person.id });
  return rows([{ text: say('button.forget', person.locale), callback_data }]);
}
