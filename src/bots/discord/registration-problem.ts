import { DiscordError } from './discord-error.ts';

/** Discord's code for "200 new commands a day", which comes with 400 or with 429, then without the library telling the code. */
export const dailyLimit = 30034;
/** Nothing but the daily limit makes an application wait for so long. */
const longWaitMs = 10 * 60_000;

const goesOn = 'The bot goes on with the commands that are there, and the next start tries again.';

/** Why commands could not be registered, and what to do, in a sentence for the operator. */
export function registrationProblem(error: unknown, guildId: string | undefined): string {
  if (!(error instanceof DiscordError)) return `Discord took too long to register all commands. ${goesOn}`;
  const { code, status, retryAfterMs = 0 } = error;
  if (code === dailyLimit || (status === 429 && retryAfterMs > longWaitMs)) {
    return `Discord lets an application make 200 new commands a day, and they are used up. ${goesOn}`;
  }
  if (status === 429) return `Discord asks to wait before more commands are registered. ${goesOn}`;
  if (status === 401) return 'Discord does not accept DISCORD_TOKEN, so that no command could be registered.';
  if (guildId !== undefined && (error.reason === 'forbidden' || error.reason === 'gone')) {
    return `The server ${guildId}, which DISCORD_GUILD_ID names, does not let the bot register commands; npm run doctor prints the link to invite it there. ${goesOn}`;
  }
  return `Not all commands could be registered. ${error.message} ${goesOn}`;
}
