import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawLogo, openRendering, token } from './support/studio-fixture.ts';

async function shotOf(studio: Awaited<ReturnType<typeof openRendering>>, inputs: Record<string, unknown>) {
  const run = await studio.settled(await studio.queue(inputs));
  expect(run.status).toBe('success');
  const [item] = run.outputs[0]?.data['images'] ?? [];
  const { url, filename } = Object(item);
  const answer = await fetch(url);
  return { run, filename, bytes: Buffer.from(await answer.arrayBuffer()), type: answer.headers.get('content-type') };
}

/** Share of strongly red pixels. */
async function redShare(png: Buffer): Promise<number> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let red = 0;
  for (let at = 0; at < data.length; at += 3) {
    const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
    if (r > 90 && r > 2.5 * g && r > 2.5 * b) red += 1;
  }
  return red / (info.width * info.height);
}

test('makes a logo into a product shot that carries it', async () => {
  await using studio = await openRendering();
  const { file_url } = await studio.upload(await drawLogo(), 'logo.png');
  const shot = await shotOf(studio, {
    input_image: file_url,
    input_text: 'a white coffee mug',
    input_number: 512,
    input_seed: 3,
  });
  expect(shot.type).toBe('image/png');
  expect(shot.filename).toMatch(/^mug-white-512-seed-3-.*\.png$/);
  const { width, height } = await sharp(shot.bytes).metadata();
  expect([width, height]).toEqual([512, 512]);
  expect(await redShare(shot.bytes)).toBeGreaterThan(0.01);
  expect(shot.run).toMatchObject({ progress: 1, live_status: 'Executing ComfyDeployOutputImage' });
});

test('makes the same bytes of the same inputs and seed, others of another seed', async () => {
  await using studio = await openRendering();
  const { file_url } = await studio.upload(await drawLogo(), 'logo.png');
  const inputs = { input_image: file_url, input_number: 512, product: 'tshirt', color: '#3366cc' };
  const [first, second, other] = [
    await shotOf(studio, { ...inputs, input_seed: 5 }),
    await shotOf(studio, { ...inputs, input_seed: 5 }),
    await shotOf(studio, { ...inputs, input_seed: 6 }),
  ];
  expect(first.bytes.equals(second.bytes)).toBe(true);
  expect(first.bytes.equals(other.bytes)).toBe(false);
});

test.each([
  ['no logo at all', {}, /input_image is missing/],
  ['a logo that is no address', { input_image: 'logo' }, /could not be fetched/],
  ['a data URI the service does not decode', { input_image: 'data:image/webp;base64,AAAA' }, /could not be fetched/],
  [
    'a picture that is none',
    { input_image: `data:image/png;base64,${Buffer.from('not a picture').toString('base64')}` },
    /./,
  ],
])('fails with a sentence in the log for %s', async (_name, inputs, sentence) => {
  await using studio = await openRendering();
  const run = await studio.settled(await studio.queue(inputs));
  expect(run).toMatchObject({ status: 'failed', outputs: [] });
  const last = (await studio.json(`/v2/clickhouse-run-logs/${run.id}`)).at(-1);
  expect(last.log_type).toBe('error');
  expect(last.log).toMatch(sentence);
  expect(last.log).not.toMatch(/reference/);
});

test('reads its own uploads although it may not reach this machine otherwise', async () => {
  await using studio = await openRendering({ host: '0.0.0.0' });
  const { file_url } = await studio.upload(await drawLogo(), 'logo.png');
  const good = await studio.settled(await studio.queue({ input_image: file_url, input_number: 512 }));
  expect(good.status).toBe('success');
  const bad = await studio.settled(
    await studio.queue({ input_image: `${studio.url}/doc?cd_token=${token}`, input_number: 512 }),
  );
  expect(bad.status).toBe('failed');
});
