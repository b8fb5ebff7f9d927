import type { Mockup } from '#core/mockups/batch.ts';
import { batchIdOf } from '#core/mockups/batch-book.ts';
import type { JourneyContext } from '#core/mockups/journey-context.ts';
import type { MockupSignals } from '#core/mockups/mockup-signals.ts';
import type { StageOf } from '#core/mockups/stage.ts';

/** Name of the bytes as the person sent them, unseen. */
export function rawLogoName(mockup: Mockup): string {
  return `${mockup.id}-logo.raw`;
}

/** Fetches the logo's bytes from where the person put them, and has them on disk. */
export async function receive(
  mockup: Mockup,
  _stage: StageOf<'received'>,
  context: JourneyContext,
  signals: MockupSignals,
): Promise<StageOf<'accepted'>> {
  const signal = signals.either;
  const platform = context.book.get(batchIdOf(mockup))?.thread.platform ?? '';
  const bytes = await context.messenger(platform).fetchLogo(mockup.logo, { signal });
  await context.pictures.write(batchIdOf(mockup), rawLogoName(mockup), bytes);
  return { state: 'accepted' };
}
