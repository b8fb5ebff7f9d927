import { expect, test } from 'vitest';
import { cleanLogo } from '#core/images/clean-logo.ts';
import { drawSvg } from '#core/images/draw-svg.ts';
import { colorDistance, drawDisc, probe, svgOf } from '../../support/pictures.ts';

const limits = { maxBytes: 1024 * 1024, maxPixels: 1_000_000 };
const bar = '<rect width="100" height="100" fill="#d02030"/>';

/** Each level draws the one below it eight times: eight million rectangles. */
const references = Array.from(
  { length: 7 },
  (_, at) => `<g id="a${at + 1}">${`<use xlink:href="#a${at}"/>`.repeat(8)}</g>`,
);
const referenceBomb = Buffer.from(svgOf(`<rect id="a0" width="100" height="100"/>${references.join('')}`));
/** A filter that keeps every one of its 500 results: eight gigabytes. */
const results = Array.from({ length: 500 }, (_, at) => `<feFlood flood-color="#d02030" result="r${at}"/>`);
const memoryBomb = Buffer.from(svgOf(`<filter id="f">${results.join('')}</filter><g filter="url(#f)">${bar}</g>`));

test('a logo that is an SVG comes back from its process as a picture', async () => {
  const logo = await cleanLogo(Buffer.from(svgOf(bar)));
  expect(logo).toMatchObject({ format: 'svg', width: 2048, height: 1024, hasAlpha: true });
  expect(colorDistance(await probe(logo.png, 0.45, 0.5), '#d02030')).toBe(0);
  expect((await probe(logo.png, 0.55, 0.5))[3]).toBe(0);
});

test('a sentence comes back from it with what it needs to be filled in', async () => {
  const href = `data:image/png;base64,${(await drawDisc(1200)).toString('base64')}`;
  await expect(drawSvg(Buffer.from(svgOf(`<image href="${href}"/>`)), limits)).rejects.toMatchObject({
    name: 'UserError',
    key: 'logo.tooManyPixels',
    params: { megapixels: 2, limitMegapixels: 1 },
  });
});

test('nested references that would draw for minutes are ended by the deadline, while others are served', async () => {
  const before = process.memoryUsage.rss();
  const bomb = drawSvg(referenceBomb, { ...limits, deadlineMs: 1000 });
  const [bombed, other] = await Promise.allSettled([bomb, cleanLogo(await drawDisc(64))]);
  expect(bombed).toMatchObject({ status: 'rejected', reason: { name: 'UserError', key: 'logo.svgTooComplex' } });
  expect(other.status).toBe('fulfilled');
  expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
});

test('a filter that would take gigabytes is ended before, and takes none of this process', async () => {
  const before = process.memoryUsage.rss();
  await expect(drawSvg(memoryBomb, { ...limits, deadlineMs: 60_000 })).rejects.toMatchObject({
    key: 'logo.svgTooComplex',
  });
  expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
});

test('an abort ends the drawing at once with its reason', async () => {
  const abort = new AbortController();
  const drawing = cleanLogo(referenceBomb, { signal: abort.signal });
  const reason = new Error('the person gave up');
  abort.abort(reason);
  await expect(drawing).rejects.toBe(reason);
});
