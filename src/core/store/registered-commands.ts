import { z } from 'zod';

/** The commands that we registered at a chat platform, in one scope of one application there. */
export const RegisteredCommands = z.object({
  applicationId: z.string(),
  /** The one server they are for; everywhere without it. */
  guildId: z.string().exactOptional(),
  /** What the platform calls them. */
  ids: z.array(z.string()),
});
export type RegisteredCommands = z.output<typeof RegisteredCommands>;
