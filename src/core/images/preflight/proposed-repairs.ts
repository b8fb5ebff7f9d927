import type { Finding } from './findings.ts';
import { type RepairName, repairNames } from './repairs.ts';

/** The repairs that findings propose, each once, in the order they are done in. */
export function proposedRepairs(findings: readonly Finding[]): readonly RepairName[] {
  return repairNames.filter((name) => findings.some(({ repair }) => repair === name));
}

/**
 * What it takes to mend one finding of a logo: its repair, after that of the background where there is one, under which nothing can be
 * trimmed or made light. Empty when nothing mends it in one step.
 */
export function repairsOf({ repair }: Finding, findings: readonly Finding[]): readonly RepairName[] {
  if (repair === undefined) return [];
  return proposedRepairs(findings.filter((each) => each.repair === repair || each.kind === 'background'));
}
