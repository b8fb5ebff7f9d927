import { type RawFile, Routes } from 'discord.js';
import { z } from 'zod';
import type { DiscordCalls } from './discord-calls.ts';

/** What Discord says of a message, as far as anything here needs it. */
export const SentMessage = z.object({
  id: z.string(),
  channel_id: z.string(),
  attachments: z.array(z.object({ id: z.string(), filename: z.string() })).default([]),
});
export type SentMessage = z.output<typeof SentMessage>;

/** A message to be made or changed, with the files that go with it. */
export interface MessageForm {
  readonly body: Readonly<Record<string, unknown>>;
  readonly files: readonly RawFile[];
}

/** Who can be reached by an interaction's token. */
export interface TokenAddress {
  readonly applicationId: string;
  readonly token: string;
}

interface Options {
  readonly signal: AbortSignal;
}

const Nothing = z.unknown();

/** Requests about messages, one attempt each. @throws {DiscordError} */
export class DiscordMessages {
  readonly #calls: DiscordCalls;

  /** `calls` makes one attempt at each request, with time enough for uploads. */
  constructor(calls: DiscordCalls) {
    this.#calls = calls;
  }

  /** Changes the first answer to an interaction. */
  editOriginal({ applicationId, token }: TokenAddress, form: MessageForm, { signal }: Options): Promise<SentMessage> {
    const route = Routes.webhookMessage(applicationId, token, '@original');
    return this.#calls.call({
      what: 'edit of an answer',
      method: 'PATCH',
      route,
      ...form,
      auth: false,
      answer: SentMessage,
      signal,
    });
  }

  deleteOriginal({ applicationId, token }: TokenAddress, { signal }: Options): Promise<unknown> {
    const route = Routes.webhookMessage(applicationId, token, '@original');
    return this.#calls.call({
      what: 'removal of an answer',
      method: 'DELETE',
      route,
      auth: false,
      answer: Nothing,
      signal,
    });
  }

  /** Says something more where an interaction was. It may arrive twice when its answer is lost: nothing tells Discord that it is the same. */
  followUp({ applicationId, token }: TokenAddress, form: MessageForm, { signal }: Options): Promise<SentMessage> {
    const route = Routes.webhook(applicationId, token);
    return this.#calls.call({
      what: 'follow-up',
      method: 'POST',
      route,
      ...form,
      auth: false,
      answer: SentMessage,
      signal,
    });
  }

  /** Changes something that was said after an interaction's first answer. */
  editFollowUp(
    { applicationId, token }: TokenAddress,
    messageId: string,
    form: MessageForm,
    { signal }: Options,
  ): Promise<SentMessage> {
    return this.#calls.call({
      what: 'edit of a follow-up',
      method: 'PATCH',
      route: Routes.webhookMessage(applicationId, token, messageId),
      ...form,
      auth: false,
      answer: SentMessage,
      signal,
    });
  }

  edit(channelId: string, messageId: string, form: MessageForm, { signal }: Options): Promise<SentMessage> {
    const route = Routes.channelMessage(channelId, messageId);
    return this.#calls.call({
      what: 'edit of a message',
      method: 'PATCH',
      route,
      ...form,
      answer: SentMessage,
      signal,
    });
  }

  /** Posts in a channel. Within some minutes the same nonce, at most 25 characters, gives the message that was posted with it before. */
  post(channelId: string, nonce: string, form: MessageForm, { signal }: Options): Promise<SentMessage> {
    const body = { ...form.body, nonce, enforce_nonce: true };
    const route = Routes.channelMessages(channelId);
    return this.#calls.call({
      what: 'post',
      method: 'POST',
      route,
      body,
      files: form.files,
      answer: SentMessage,
      signal,
    });
  }

  delete(channelId: string, messageId: string, { signal }: Options): Promise<unknown> {
    const route = Routes.channelMessage(channelId, messageId);
    return this.#calls.call({ what: 'removal of a message', method: 'DELETE', route, answer: Nothing, signal });
  }

  /** Whether the bot sees a channel by itself. */
  see(channelId: string, { signal }: Options): Promise<unknown> {
    const route = Routes.channel(channelId);
    return this.#calls.call({ what: 'look at a channel', method: 'GET', route, answer: Nothing, signal });
  }

  /** The channel of a person's direct messages. */
  async openDm(userId: string, { signal }: Options): Promise<string> {
    const { id } = await this.#calls.call({
      what: 'opening of direct messages',
      method: 'POST',
      route: Routes.userChannels(),
      body: { recipient_id: userId },
      answer: z.object({ id: z.string() }),
      signal,
    });
    return id;
  }
}
