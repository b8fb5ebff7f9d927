import type { Api } from 'grammy';
import { Deadline } from '#core/fetch.ts';
import type { Logger } from '#core/log.ts';
import type { RetryPolicy } from '#core/retry.ts';
import { callPatiently } from './call-patiently.ts';
import { type CommandList, isRegistered, listedIn } from './command-lists.ts';
import { TelegramError } from './telegram-error.ts';

/** A question and perhaps a change for each of the lists, with the waits that Telegram asks for between them. */
const longestMs = 3 * 60_000;

const goesOn = 'The bot goes on with the commands that are there, and the next start tries again.';

export interface CommandRegistration {
  readonly api: Api;
  readonly lists: readonly CommandList[];
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** How long all of it may take, in ms. */
  readonly withinMs?: number;
  readonly patience?: Partial<RetryPolicy>;
}

/** What was sent to Telegram, by the titles of the lists. */
export interface RegistrationOutcome {
  readonly updated: readonly string[];
  /** One sentence for the operator, when it could not be done, or not all of it. */
  readonly problem?: string;
}

/**
 * Makes the registered commands what they should be: each list is asked for, and set when it differs; a second time nothing is set. Lists of other
 * places and languages stay as they are. What is asked and set may arrive twice without harm, so both are tried again.
 * @throws the signal's reason; whatever Telegram does not do is a sentence of the outcome
 */
export async function registerCommands(registration: CommandRegistration): Promise<RegistrationOutcome> {
  const { lists, log, signal, withinMs = longestMs } = registration;
  using deadline = new Deadline(signal, withinMs);
  const updated: string[] = [];
  const refusals: TelegramError[] = [];
  try {
    for (const list of lists) {
      try {
        if (await update(list, registration, deadline.signal)) updated.push(list.title);
      } catch (error) {
        // A list that Telegram refuses for what is in it does not keep the others back; anything else would meet them all.
        if (!(error instanceof TelegramError) || error.reason !== 'refused') throw error;
        refusals.push(error);
      }
    }
    const [refusal] = refusals;
    if (refusal) throw refusal;
    return { updated };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof TelegramError) && !deadline.signal.aborted) throw error;
    log.warn({ err: error }, 'not all commands could be registered');
    const late = `Telegram took too long to register all commands. ${goesOn}`;
    return { updated, problem: error instanceof TelegramError ? problemOf(error) : late };
  }
}

/** Whether the list had to be set. */
async function update(
  list: CommandList,
  { api, patience }: CommandRegistration,
  signal: AbortSignal,
): Promise<boolean> {
  const patiently = { ...patience, signal };
  const where = listedIn(list);
  const registered = await callPatiently((stop) => api.getMyCommands(where, stop), patiently);
  if (isRegistered(list, registered)) return false;
  await callPatiently((stop) => api.setMyCommands(list.commands, where, stop), patiently);
  return true;
}

/** Why commands could not be registered, and what to do, in a sentence for the operator. */
function problemOf({ message, status }: TelegramError): string {
  if (status === 401) return 'Telegram does not accept TELEGRAM_BOT_TOKEN, so that no command could be registered.';
  if (status === 429) return `Telegram asks to wait before more commands are registered. ${goesOn}`;
  return `Not all commands could be registered. ${message} ${goesOn}`;
}
