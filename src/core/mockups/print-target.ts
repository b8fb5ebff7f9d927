import { type Color, defaultColor, defaultProduct, type ProductName, readWish } from '#core/catalog/catalog.ts';
import type { PreflightTarget } from '#core/images/preflight.ts';
import { readShotDetails } from '#core/renderer/read-details.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import type { MockupRequest } from './batch.ts';

/** What a logo of a mockup is put on. */
export interface PrintTarget extends PreflightTarget {
  readonly product: ProductName;
  readonly named: Color;
}

/** Where and on what a mockup has its logo: as it was asked for, else as its prompt says, else as usual. */
export async function printTargetOf(
  request: Pick<MockupRequest, 'prompt' | 'product' | 'color' | 'details'>,
): Promise<PrintTarget> {
  const wish = readWish(request.prompt);
  const product = request.product ?? wish.product ?? defaultProduct;
  const named = request.color ?? wish.color ?? defaultColor;
  const { details } = readShotDetails(request.details ?? {}, product);
  const info = await readTemplateInfo(product, details.view);
  const { printAreas, printArea } = info;
  const { widthMm, heightMm } = printAreas?.[details.placement ?? 'front'] ?? printAreas?.front ?? printArea;
  const technique = details.technique ?? info.technique;
  return {
    product,
    named,
    color: named.hex,
    printArea: { name: product, widthMm, heightMm },
    // What an engraver can cut is as fine as what a printer can print.
    technique: technique === 'engraving' ? 'print' : technique,
  };
}
