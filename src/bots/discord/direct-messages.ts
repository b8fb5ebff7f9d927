import type { Message } from 'discord.js';
import type { Desk } from '#bots/bot.ts';
import type { Logger } from '#core/log.ts';
import { sayAsWritten } from './as-written.ts';
import type { DiscordMessages } from './discord-messages.ts';
import { type DiscordThread, platform, threadOf } from './discord-thread.ts';
import { wordsOf } from './interactions/ask-words.ts';
import { logosIn } from './interactions/logos.ts';
import { usualFileLimit } from './upload-form.ts';

const postMs = 30_000;

/** Who wrote to the bot alone: a picture is a logo, the words beside it are the prompt. */
export async function onDirectMessage(
  sent: Message,
  applicationId: string,
  parts: {
    readonly desk: Desk;
    readonly messages: DiscordMessages;
    readonly log: Logger;
    readonly locale: string;
  },
): Promise<void> {
  const { desk, messages, log, locale } = parts;
  const { id, channelId, author, content } = sent;
  const person = { platform, id: author.id, locale };
  const place = { id: channelId, isShared: false };
  const thread: DiscordThread = {
    applicationId,
    channelId,
    userId: author.id,
    canPost: true,
    isEphemeral: false,
    fileLimit: usualFileLimit,
    replyTo: id,
    proofs: {},
  };
  let words = 0;
  const tell = async (text: string): Promise<void> => {
    const reference = { message_id: id, fail_if_not_exists: false };
    const body = { content: text.slice(0, 2000), message_reference: reference, allowed_mentions: { parse: [] } };
    try {
      // The same message heard twice is answered once.
      await messages.post(channelId, `${id}-${++words}`, { body, files: [] }, { signal: AbortSignal.timeout(postMs) });
    } catch (error) {
      log.warn({ err: error }, 'person not told');
    }
  };
  const asker = { person, place, thread: threadOf(thread), eventKey: id };
  const logos = logosIn(sent);
  if (logos.length === 0) {
    const said: string[] = [];
    await desk.ask('help', {}, { ...asker, reply: async (sentences) => void said.push(wordsOf(sentences, locale)) });
    return await tell(said.join('\n'));
  }
  const prompt = content.trim();
  const asked = await desk.ask(
    'mockup',
    { logo: logos, ...(prompt === '' ? {} : { prompt }) },
    { ...asker, reply: async (sentences) => await tell(wordsOf(sentences, locale)) },
  );
  if (asked.kind === 'refused') await tell(sayAsWritten(asked.reason, locale));
}
