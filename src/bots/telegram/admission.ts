/** Whom the operator lets in, by ids. Empty lists let everyone in. */
export interface Allowed {
  readonly chats: readonly string[];
  readonly users: readonly string[];
}

/** Who asks, and where, by the ids of an update. Nobody is known behind an anonymous admin or a channel. */
export interface Whereabouts {
  readonly chatId: number;
  /** The id it had before it became a supergroup: whoever let the group in did not know of another. */
  readonly formerId?: number | undefined;
  readonly isPrivate: boolean;
  readonly userId: number | undefined;
}

/**
 * Whether somebody may ask here. Each list that is set must hold: the chat is listed, and so is the person. A private chat is also let in
 * when its person is listed, so that a group and its people can be named without every chat of theirs with the bot.
 */
export function isAdmitted({ chatId, formerId, isPrivate, userId }: Whereabouts, { chats, users }: Allowed): boolean {
  const isListed = userId !== undefined && users.includes(String(userId));
  if (users.length > 0 && !isListed) return false;
  return [chatId, formerId].some((id) => chats.includes(String(id))) || chats.length === 0 || (isPrivate && isListed);
}
