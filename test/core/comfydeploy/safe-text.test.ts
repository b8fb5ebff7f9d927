import { expect, test } from 'vitest';
import { safeText } from '#core/comfydeploy/safe-text.ts';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyX2lkIjoidSJ9.c2lnbmF0dXJl';

test.each([
  ['plain words', 'plain words'],
  ['two\nlines\tand\u0000 more', 'two lines and more'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['see https://host.example/a/b?sig=1#x now', 'see https://host.example/… now'],
  ['see https://user:secret@host.example', 'see https://host.example'],
  ['<a href="https://host.example/hook/secret">', '<a href="https://host.example/…">'],
  ['got data:image/png;base64,AAAA/BBB== end', 'got data:… end'],
  [`key ${jwt} end`, 'key … end'],
  ['Authorization: Bearer abcdefgh12345', 'Authorization: Bearer …'],
  ['token=abcdefgh', 'token=…'],
  ['Invalid or expired token', 'Invalid or expired token'],
  ['a'.repeat(64), '…'],
  ['run 7f0c1d52-3b7e-4a51-9c0e-0a4d6b1f2e33 failed', 'run 7f0c1d52-3b7e-4a51-9c0e-0a4d6b1f2e33 failed'],
])('%j becomes %j', (text, expected) => {
  expect(safeText(text)).toBe(expected);
});

test('is never longer than asked for, however long the text', () => {
  expect(safeText('word '.repeat(100_000), 80)).toHaveLength(80);
  expect(safeText('ab '.repeat(40), 20)).toMatch(/…$/);
});
