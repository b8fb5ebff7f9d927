import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { bodyOf, drawLogo, openStudio, temporaryFolder, token } from './support/studio-fixture.ts';

test('takes an upload and serves it to whoever knows its URL', async () => {
  await using studio = await openStudio();
  const logo = await drawLogo();
  const answer = await studio.upload(logo, 'my logo.PNG');
  expect(answer).toEqual({
    message: 'File uploaded successfully',
    file_id: expect.stringMatching(/^img_[\w-]{16}$/),
    file_name: 'my logo.PNG',
    file_url: `${studio.origin}/inputs/${answer.file_id}.png`,
  });
  const file = await fetch(answer.file_url);
  expect(Buffer.from(await file.arrayBuffer())).toEqual(logo);
  expect(Object.fromEntries(file.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-length': String(logo.length),
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    'content-disposition': 'inline',
  });
});

test.each([
  ['bytes=0-3', 206, 'bytes 0-3/10', '0123'],
  ['bytes=4-', 206, 'bytes 4-9/10', '456789'],
  ['bytes=-2', 206, 'bytes 8-9/10', '89'],
  ['bytes=0-0', 206, 'bytes 0-0/10', '0'],
  ['bytes=5-500', 206, 'bytes 5-9/10', '56789'],
  ['bytes=-500', 206, 'bytes 0-9/10', '0123456789'],
  ['bytes=10-', 416, 'bytes */10', ''],
  ['bytes=-0', 416, 'bytes */10', ''],
  ['bytes=4-2', 200, null, '0123456789'],
  ['bytes=0-1,4-5', 200, null, '0123456789'],
  ['lines=0-1', 200, null, '0123456789'],
])('answers the range %s', async (range, status, contentRange, body) => {
  await using studio = await openStudio();
  const { file_url } = await studio.upload(Buffer.from('0123456789'), 'digits.bin');
  const answer = await fetch(file_url, { headers: { range } });
  expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([
    status,
    contentRange,
    body,
  ]);
});

test('answers HEAD without a body and an unknown file as not there', async () => {
  await using studio = await openStudio();
  const { file_url } = await studio.upload(Buffer.from('0123456789'), 'digits.bin');
  const head = await fetch(file_url, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
  const unknown = await fetch(`${studio.origin}/inputs/img_0123456789abcdef.png`);
  expect(unknown.status).toBe(404);
  expect(await unknown.text()).toContain('NoSuchKey');
});

test.each([
  ['logo.png', 'img_', 'image/png'],
  ['clip.mp4', 'vid_', 'video/mp4'],
  ['pack.zip', 'zip_', 'application/zip'],
  ['unknown.xyz', 'file_', 'application/octet-stream'],
  ['noextension', 'file_', 'application/octet-stream'],
])('guesses the type of %s from its name alone', async (name, prefix, type) => {
  await using studio = await openStudio();
  const { file_id, file_url } = await studio.upload(Buffer.from('x'), name);
  expect(file_id.startsWith(prefix)).toBe(true);
  expect((await fetch(file_url)).headers.get('content-type')).toBe(type);
});

test.each(['notes.txt', 'table.csv', 'readme.md', 'page.html', 'mesh.glb'])('refuses %s', async (name) => {
  await using studio = await openStudio();
  expect(await studio.upload(Buffer.from('x'), name)).toEqual({ detail: 'Unsupported file type' });
});

test('lets nothing in an upload run in a browser', async () => {
  await using studio = await openStudio();
  const { file_url } = await studio.upload(
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    'x.svg',
  );
  const { headers } = await fetch(file_url);
  expect(headers.get('content-disposition')).toBe('attachment');
  expect(headers.get('content-security-policy')).toContain('sandbox');
});

test('refuses an upload that has no file', async () => {
  await using studio = await openStudio();
  const post = async (body: RequestInit['body'], headers: Record<string, string> = {}) => {
    const answer = await studio.call('/file/upload', { method: 'POST', ...(body ? { body } : {}), headers });
    return [answer.status, (await bodyOf(answer)).detail];
  };
  const form = (name: string, value: string | Blob) => {
    const data = new FormData();
    data.append(name, value);
    return data;
  };
  const entry = [expect.objectContaining({ loc: ['body', 'file'] })];
  expect(await post(form('other', new Blob(['x'])))).toEqual([422, entry]);
  expect(await post(form('file', 'a text field'))).toEqual([422, entry]);
  expect(await post(JSON.stringify({ file: 'x' }), { 'content-type': 'application/json' })).toEqual([422, entry]);
  expect(await post('x', { 'content-type': 'multipart/form-data' })).toEqual([400, 'Missing boundary in multipart.']);
  expect(await post('nonsense', { 'content-type': 'multipart/form-data; boundary=b' })).toEqual([
    400,
    'There was an error parsing the body',
  ]);
});

test('refuses a file beyond the limit before it has arrived', async () => {
  await using studio = await openStudio();
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'multipart/form-data; boundary=b',
    'content-length': String(251 * 1024 * 1024),
  };
  const sending = request(`${studio.url}/file/upload`, { method: 'POST', headers });
  sending.flushHeaders();
  const [answer] = await once(sending, 'response');
  expect([answer.statusCode, JSON.parse(await text(answer))]).toEqual([
    400,
    { detail: 'File size exceeds 250MB limit' },
  ]);
  sending.destroy();
});

