import type { Api } from 'grammy';
import type { Hono } from 'hono';
import { PlatformRefusal } from '#bots/connect-bots.ts';
import { createReference } from '#core/errors.ts';
import type { HttpEnv } from '#core/http/http-env.ts';
import { isSame } from '#core/http/is-same.ts';
import { readJsonBody } from '#core/http/read-json-body.ts';
import type { Logger } from '#core/log.ts';
import type { GrammySignal } from './grammy-signal.ts';
import { TelegramError, toTelegramError } from './telegram-error.ts';
import { updateKinds } from './telegram-update.ts';

/** Where Telegram brings updates. */
export const telegramWebhookPath = '/webhooks/telegram';

const secretHeader = 'x-telegram-bot-api-secret-token';
/** Updates of Telegram are far smaller. */
const maxBodyBytes = 1024 * 1024;
const bodyMs = 5000;
/** Telegram sends so many at once. */
const maxConnections = 40;

/** Takes updates that Telegram brings: they are on disk when it is answered. */
export interface WebhookReceiver {
  readonly secret: string;
  readonly accept: (updates: readonly unknown[]) => Promise<void>;
  readonly log: Logger;
}

/**
 * Mounts the webhook of Telegram. It is looked up with each request, because it is there only while the bot is connected: until then Telegram is
 * told to come again. Whoever does not know the secret is told nothing, and nothing is read of what they send.
 */
export function mountTelegramWebhook(app: Hono<HttpEnv>, receiver: () => WebhookReceiver | undefined): void {
  app.post(telegramWebhookPath, async (c) => {
    const at = receiver();
    // What is left of a body that was not read must not be taken for the next request.
    const close = (): void => void (c.env.outgoing.shouldKeepAlive = false);
    if (!at) {
      close();
      return c.json({ error: 'not ready' }, 503, { 'retry-after': '5' });
    }
    if (!isSame(c.req.header(secretHeader) ?? '', at.secret)) {
      close();
      return c.json({ error: 'not found' }, 404);
    }
    const update = await readJsonBody(c.env.incoming, { maxBytes: maxBodyBytes, maxMs: bodyMs });
    if (update.kind !== 'read') {
      close();
      return c.json({ error: update.kind }, 400);
    }
    try {
      await at.accept([update.value]);
      return c.json({ status: 'ok' });
    } catch (error) {
      // It could not be written down: Telegram brings it again.
      at.log.error({ err: error, reference: createReference() }, 'update not taken, it comes again');
      return c.json({ error: 'not ready' }, 503, { 'retry-after': '5' });
    }
  });
}

/**
 * Has Telegram bring the updates from now on. What it holds is brought too.
 * @throws {PlatformRefusal} when Telegram does not take the address {TelegramError} when it does not answer
 */
export async function setWebhook(
  api: Api,
  { url, secret }: { readonly url: string; readonly secret: string },
  stop: GrammySignal,
): Promise<void> {
  const form = {
    url,
    secret_token: secret,
    allowed_updates: [...updateKinds],
    max_connections: maxConnections,
    drop_pending_updates: false,
  };
  try {
    await api.raw.setWebhook(form, stop);
  } catch (error) {
    const mapped = toTelegramError(error);
    if (mapped instanceof TelegramError && mapped.status === 400) {
      throw new PlatformRefusal(
        `Telegram does not take PUBLIC_URL as the address for its updates. It must be https:// on port 443, 80, 88 or 8443, with a name that the internet knows. ${mapped.message}`,
      );
    }
    throw mapped;
  }
}
