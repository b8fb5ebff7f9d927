const bits = {
  ADMINISTRATOR: 3n,
  ADD_REACTIONS: 6n,
  VIEW_CHANNEL: 10n,
  SEND_MESSAGES: 11n,
  MANAGE_MESSAGES: 13n,
  EMBED_LINKS: 14n,
  ATTACH_FILES: 15n,
  READ_MESSAGE_HISTORY: 16n,
  MENTION_EVERYONE: 17n,
  USE_APPLICATION_COMMANDS: 31n,
  MANAGE_THREADS: 34n,
  CREATE_PUBLIC_THREADS: 35n,
  SEND_MESSAGES_IN_THREADS: 38n,
  USE_EXTERNAL_APPS: 50n,
} as const;

export type PermissionName = keyof typeof bits;

/** The bit set Discord writes as a decimal string. */
export function permissionBits(names: Iterable<PermissionName>): bigint {
  let set = 0n;
  for (const name of names) set |= 1n << bits[name];
  return set;
}

/** What an invitation with the bits for posting pictures grants. */
export const usualBotPermissions: readonly PermissionName[] = [
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'EMBED_LINKS',
  'ATTACH_FILES',
  'READ_MESSAGE_HISTORY',
  'SEND_MESSAGES_IN_THREADS',
];

/** What an ordinary member may do. */
export const usualPersonPermissions: readonly PermissionName[] = [
  ...usualBotPermissions,
  'ADD_REACTIONS',
  'USE_APPLICATION_COMMANDS',
  'USE_EXTERNAL_APPS',
];

/** What an app is told it may do in a direct or group message: these three, wherever it is. */
export const directMessagePermissions: readonly PermissionName[] = ['ATTACH_FILES', 'EMBED_LINKS', 'MENTION_EVERYONE'];
