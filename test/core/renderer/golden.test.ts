import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import pixelmatch from 'pixelmatch';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { productNames } from '#core/catalog/catalog.ts';
import { productOf } from '#core/catalog/products.ts';
import { paintShot, Workspace } from '#core/renderer/render-shot.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import { drawLogo } from './probe.ts';

/*
 * One picture of each view of each product, compared with the one that was looked at and found good. A change that is meant makes new
 * ones: `UPDATE_GOLDENS=1 npx vitest run test/core/renderer/golden` writes those that differ; look at each before it is committed.
 */

const size = 512;
const folder = new URL('../../fixtures/golden/', import.meta.url);
const failures = new URL('../../../mockups/golden/', import.meta.url);
const mostBytes = 120 * 1024;
// Looked at twice: for shapes, with what the reduced colors of a golden may differ; and shrunk, for tones, where they no longer do.
// `tolerance` as pixelmatch measures it, 0 to 1.
const looks = [
  { side: size, tolerance: 0.06 },
  { side: size / 8, tolerance: 0.02 },
] as const;
const mostPixels = 0.004;
const isUpdating = process.env['UPDATE_GOLDENS'] === '1';

// Fill, lines, a hole, a slant, transparency and a gradient, in colors that no product has.
const logo = `<defs><linearGradient id="g"><stop offset="0" stop-color="#ff6900"/><stop offset="1" stop-color="#ffcd00"/></linearGradient></defs>
  <circle cx="150" cy="150" r="140" fill="url(#g)"/><circle cx="150" cy="150" r="80" fill="none" stroke="#fff" stroke-width="22"/>
  <path d="M330 30 H600 V90 H330Z" fill="#00b5e2"/><path d="M330 120 H560 L520 180 H330Z" fill="#fff" fill-opacity=".6"/>
  <path d="M330 215 H600 M330 240 H600 M330 265 H600" stroke="#fff" stroke-width="6"/>`;
const color = '#7a1f3d';

const cases = productNames.flatMap((product) => productOf(product).views.map((view) => ({ product, view })));

test.for(cases)('a $product seen from its $view looks as it did', async ({ product, view }) => {
  const name = `${product}-${view}.png`;
  const info = await readTemplateInfo(product, view);
  const request = { logo: await drawLogo(640, 300, logo), product, view, color, size } as const;
  const { pixels } = await paintShot(request, info, new Workspace());
  const shot = sharp(Buffer.from(pixels), { raw: { width: size, height: size, channels: 3 } });
  const known = await read(name);
  const differing = known ? await compare(shot, known, name) : 1;
  if (isUpdating && differing >= mostPixels) {
    await mkdir(folder, { recursive: true });
    await writeFile(
      new URL(name, folder),
      await shot.clone().png({ palette: true, quality: 90, effort: 10 }).toBuffer(),
    );
    return;
  }
  expect(
    known,
    `There is no golden picture of ${name}. Make it: UPDATE_GOLDENS=1 npx vitest run test/core/renderer/golden`,
  ).toBeDefined();
  expect(
    differing,
    `Share of pixels that differ; see mockups/golden/${name}: as it is, as it was, where they differ`,
  ).toBeLessThan(mostPixels);
  expect((await stat(new URL(name, folder))).size).toBeLessThanOrEqual(mostBytes);
});

async function read(name: string): Promise<Buffer | undefined> {
  try {
    return await readFile(new URL(name, folder));
  } catch {
    // Missing: the test says so, or makes it.
    return undefined;
  }
}

/** The share of pixels in which the eye sees a difference. The pictures are kept when it is too large. */
async function compare(shot: Sharp, known: Buffer, name: string): Promise<number> {
  const shares: number[] = [];
  for (const { side, tolerance } of looks) {
    const [is, was] = [await rgba(shot.clone(), side), await rgba(sharp(known), side)];
    const difference = Buffer.alloc(is.length);
    const share = pixelmatch(is, was, difference, side, side, { threshold: tolerance, includeAA: true }) / side ** 2;
    shares.push(share);
    if (share >= mostPixels && !isUpdating) await keep([is, was, difference], side, name);
  }
  return Math.max(...shares);
}

async function rgba(image: Sharp, side: number): Promise<Buffer> {
  return await image.toColourspace('srgb').ensureAlpha().resize(side, side).raw().toBuffer();
}

async function keep(pictures: readonly Buffer[], side: number, name: string): Promise<void> {
  await mkdir(failures, { recursive: true });
  await sharp({ create: { width: 3 * side, height: side, channels: 3, background: '#fff' } })
    .composite(
      pictures.map((input, k) => ({ input, raw: { width: side, height: side, channels: 4 }, left: k * side, top: 0 })),
    )
    .png()
    .toFile(new URL(name, failures).pathname);
}
