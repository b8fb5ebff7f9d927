import { setTimeout as sleep } from 'node:timers/promises';
import { MessageFlags, type RepliableInteraction } from 'discord.js';
import { codes, DiscordError } from '#bots/discord/discord-error.ts';
import type { Logger } from '#core/log.ts';
import { backoffMs } from '#core/retry.ts';

/** Discord waits for 3 s; a last attempt has to be made before. */
const lastAttemptAfterMs = 2400;
const attemptPause = { baseDelayMs: 100, maxDelayMs: 800 };
/** What is said to a person is said again so often when Discord answers that it failed. */
const tellAttempts = 3;
const tellPause = { baseDelayMs: 500, maxDelayMs: 5000 };
const longestText = 2000;
const nobody = { parse: [] } as const;

/** What became of a first answer. `late`: Discord has told the person that nobody answered. `taken`: another process has answered. */
export type Acknowledged = 'done' | 'late' | 'taken';

/** Told when an interaction could not be answered in time. */
export type MissListener = (outcome: Exclude<Acknowledged, 'done'>) => void;

/**
 * Makes the first answer to an interaction: again where Discord failed and there is time left. After an answer that may have arrived, one
 * that was "given already" was ours.
 */
export async function acknowledge(
  interaction: Pick<RepliableInteraction, 'deferred'>,
  answer: () => Promise<unknown>,
  log: Logger,
  onMiss: MissListener,
): Promise<Acknowledged> {
  const startedAt = performance.now();
  let mayHaveArrived = false;
  for (let attempt = 1; ; attempt++) {
    try {
      await answer();
      return 'done';
    } catch (error) {
      const failure = DiscordError.from(error, 'first answer');
      const isTaken = failure.code === codes.alreadyAcknowledged;
      if (isTaken && mayHaveArrived) {
        // The library does not know of it, and would not let anything follow.
        interaction.deferred = true;
        return 'done';
      }
      mayHaveArrived ||= failure.status === undefined || failure.status >= 500;
      const pauseMs = Math.max(failure.retryAfterMs ?? 0, backoffMs(attempt, attemptPause));
      const isOver = performance.now() - startedAt + pauseMs > lastAttemptAfterMs;
      if (!failure.retryable || isOver) {
        const outcome = isTaken ? 'taken' : 'late';
        log.warn({ err: failure, outcome, attempt }, 'interaction not answered');
        onMiss(outcome);
        return outcome;
      }
      await sleep(pauseMs);
    }
  }
}

/** Says something to the person alone, whatever was answered before. Does not throw: nothing more can be done. */
export async function tell(
  interaction: RepliableInteraction,
  sentences: readonly string[],
  log: Logger,
  onMiss: MissListener = () => {},
): Promise<void> {
  try {
    await say(interaction, sentences, log, onMiss);
  } catch (error) {
    log.warn({ err: error }, 'person not told');
  }
}

async function say(
  interaction: RepliableInteraction,
  sentences: readonly string[],
  log: Logger,
  onMiss: MissListener,
): Promise<void> {
  const content = sentences.join('\n').slice(0, longestText);
  const said = { content, flags: MessageFlags.Ephemeral, allowedMentions: nobody } as const;
  if (!interaction.deferred && !interaction.replied) {
    await acknowledge(interaction, () => interaction.reply(said), log, onMiss);
    return;
  }
  for (let attempt = 1; ; attempt++) {
    try {
      await interaction.followUp(said);
      return;
    } catch (error) {
      const failure = DiscordError.from(error, 'word to a person');
      const pauseMs = Math.max(failure.retryAfterMs ?? 0, backoffMs(attempt, tellPause));
      // What had no answer at all may have arrived, and is not said twice.
      const isRepeatable = failure.retryable && failure.status !== undefined && pauseMs <= tellPause.maxDelayMs;
      if (isRepeatable && attempt < tellAttempts) await sleep(pauseMs);
      else throw failure;
    }
  }
}

/** Takes a placeholder away that nothing will come to, and says why to the person alone. */
export async function refuse(interaction: RepliableInteraction, reason: string, log: Logger): Promise<void> {
  try {
    if (interaction.deferred && !interaction.ephemeral) await interaction.deleteReply();
  } catch (error) {
    log.warn({ err: error }, 'placeholder not taken away');
  }
  await tell(interaction, [reason], log);
}
