import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawLogo, openStudio, temporaryFolder } from './support/studio-fixture.ts';

const picture = { fileName: 'shot.png', bytes: Buffer.from('picture'), nodeId: '8', outputId: 'output_images' };

test('takes up waiting and interrupted runs in their old order, and keeps finished ones', async () => {
  await using folder = await temporaryFolder();
  const ids: string[] = [];
  {
    await using studio = await openStudio({ dataDir: folder.path });
    for (let i = 0; i < 3; i++) ids.push(await studio.queue({ i }));
    const { context, finish } = await studio.machine.at(0);
    await context.onPicture(picture);
    finish();
    const second = await studio.machine.at(1);
    second.context.onProgress(0.5, 'Executing x');
    await second.context.onPicture(picture);
    expect((await studio.run(String(ids[1]))).outputs).toHaveLength(1);
  }
  await using studio = await openStudio({ dataDir: folder.path });
  const again = await studio.machine.at(0);
  expect(again.run).toMatchObject({ id: ids[1], inputs: { i: 1 } });
  expect(await studio.run(String(ids[1]))).toMatchObject({
    status: 'running',
    progress: 0,
    live_status: null,
    outputs: [],
  });
  expect(await studio.run(String(ids[2]))).toMatchObject({ status: 'not-started', queue_position: 0 });
  const done = await studio.run(String(ids[0]));
  expect(done.status).toBe('success');
  const { url } = Object(done.outputs[0]?.data['images']?.[0]);
  expect(url.startsWith(studio.origin)).toBe(true);
  expect(await (await fetch(url)).text()).toBe('picture');
  again.finish();
  expect((await studio.machine.at(1)).run.id).toBe(ids[2]);
});

test('leaves cancelled runs alone after a restart', async () => {
  await using folder = await temporaryFolder();
  let id = '';
  {
    await using studio = await openStudio({ dataDir: folder.path });
    id = await studio.queue();
    await studio.machine.at(0);
    await studio.call(`/run/${id}/cancel`, { method: 'POST' });
  }
  await using studio = await openStudio({ dataDir: folder.path });
  const next = await studio.queue();
  expect((await studio.machine.at(0)).run.id).toBe(next);
  expect((await studio.run(id)).status).toBe('cancelled');
});

test('knows an upload of before by its path, although the port is another one now', async () => {
  await using folder = await temporaryFolder();
  const logo = await drawLogo();
  let url = '';
  {
    await using studio = await openStudio({ dataDir: folder.path });
    url = (await studio.upload(logo, 'logo.png')).file_url;
  }
  await using studio = await openStudio({ dataDir: folder.path });
  const moved = new URL(new URL(url).pathname, studio.origin);
  expect(Buffer.from(await (await fetch(moved)).arrayBuffer())).toEqual(logo);
});

test('clears away what was half written', async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'files/tmp'), { recursive: true });
  await writeFile(join(folder.path, 'files/tmp/half'), 'x');
  await using _studio = await openStudio({ dataDir: folder.path });
  expect(await readdir(join(folder.path, 'files/tmp'))).toEqual([]);
});

test('refuses a folder that another studio is using, and leaves its files alone', async () => {
  await using folder = await temporaryFolder();
  await using studio = await openStudio({ dataDir: folder.path });
  await writeFile(join(folder.path, 'files/tmp/being-written'), 'x');
  await expect(openStudio({ dataDir: folder.path })).rejects.toThrow(/used by another studio/);
  expect(await readdir(join(folder.path, 'files/tmp'))).toEqual(['being-written']);
  await studio.queue();
});