/** Sends a path exactly as given: `fetch` would tidy it up. */
function rawStatus(origin: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

test.each([
  '/inputs/../runs.sqlite',
  '/inputs/..%2f..%2fruns.sqlite',
  '/inputs/%2e%2e/%2e%2e/runs.sqlite',
  '/outputs/..%2f..%2f..%2fetc/passwd',
  '/outputs/AAAAAAAAAAAAAAAAAAAAAAAA/..%2f..%2f..%2fruns.sqlite',
  '/outputs/AAAAAAAAAAAAAAAAAAAAAAAA/..%5c..%5cruns.sqlite',
  '/inputs/img_0123456789abcdef.png%00',
  '/tmp/x',
  '/%c0%ae%c0%ae/runs.sqlite',
])('finds nothing at %s', async (path) => {
  await using studio = await openStudio();
  expect(await rawStatus(studio.origin, path)).toBe(404);
});

test.each([
  ['../../../etc/passwd', 'passwd'],
  ['..\\..\\evil.png', 'evil.png'],
  ['.hidden', 'hidden'],
  ['a\u0000b\n.png', 'a_b_.png'],
  ['..', 'file'],
  ['…', '_'],
  [`${'x'.repeat(300)}.png`, `${'x'.repeat(116)}.png`],
])('stores an output named %j under a harmless name', async (name, stored) => {
  await using studio = await openStudio();
  const query = new URLSearchParams({
    file_name: name,
    run_id: '7f0c1d52-3b7e-4a51-9c0e-0a4d6b1f2e33',
    type: 'image/png',
  });
  const { url, download_url } = await studio.json(`/file-upload?${query.toString()}`);
  expect(new URL(download_url).pathname).toMatch(new RegExp(`^/outputs/[\\w-]{24}/${stored.replace('.', '\\.')}$`));
  expect((await fetch(url, { method: 'PUT', body: 'x', headers: { 'content-type': 'image/png' } })).status).toBe(200);
  expect((await fetch(download_url)).status).toBe(200);
});

test('takes a PUT only with its signature, its type and its length', async () => {
  await using studio = await openStudio();
  const { upload_url, file_id, download_url } = await studio.json('/upload-url?type=image/png&file_size=4');
  expect(new URL(download_url).pathname).toBe(`/inputs/${file_id}.png`);
  const put = async (url: string, type: string, body: RequestInit['body'] = 'abcd') => {
    const answer = await fetch(url, {
      method: 'PUT',
      body: body ?? null,
      headers: { 'content-type': type },
      duplex: 'half',
    });
    return [answer.status, /<Code>(\w+)/.exec(await answer.text())?.[1]];
  };
  const forged = new URL(upload_url);
  forged.searchParams.set('expires', String(Date.now() + 1e9));
  const elsewhere = new URL(upload_url);
  elsewhere.pathname = '/inputs/img_0123456789abcdef.png';
  const refused = [403, 'SignatureDoesNotMatch'];
  expect(await put(download_url, 'image/png')).toEqual(refused);
  expect(await put(forged.href, 'image/png')).toEqual(refused);
  expect(await put(elsewhere.href, 'image/png')).toEqual(refused);
  expect(await put(upload_url, 'image/jpeg')).toEqual(refused);
  expect(await put(upload_url, 'image/png', new Blob(['abcd']).stream())).toEqual([411, 'MissingContentLength']);
  expect((await fetch(download_url)).status).toBe(404);
  expect(await put(upload_url, 'image/png')).toEqual([200, undefined]);
  expect(await (await fetch(download_url)).text()).toBe('abcd');
});

test('refuses an upload URL for other types and sizes', async () => {
  await using studio = await openStudio();
  const status = async (query: string) => (await studio.call(`/upload-url?${query}`)).status;
  expect(await status('type=image/webp&file_size=4')).toBe(422);
  expect(await status('type=image/png&file_size=0')).toBe(500);
  expect(await status('type=image/png&file_size=x')).toBe(500);
  expect(await status(`type=image/png&file_size=${50 * 1024 * 1024 + 1}`)).toBe(500);
});

test('in private mode serves files only while their signature lasts, and signs anew at each read', async () => {
  await using folder = await temporaryFolder();
  const picture = { fileName: 'shot.png', bytes: Buffer.from('x'), nodeId: '8', outputId: 'output_images' };
  let url = '';
  {
    await using studio = await openStudio({ dataDir: folder.path, outputTtlMs: 3_600_000 });
    const id = await studio.queue();
    const { context, finish } = await studio.machine.at(0);
    await context.onPicture(picture);
    finish();
    const [output] = (await studio.settled(id)).outputs;
    url = String(Object(output?.data['images']?.[0]).url);
    expect((await fetch(url)).status).toBe(200);
    const bare = new URL(url);
    bare.search = '';
    expect((await fetch(bare)).status).toBe(403);
    const expires = Number(new URL(url).searchParams.get('expires')) - Date.now();
    expect(expires).toBeGreaterThan(3_000_000);
    expect(expires).toBeLessThanOrEqual(3_600_000);
    const upload = await studio.upload(Buffer.from('x'), 'x.png');
    expect((await fetch(upload.file_url)).status).toBe(200);
    expect((await fetch(upload.file_url.split('?')[0])).status).toBe(403);
  }
  await using expired = await openStudio({ dataDir: folder.path, outputTtlMs: -1 });
  const { file_url } = await expired.upload(Buffer.from('x'), 'x.png');
  expect((await fetch(file_url)).status).toBe(403);
  // The signature of before the restart still counts.
  const path = new URL(url);
  expect((await fetch(`${expired.origin}${path.pathname}${path.search}`)).status).toBe(200);
});
