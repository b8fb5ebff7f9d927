import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { z } from 'zod';
import { type ProductName, productNames, productOf, type Size, sizes } from '#core/catalog/catalog.ts';
import { type Technique, techniques } from '#core/catalog/details.ts';
import { encodePng } from '#core/renderer/encode-png.ts';
import { paintShot, Workspace } from '#core/renderer/render-shot.ts';
import type { ShotRequest } from '#core/renderer/shot.ts';
import { templateFolder } from '#core/renderer/template-folder.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import { barePng } from './support/bare-png.ts';
import { exampleLogos, examplePath } from './support/example-logos.ts';
import { median, type Report, type Spent, spent } from './support/report.ts';

const rounds = 5;
const warmUps = 6;
const color = '#1b2a4a';
const logoFile = 'summit.png';
/** What is promised of a shot of the largest size, as a multiple of what sharp takes to encode it as PNG. */
const limits: Readonly<Partial<Record<Technique, number>>> = { print: 2, embroidery: 4 };
const promisedSize: Size = 1024;
const mostTemplateKb = 500;
const script = fileURLToPath(new URL('./support/one-shot.ts', import.meta.url));
const processesAtOnce = 2;

type Kind = { readonly product: ProductName; readonly technique: Technique; readonly size: Size };
type Cost = Kind & { readonly shotMs: number; readonly pngMs: number; readonly ratio: number; readonly pngKb: number };

/** What each product costs in each size and technique it knows, and what its templates weigh. */
export async function measure(report: Report): Promise<void> {
  const kinds = productNames.flatMap((product) =>
    productOf(product).techniques.flatMap((technique) => sizes.map((size) => ({ product, technique, size }))),
  );
  const memory = await memoryOf(kinds);
  const costs = await costsOf(kinds);
  const rows = costs.map(({ product, technique, size, shotMs, pngMs, ratio, pngKb }, i) => {
    const figures = [shotMs, shotMs + pngMs].map((ms) => ms.toFixed(1));
    return [product, technique, `${size}`, ...figures, ratio.toFixed(2), (memory[i] ?? 0).toFixed(1), pngKb.toFixed(0)];
  });
  report.table(['product', 'technique', 'size', 'shot ms', 'with PNG ms', '÷ sharp PNG', 'memory MB', 'PNG KB'], rows);
  report.note('shot: warm, with logo preparation; ÷ sharp PNG: its processor time against that of a plain PNG encode');
  report.note('memory: what the first shot of a new process adds to its resident memory at most');
  for (const technique of techniques) reportRatio(report, technique, costs);
  await reportTemplates(report);
}

async function costsOf(kinds: readonly Kind[]): Promise<readonly Cost[]> {
  sharp.cache(false);
  const logo = (await exampleLogos()).find(({ name }) => name === logoFile)?.png;
  if (!logo) throw new Error(`There is no example logo ${logoFile}.`);
  const workspace = new Workspace();
  const costs: Cost[] = [];
  // The first few run before the engine has compiled what they need.
  for (const kind of kinds.slice(0, warmUps)) await costOf({ ...kind, logo, color }, workspace);
  for (const kind of kinds) costs.push(await costOf({ ...kind, logo, color }, workspace));
  return costs;
}

async function costOf(request: Kind & ShotRequest, workspace: Workspace): Promise<Cost> {
  const { product, technique, size } = request;
  const info = await readTemplateInfo(product);
  const picture = Buffer.from((await paintShot(request, info, workspace)).pixels);
  const { byteLength } = await encodePng(picture, 3, request);
  const times = { shot: [] as Spent[], png: [] as Spent[], peer: [] as Spent[] };
  await paintShot(request, info, workspace);
  for (let round = 0; round < rounds; round++) {
    times.shot.push(await spent(() => paintShot(request, info, workspace)));
    times.png.push(await spent(() => encodePng(picture, 3, request)));
    times.peer.push(await spent(() => barePng(picture, size)));
  }
  const clock = (found: readonly Spent[]): number => median(found.map(({ clockMs }) => clockMs));
  const cpu = (found: readonly Spent[]): number => median(found.map(({ cpuMs }) => cpuMs));
  return {
    product,
    technique,
    size,
    shotMs: clock(times.shot),
    pngMs: clock(times.png),
    ratio: cpu(times.shot) / cpu(times.peer),
    pngKb: byteLength / 1024,
  };
}

/** In megabytes, of each kind in a process of its own. */
async function memoryOf(kinds: readonly Kind[]): Promise<readonly number[]> {
  const found: number[] = [];
  const left = kinds.entries();
  const work = async (): Promise<void> => {
    for (const [i, { product, technique, size }] of left) {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [script, examplePath(logoFile), product, technique, `${size}`],
        { timeout: 60_000 },
      );
      found[i] = z.object({ memoryMb: z.number() }).parse(JSON.parse(stdout)).memoryMb;
    }
  };
  await Promise.all(Array.from({ length: processesAtOnce }, work));
  return found;
}

function reportRatio(report: Report, technique: Technique, costs: readonly Cost[]): void {
  const found = costs.filter((cost) => cost.technique === technique && cost.size === promisedSize);
  const limit = limits[technique];
  const what = `${technique} at ${promisedSize} ÷ PNG encode`;
  report.row({
    what: `${what}, median of the products`,
    value: median(found.map(({ ratio }) => ratio)),
    unit: '×',
    ...(limit === undefined ? {} : { limit }),
  });
  const worst = found.toSorted((a, b) => b.ratio - a.ratio)[0];
  if (worst) report.row({ what: `  the slowest: ${worst.product}`, value: worst.ratio, unit: '×' });
}

async function reportTemplates(report: Report): Promise<void> {
  const sizesKb: number[] = [];
  const rows: string[][] = [];
  for (const product of productNames) {
    for (const view of productOf(product).views) {
      const folder = templateFolder(product, view);
      const files = await readdir(folder);
      const stats = await Promise.all(files.map(async (file) => await stat(new URL(file, folder))));
      const kb = stats.reduce((sum, { size }) => sum + size, 0) / 1024;
      sizesKb.push(kb);
      rows.push([product, view, kb.toFixed(0)]);
    }
  }
  report.table(['product', 'view', 'template KB'], rows);
  report.row({ what: 'the largest template', value: Math.max(...sizesKb), unit: 'KB', limit: mostTemplateKb });
}
