import type { Api } from 'grammy';

/** What grammY calls an abort signal: the type of a polyfill that Node has no use for. */
export type GrammySignal = NonNullable<Parameters<Api['raw']['getMe']>[0]>;

/** A signal as grammY's types want it. It takes the platform's own as they are. */
export function grammySignal(signal: AbortSignal): GrammySignal {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same thing by another type
  return signal as unknown as GrammySignal;
}
