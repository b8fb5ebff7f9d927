import sharp from 'sharp';
import { cleanLogo } from '#core/images/clean-logo.ts';
import { interleaved, median, type Report } from './support/report.ts';

const rounds = 9;

/** Intake of a 12-megapixel JPEG, against a bare sharp pipeline that does the same decode, resize and PNG and nothing else. */
export async function measure(report: Report): Promise<void> {
  const photo = await drawPhoto();
  const ours = (): Promise<unknown> => cleanLogo(photo);
  const bare = (): Promise<unknown> =>
    sharp(photo).resize({ width: 2048, height: 2048, fit: 'inside', withoutEnlargement: true }).png().toBuffer();
  await interleaved(1, ours, bare);
  const times = await interleaved(rounds, ours, bare);
  const [oursMs, bareMs] = [median(times.first), median(times.second)];
  report.row({ what: 'intake of a 12-megapixel JPEG, ours', value: oursMs, unit: 'ms' });
  report.row({ what: 'intake of a 12-megapixel JPEG, bare sharp', value: bareMs, unit: 'ms' });
  report.row({ what: 'ours ÷ bare sharp', value: oursMs / bareMs, unit: '×', limit: 1.3 });
}

/** Something like a photo: soft shapes with some grain, so that it is as hard to decode as a real one. */
async function drawPhoto(): Promise<Buffer> {
  const [width, height] = [4000, 3000];
  const noise = { type: 'gaussian', mean: 128, sigma: 12 } as const;
  const grain = sharp({ create: { width, height, channels: 3, background: '#000', noise } });
  const shapes = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x2="1" y2="1">
    <stop stop-color="#204080"/><stop offset=".5" stop-color="#e0a040"/><stop offset="1" stop-color="#203020"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#g)"/><circle cx="2000" cy="1500" r="900" fill="#d02030"/></svg>`;
  return sharp(Buffer.from(shapes))
    .composite([{ input: await grain.png({ compressionLevel: 1 }).toBuffer(), blend: 'soft-light' }])
    .removeAlpha()
    .jpeg({ quality: 90 })
    .toBuffer();
}
