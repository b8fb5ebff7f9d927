/* Run as a process of its own by the ImageMagick section: node twenty-shots.ts <logo> <folder> <count>. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderShot, Workspace } from '#core/renderer/render-shot.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';

const [logoFile = '', folder = '', count = '0'] = process.argv.slice(2);
const workspace = new Workspace();
const info = await readTemplateInfo('cap');
const logo = await readFile(logoFile);
for (let i = 0; i < Number(count); i++) {
  const shot = await renderShot(
    { logo, product: 'cap', color: '#1b2a4a', size: 1024, technique: 'print' },
    info,
    workspace,
  );
  await writeFile(join(folder, `ours-${i}.png`), shot.png);
}
