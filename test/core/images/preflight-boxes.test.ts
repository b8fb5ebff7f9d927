import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawPhoto, drawPixels, drawPng, readPixels } from '../../support/drawn-logos.ts';
import { find, judge } from '../../support/judge-logo.ts';

test('a colored box is judged as part of the logo, and taken away only where the logo can do without', async () => {
  const boxed = (ink: string) =>
    drawPixels(
      600,
      400,
      `<rect width="600" height="400" fill="#1040c0"/><path d="M250 250 L350 250 L300 130 Z" fill="${ink}"/>`,
    );
  const onWhite = judge(await boxed('#ffffff'), '#ffffff');
  const box = onWhite.find(({ kind }) => kind === 'background');
  expect(box).toMatchObject({ severity: 'notice', sentence: { key: 'preflight.background.colored' } });
  expect(box).not.toHaveProperty('repair');
  for (const kind of ['margins', 'contrast'])
    expect(onWhite.find((finding) => finding.kind === kind)).toMatchObject({ severity: 'good' });
  expect(find(await boxed('#ffffff'), 'background', '#000000')?.repair).toBe('removeFlatBackground');
  // On a product of its own color the box is not there.
  expect(find(await boxed('#ffffff'), 'margins', '#1040c0')).toMatchObject({ severity: 'notice', repair: 'trim' });
});

test('in a box that has to stay, nothing is offered to be trimmed', async () => {
  const navy = await drawPixels(
    600,
    400,
    '<rect width="600" height="400" fill="#ffffff"/><path d="M250 250 L350 250 L300 130 Z" fill="#1e2f67"/><circle cx="300" cy="215" r="22" fill="#ffcd00"/>',
  );
  const onNavy = judge(navy, '#1b2a4a');
  expect(onNavy.find(({ kind }) => kind === 'background')).not.toHaveProperty('repair');
  expect(onNavy.find(({ kind }) => kind === 'margins')).toMatchObject({ severity: 'notice' });
  expect(onNavy.find(({ kind }) => kind === 'margins')).not.toHaveProperty('repair');
  expect(judge(navy, '#ffffff').find(({ kind }) => kind === 'margins')).toMatchObject({ repair: 'trim' });
});

test('a photo is known as one on paper too, and may be trimmed there', async () => {
  const framed = await sharp({ create: { width: 900, height: 700, channels: 3, background: '#ffffff' } })
    .composite([{ input: await drawPhoto(500, 400), left: 200, top: 150 }])
    .jpeg({ quality: 85 })
    .toBuffer();
  const findings = judge(await readPixels(framed), '#000000', 'embroidery');
  expect(findings.map(({ kind, severity, repair }) => [kind, severity, repair])).toEqual(
    expect.arrayContaining([
      ['background', 'problem', 'removeFlatBackground'],
      ['photo', 'problem', undefined],
      ['margins', 'notice', 'trim'],
    ]),
  );
  expect(findings.some(({ kind }) => kind === 'contrast' || kind === 'hairlines')).toBe(false);
});

test('a shadow on the paper is not what has to stand out', async () => {
  const jpeg = await sharp(
    await drawPng(
      600,
      400,
      '<rect width="600" height="400" fill="#fff"/><filter id="f" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="12"/></filter><circle cx="312" cy="218" r="110" fill="#000" fill-opacity="0.45" filter="url(#f)"/><circle cx="300" cy="200" r="110" fill="#e0702a"/>',
    ),
  )
    .jpeg({ quality: 82 })
    .toBuffer();
  for (const color of ['#ffffff', '#000000'])
    expect(find(await readPixels(jpeg), 'contrast', color)).toMatchObject({ severity: 'good' });
});

test('a light version is offered only where there is one, and where it helps', async () => {
  const gradient = await drawPixels(
    600,
    400,
    '<linearGradient id="h"><stop stop-color="#101418"/><stop offset="1" stop-color="#f0a020"/></linearGradient><rect width="600" height="400" rx="90" fill="url(#h)"/>',
  );
  const dark = await drawPixels(
    600,
    300,
    '<rect width="500" height="300" fill="#4a0014"/><rect x="540" width="60" height="60" fill="#000"/><rect x="540" y="100" width="60" height="200" fill="#f0a020"/>',
  );
  for (const [logo, product] of [
    [gradient, '#101010'],
    [dark, '#3a0010'],
  ] as const) {
    const found = find(logo, 'contrast', product);
    expect(found?.severity).not.toBe('good');
    expect(found).not.toHaveProperty('repair');
  }
});
