import { expect, test } from 'vitest';
import { openStudio } from './support/studio-fixture.ts';

const preflight = (origin: string): RequestInit => ({
  method: 'OPTIONS',
  headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
});

test('is closed to web pages unless their origin was named', async () => {
  await using studio = await openStudio();
  const refused = await fetch(`${studio.url}/deployments`, preflight('https://shop.example'));
  expect([refused.status, await refused.text()]).toEqual([400, 'Disallowed CORS origin']);
  const simple = await studio.call('/deployments', { headers: { origin: 'https://shop.example' } });
  expect(simple.status).toBe(200);
  expect(simple.headers.get('access-control-allow-origin')).toBeNull();
});

test('opens to the origins that were named, and to no other', async () => {
  await using studio = await openStudio({ origins: ['https://shop.example'] });
  const allowed = await fetch(`${studio.url}/deployments`, preflight('https://shop.example'));
  expect(allowed.status).toBe(200);
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://shop.example');
  expect(allowed.headers.get('access-control-allow-headers')).toBe('authorization');
  const simple = await studio.call('/deployments', { headers: { origin: 'https://shop.example' } });
  expect(simple.headers.get('access-control-allow-origin')).toBe('https://shop.example');
  expect((await fetch(`${studio.url}/deployments`, preflight('https://shop.example.evil.example'))).status).toBe(400);
});
