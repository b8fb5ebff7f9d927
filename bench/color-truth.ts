import { productNames } from '#core/catalog/catalog.ts';
import { productOf } from '#core/catalog/products.ts';
import { brandColors, type ColorTruth, measureColorTruth, type Patch } from './support/color-truth.ts';
import type { Report } from './support/report.ts';

const cloths = [
  { name: 'white', hex: '#ffffff', limit: 3 },
  { name: 'black', hex: '#000000', limit: 5 },
] as const;

/**
 * How far a printed color is from the customer's, as ΔE2000 of a flat patch's median: after dividing out the shading plane (what the
 * ink is) and as the picture shows it (what the light makes of it). The worst of a set of brand colors counts.
 */
export async function measure(report: Report): Promise<void> {
  for (const product of productNames) {
    const { views, techniques } = productOf(product);
    for (const view of views) {
      await measureView(report, { product, view, technique: 'print' });
      if (techniques.includes('embroidery')) await measureView(report, { product, view, technique: 'embroidery' });
    }
  }
}

async function measureView(report: Report, where: Pick<Patch, 'product' | 'view' | 'technique'>): Promise<void> {
  for (const cloth of cloths) {
    // One after the other: they share one workspace.
    const found: ColorTruth[] = [];
    for (const ink of brandColors) found.push(await measureColorTruth({ ...where, color: cloth.hex, ink }));
    const worst = found.reduce((a, b) => (b.divided > a.divided ? b : a));
    const what = `${where.technique} on ${cloth.name} ${where.product}, ${where.view}`;
    // Thread has a light and a dark side; only ink is flat enough to be held to a limit.
    const limit = where.technique === 'print' ? { limit: cloth.limit } : {};
    report.row({ what: `${what}, worst ${worst.ink}`, value: worst.divided, unit: 'ΔE', ...limit });
    report.row({ what: '  shading not divided out', value: Math.max(...found.map(({ shown }) => shown)), unit: 'ΔE' });
  }
}
