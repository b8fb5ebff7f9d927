import type { Scene } from './scene.ts';
import type { Whereabouts } from './whereabouts.ts';

/** Begins the id of whoever writes in the name of a chat; its number follows. */
const chatMark = 'chat.';

/** As whom a chat is known that somebody writes in the name of. */
export function personOfChat(chatId: number): string {
  return `${chatMark}${chatId}`;
}

/** Whether somebody may decide about what a person asked for: they are that person, or an admin of the chat it was asked in the name of. */
export async function actsFor(
  ownerId: string,
  { person, userId }: Pick<Whereabouts, 'person' | 'userId'>,
  { admins, signal }: Pick<Scene, 'admins' | 'signal'>,
): Promise<boolean> {
  if (ownerId === person.id) return true;
  if (!ownerId.startsWith(chatMark) || userId === undefined) return false;
  return await admins.has(Number(ownerId.slice(chatMark.length)), userId, signal);
}
