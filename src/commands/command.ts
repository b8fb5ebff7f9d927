import type { z } from 'zod';
import type { Logger } from '#core/log.ts';
import type { MessageKey } from '#core/messages/message.ts';
import type { SentenceRef } from '#core/messages/sentence-ref.ts';
import type { Archive } from '#core/mockups/archive.ts';
import type { Person, Place, Thread } from '#core/mockups/batch.ts';
import type { MockupService } from '#core/mockups/mockup-service.ts';

/** What a command is carried out with. A command that needs more is telling that a service is missing. */
export interface CommandContext {
  readonly person: Person;
  /** Where the answer belongs. */
  readonly thread: Thread;
  /** The chat or channel it was asked in. */
  readonly place: Place;
  /** What the platform calls the event that asked: it makes at most one batch. */
  readonly eventKey?: string;
  /** What was asked for before. */
  readonly archive: Archive;
  readonly mockups: MockupService;
  /** True when the shots come from the built-in templates instead of an AI deployment. */
  readonly templateRenders: boolean;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly reply: Reply;
}

/** Says something in the thread. `records` is the same as data, for where a machine reads it. */
export type Reply = (
  sentences: readonly SentenceRef[],
  records?: readonly Readonly<Record<string, unknown>>[],
) => Promise<void>;

/**
 * Something a person can ask for, as platform-neutral data. `options` describes what it takes: strings, enums, integers, booleans, and
 * pictures (`z.custom` with `.meta({ input: 'image' })`). Adapters read it to make slash commands, flags and help.
 */
export interface Command<Options extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly description: MessageKey;
  /** Whether it makes a batch, changes something, or only looks. */
  readonly kind: 'makes' | 'changes' | 'looks';
  readonly options: Options;
  /** The sentence for a value of an option that does not fit, by option name. */
  readonly mistakes: Readonly<Partial<Record<string, (value: unknown) => SentenceRef>>>;
  /** Resolves with the id of the batch that it made, if it made one. */
  execute(context: CommandContext, options: z.output<Options>): Promise<{ readonly batchId?: string }>;
}

/** Ties a command's `execute` to its own options, and forgets them for the list. */
export function defineCommand<Options extends z.ZodObject>(command: Command<Options>): Command {
  return command;
}
