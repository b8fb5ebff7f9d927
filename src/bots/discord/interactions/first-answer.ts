import { setTimeout as sleep } from 'node:timers/promises';
import { MessageFlags, type RepliableInteraction } from 'discord.js';
import { codes, DiscordError } from '#bots/discord/discord-error.ts';
import type { Logger } from '#core/log.ts';

/** Discord waits for 3 s; a second attempt has to be made before. */
const secondAttemptWithinMs = 2200;
const longestText = 2000;
const nobody = { parse: [] } as const;

/** What became of a first answer. `late`: Discord has told the person that nobody answered. `taken`: another process has answered. */
export type Acknowledged = 'done' | 'late' | 'taken';

/** Told when an interaction could not be answered in time. */
export type MissListener = (outcome: Exclude<Acknowledged, 'done'>) => void;

/**
 * Makes the first answer to an interaction: once more where Discord failed and there is time left. After a lost answer, one that was "given
 * already" was ours.
 */
export async function acknowledge(
  interaction: { readonly createdTimestamp: number },
  answer: () => Promise<unknown>,
  log: Logger,
  onMiss: MissListener,
): Promise<Acknowledged> {
  const startedAt = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      await answer();
      return 'done';
    } catch (error) {
      const failure = DiscordError.from(error, 'first answer');
      if (failure.code === codes.alreadyAcknowledged && attempt > 1) return 'done';
      const isTaken = failure.code === codes.alreadyAcknowledged;
      const isOver = performance.now() - startedAt > secondAttemptWithinMs;
      if (isTaken || failure.code === codes.unknownInteraction || !failure.retryable || isOver) {
        const outcome = isTaken ? 'taken' : 'late';
        log.warn({ err: failure, outcome, attempt }, 'interaction not answered');
        onMiss(outcome);
        return outcome;
      }
      await sleep(100);
    }
  }
}

/** Says something to the person alone, whatever was answered before. Does not throw: nothing more can be done. */
export async function tell(
  interaction: RepliableInteraction,
  sentences: readonly string[],
  log: Logger,
): Promise<void> {
  const content = sentences.join('\n').slice(0, longestText);
  const said = { content, flags: MessageFlags.Ephemeral, allowedMentions: nobody } as const;
  try {
    if (interaction.deferred || interaction.replied) await interaction.followUp(said);
    else await interaction.reply(said);
  } catch (error) {
    log.warn({ err: DiscordError.from(error, 'word to a person') }, 'person not told');
  }
}

/** Takes a placeholder away that nothing will come to, and says why to the person alone. */
export async function refuse(interaction: RepliableInteraction, reason: string, log: Logger): Promise<void> {
  try {
    if (interaction.deferred && !interaction.ephemeral) await interaction.deleteReply();
  } catch (error) {
    log.warn({ err: DiscordError.from(error, 'removal of an answer') }, 'placeholder not taken away');
  }
  await tell(interaction, [reason], log);
}
