import { expect, test } from 'vitest';
import { BlockedAddressError, isReachable, resolvePublic } from '#studio/public-address.ts';

test.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8'])('reaches %s', (address) => {
  expect(isReachable(address, false)).toBe(true);
});

test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '::127.0.0.1'])(
  'reaches the loopback address %s only when allowed',
  (address) => {
    expect(isReachable(address, false)).toBe(false);
    expect(isReachable(address, true)).toBe(true);
  },
);

test.each([
  ['private', '10.0.0.1'],
  ['private', '172.16.5.4'],
  ['private', '192.168.0.1'],
  ['link-local, where clouds keep their secrets', '169.254.169.254'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['unspecified', '0.0.0.0'],
  ['multicast', '224.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['reserved', '240.0.0.1'],
  ['unspecified', '::'],
  ['unique local', 'fd00::1'],
  ['link-local', 'fe80::1'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['mapped private', '::ffff:10.0.0.1'],
  ['translated loopback', '64:ff9b::7f00:1'],
  ['6to4 of loopback', '2002:7f00:1::'],
  ['Teredo', '2001::1'],
  ['no address', 'localhost'],
])('never reaches a %s address: %s', (_kind, address) => {
  expect(isReachable(address, true)).toBe(false);
});

test.each([
  'file:///etc/passwd',
  'ftp://8.8.8.8/x',
  'http://user:password@8.8.8.8/',
  'http://10.0.0.1/',
  'http://0x0a000001/',
  'http://167772161/',
  'http://[::ffff:10.0.0.1]/',
  'http://localhost/',
  'http://127.1/',
])('blocks %s', async (url) => {
  await expect(resolvePublic(new URL(url), false)).rejects.toThrow(BlockedAddressError);
});

test('gives the addresses to connect to', async () => {
  expect(await resolvePublic(new URL('https://8.8.8.8/x'), false)).toEqual([{ address: '8.8.8.8', family: 4 }]);
  expect(await resolvePublic(new URL('http://[2606:4700::1111]/'), false)).toEqual([
    { address: '2606:4700::1111', family: 6 },
  ]);
  const [first] = await resolvePublic(new URL('http://localhost/'), true);
  expect(['127.0.0.1', '::1']).toContain(first.address);
});
