import { badRequest, conflict } from '../refusals.ts';
import type { Webhook } from '../webhook.ts';
import type { Method } from './method.ts';

/** How the bot gets updates, and what it answers at once. */
export const updateMethods = (webhook: Webhook): Readonly<Record<string, Method>> => ({
  getMe: ({ world }) => world.bot,
  getUpdates: async ({ world, params, gone }) => {
    if (webhook.url !== '') {
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    return await world.updates.poll(params, gone);
  },
  setWebhook: ({ params }) => {
    webhook.set(params);
    return true;
  },
  deleteWebhook: ({ params }) => {
    webhook.delete(params);
    return true;
  },
  getWebhookInfo: () => webhook.info,
  getFile: async ({ world, params }) => {
    const id = params.text('file_id');
    if (id === undefined) throw badRequest('file_id is empty');
    return await world.files.link(id);
  },
  answerCallbackQuery: ({ world, params }) => {
    const text = params.text('text');
    if (text !== undefined && text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
    const showAlert = params.claim('show_alert');
    world.callbacks.answer(params.text('callback_query_id') ?? '', { text, showAlert, url: params.text('url') });
    return true;
  },
  logOut: () => true,
  close: () => true,
});
