import { expect, test } from 'vitest';
import { logoHash } from '#core/images/logo-hash.ts';

test('is the SHA-256 of the bytes a view shows, in hex', () => {
  const around = Buffer.from('xxabcxx');
  expect(logoHash(around.subarray(2, 5))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
