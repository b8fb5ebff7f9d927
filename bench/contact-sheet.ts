import { contactSheet } from '#core/images/contact-sheet.ts';
import { Turns } from '#core/images/turns.ts';
import { renderShot, Workspace } from '#core/renderer/render-shot.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import { exampleLogos } from './support/example-logos.ts';
import { interleaved, median, type Report } from './support/report.ts';

const rounds = 7;
const count = 12;
const size = 768;
const limit = 14;
const signal = AbortSignal.timeout(300_000);

/** Twelve shots and their contact sheet, against one shot: made when all of them lie there, and while they are drawn one after the other. */
export async function measure(report: Report): Promise<void> {
  const [logo] = await exampleLogos();
  if (!logo) throw new Error('There is no example logo.');
  const workspace = new Workspace();
  const info = await readTemplateInfo('tshirt');
  const draw = async (): Promise<Uint8Array> =>
    (await renderShot({ logo: logo.png, product: 'tshirt', color: '#1b2a4a', size }, info, workspace)).png;
  const sheetOf = async (reads: readonly (() => Promise<Uint8Array>)[]): Promise<void> => {
    const tiles = reads.map((read) => ({ caption: 'T-shirt · Navy', missing: 'failed', read }));
    await contactSheet(tiles, { pictureSide: size, signal });
  };
  const drawAll = async (): Promise<(() => Promise<Uint8Array>)[]> => {
    const shots: Uint8Array[] = [];
    while (shots.length < count) shots.push(await draw());
    return shots.map((shot) => () => Promise.resolve(shot));
  };
  const oneAtATime = new Turns(1);
  const asTheyCome = Array.from({ length: count }, () => () => oneAtATime.run(draw));
  const shots = await drawAll();
  await sheetOf(shots);
  const after = await interleaved(rounds, async () => sheetOf(await drawAll()), draw);
  const during = await interleaved(rounds, () => sheetOf(asTheyCome), draw);
  const alone = await interleaved(rounds, () => sheetOf(shots), draw);
  report.row({ what: `one shot of ${size} pixels`, value: median(after.second), unit: 'ms' });
  report.row({ what: `${count} shots and then their sheet`, value: median(after.first), unit: 'ms' });
  report.row({ what: '  the sheet alone', value: median(alone.first), unit: 'ms' });
  report.row({ what: `${count} shots that go on their sheet as they come`, value: median(during.first), unit: 'ms' });
  report.row({ what: 'shots and then their sheet ÷ one shot', value: ratioOf(after), unit: '×', limit });
  report.row({ what: 'shots as they come ÷ one shot', value: ratioOf(during), unit: '×', limit });
}

/** Round by round: a mood of the machine lasts longer than a round. */
function ratioOf({ first, second }: Awaited<ReturnType<typeof interleaved>>): number {
  return median(first.map((ms, round) => ms / (second[round] ?? Number.NaN)));
}
