import { excerpt } from '#commands/excerpt.ts';
import { UserError } from '#core/errors.ts';
import { type RepairName, type RepairWish, repairNames } from '#core/images/preflight.ts';

// What a person types for a repair, and what the file of a repaired logo is called by.
const wordOf: Readonly<Record<RepairName, string>> = {
  removeFlatBackground: 'background',
  trim: 'trim',
  lightVersion: 'light',
};

const wishOf: ReadonlyMap<string, RepairWish> = new Map<string, RepairWish>([
  ...repairNames.map((name) => [wordOf[name], name] as const),
  ['all', 'proposed'],
]);
/** Said by those who know it from other programs. */
const alsoAll = 'auto';

/** Reads what was typed for `--repair`, with commas between several. @throws {UserError} for what is no repair */
export function readRepairs(text: string): readonly RepairWish[] {
  const words = text.split(',').flatMap((part) => part.trim().toLowerCase() || []);
  if (words.length === 0) throw new UserError('terminal.noValue', { option: '--repair' });
  const wishes = words.map((word) => {
    const wish = wishOf.get(word === alsoAll ? 'all' : word);
    if (wish === undefined)
      throw new UserError('terminal.noRepair', { name: excerpt(word), names: [...wishOf.keys()].join(', ') });
    return wish;
  });
  return [...new Set(wishes)];
}

/** What some repairs are called, in the order they are done in. */
export function wordsOf(repairs: readonly RepairName[]): readonly string[] {
  return repairNames.filter((name) => repairs.includes(name)).map((name) => wordOf[name]);
}
