import {
  type BaseInteraction,
  InteractionContextType,
  PermissionFlagsBits,
  type PermissionsBitField,
} from 'discord.js';
import { type DiscordThread, platform, tokenLifeMs } from '#bots/discord/discord-thread.ts';
import type { Person, Place } from '#core/mockups/batch.ts';

/** Who an interaction is of, and where it happened. */
export interface Whereabouts {
  readonly person: Person;
  readonly place: Place;
  readonly channelId: string;
}

/** Undefined for one that happened nowhere: none that anything here offers does. */
export function whereaboutsOf({ user, locale, channelId, context }: BaseInteraction): Whereabouts | undefined {
  if (channelId === null) return undefined;
  // Alone with the bot nobody else listens.
  const isShared = context !== InteractionContextType.BotDM;
  return { person: { platform, id: user.id, locale }, place: { id: channelId, isShared }, channelId };
}

/** The thread of an interaction whose first answer is, or will be, the message that changes. */
export function threadOfInteraction(
  interaction: BaseInteraction,
  channelId: string,
  answer: {
    readonly messageId?: string | undefined;
    readonly isEphemeral: boolean;
    readonly replyTo?: string | undefined;
  },
): DiscordThread {
  return {
    applicationId: interaction.applicationId,
    channelId,
    userId: interaction.user.id,
    token: { value: interaction.token, until: Date.now() + tokenLifeMs },
    canPost: canPostAlone(interaction),
    isEphemeral: answer.isEphemeral,
    fileLimit: interaction.attachmentSizeLimit,
    proofs: {},
    ...(answer.messageId === undefined ? {} : { messageId: answer.messageId }),
    ...(answer.replyTo === undefined ? {} : { replyTo: answer.replyTo }),
  };
}

/** Whether the bot itself, without a token, can post pictures there: as far as an interaction tells. */
function canPostAlone({ context, authorizingIntegrationOwners, appPermissions }: BaseInteraction): boolean {
  if (context === InteractionContextType.BotDM) return true;
  if (context !== InteractionContextType.Guild) return false;
  const isInstalled = authorizingIntegrationOwners.guildId !== null;
  return isInstalled && appPermissions.has(PermissionFlagsBits.ViewChannel) && mayPost(appPermissions);
}

/** Whether an answer with pictures is possible at all: an app that a person has taken along may do what that person may. */
export function canAnswer({ context, authorizingIntegrationOwners, appPermissions }: BaseInteraction): boolean {
  if (context === InteractionContextType.BotDM) return true;
  const isInstalled = authorizingIntegrationOwners.guildId !== null;
  // What an app of the server answers to a command needs no permission of its own.
  if (isInstalled && context === InteractionContextType.Guild) return true;
  if (context === InteractionContextType.Guild) return mayPost(appPermissions);
  return appPermissions.has(PermissionFlagsBits.AttachFiles);
}

/** In a thread and outside of one: which of them this is, an interaction does not say. */
function mayPost(permissions: Readonly<PermissionsBitField>): boolean {
  const canTalk =
    permissions.has(PermissionFlagsBits.SendMessages) || permissions.has(PermissionFlagsBits.SendMessagesInThreads);
  return canTalk && permissions.has(PermissionFlagsBits.AttachFiles);
}

/** Whether somebody may take away what others have said. */
export function isModerator({ memberPermissions }: BaseInteraction): boolean {
  return memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
}
