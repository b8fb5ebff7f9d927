import { type ButtonInteraction, MessageFlags, type StringSelectMenuInteraction } from 'discord.js';
import type { Seen } from '#bots/bot.ts';
import { sayAsWritten } from '#bots/discord/as-written.ts';
import { type Action, readCustomId } from '#bots/discord/custom-id.ts';
import { DiscordError } from '#bots/discord/discord-error.ts';
import { DiscordThread, threadOf } from '#bots/discord/discord-thread.ts';
import { UserError } from '#core/errors.ts';
import { message } from '#core/messages/message.ts';
import { sentenceOf } from '#core/messages/sentence-ref.ts';
import { askWords, wordsOf } from './ask-words.ts';
import { openPrompt } from './edit-prompt.ts';
import { acknowledge, tell } from './first-answer.ts';
import { historyPages } from './history-pages.ts';
import { makeBatch } from './make-batch.ts';
import { sendOriginals } from './original-files.ts';
import type { Scene } from './scene.ts';
import { isModerator, threadOfInteraction, whereaboutsOf } from './whereabouts.ts';

type Press = ButtonInteraction | StringSelectMenuInteraction;

/** What only the one who asked may do; people who may take away what others said may also stop and delete. */
const ownersAlone: readonly Action[] = ['edit', 'size', 'delete', 'cancel', 'look', 'remake', 'drop'];
const moderators: readonly Action[] = ['delete', 'cancel'];

/** A button or a select of ours was used, however old it is. It always answers. */
export async function onPress(interaction: Press, scene: Scene): Promise<void> {
  const { locale, customId: id } = interaction;
  const press = readCustomId(id);
  if (!press) return await tell(interaction, [message('chat.oldButton', locale)], scene.log, scene.onMiss);
  const { action } = press;
  if (action === 'history') return await turnPage(interaction, press.id, scene);
  if (action === 'forget') return await forget(interaction, scene);
  const seen = await find(interaction, press.id, scene);
  if (!seen) return await tell(interaction, [message('chat.gone', locale)], scene.log, scene.onMiss);
  const mayAnyway = seen.isOwn || (moderators.includes(action) && isModerator(interaction));
  if (ownersAlone.includes(action) && !mayAnyway) {
    return await tell(interaction, [message('chat.notYours', locale)], scene.log, scene.onMiss);
  }
  await carryOut(interaction, action, seen, scene);
}

/** One local read, before the first answer: a window must be that answer. */
async function find(interaction: Press, batchId: string, { desk, log }: Scene): Promise<Seen | undefined> {
  const where = whereaboutsOf(interaction);
  try {
    return where && (await desk.find(where, batchId));
  } catch (error) {
    if (!(error instanceof UserError)) log.warn({ err: error }, 'batch of a button not read');
    return undefined;
  }
}

async function carryOut(interaction: Press, action: Action, seen: Seen, scene: Scene): Promise<void> {
  const { batch, view } = seen;
  switch (action) {
    case 'again':
      return await makeBatch(interaction, scene, 'again', { id: batch.id });
    case 'size':
      if (!interaction.isStringSelectMenu()) return;
      return await makeBatch(interaction, scene, 'again', { id: batch.id, size: Number(interaction.values[0]) });
    case 'edit':
      return interaction.isButton() ? await openPrompt(interaction, batch, scene) : undefined;
    case 'files': {
      if (!interaction.isButton()) return;
      const defer = (): Promise<unknown> => interaction.deferReply({ flags: MessageFlags.Ephemeral });
      if ((await acknowledge(interaction, defer, scene.log, scene.onMiss)) === 'done') {
        await sendOriginals(interaction, view, scene);
      }
      return;
    }
    default:
      return await change(interaction, action, seen, scene);
  }
}

/** What changes the message that the button is under. */
async function change(interaction: Press, action: Action, seen: Seen, scene: Scene): Promise<void> {
  const { desk, log, onMiss } = scene;
  const { batch } = seen;
  if ((await acknowledge(interaction, () => interaction.deferUpdate(), log, onMiss)) !== 'done') return;
  try {
    await renewToken(interaction, seen, scene);
    switch (action) {
      case 'cancel':
        return await cancel(interaction, seen, scene);
      case 'look':
        await desk.decide(batch.id, 'look');
        return;
      case 'remake':
        await desk.decide(batch.id, 'again');
        return;
      case 'drop':
        await desk.stop(batch.id);
        return;
      case 'delete':
        return await takeAway(interaction, seen, scene);
      default:
        return;
    }
  } catch (error) {
    if (error instanceof UserError)
      return await tell(interaction, [sayAsWritten(sentenceOf(error), interaction.locale)], log);
    log.warn({ err: error, action }, 'press not carried out');
    await tell(interaction, [message('chat.unavailable', interaction.locale)], log);
  }
}

/** Where the bot cannot post, a press is what opens the message for another quarter of an hour; and it fetches what could not be brought. */
async function renewToken(interaction: Press, { batch }: Seen, { desk }: Scene): Promise<void> {
  const before = DiscordThread.safeParse(batch.thread.data);
  if (!before.success || before.data.deleted) return;
  const isStuck = !before.data.canPost || batch.undeliverable !== undefined;
  if (!isStuck || interaction.channelId !== before.data.channelId) return;
  const { token, fileLimit } = threadOfInteraction(interaction, before.data.channelId, { isEphemeral: false });
  // To the token of a press, the message that it is under is the first answer, whatever it was before.
  const { isFollowUp: _, ...known } = before.data;
  const thread = { ...known, messageId: interaction.message.id, fileLimit, ...(token ? { token } : {}) };
  await desk.redirect(batch.id, threadOf(thread));
}

async function cancel(interaction: Press, { batch, isOwn }: Seen, scene: Scene): Promise<void> {
  if (!isOwn) return await scene.desk.stop(batch.id);
  const { sentences } = await askWords(interaction, scene, 'cancel', { id: batch.id }, true);
  await tell(interaction, [wordsOf(sentences, interaction.locale)], scene.log);
}

/** Takes the message away for everybody; what was made stays in its person's history. */
async function takeAway(interaction: Press, { batch }: Seen, { desk, log, messages }: Scene): Promise<void> {
  const before = DiscordThread.parse(batch.thread.data);
  await desk.redirect(batch.id, threadOf({ ...before, deleted: true }));
  try {
    await interaction.deleteReply();
  } catch (error) {
    log.info({ err: DiscordError.from(error, 'removal of an answer') }, 'message not taken away by its token');
    const signal = AbortSignal.timeout(30_000);
    try {
      await messages.delete(interaction.channelId, interaction.message.id, { signal });
    } catch {
      await tell(interaction, [message('chat.deleteRefused', interaction.locale)], log);
    }
  }
}

async function turnPage(interaction: Press, page: string, scene: Scene): Promise<void> {
  const { log, onMiss } = scene;
  if ((await acknowledge(interaction, () => interaction.deferUpdate(), log, onMiss)) !== 'done') return;
  const { sentences } = await askWords(interaction, scene, 'history', { page: Number(page) }, true);
  const { locale } = interaction;
  await interaction.editReply({ content: wordsOf(sentences, locale), components: historyPages(sentences, locale) });
}

async function forget(interaction: Press, scene: Scene): Promise<void> {
  const { log, onMiss } = scene;
  if ((await acknowledge(interaction, () => interaction.deferUpdate(), log, onMiss)) !== 'done') return;
  const { sentences } = await askWords(interaction, scene, 'forget', {}, true);
  await interaction.editReply({ content: wordsOf(sentences, interaction.locale), components: [] });
}
