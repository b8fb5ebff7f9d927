import type { RepliableInteraction } from 'discord.js';
import { sayAsWritten } from '#bots/discord/as-written.ts';
import { threadOf } from '#bots/discord/discord-thread.ts';
import type { SentenceRef } from '#core/messages/sentence-ref.ts';
import type { Scene } from './scene.ts';
import { threadOfInteraction, whereaboutsOf } from './whereabouts.ts';

/** Discord takes 2,000 characters. */
const longestText = 2000;

/** Asks for something whose answer is words, and gives them. */
export async function askWords(
  interaction: RepliableInteraction,
  { desk }: Scene,
  command: string,
  options: Readonly<Record<string, unknown>>,
  isEphemeral: boolean,
): Promise<{ readonly sentences: readonly SentenceRef[]; readonly refused: boolean }> {
  const where = whereaboutsOf(interaction);
  if (!where) return { sentences: [], refused: false };
  const sentences: SentenceRef[] = [];
  const asked = await desk.ask(command, options, {
    person: where.person,
    place: where.place,
    thread: threadOf(threadOfInteraction(interaction, where.channelId, { isEphemeral })),
    reply: async (said) => void sentences.push(...said),
  });
  if (asked.kind === 'refused') return { sentences: [asked.reason], refused: true };
  return { sentences, refused: false };
}

/** Sentences as one text, as far as it fits. */
export function wordsOf(sentences: readonly SentenceRef[], locale: string): string {
  const text = sentences.map((each) => sayAsWritten(each, locale)).join('\n');
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}
