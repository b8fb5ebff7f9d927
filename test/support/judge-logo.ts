import { findingsOf, thinMm } from '#core/images/preflight/findings.ts';
import { measureLogo } from '#core/images/preflight/measure-logo.ts';
import type { PixelPicture } from '#core/images/preflight/pixel-picture.ts';
import { type Finding, type FindingKind, type PrintTechnique, usualPrintAreas } from '#core/images/preflight.ts';

/** What there is to say about a logo on the front of a cap. Without the thread that it is looked at in, so that many are looked at soon. */
export function judge(
  picture: PixelPicture,
  color = '#ffffff',
  technique: PrintTechnique = 'print',
): readonly Finding[] {
  const printArea = usualPrintAreas.capFront;
  const facts = measureLogo(picture, { ...printArea, color, thinMm: thinMm[technique] });
  return findingsOf(facts, { printArea, technique, sourceScale: 1 });
}

/** One of them. */
export function find(
  picture: PixelPicture,
  kind: FindingKind,
  color?: string,
  technique?: PrintTechnique,
): Finding | undefined {
  return judge(picture, color, technique).find((finding) => finding.kind === kind);
}
