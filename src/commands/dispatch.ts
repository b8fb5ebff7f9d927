import { createReference, UserError } from '#core/errors.ts';
import { type SentenceRef, sentence, sentenceOf } from '#core/messages/sentence-ref.ts';
import { StoreError } from '#core/store/store-error.ts';
import type { Command, CommandContext } from './command.ts';
import { excerpt } from './excerpt.ts';
import { commands } from './index.ts';

/** What became of a request. A refusal is the person's to mend; `misuse` says that the words themselves were wrong. */
export type Dispatched =
  | { readonly kind: 'done'; readonly batchId?: string }
  | { readonly kind: 'refused'; readonly reason: SentenceRef; readonly misuse: boolean };

/** Carries a request out: name and raw options as a platform gave them. Never rejects, except with the signal's reason. */
export type Dispatch = (name: string, rawOptions: unknown, context: CommandContext) => Promise<Dispatched>;

/** The one path from what a person asked to what they are told. */
export const dispatch: Dispatch = async (name, rawOptions, context) => {
  const command = commands.find((each) => each.name === name);
  if (!command) return { kind: 'refused', reason: sentence('command.unknown', { name: excerpt(name) }), misuse: true };
  try {
    // Whatever is no set of options has none of them.
    const options: object = typeof rawOptions === 'object' && rawOptions !== null ? rawOptions : {};
    const parsed = command.options.safeParse(options);
    if (!parsed.success) {
      const option = String(parsed.error.issues[0]?.path[0] ?? '');
      return { kind: 'refused', reason: mistake(command, option, options), misuse: true };
    }
    return { kind: 'done', ...(await command.execute(context, parsed.data)) };
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof UserError) {
      context.log.info({ command: name, reason: error.key }, 'request refused');
      return { kind: 'refused', reason: sentenceOf(error), misuse: error.key.startsWith('option.') };
    }
    const reference = createReference();
    context.log.error({ err: error, reference, command: name }, 'command failed');
    const key = error instanceof StoreError ? 'store.failed' : 'mockup.bug';
    return { kind: 'refused', reason: sentence(key, { reference }), misuse: false };
  }
};

function mistake(command: Command, option: string, options: object): SentenceRef {
  const value: unknown = Object.entries(options).find(([name]) => name === option)?.[1];
  return command.mistakes[option]?.(value) ?? sentence('option.other', { option });
}
