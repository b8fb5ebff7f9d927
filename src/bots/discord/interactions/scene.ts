import type { Desk } from '#bots/bot.ts';
import type { DiscordMessages } from '#bots/discord/discord-messages.ts';
import type { Logger } from '#core/log.ts';
import type { PressGuard } from '#core/mockups/press-guard.ts';
import type { Allowed } from './admission.ts';
import type { MissListener } from './first-answer.ts';
import type { MemberRoles } from './member-roles.ts';
import type { OpenMenus } from './open-menus.ts';

/** What every answer to an interaction is made with. */
export interface Scene {
  readonly desk: Desk;
  readonly messages: DiscordMessages;
  readonly log: Logger;
  readonly allowed: Allowed;
  readonly menus: OpenMenus;
  readonly roles: MemberRoles;
  readonly presses: PressGuard<void>;
  readonly onMiss: MissListener;
}
