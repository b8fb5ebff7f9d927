import { type Batch, isBatchAtRest, type Mockup } from './batch.ts';
import { isAtRest } from './stage.ts';

/** The batch with every mockup wished away that is under way, or the one of that id alone; the very same batch when there is none. */
export function withCancelWish(batch: Batch, mockupId?: string): Batch {
  if (isBatchAtRest(batch)) return batch;
  const isMeant = (each: Mockup): boolean =>
    (mockupId === undefined || each.id === mockupId) && !isAtRest(each.stage.state) && !each.cancelRequested;
  if (!batch.mockups.some(isMeant)) return batch;
  return {
    ...batch,
    mockups: batch.mockups.map((each) => (isMeant(each) ? { ...each, cancelRequested: true } : each)),
  };
}

/** Mockups that wait for their person's choice and are now wished away: nothing is under way for them. */
export function undecidedOf(batch: Batch, mockupId?: string): Mockup[] {
  return batch.mockups.filter(
    ({ id, stage }) => stage.state === 'undecided' && (mockupId === undefined || id === mockupId),
  );
}
