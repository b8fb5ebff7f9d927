import sharp from 'sharp';
import { paintShot, Workspace } from '#core/renderer/render-shot.ts';
import type { ShotRequest } from '#core/renderer/shot.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import { barePng } from './support/bare-png.ts';
import { exampleLogos } from './support/example-logos.ts';
import { median, type Report, type Spent, spent } from './support/report.ts';

const rounds = 12;
const size = 1024;
// Enough for a template of every side that seeds ask for to be in memory.
const warmUps = 12;

type Wish = Omit<ShotRequest, 'logo' | 'color' | 'size'>;

/** One warm shot at 1024 with logo preparation and without PNG, against sharp's PNG encode of the same picture: ratios of processor time. */
export async function measure(report: Report): Promise<void> {
  sharp.cache(false);
  await compare(report, 'print on tshirt', { product: 'tshirt', technique: 'print' }, 2);
  await compare(report, 'embroidery on cap', { product: 'cap', technique: 'embroidery' }, 4);
  // A desk and a wall of its own for each shot.
  await compareDesks(report, 'mug', 2);
  await compareDesks(report, 'tshirt', 2);
}

async function compare(report: Report, name: string, wish: Wish, limit: number): Promise<void> {
  const ratios: number[] = [];
  for (const logo of await exampleLogos()) {
    ratios.push(await ratioOf(report, `${name}, ${logo.name}`, logo.png, () => wish));
  }
  report.row({ what: `${name} ÷ PNG encode, median of the logos`, value: median(ratios), unit: '×', limit });
}

async function compareDesks(report: Report, product: Wish['product'], limit: number): Promise<void> {
  const [logo] = await exampleLogos();
  if (!logo) throw new Error('There is no example logo.');
  let seed = 0;
  const wish = (): Wish => ({ product, scene: 'desk', seed: ++seed });
  const name = `${product} on a desk with a new seed`;
  const ratio = await ratioOf(report, name, logo.png, wish, warmUps);
  report.row({ what: `${name} ÷ PNG encode`, value: ratio, unit: '×', limit });
}

async function ratioOf(report: Report, name: string, logo: Buffer, wish: () => Wish, warmUp = 4): Promise<number> {
  const workspace = new Workspace();
  const info = await readTemplateInfo(wish().product);
  const shoot = async () => await paintShot({ ...wish(), logo, color: '#1b2a4a', size }, info, workspace);
  const picture = Buffer.from((await shoot()).pixels);
  const encode = (): Promise<Buffer> => barePng(picture, size);
  const shots: Spent[] = [];
  const encodes: Spent[] = [];
  for (let round = -warmUp; round < rounds; round++) {
    const [shot, png] = [await spent(shoot), await spent(encode)];
    if (round < 0) continue;
    shots.push(shot);
    encodes.push(png);
  }
  report.row({ what: name, value: median(shots.map(({ clockMs }) => clockMs)), unit: 'ms' });
  report.row({ what: "  sharp's PNG encode of it", value: median(encodes.map(({ clockMs }) => clockMs)), unit: 'ms' });
  return median(shots.map(({ cpuMs }) => cpuMs)) / median(encodes.map(({ cpuMs }) => cpuMs));
}
