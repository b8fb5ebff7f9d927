import { z } from 'zod';
import { callPatiently } from '#bots/telegram/call-patiently.ts';
import { webhookAddress } from '#bots/telegram/webhook-address.ts';
import { safeText } from '#core/comfydeploy/safe-text.ts';
import { isInternal } from './check-public-url.ts';
import { type Finding, ok, warn } from './finding.ts';
import type { TelegramLook } from './telegram-look.ts';

/** As many updates as Telegram hands over at once. */
const many = 100;
const dayMs = 24 * 60 * 60_000;

const Webhook = z.object({
  url: z.string(),
  pending_update_count: z.number().default(0),
  /** In seconds since 1970. */
  last_error_date: z.number().default(0),
  last_error_message: z.string().default(''),
});

/** Whether what people write comes as the settings say. Sets and removes nothing. @throws {TelegramError} and the signal's reason */
export async function checkTelegramWebhook(
  { api, config, patiently }: TelegramLook,
  publicUrl: string | undefined,
): Promise<Finding[]> {
  const webhook = Webhook.parse(await callPatiently((stop) => api.getWebhookInfo(stop), patiently));
  const wanted = webhookAddress(config, publicUrl);
  const isLocal = config.apiRoot !== undefined;
  return [
    describeAddress(webhook.url, wanted),
    ...(wanted !== undefined && !isLocal && isInternal(wanted)
      ? [
          warn(
            `PUBLIC_URL is ${publicUrl}, which Telegram cannot reach from outside.`,
            'Set it to an address on the internet.',
          ),
        ]
      : []),
    ...(webhook.url !== '' && webhook.url === wanted ? describeError(webhook) : []),
    ...describePending(webhook.pending_update_count),
  ];
}

function describeAddress(url: string, wanted: string | undefined): Finding {
  if (url === (wanted ?? '')) {
    return ok(url ? 'Telegram brings what people write to PUBLIC_URL.' : 'What people write is fetched from Telegram.');
  }
  if (!url) return warn('Telegram does not bring what people write to PUBLIC_URL yet; the next start asks it to.');
  // The rest of an address can be a secret of another program.
  const host = safeText(URL.parse(url)?.host ?? 'another address', 80);
  return warn(
    `Telegram brings what people write to ${host}; the next start ends that${wanted === undefined ? ' and fetches it' : ', and has it brought to PUBLIC_URL'}.`,
    'If another program is meant to have it, give that one a bot of its own.',
  );
}

function describeError({ last_error_date: date, last_error_message: text }: z.output<typeof Webhook>): Finding[] {
  if (date * 1000 < Date.now() - dayMs) return [];
  const time = new Date(date * 1000)
    .toISOString()
    .replace(/:\d\d\.000Z$/, ' UTC')
    .replace('T', ' ');
  return [
    warn(
      `Telegram last failed to bring something at ${time}: ${safeText(text, 120).replace(/\.$/, '') || 'no reason given'}.`,
      'Check that PUBLIC_URL leads to this service.',
    ),
  ];
}

function describePending(count: number): Finding[] {
  if (count === 0) return [];
  const sentence = `${count === 1 ? '1 update waits' : `${count} updates wait`} at Telegram to be taken.`;
  return [count < many ? ok(sentence) : warn(sentence, 'Start the service; if it runs, its log says what keeps it.')];
}
