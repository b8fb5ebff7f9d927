import { flattenLogo, suitingBackground } from '#core/images/flatten-logo.ts';
import type { Mockup } from '#core/mockups/batch.ts';
import { batchIdOf } from '#core/mockups/batch-book.ts';
import type { JourneyContext } from '#core/mockups/journey-context.ts';
import type { MockupSignals } from '#core/mockups/mockup-signals.ts';
import { assertInputs, requestNotes } from '#core/mockups/run-inputs.ts';
import type { StageOf } from '#core/mockups/stage.ts';
import { wantedLogo } from '#core/mockups/wanted-logo.ts';
import { rawLogoName } from './receive.ts';

/** Name of the clean PNG that is uploaded. */
export function uploadedLogoName(mockup: Mockup): string {
  return `${mockup.id}-logo.png`;
}

/**
 * Makes a clean PNG of the logo, repaired where that was wished and flattened where the deployment drops alpha anyway, and uploads it. The
 * proof is drawn meanwhile.
 */
export async function prepare(
  mockup: Mockup,
  _stage: StageOf<'preparing'>,
  context: JourneyContext,
  signals: MockupSignals,
): Promise<StageOf<'queued'>> {
  const signal = signals.either;
  const batchId = batchIdOf(mockup);
  const [{ logo, notes: repairs }, deployment] = await Promise.all([
    context.pictures.read(batchId, rawLogoName(mockup)).then((raw) => wantedLogo(raw, mockup, signal)),
    context.backend.deployment(mockup.request.deployment, signal),
  ]);
  assertInputs(mockup.request, deployment.inputs);
  const notes = [...repairs, ...(await requestNotes(mockup.request, deployment.inputs))];
  await context.book.updateMockup(mockup, (current) => ({ ...current, notes }));
  // Not awaited: a proof must never hold the mockup up. `draw` does not throw.
  void context.proofs.draw(mockup, logo.png, signal);
  const flatten = logo.hasAlpha && !deployment.inputs.image.keepsAlpha;
  const png = flatten ? await flattenLogo(logo.png, await suitingBackground(logo.png)) : logo.png;
  await context.pictures.write(batchId, uploadedLogoName(mockup), png);
  return { state: 'queued', logoUrl: await context.uploads.url(png, signal), attempt: 0 };
}
