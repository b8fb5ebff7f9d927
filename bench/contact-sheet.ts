import { contactSheet } from '#core/images/contact-sheet.ts';
import { renderShot, Workspace } from '#core/renderer/render-shot.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import { exampleLogos } from './support/example-logos.ts';
import { interleaved, median, type Report } from './support/report.ts';

const rounds = 5;
const count = 12;
const size = 768;
const signal = AbortSignal.timeout(300_000);

/** Twelve shots and their contact sheet, against one shot. */
export async function measure(report: Report): Promise<void> {
  const [logo] = await exampleLogos();
  if (!logo) throw new Error('There is no example logo.');
  const workspace = new Workspace();
  const info = await readTemplateInfo('tshirt');
  const draw = async (): Promise<Uint8Array> =>
    (await renderShot({ logo: logo.png, product: 'tshirt', color: '#1b2a4a', size }, info, workspace)).png;
  const sheetOf = async (shots: readonly Uint8Array[]): Promise<void> => {
    const tiles = shots.map((shot) => ({ caption: 'T-shirt · Navy', missing: 'failed', read: async () => shot }));
    await contactSheet(tiles, { pictureSide: size, signal });
  };
  const drawAll = async (): Promise<Uint8Array[]> => {
    const shots: Uint8Array[] = [];
    while (shots.length < count) shots.push(await draw());
    return shots;
  };
  const shots = await drawAll();
  await sheetOf(shots);
  const whole = await interleaved(rounds, async () => sheetOf(await drawAll()), draw);
  const alone = await interleaved(rounds, () => sheetOf(shots), draw);
  report.row({ what: `one shot of ${size} pixels`, value: median(whole.second), unit: 'ms' });
  report.row({ what: `${count} shots and their sheet`, value: median(whole.first), unit: 'ms' });
  report.row({ what: '  the sheet alone', value: median(alone.first), unit: 'ms' });
  report.row({ what: 'all of it ÷ one shot', value: median(whole.first) / median(whole.second), unit: '×', limit: 14 });
}
