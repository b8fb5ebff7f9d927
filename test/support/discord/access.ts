import type { FakeMessage } from './fake-message.ts';
import type { FakeChannel, FakeGuild } from './places.ts';
import { refusals } from './refusals.ts';
import type { World } from './world.ts';

/** The channel, when it exists and the bot's own token reaches it: in its guild and allowed to see it, or in the direct message. */
export function reachedChannel(world: World, id: string): FakeChannel {
  const channel = world.channel(id);
  if (!channel || channel.isDeleted) throw refusals.unknownChannel();
  const { guild } = channel;
  const isReached = guild
    ? guild.installation === 'bot' && channel.botPermissions.has('VIEW_CHANNEL') && isInThread(channel)
    : channel.isBotDm;
  if (!isReached) throw refusals.missingAccess();
  return channel;
}

/** Nobody reads a private thread without being in it, or managing threads. */
function isInThread(channel: FakeChannel): boolean {
  return channel.kind !== 'private-thread' || channel.hasBot || channel.botPermissions.has('MANAGE_THREADS');
}

export interface PostWish {
  readonly hasFiles: boolean;
  readonly hasEmbeds: boolean;
  readonly isReply: boolean;
}

/** Whether the bot's own token may post there. Inside a thread SEND_MESSAGES_IN_THREADS counts, not SEND_MESSAGES. */
export function assertMayPost(world: World, channel: FakeChannel, wish: PostWish): void {
  if (channel.kind === 'forum') throw refusals.forumMessage();
  if (!channel.guild) return assertMayDm(world, channel);
  const may = channel.botPermissions;
  if (channel.isLocked && !may.has('MANAGE_THREADS')) throw refusals.threadLocked();
  if (!may.has(channel.isThread ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES')) throw refusals.missingPermissions();
  if (wish.hasFiles && !may.has('ATTACH_FILES')) throw refusals.missingPermissions();
  if (wish.hasEmbeds && !may.has('EMBED_LINKS')) throw refusals.missingPermissions();
  if (wish.isReply && !may.has('READ_MESSAGE_HISTORY')) throw refusals.replyWithoutHistory();
}

/** A bot writes to people it shares a guild with or who installed it, and who take its messages. */
function assertMayDm(world: World, channel: FakeChannel): void {
  const person = [...world.people.values()].find(({ dm }) => dm === channel);
  if (!person) return;
  const isMutual = [...person.guilds].some((guild: FakeGuild) => guild.installation === 'bot');
  if (!isMutual && !person.hasInstalled) throw refusals.noMutualGuild();
  if (!person.allowsDms) throw refusals.cannotDm();
}

/** A message of a channel for the bot's own token, which never sees an ephemeral one. */
export function visibleMessage(world: World, channel: FakeChannel, id: string): FakeMessage {
  const message = world.messages.get(id);
  if (!message || message.isDeleted || message.isEphemeral || message.channelId !== channel.id) {
    throw refusals.unknownMessage();
  }
  return message;
}

/** An archived thread is read-only until a new message opens it. */
export function assertNotArchived(channel: FakeChannel | undefined): void {
  if (channel?.isArchived) throw refusals.threadArchived();
}
