import { z } from 'zod';
import { isLoopbackUrl } from './comfydeploy/api-url.ts';
import { idList } from './id-list.ts';
import { webBase } from './web-base.ts';

/** What the operator set for Telegram. */
export interface TelegramConfig {
  readonly token: string;
  /** Base of the Bot API without a slash at the end, when it is not Telegram's own. */
  readonly apiRoot?: string;
  /** What Telegram shows with every update it brings to the public address; without it updates are fetched. */
  readonly webhookSecret?: string;
  /** Chats where people may ask; empty means all. A private chat has the id of its person. */
  readonly allowedChats: readonly string[];
  /** People who may ask; empty means all. */
  readonly allowedUsers: readonly string[];
}

// Telegram's documentation: "at most 52 significant bits"; those of groups and channels are negative.
const chatPattern = /^-?[1-9]\d{0,15}$/;
const chatForm = '(a number, negative for groups, such as -1001234567890)';
const userForm = '(a number, such as 123456789)';
/** Ports that Telegram brings updates to, by its documentation. */
const webhookPorts: readonly string[] = ['', '80', '88', '443', '8443'];
const leastSecretLength = 16;

/** The variables of Telegram, as a part of the environment's schema. */
export const telegramVariables = {
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'does not look like a bot token of BotFather (digits, a colon, letters)')
    .optional(),
  TELEGRAM_API_ROOT: webBase('http://127.0.0.1:8081').optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]*$/, 'may hold letters, digits, "_" and "-" alone')
    .min(leastSecretLength, `must have at least ${leastSecretLength} characters, so that nobody guesses it`)
    .max(256, 'must have at most 256 characters')
    .optional(),
  TELEGRAM_ALLOWED_CHATS: idList(
    (part) => (chatPattern.test(part) ? undefined : `which is no id of a chat ${chatForm}`),
    chatForm,
  ).default([]),
  TELEGRAM_ALLOWED_USERS: idList(problemOfUser, userForm).default([]),
};

function problemOfUser(part: string): string | undefined {
  if (!chatPattern.test(part)) return `which is no id of a person ${userForm}`;
  return part.startsWith('-') ? 'which is the id of a group: put it in TELEGRAM_ALLOWED_CHATS' : undefined;
}

const TelegramValues = z.object(telegramVariables);

/** The settings of Telegram; undefined without a token. */
export function telegramConfig(values: z.output<typeof TelegramValues>): TelegramConfig | undefined {
  if (values.TELEGRAM_BOT_TOKEN === undefined) return undefined;
  return {
    token: values.TELEGRAM_BOT_TOKEN,
    ...(values.TELEGRAM_API_ROOT === undefined ? {} : { apiRoot: values.TELEGRAM_API_ROOT }),
    ...(values.TELEGRAM_WEBHOOK_SECRET === undefined ? {} : { webhookSecret: values.TELEGRAM_WEBHOOK_SECRET }),
    allowedChats: values.TELEGRAM_ALLOWED_CHATS,
    allowedUsers: values.TELEGRAM_ALLOWED_USERS,
  };
}

/**
 * Why updates could not be brought to the public address, in a sentence that names the variable; undefined when they can, or are fetched.
 * A Bot API server of the operator's own may bring them anywhere, over http too.
 */
export function webhookProblem(
  { webhookSecret, apiRoot }: TelegramConfig,
  publicUrl: string | undefined,
): string | undefined {
  if (webhookSecret === undefined) return undefined;
  if (publicUrl === undefined) {
    return 'TELEGRAM_WEBHOOK_SECRET needs PUBLIC_URL, where Telegram brings what people write; without both it is fetched.';
  }
  const { protocol, port } = new URL(publicUrl);
  if (apiRoot !== undefined || (protocol === 'https:' && webhookPorts.includes(port))) return undefined;
  return 'PUBLIC_URL must be https on port 443, 80, 88 or 8443 for TELEGRAM_WEBHOOK_SECRET: Telegram brings what people write nowhere else.';
}

/** What is better changed, in sentences that name the variable. */
export function telegramWarnings({ apiRoot }: TelegramConfig): string[] {
  if (!apiRoot?.startsWith('http:') || isLoopbackUrl(apiRoot)) return [];
  return ['TELEGRAM_API_ROOT: http:// sends the token unprotected to another machine; https:// would be safer.'];
}
