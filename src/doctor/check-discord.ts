import { type BotApplication, readApplication } from '#bots/discord/application.ts';
import { DiscordCalls } from '#bots/discord/discord-calls.ts';
import { DiscordError } from '#bots/discord/discord-error.ts';
import { inviteLink } from '#bots/discord/invite.ts';
import type { DiscordConfig } from '#core/discord-settings.ts';
import { checkDiscordCommands } from './check-discord-commands.ts';
import { checkGuilds } from './check-guilds.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** How long one request may take, in ms, and for how long a request may be put off by Discord. */
const [callMs, longestWaitMs] = [10_000, 5000];

/**
 * Whether the bot can work at Discord: its token, what is set up in the Developer Portal, its commands and servers. Changes nothing there.
 * @throws the signal's reason
 */
export async function checkDiscord(
  config: DiscordConfig,
  deployments: readonly string[],
  signal: AbortSignal,
): Promise<Finding[]> {
  const { token, apiUrl } = config;
  const calls = new DiscordCalls({
    token,
    ...(apiUrl === undefined ? {} : { apiUrl }),
    callMs,
    retry: { attempts: 2, maxDelayMs: longestWaitMs },
  });
  let application: BotApplication;
  try {
    application = await readApplication(calls, signal);
  } catch (error) {
    return [describeFailure(error)];
  }
  return [
    ...describeApplication(application),
    ...(await checkDiscordCommands({ calls, application, config, deployments, signal }).catch(describeFailures)),
    ...(await checkGuilds({ calls, config, signal }).catch(describeFailures)),
    ok(`To add the bot to a server, open ${inviteLink(application.id)}`),
  ];
}

function describeApplication(application: BotApplication): Finding[] {
  const { botName, intents, canBeInstalledByUsers, needsCodeGrant, sendsInteractionsElsewhere } = application;
  return [
    ok(`Discord accepts DISCORD_TOKEN: the bot is ${botName}.`),
    intents.length === 0
      ? ok('No privileged intent is turned on, and none is needed.')
      : ok(`Privileged intents that are turned on, and not needed: ${intents.join(', ')}.`),
    ...(sendsInteractionsElsewhere
      ? [
          fail(
            'Discord sends what people ask for to a web address, so the bot hears nothing.',
            'Empty "Interactions Endpoint URL" under General Information in the Developer Portal.',
          ),
        ]
      : []),
    ...(needsCodeGrant
      ? [
          warn(
            'The invite link does not work, because the bot asks for an OAuth2 code grant.',
            'Turn that off under Bot in the Developer Portal.',
          ),
        ]
      : []),
    ...(canBeInstalledByUsers
      ? []
      : [
          warn(
            'People cannot add the bot to their own account.',
            'Turn on User Install under Installation in the Developer Portal.',
          ),
        ]),
  ];
}

function describeFailures(error: unknown): Finding[] {
  return [describeFailure(error)];
}

function describeFailure(error: unknown): Finding {
  if (!(error instanceof DiscordError)) throw error;
  if (error.status === 401) {
    return fail(
      'Discord does not accept DISCORD_TOKEN.',
      'Reset the token under Bot in the Developer Portal, and set the new one.',
    );
  }
  return fail(error.message, 'Check the connection and DISCORD_API_URL, or try again later.');
}
