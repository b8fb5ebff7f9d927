import sharp from 'sharp';
import { paintShot, Workspace } from '#core/renderer/render-shot.ts';
import type { ShotRequest } from '#core/renderer/shot.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import { exampleLogos } from './support/example-logos.ts';
import { interleaved, median, type Report } from './support/report.ts';

const rounds = 12;
const size = 1024;

/** One warm shot at 1024 with logo preparation and without PNG, against sharp's PNG encode of the same picture. */
export async function measure(report: Report): Promise<void> {
  sharp.cache(false);
  await compare(report, 'tshirt', 'print', 2);
  await compare(report, 'cap', 'embroidery', 4);
}

async function compare(
  report: Report,
  product: 'tshirt' | 'cap',
  technique: 'print' | 'embroidery',
  limit: number,
): Promise<void> {
  const workspace = new Workspace();
  const info = await readTemplateInfo(product);
  const ratios: number[] = [];
  for (const { name, png } of await exampleLogos()) {
    const request: ShotRequest = { logo: png, product, color: '#1b2a4a', size, technique };
    const { pixels } = await paintShot(request, info, workspace);
    const picture = Buffer.from(pixels);
    const paint = async (): Promise<void> => void (await paintShot(request, info, workspace));
    const encode = async (): Promise<void> =>
      void (await sharp(picture, { raw: { width: size, height: size, channels: 3 } })
        .png()
        .toBuffer());
    await interleaved(3, paint, encode);
    const times = await interleaved(rounds, paint, encode);
    report.row({ what: `${technique} on ${product}, ${name}`, value: median(times.first), unit: 'ms' });
    report.row({ what: `  sharp's PNG encode of it`, value: median(times.second), unit: 'ms' });
    ratios.push(median(times.first) / median(times.second));
  }
  report.row({ what: `${technique} ÷ PNG encode, median of the logos`, value: median(ratios), unit: '×', limit });
}
