import { type CleanLogo, cleanLogo } from '#core/images/clean-logo.ts';
import { repairLogo, repairNotes } from '#core/images/repair-logo.ts';
import type { SentenceRef } from '#core/messages/sentence-ref.ts';
import type { Mockup } from './batch.ts';
import { printTargetOf } from './print-target.ts';

/** A mockup's logo as it is to be used, clean and repaired as it was wished, with what was done to it. */
export async function wantedLogo(
  raw: Uint8Array,
  { logo, request }: Mockup,
  signal: AbortSignal,
): Promise<{ readonly logo: CleanLogo; readonly notes: readonly SentenceRef[] }> {
  const clean = await cleanLogo(raw, { signal });
  if (!logo.repairs) return { logo: clean, notes: [] };
  const repaired = await repairLogo(clean, logo.repairs, await printTargetOf(request), { signal });
  return { logo: repaired, notes: repairNotes(repaired.done) };
}
