import { expect, test } from 'vitest';
import { isLoopbackUrl, resolveApiUrl } from '#core/comfydeploy/api-url.ts';

const publicApi = 'https://api.comfydeploy.com/api';

test.each([
  [undefined, publicApi],
  ['', publicApi],
  ['  ', publicApi],
  ['https://api.comfydeploy.com/api', publicApi],
  ['https://api.comfydeploy.com/api/', publicApi],
  ['https://api.comfydeploy.com', publicApi],
  ['https://API.comfydeploy.com//api//', publicApi],
  ['https://staging.api.comfydeploy.com', 'https://staging.api.comfydeploy.com/api'],
  ['http://localhost:3011', 'http://localhost:3011/api'],
  ['http://127.0.0.1:3011/', 'http://127.0.0.1:3011/api'],
  ['http://[::1]:3011/api', 'http://[::1]:3011/api'],
  ['https://comfy.example/behind/api/', 'https://comfy.example/behind/api'],
  ['https://comfy.example', 'https://comfy.example/api'],
])('understands %j without a word', (text, url) => {
  expect(resolveApiUrl(text)).toEqual({ url });
});

test.each([
  'https://www.comfydeploy.com',
  'https://www.comfydeploy.com/',
  'https://www.comfydeploy.com/api',
  'https://www.comfydeploy.com/api/',
  'http://www.comfydeploy.com',
  'https://comfydeploy.com',
  'https://app.comfydeploy.com/workflows',
  'https://studio.comfydeploy.com',
])('leads %s of older guides and dashboards to the API, and says so', (text) => {
  const { url, warning } = resolveApiUrl(text);
  expect(url).toBe(publicApi);
  expect(warning).toContain(`${publicApi} is used instead`);
});

test('never sends a token to the public service unprotected', () => {
  expect(resolveApiUrl('http://api.comfydeploy.com/api')).toMatchObject({
    url: publicApi,
    warning: expect.any(String),
  });
});

test('warns when the token would travel to another machine unprotected', () => {
  expect(resolveApiUrl('http://studio:3011')).toEqual({
    url: 'http://studio:3011/api',
    warning: expect.stringContaining('unprotected'),
  });
});

test.each([
  ['api.comfydeploy.com/api', 'must start with https://'],
  ['localhost:3011', 'must start with https://'],
  ['ftp://files.example', 'must start with https://'],
  ['nonsense', 'must start with https://'],
  ['https://', 'must start with https://'],
  ['https://user:pass@comfy.example', 'must not hold a user name'],
  ['https://comfy.example/api?key=1', 'without ? or #'],
])('refuses %j in words that follow the name of the setting', (text, words) => {
  expect(() => resolveApiUrl(text)).toThrow(words);
});

test.each([
  ['http://localhost:1/api', true],
  ['http://sub.localhost/', true],
  ['http://127.8.9.1/', true],
  ['http://[::1]/', true],
  ['http://127.0.0.1.example.com/', false],
  ['https://api.comfydeploy.com/api', false],
  ['http://notlocalhost/', false],
  ['no url', false],
])('%s stays on this machine: %j', (url, expected) => {
  expect(isLoopbackUrl(url)).toBe(expected);
});
