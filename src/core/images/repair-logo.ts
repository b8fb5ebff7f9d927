import { type SentenceRef, sentence } from '#core/messages/sentence-ref.ts';
import type { CleanLogo } from './clean-logo.ts';
import {
  type PreflightTarget,
  preflight,
  proposedRepairs,
  type RepairedLogo,
  type RepairName,
  type RepairWish,
  repair,
  repairNames,
} from './preflight.ts';

// Without its background a logo is looked at anew; after that there is nothing left to find.
const mostRounds = 3;

/**
 * A clean logo, repaired as wished for what it is to be put on.
 * @throws {RangeError} {UserError} as `preflight` and `repair` do
 * @throws the signal's reason
 */
export async function repairLogo(
  logo: CleanLogo,
  wishes: readonly RepairWish[],
  target: PreflightTarget,
  options: { readonly signal?: AbortSignal } = {},
): Promise<RepairedLogo> {
  let repaired = await repair(
    logo,
    repairNames.filter((name) => wishes.includes(name)),
    options,
  );
  for (let round = 0; wishes.includes('proposed') && round < mostRounds; round++) {
    const proposed = proposedRepairs((await preflight(repaired, target, options)).findings);
    if (proposed.length === 0) break;
    const next = await repair(repaired, proposed, options);
    if (next.done.length === 0) break;
    repaired = { ...next, done: repairNames.filter((name) => [...repaired.done, ...next.done].includes(name)) };
  }
  return repaired;
}

/** What was done to a logo, a sentence each. */
export function repairNotes(done: readonly RepairName[]): readonly SentenceRef[] {
  return done.length === 0 ? [sentence('note.repair.none')] : done.map((name) => sentence(`note.repair.${name}`));
}
