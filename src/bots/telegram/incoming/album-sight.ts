import { sentence } from '#core/messages/sentence-ref.ts';
import type { Scene } from './scene.ts';
import { tellSentences } from './tell.ts';
import type { Whereabouts } from './whereabouts.ts';

/** Whether every picture of an album is shown to the bot: in groups most are not, where it is no admin. */
async function seesAll({ isPrivate, thread }: Whereabouts, { admins, me, signal }: Scene): Promise<boolean> {
  return isPrivate || (await admins.has(thread.chatId, me.id, signal));
}

/** Says how to have all pictures of an album made, where no more of them will be seen. */
export async function tellOfUnseen(where: Whereabouts, scene: Scene): Promise<void> {
  if (await seesAll(where, scene)) return;
  await tellSentences(where.thread, [sentence('chat.albumPart')], where.person.locale, scene);
}

/** Says why only one picture of an album was made. */
export async function tellOfUnknown(where: Whereabouts, scene: Scene): Promise<void> {
  const key = (await seesAll(where, scene)) ? 'chat.albumForgotten' : 'chat.albumPart';
  await tellSentences(where.thread, [sentence(key)], where.person.locale, scene);
}
