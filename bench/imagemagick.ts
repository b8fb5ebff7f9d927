import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { Workspace } from '#core/renderer/render-shot.ts';
import type { Template } from '#core/renderer/template.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import { examplePath } from './support/example-logos.ts';
import { interleaved, median, type Report } from './support/report.ts';

const run = promisify(execFile);
const size = 1024;
const shots = 20;
const rounds = 3;
// The displacement maps reach this many pixels each way.
const reach = 500;

/** Twenty printed shots in one process of ours, against ImageMagick displacing and multiplying the same job in one of its own. */
export async function measure(report: Report): Promise<void> {
  try {
    await run('convert', ['-version']);
  } catch {
    report.skip('ours against displace-and-multiply', "ImageMagick's convert is not installed");
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'mockup-bench-'));
  try {
    const info = await readTemplateInfo('cap');
    await writeMaps(await new Workspace().templates.get('cap', info, size), folder);
    const logo = examplePath('summit.png');
    const script = fileURLToPath(new URL('./support/twenty-shots.ts', import.meta.url));
    const times = await interleaved(
      rounds,
      () => run(process.execPath, [script, logo, folder, String(shots)], { timeout: 120_000 }),
      () => run('convert', magickArguments(logo, folder), { timeout: 240_000 }),
    );
    report.row({ what: `${shots} printed shots at ${size}, ours`, value: median(times.first), unit: 'ms' });
    report.row({ what: `${shots} printed shots at ${size}, ImageMagick`, value: median(times.second), unit: 'ms' });
    report.row({ what: 'ImageMagick ÷ ours', value: median(times.second) / median(times.first), unit: '×', least: 3 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What ImageMagick needs of the template: where each pixel looks into the logo, the shade, the outline and the backdrop. */
async function writeMaps({ print, shade, shadeTable, info, mask, shadow }: Template, folder: string): Promise<void> {
  const map = new Uint16Array(size * size * 3).fill(65_535);
  const aspect = info.printArea.widthMm / info.printArea.heightMm;
  for (let y = 0, i = 0; y < print.height; y++) {
    for (let x = 0; x < print.width; x++, i++) {
      if (!print.coverage[i]) continue;
      const px = print.left + x;
      const py = print.top + y;
      // The logo's canvas is as large as the picture, the print area 700 pixels wide in its middle.
      const shiftX = print.u[i]! * print.unit * 700 + 162 - px;
      const shiftY = (print.v[i]! * print.unit * 700) / aspect + 286 - py;
      map[3 * (py * size + px)] = (shiftX / reach / 2 + 0.5) * 65_535;
      map[3 * (py * size + px) + 1] = (shiftY / reach / 2 + 0.5) * 65_535;
    }
  }
  const grey = async (plane: Uint8Array, name: string): Promise<void> =>
    void (await sharp(plane, { raw: { width: size, height: size, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toFile(join(folder, name)));
  await sharp(map, { raw: { width: size, height: size, channels: 3 } })
    .toColourspace('rgb16')
    .png()
    .toFile(join(folder, 'map.png'));
  await grey(
    shade.map((value) => Math.min(255, (255 * shadeTable[value]!) / info.shadeMax)),
    'shade.png',
  );
  await grey(mask, 'mask.png');
  await grey(shadow, 'shadow.png');
}

/** One command that reads the maps once and then makes shot after shot. */
function magickArguments(logo: string, folder: string): string[] {
  const canvas = `${size}x${size}`;
  const keep = (name: string): string[] => [join(folder, `${name}.png`), '-write', `mpr:${name}`, '+delete'];
  const backdrop = [
    '(',
    '-size',
    canvas,
    'xc:#e6e6e4',
    join(folder, 'shadow.png'),
    '-compose',
    'multiply',
    '-composite',
    ')',
    '-write',
    'mpr:backdrop',
    '+delete',
  ];
  const placed = [
    '(',
    logo,
    '-resize',
    '640x400',
    '-background',
    'none',
    '-gravity',
    'center',
    '-extent',
    canvas,
    '+gravity',
    ')',
  ];
  const displaced = [
    '(',
    ...placed,
    'mpr:map',
    '-virtual-pixel',
    'transparent',
    '-define',
    `compose:args=${reach}x${reach}`,
    '-compose',
    'Displace',
    '-composite',
    ')',
  ];
  const cloth = [
    '-size',
    canvas,
    'xc:#1b2a4a',
    ...displaced,
    '-compose',
    'over',
    '-composite',
    'mpr:shade',
    '-compose',
    'multiply',
    '-composite',
  ];
  const cut = ['(', ...cloth, 'mpr:mask', '-alpha', 'off', '-compose', 'CopyOpacity', '-composite', ')'];
  const shot = (i: number): string[] => [
    '(',
    'mpr:backdrop',
    ...cut,
    '-compose',
    'over',
    '-composite',
    '-write',
    join(folder, `theirs-${i}.png`),
    '+delete',
    ')',
  ];
  return [
    ...['map', 'shade', 'mask'].flatMap(keep),
    ...backdrop,
    ...Array.from({ length: shots }, (_, i) => shot(i)).flat(),
    'xc:black',
    'null:',
  ];
}
