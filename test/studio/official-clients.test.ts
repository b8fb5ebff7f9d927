import { ComfyDeploy } from 'comfydeploy';
import { ComfyDeployClient } from 'comfydeploy-v1';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { studioDeploymentId } from '#studio/deployment.ts';
import { drawLogo, openRendering, openStudio, token } from './support/studio-fixture.ts';

async function sizeOf(url: string): Promise<[number, number]> {
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  const { width, height } = await sharp(bytes).metadata();
  return [width, height];
}

test('serves the official client of the current API', async () => {
  await using studio = await openRendering();
  const client = new ComfyDeploy({ bearer: token, serverURL: studio.url });

  const [deployment] = await client.deployments.list({});
  expect(deployment?.id).toBe(studioDeploymentId);
  expect(deployment?.inputTypes?.map(({ inputId }) => inputId)).toContain('input_image');

  const uploaded = await client.file.upload({ file: { fileName: 'logo.png', content: await drawLogo() } });
  const queued = await client.run.deployment.queue({
    deploymentId: studioDeploymentId,
    inputs: { input_image: uploaded.fileUrl, input_number: 512, input_text: 'a red mug', input_seed: 4 },
  });
  const read = () => client.run.get({ runId: queued.runId });
  await expect.poll(async () => (await read()).status, { timeout: 10_000 }).toBe('success');
  const run = await read();
  expect(run).toMatchObject({ progress: 1, createdAt: expect.any(Date), endedAt: expect.any(Date) });
  const [item] = run.outputs?.[0]?.data['images'] ?? [];
  expect(await sizeOf(String(Object(item).url))).toEqual([512, 512]);
});

test('tells the official client of the current API what is wrong', async () => {
  await using studio = await openStudio();
  const client = new ComfyDeploy({ bearer: token, serverURL: studio.url });
  await expect(client.run.get({ runId: 'nope' })).rejects.toMatchObject({
    detail: [{ type: 'uuid_parsing', loc: ['path', 'run_id'] }],
  });
  await expect(client.run.get({ runId: studioDeploymentId })).rejects.toMatchObject({ statusCode: 404 });
  const stranger = new ComfyDeploy({ bearer: 'wrong', serverURL: studio.url });
  await expect(stranger.deployments.list({})).rejects.toMatchObject({ statusCode: 401 });
});

test('serves the official client of the older API', async () => {
  await using studio = await openRendering();
  const client = new ComfyDeployClient({ apiBase: new URL(studio.url).origin, apiToken: token });

  const logo = await drawLogo();
  const upload = await client.getUploadUrl('image/png', logo.length);
  const put = await fetch(String(upload?.upload_url), {
    method: 'PUT',
    body: logo,
    headers: { 'content-type': 'image/png', 'x-amz-acl': 'public-read' },
  });
  expect(put.status).toBe(200);
  const inputs = { input_image: String(upload?.download_url), input_number: '512' };

  const queued = await client.run({ deployment_id: studioDeploymentId, inputs });
  expect(await client.getRun(String(queued?.run_id))).toMatchObject({
    id: queued?.run_id,
    progress: expect.any(Number),
  });

  const run = await client.runSync({ deployment_id: studioDeploymentId, inputs });
  expect(run).toMatchObject({ status: 'success', progress: 1 });
  const [item] = (run && 'outputs' in run && run.outputs[0]?.data.images) || [];
  expect(await sizeOf(String(item?.url))).toEqual([512, 512]);
});
