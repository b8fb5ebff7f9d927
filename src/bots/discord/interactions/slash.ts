import { type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import { message } from '#core/messages/message.ts';
import { askWords, wordsOf } from './ask-words.ts';
import { acknowledge, refuse, tell } from './first-answer.ts';
import { forgetQuestion } from './forget.ts';
import { historyPages } from './history-pages.ts';
import { logoOf } from './logos.ts';
import { makeBatch } from './make-batch.ts';
import type { Scene } from './scene.ts';

/** Carries a slash command out. */
export async function onSlash(interaction: ChatInputCommandInteraction, scene: Scene): Promise<void> {
  const { commandName: command } = interaction;
  const options = optionsOf(interaction);
  switch (command) {
    case 'mockup':
    case 'again':
      return await makeBatch(interaction, scene, command, options);
    case 'forget':
      await acknowledge(interaction, () => interaction.reply(forgetQuestion(interaction)), scene.log, scene.onMiss);
      return;
    default:
      return await answer(interaction, scene, command, options);
  }
}

/** What is said of a person's own is for them alone; shots that are sent again are for everybody who is there. */
async function answer(
  interaction: ChatInputCommandInteraction,
  scene: Scene,
  command: string,
  options: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { log, onMiss } = scene;
  const isPublic = command === 'history' && options['id'] !== undefined;
  const defer = (): Promise<unknown> => interaction.deferReply(isPublic ? {} : { flags: MessageFlags.Ephemeral });
  if ((await acknowledge(interaction, defer, log, onMiss)) !== 'done') return;
  try {
    const { sentences, refused } = await askWords(interaction, scene, command, options, !isPublic);
    const text = wordsOf(sentences, interaction.locale);
    if (refused && isPublic) await refuse(interaction, text, log);
    else if (sentences.length > 0) {
      const pages = command === 'history' ? historyPages(sentences, interaction.locale) : [];
      await interaction.editReply({ content: text, components: pages, allowedMentions: { parse: [] } });
    }
  } catch (error) {
    log.warn({ err: error, command }, 'command not answered');
    await tell(interaction, [message('chat.unavailable', interaction.locale)], log);
  }
}

/** The raw options of a command, as they are asked for everywhere. */
function optionsOf({ options }: ChatInputCommandInteraction): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    options.data.map(({ name, value, attachment }) => [name, attachment ? [logoOf(attachment)] : value]),
  );
}
