/*
 * Draws the example logos: `node tools/logos/draw-logos.ts`. The brands are invented. Together they are the three kinds of file
 * that people send: color with transparency, black on transparent, and an opaque JPEG on white.
 */
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { coffeeRoasters, northwind, outfitters, summit, volt, type Word } from './lettering.ts';

/** A word as wide as `width`, its letters centered on `x` and standing on `baseline`. */
function set(word: Word, x: number, baseline: number, width: number, fill: string): string {
  const [left, , right] = word.box;
  const scale = width / (right - left);
  return `<path fill="${fill}" transform="translate(${x - (width / 2 + left * scale)} ${baseline}) scale(${scale})" d="${word.path}"/>`;
}

function svg(width: number, height: number, content: string): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`);
}

function summitLogo(): Buffer {
  return svg(
    1200,
    1220,
    `<defs>
      <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#ffc24a"/><stop offset="0.75" stop-color="#f4593c"/></linearGradient>
      <linearGradient id="lake" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#35c3b0"/><stop offset="1" stop-color="#1b8f8c"/></linearGradient>
      <clipPath id="disc"><circle cx="600" cy="450" r="390"/></clipPath>
    </defs>
    <g clip-path="url(#disc)">
      <rect width="1200" height="900" fill="url(#sky)"/>
      <circle cx="600" cy="330" r="120" fill="#ffe9a8"/>
      <path fill="#2b86a0" d="M560 640 L850 290 L1100 680 H700Z"/>
      <path fill="#17536e" d="M100 680 L450 200 L800 680Z"/>
      <path fill="#ffffff" d="M450 200 L551 337 L500 390 L452 340 L404 392 L345 346Z"/>
      <path fill="#eaf6f6" d="M850 290 L912 377 L868 418 L836 384 L800 416 L776 380Z"/>
      <path fill="#0f3c53" d="M0 660 C180 560 330 560 520 640 C720 700 900 590 1200 640 V900 H0Z"/>
      <path fill="url(#lake)" d="M0 735 C260 655 460 775 660 735 C860 695 1000 715 1200 735 V900 H0Z"/>
    </g>
    ${set(summit, 600, 1070, 1000, '#f4593c')}
    ${set(outfitters, 600, 1195, 760, '#1b8f8c')}`,
  );
}

function northwindLogo(): Buffer {
  const gust = (d: string): string =>
    `<path d="${d}" fill="none" stroke="#000" stroke-width="26" stroke-linecap="round"/>`;
  return svg(
    1400,
    790,
    `${gust('M420 150 H790 C880 150 880 40 800 40 C745 40 730 85 752 112')}
    ${gust('M500 218 H920 C1010 218 1010 330 930 330')}
    ${gust('M330 218 H410')}
    ${set(northwind, 690, 590, 1240, '#000')}
    ${set(coffeeRoasters, 700, 750, 1000, '#000')}`,
  );
}

function voltLogo(): Buffer {
  return svg(
    1100,
    1300,
    `<rect width="1100" height="1300" fill="#fff"/>
    <path fill="#1d2f66" d="M550 90 L890 215 V480 C890 700 740 830 550 900 C360 830 210 700 210 480 V215Z"/>
    <path fill="#2d4da3" d="M550 165 L820 264 V480 C820 655 705 762 550 825Z"/>
    <path fill="#ffd02e" d="M600 235 L370 545 H520 L478 760 L722 430 H562Z"/>
    ${set(volt, 550, 1190, 760, '#1d2f66')}`,
  );
}

const folder = new URL('../../examples/logos/', import.meta.url);
const file = (name: string): string => fileURLToPath(new URL(name, folder));
await sharp(summitLogo()).png({ compressionLevel: 9 }).toFile(file('summit.png'));
await sharp(northwindLogo()).png({ compressionLevel: 9 }).toFile(file('northwind.png'));
await sharp(voltLogo()).flatten({ background: '#fff' }).jpeg({ quality: 88 }).toFile(file('volt.jpg'));
