import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { UserError } from '#core/errors.ts';
import { cleanLogo, maxLogoBytes } from '#core/images/clean-logo.ts';
import type { MessageKey } from '#core/messages/message.ts';
import { type DrawnFormat, drawDisc, drawQuarters, noise, pngClaiming, randomNumbers } from '../../support/pictures.ts';

/** The key of the sentence a file is answered with; undefined when it is taken. */
async function refusal(bytes: Uint8Array): Promise<MessageKey | undefined> {
  try {
    await cleanLogo(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.key;
    throw error;
  }
}

test.each<[string, MessageKey, Buffer]>([
  ['an empty file', 'logo.empty', Buffer.alloc(0)],
  ['a HEIC photo', 'logo.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\0', 'latin1')],
  ['a PDF', 'logo.pdf', Buffer.from('%PDF-1.4\n1 0 obj')],
  ['an EPS', 'logo.postscript', Buffer.from('%!PS-Adobe-3.0 EPSF-3.0\n')],
  ['a Photoshop file', 'logo.psd', Buffer.from('8BPS\0\x01\0\0\0\0', 'latin1')],
  ['a text', 'logo.text', Buffer.from('our logo\n')],
  ['a zip', 'logo.archive', Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1')],
  ['bytes of no kind', 'logo.unknown', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 250, 251])],
])('%s is answered with one sentence that says what to send instead', async (_, key, bytes) => {
  await expect(cleanLogo(bytes)).rejects.toMatchObject({ name: 'UserError', key });
  await expect(cleanLogo(bytes)).rejects.toThrow(/^This [^.]+\. Please [^.]+\.$|^This .*Please .*\.$/);
});

test('a picture one can see nothing of is refused', async () => {
  const blank = sharp({ create: { width: 9, height: 9, channels: 4, background: { r: 200, g: 10, b: 10, alpha: 0 } } });
  for (const format of ['png', 'webp'] as const)
    expect(await refusal(await blank.toFormat(format).toBuffer())).toBe('logo.blank');
});

test('20 MB are taken and one byte more is not', async () => {
  const png = await drawDisc(20);
  const padded = Buffer.concat([png, Buffer.alloc(maxLogoBytes - png.length)]);
  expect(await refusal(padded)).toBeUndefined();
  await expect(cleanLogo(Buffer.concat([padded, Buffer.alloc(1)]))).rejects.toMatchObject({
    key: 'logo.tooLarge',
    params: { limitMb: 20 },
  });
});

test('50 megapixels are taken and a row more is not', async () => {
  const flat = (height: number): Promise<Buffer> =>
    sharp({ create: { width: 5000, height, channels: 3, background: '#d02030' } })
      .png({ compressionLevel: 1 })
      .toBuffer();
  expect(await cleanLogo(await flat(10_000))).toMatchObject({ width: 1024, height: 2048 });
  await expect(cleanLogo(await flat(10_001))).rejects.toMatchObject({
    key: 'logo.tooManyPixels',
    params: { megapixels: 51, limitMegapixels: 50 },
  });
});

test.each<[string, Buffer]>([
  ['a PNG of a kilobyte that claims 50,000 × 50,000', pngClaiming(50_000, 50_000, 8, 6)],
  ['a PNG of 30,000 × 30,000 in one bit a pixel', pngClaiming(30_000, 30_000, 1, 0, Buffer.alloc(30_000 * 3751))],
  ['a PNG that claims 2 billion × 2 billion', pngClaiming(0x7fff_ffff, 0x7fff_ffff, 8, 6)],
  [
    'a GIF that claims 65,535 × 65,535',
    Buffer.from(
      'GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;',
      'latin1',
    ),
  ],
])('%s is refused by its header, without taking memory', async (_, bomb) => {
  const before = process.memoryUsage.rss();
  expect(['logo.tooManyPixels', 'logo.truncated']).toContain(await refusal(bomb));
  // Decoded, even the smallest of these would take 900 MB.
  expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
});

test.each<DrawnFormat>(['png', 'jpeg', 'webp', 'avif', 'gif', 'tiff'])(
  'a %s that was cut off anywhere is told so',
  async (format) => {
    const whole = await noise(120, 90).toFormat(format).toBuffer();
    expect(await refusal(whole)).toBeUndefined();
    for (const share of [0.1, 0.25, 0.5, 0.75, 0.9, 0.99]) {
      expect([share, await refusal(whole.subarray(0, Math.floor(whole.length * share)))]).toEqual([
        share,
        'logo.truncated',
      ]);
    }
  },
);

test.each(['png', 'jpeg'] as const)('a %s in several passes that was cut off is told so', async (format) => {
  const whole = await noise(120, 90).toFormat(format, { progressive: true }).toBuffer();
  for (const share of [0.2, 0.5, 0.9])
    expect(await refusal(whole.subarray(0, whole.length * share))).toBe('logo.truncated');
});

test('whatever bytes come, the answer is a picture or a sentence', async () => {
  const random = randomNumbers(7);
  const formats: readonly DrawnFormat[] = ['png', 'jpeg', 'webp', 'avif', 'gif', 'tiff'];
  const pictures = await Promise.all(formats.map((format) => drawQuarters(24, 16, format)));
  const damage = (bytes: Buffer): Buffer => {
    const copy = Buffer.from(bytes);
    for (let times = 1 + random() * 12; times > 0; times -= 1)
      copy[Math.floor(random() * copy.length)] = random() * 256;
    return random() < 0.3 ? copy.subarray(0, random() * copy.length) : copy;
  };
  const files = Array.from({ length: 240 }, (_, at) => damage(pictures[at % pictures.length] ?? randomBytes(0)));
  const noises = Array.from({ length: 60 }, () =>
    Buffer.from(Array.from({ length: 1 + random() * 300 }, () => random() * 256)),
  );
  // `refusal` throws on anything that is not a sentence for the person.
  const answers = await Promise.all([...files, ...noises].map(refusal));
  expect(new Set(answers).size).toBeGreaterThan(2);
});

test('an abort ends the wait with its reason', async () => {
  const reason = new Error('the person gave up');
  await expect(cleanLogo(await drawDisc(20), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const abort = new AbortController();
  const crowd = Array.from({ length: 6 }, async () =>
    cleanLogo(await drawQuarters(800, 800), { signal: abort.signal }),
  );
  const ended = Promise.allSettled(crowd);
  await crowd[0];
  abort.abort(reason);
  const reasons = (await ended)
    .filter((result) => result.status === 'rejected')
    .map((result): unknown => result.reason);
  expect(reasons.length).toBeGreaterThan(0);
  expect(new Set(reasons)).toEqual(new Set([reason]));
});
