import { expect, test } from 'vitest';
import { FileStore } from '#studio/file-store.ts';
import { InputPictures, maxPictureBytes } from '#studio/input-pictures.ts';
import { MachineError } from '#studio/machines/machine.ts';
import { startReceiver } from './support/http-receiver.ts';
import { drawLogo, openStudio, temporaryFolder } from './support/studio-fixture.ts';

const never = new AbortController().signal;

async function openPictures(allowLoopback: boolean) {
  await using stack = new AsyncDisposableStack();
  const files = await FileStore.open(stack.use(await temporaryFolder()).path);
  const pictures = new InputPictures({ files, allowLoopback });
  const open = stack.move();
  return { files, pictures, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

test('reads own files from the disk, whatever host and port their URL names', async () => {
  await using open = await openPictures(false);
  const { path } = open.files.newInput('logo.png');
  await open.files.write(path, [Buffer.from('logo')], 4);
  for (const origin of ['http://127.0.0.1:1', 'https://studio.example', 'http://10.0.0.1:3011']) {
    const bytes = await open.pictures.read(`${origin}${path}?expires=1&signature=x`, never);
    expect(bytes.toString()).toBe('logo');
  }
});

test('downloads pictures, follows up to five redirects and checks each', async () => {
  await using receiver = await startReceiver(({ url }, response) => {
    const step = Number(url.slice(1));
    if (step > 0) return response.writeHead(302, { location: `/${step - 1}` }).end();
    if (url === '/private') return response.writeHead(302, { location: 'http://10.0.0.1/' }).end();
    if (url === '/file') return response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    if (url === '/gone') return response.writeHead(404).end('no');
    return response.end('picture');
  });
  await using open = await openPictures(true);
  const read = async (path: string) => (await open.pictures.read(`${receiver.url}${path}`, never)).toString();
  expect(await read('/0')).toBe('picture');
  expect(await read('/5')).toBe('picture');
  await expect(read('/6')).rejects.toThrow(/redirects too often/);
  await expect(read('/private')).rejects.toThrow(/private network/);
  await expect(read('/file')).rejects.toThrow(/Only http and https/);
  await expect(read('/gone')).rejects.toThrow(
    new MachineError('The logo could not be fetched: its server answered 404.'),
  );
});

test('reads no more than 20 MB, whatever the server says', async () => {
  const megabyte = Buffer.alloc(1024 * 1024);
  await using receiver = await startReceiver((_request, response) => {
    const write = (): void => {
      if (response.destroyed) return;
      if (response.write(megabyte)) setImmediate(write);
      else response.once('drain', write);
    };
    write();
  });
  await using open = await openPictures(true);
  await expect(open.pictures.read(receiver.url, never)).rejects.toThrow('The logo is larger than 20 MB.');
  const { path } = open.files.newInput('big.png');
  await open.files.write(path, [Buffer.alloc(maxPictureBytes + 1)], maxPictureBytes + 1);
  await expect(open.pictures.read(`http://x.example${path}`, never)).rejects.toThrow('The logo is larger than 20 MB.');
});

test('does not reach this machine unless it listens there itself, and never a private network', async () => {
  await using receiver = await startReceiver((_request, response) => response.end('secret'));
  await using open = await openPictures(false);
  await expect(open.pictures.read(receiver.url, never)).rejects.toThrow(/private network/);
  await expect(open.pictures.read(receiver.url.replace('127.0.0.1', 'localhost'), never)).rejects.toThrow(
    /private network/,
  );
  expect(receiver.received).toEqual([]);
  for (const url of ['data:image/webp;base64,AAAA', 'logo.png', '', 'http://']) {
    await expect(open.pictures.read(url, never)).rejects.toThrow(MachineError);
  }
});

test('stops when the run is cancelled', async () => {
  await using receiver = await startReceiver(() => {});
  await using open = await openPictures(true);
  const abort = new AbortController();
  const reading = open.pictures.read(receiver.url, abort.signal);
  await expect.poll(() => receiver.received.length).toBe(1);
  abort.abort(new Error('cancelled'));
  await expect(reading).rejects.toThrow('cancelled');
});

test('connects to the address it has checked, under the name the URL gave', async () => {
  await using receiver = await startReceiver((_request, response) => response.end('x'));
  await using open = await openPictures(true);
  await open.pictures.read(receiver.url.replace('127.0.0.1', 'localhost'), never);
  expect(receiver.received[0]?.headers.host).toMatch(/^localhost:/);
});

test('stores a picture sent as data URI and puts its URL in its place', async () => {
  await using studio = await openStudio();
  const logo = await drawLogo();
  const webp = 'data:image/webp;base64,AAAA';
  const png = `data:image/png;base64,${logo.toString('base64')}`;
  const id = await studio.queue({ input_image: png, other: 'data:image/jpg;base64,/9j/', webp });
  const { workflow_inputs: inputs } = await studio.run(id);
  expect(inputs?.['webp']).toBe(webp);
  expect(inputs?.['other']).toMatch(/\/inputs\/img_[\w-]{16}\.jpg$/);
  const answer = await fetch(String(inputs?.['input_image']));
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(logo);
  expect((await studio.machine.at(0)).run.inputs['input_image']).toBe(inputs?.['input_image']);
});
