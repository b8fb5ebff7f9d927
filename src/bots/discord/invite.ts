import { PermissionFlagsBits } from 'discord.js';

/** What the bot needs in a server to post shots there by itself, by what Discord's English settings call it. */
const permissions: Readonly<Record<string, bigint>> = {
  'View Channels': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Attach Files': PermissionFlagsBits.AttachFiles,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
};

/** The permissions to ask for, as Discord's links carry them. */
export const invitePermissions = Object.values(permissions).reduce((all, bit) => all | bit, 0n);

/** Those that are needed and not among the bot's, by name. */
export function missingPermissions(granted: bigint): string[] {
  if (granted & PermissionFlagsBits.Administrator) return [];
  return Object.entries(permissions).flatMap(([name, bit]) => (granted & bit ? [] : [name]));
}

/** The address under which the owner of a server adds the bot to it. */
export function inviteLink(applicationId: string): string {
  const query = `client_id=${applicationId}&permissions=${invitePermissions}&scope=bot+applications.commands`;
  return `https://discord.com/oauth2/authorize?${query}`;
}
