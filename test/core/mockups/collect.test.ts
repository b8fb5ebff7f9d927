import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { drawShot } from '../../support/bench-machine.ts';
import { type Fault, faults } from '../../support/faults.ts';
import { type MockupBench, openMockupBench, soon } from '../../support/mockup-bench.ts';
import { colorDistance, drawDisc, drawQuarters, probe, quarterColors } from '../../support/pictures.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

type Item = Record<string, unknown>;

const refused = (status: number): Fault => ({
  name: `refused-${status}`,
  kind: 'answer',
  forwarded: false,
  status,
  headers: { 'content-type': 'application/xml' },
  body: '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
});

/** A run that ends with these files. */
function makes(bench: MockupBench, ...files: readonly (readonly [name: string, bytes: Uint8Array])[]): void {
  bench.machine.work = async (_run, { onPicture }) => {
    for (const [index, [fileName, bytes]] of files.entries()) {
      await onPicture({ fileName, bytes, nodeId: String(index + 1), outputId: 'out' });
    }
  };
}

/** Changes every file that a run's answer names. */
function files(name: string, change: (item: Item) => Item): Fault {
  return faults.rewrite(name, (run) => ({
    ...run,
    outputs: (run['outputs'] as { data: { images?: Item[] } }[]).map((output) => ({
      ...output,
      data: { ...output.data, images: output.data.images?.map(change) },
    })),
  }));
}

test.concurrent('a URL that died is asked for anew, and the new one is downloaded', async () => {
  await using bench = await openMockupBench();
  let answers = 0;
  const dying = files('dying', (item) => (answers++ === 0 ? { ...item, url: `${bench.front.origin}/gone.png` } : item));
  bench.front.always('run', dying);
  await bench.make();
  expect(bench.front.of('file').find(({ path }) => path === '/gone.png')?.status).toBe(404);
  expect(bench.messenger.sent).toHaveLength(1);
  expect(await bench.runs()).toHaveLength(1);
});

test.concurrent('a download that fails in passing is tried again, and the run is not made again', async () => {
  await using bench = await openMockupBench();
  bench.front.next('file', faults.delay(0), ...Array.from({ length: 3 }, () => faults.serverError(503)));
  await bench.make();
  expect(bench.messenger.sent).toHaveLength(1);
  expect(await bench.runs()).toHaveLength(1);
});

test.concurrent('a picture that is gone for good is left out, and the others are delivered', async () => {
  await using bench = await openMockupBench();
  makes(bench, ['one.png', await drawShot(1)], ['two.png', await drawShot(2)]);
  bench.front.next('file', faults.delay(0), refused(404), refused(404));
  await bench.make();
  expect(bench.messenger.sent.map(({ fileName }) => fileName)).toEqual(['two.png']);
});

test.concurrent('when no picture can be had the mockup fails with a sentence about pictures', async () => {
  await using bench = await openMockupBench();
  bench.front.next('file', faults.delay(0), refused(403), refused(403));
  const { first } = await bench.make();
  expect(bench.messenger.last(first.id)).toMatchObject({ state: 'failed', reason: { key: 'run.unreadablePictures' } });
});

test.concurrent('what is no picture is left out, and if nothing is left that is said', async () => {
  await using bench = await openMockupBench();
  const rubbish = Buffer.from('<html>not a picture</html>'.repeat(20));
  const shot = await drawShot(1);
  makes(bench, ['a.png', rubbish], ['b.png', shot], ['c.png', shot.subarray(0, shot.length / 2)]);
  const { first } = await bench.make();
  expect(bench.messenger.sentOf(first.id).map(({ fileName }) => fileName)).toEqual(['b.png']);
  makes(bench, ['a.png', rubbish]);
  const other = await bench.make();
  expect(bench.messenger.last(other.first.id)).toMatchObject({
    state: 'failed',
    reason: { key: 'run.unreadablePictures' },
  });
});

test.concurrent.each(['tiff', 'avif'] as const)('a shot as %s comes as a PNG that shows the same', async (format) => {
  await using bench = await openMockupBench();
  makes(bench, [`shot.${format}`, await drawQuarters(64, 48, format)]);
  await bench.make();
  const [part] = bench.messenger.sent;
  expect(part).toMatchObject({ fileName: 'shot.png', mime: 'image/png', width: 64 });
  const bytes = part?.bytes ?? Buffer.alloc(0);
  expect((await sharp(bytes).metadata()).format).toBe('png');
  for (const [index, color] of quarterColors.entries()) {
    const pixel = await probe(bytes, index % 2 ? 0.75 : 0.25, index < 2 ? 0.25 : 0.75);
    expect(colorDistance(pixel, color)).toBeLessThan(24);
  }
});

test.concurrent.each(['jpeg', 'webp', 'gif'] as const)(
  'a shot as %s stays byte for byte, with its true ending',
  async (format) => {
    await using bench = await openMockupBench();
    const bytes = await drawDisc(40, { format });
    makes(bench, ['wrongly-named.png', bytes]);
    await bench.make();
    expect(bench.messenger.sent[0]?.bytes.equals(bytes)).toBe(true);
    expect(bench.messenger.sent[0]).toMatchObject({
      fileName: `wrongly-named.${format === 'jpeg' ? 'jpg' : format}`,
      mime: `image/${format}`,
    });
  },
);

test.concurrent.each([
  ['../../../etc/passwd.png', 'passwd.png'],
  ['..\\..\\windows\\system32.png', 'system32.png'],
  ['.htaccess', 'htaccess.png'],
  ['a\u0000b\u202Egnp.png', 'abgnp.png'],
  ['CON:*?"<>|.png', 'CON.png'],
  ['...', 'shot.png'],
  ['／etc／passwd.png', 'etc-passwd.png'],
  ['Größe 😀 夏.png', 'Größe-夏.png'],
  [`${'x'.repeat(200)}.png`, `${'x'.repeat(116)}.png`],
  [`a${'𠀀'.repeat(57)}.png`, `a${'𠀀'.repeat(29)}.png`],
])('a file called %j is saved under a harmless name', async (fileName, safe) => {
  await using bench = await openMockupBench();
  bench.front.always(
    'run',
    files('named', (item) => ({ ...item, filename: fileName })),
  );
  await bench.make();
  // Also with the letters that take most room it fits where a name may have 255 bytes.
  expect(bench.messenger.sent[0]?.fileName).toBe(safe);
});

test.concurrent('of a flood of pictures the first twenty are delivered', async () => {
  await using bench = await openMockupBench();
  const shot = await drawShot(1);
  makes(bench, ...Array.from({ length: 25 }, (_, index) => [`${index}.png`, shot] as const));
  await bench.make();
  expect(bench.messenger.sent).toHaveLength(20);
});

test.concurrent('a full disk while the shot comes in costs no paid run: the next start fetches it', async () => {
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  const { id, first } = await bench.ask();
  await bench.reaches(id, 'running');
  const pictures = path.join(bench.directory, 'pictures');
  renameSync(pictures, `${pictures}.away`);
  writeFileSync(pictures, '');
  release();
  await soon(() => bench.service.view(id)?.problem?.key).toBe('store.stopped');
  expect((await bench.stage(id)).state).toBe('collecting');
  rmSync(pictures);
  renameSync(`${pictures}.away`, pictures);
  await bench.restart();
  await bench.reaches(id, 'delivered');
  expect(await bench.runsOf(first)).toHaveLength(1);
});
