import { utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openStudio, temporaryFolder } from './support/studio-fixture.ts';

const picture = { fileName: 'shot.png', bytes: Buffer.from('picture'), nodeId: '8', outputId: 'output_images' };

test('removes old files and old runs at the start, and nothing younger', async () => {
  await using folder = await temporaryFolder();
  const old: string[] = [];
  const young: string[] = [];
  {
    await using studio = await openStudio({ dataDir: folder.path });
    for (const paths of [old, young]) {
      const { file_url } = await studio.upload(Buffer.from('x'), 'x.png');
      const id = await studio.queue();
      const { context, finish } = await studio.machine.at(old === paths ? 0 : 1);
      await context.onPicture(picture);
      finish();
      const run = await studio.settled(id);
      const { url } = Object(run.outputs[0]?.data['images']?.[0]);
      paths.push(new URL(file_url).pathname, new URL(url).pathname);
    }
    const [upload = '', output = ''] = old.map((path) => join(folder.path, 'files', path));
    const eightDaysAgo = new Date(Date.now() - 8 * 24 * 3_600_000);
    for (const path of [upload, dirname(output)]) await utimes(path, eightDaysAgo, eightDaysAgo);
  }
  await using studio = await openStudio({ dataDir: folder.path });
  const status = async (path: string) => (await fetch(`${studio.origin}${path}`)).status;
  await expect.poll(() => Promise.all(old.map(status))).toEqual([404, 404]);
  expect(await Promise.all(young.map(status))).toEqual([200, 200]);
});

test('forgets ended runs after their time, never those that wait', async () => {
  await using folder = await temporaryFolder();
  let ended = '';
  let waiting = '';
  {
    await using studio = await openStudio({ dataDir: folder.path });
    ended = await studio.queue();
    (await studio.machine.at(0)).finish();
    await studio.settled(ended);
    waiting = await studio.queue();
    await studio.machine.at(1);
  }
  await using studio = await openStudio({ dataDir: folder.path, retentionDays: -1 });
  expect((await studio.call(`/run/${ended}`)).status).toBe(404);
  expect((await studio.machine.at(0)).run.id).toBe(waiting);
});
