import { z } from 'zod';
import { callPatiently } from '#bots/telegram/call-patiently.ts';
import { createTelegramApi } from '#bots/telegram/telegram-api.ts';
import { TelegramError } from '#bots/telegram/telegram-error.ts';
import { createAgent } from '#core/fetch.ts';
import type { TelegramConfig } from '#core/telegram-settings.ts';
import { checkTelegramChats } from './check-telegram-chats.ts';
import { checkTelegramCommands } from './check-telegram-commands.ts';
import { checkTelegramWebhook } from './check-telegram-webhook.ts';
import { type Finding, fail, ok, warn } from './finding.ts';
import type { TelegramLook } from './telegram-look.ts';

/** How long one request may take, in ms. */
const callMs = 10_000;

const Me = z.object({
  username: z.string().regex(/^\w+$/),
  can_join_groups: z.boolean().default(true),
  can_read_all_group_messages: z.boolean().default(false),
});

/**
 * Whether the bot can work at Telegram: its token, what BotFather has set, how updates come, its commands, and the chats it is let into.
 * Changes nothing there, and takes no updates.
 * @throws the signal's reason
 */
export async function checkTelegram(
  config: TelegramConfig,
  publicUrl: string | undefined,
  signal: AbortSignal,
): Promise<Finding[]> {
  const agent = createAgent();
  try {
    const api = createTelegramApi({ ...config, agent, callMs });
    const look: TelegramLook = { api, config, patiently: { attempts: 2, maxDelayMs: 5000, signal } };
    const me = await callPatiently((stop) => api.getMe(stop), look.patiently).catch(describeFailure);
    if ('level' in me) return [me];
    const bot = Me.parse(me);
    return [
      ...describeBot(bot),
      ...(await checkTelegramWebhook(look, publicUrl).catch(describeFailures)),
      ...(await checkTelegramCommands(look).catch(describeFailures)),
      ...(await checkTelegramChats(look).catch(describeFailures)),
      ok(`To add the bot to a group, open https://t.me/${bot.username}?startgroup=true`),
    ];
  } finally {
    await agent.destroy();
  }
}

function describeBot(me: z.output<typeof Me>): Finding[] {
  const { username, can_join_groups: canJoin, can_read_all_group_messages: readsAll } = me;
  return [
    ok(`Telegram accepts TELEGRAM_BOT_TOKEN: the bot is @${username} (https://t.me/${username}).`),
    readsAll
      ? ok(
          'Privacy mode is off: in groups the bot gets everything that is written, and says nothing unless it is asked.',
        )
      : ok(
          'Privacy mode is on, which is enough: in groups the bot gets commands and replies to it alone, and of an album the picture with the command.',
        ),
    ...(canJoin ? [] : [warn('The bot cannot be added to groups.', 'Send /setjoingroups to BotFather to allow it.')]),
  ];
}

function describeFailures(error: unknown): Finding[] {
  return [describeFailure(error)];
}

function describeFailure(error: unknown): Finding {
  if (!(error instanceof TelegramError)) throw error;
  if (error.status === 401) {
    return fail('Telegram does not accept TELEGRAM_BOT_TOKEN.', 'Ask BotFather for it with /token, and set that one.');
  }
  return fail(error.message, 'Check the connection and TELEGRAM_API_ROOT, or try again later.');
}
