/** Whom the operator lets in. Empty lists let everyone in. */
export interface Allowed {
  readonly guilds: readonly string[];
  readonly roles: readonly string[];
}

/** Whether somebody may ask here. With a list of servers or roles nobody is let in from anywhere else, not from direct messages either. */
export function isAdmitted(
  { guildId, roles: own }: { readonly guildId: string | null; readonly roles: readonly string[] },
  { guilds, roles }: Allowed,
): boolean {
  if (guilds.length > 0 && (guildId === null || !guilds.includes(guildId))) return false;
  return roles.length === 0 || own.some((role) => roles.includes(role));
}
