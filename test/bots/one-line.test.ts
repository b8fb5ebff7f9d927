import { expect, test } from 'vitest';
import { isolated, oneLine, wholeSigns } from '#bots/one-line.ts';

const family = '👨‍👩‍👧‍👦';
const unitsOf = (sign: string): number => sign.length;

test('lines become one, with single spaces and without control characters', () => {
  expect(oneLine('  a\r\n\tb\u0000c\u2028d  ', 100)).toBe('a b c d');
});

test('marks that turn what comes after are left out, others are kept', () => {
  expect(oneLine('a\u202egnp.exe\u2066b\u2069c\u200dd', 100)).toBe('agnp.exebc\u200dd');
});

test('half a character becomes one that can be written', () => {
  expect(oneLine('a\ud83db', 100)).toBe('a\ufffdb');
});

test('what is too long ends with an ellipsis, and not within a sign', () => {
  expect(oneLine('abcdef', 6)).toBe('abcdef');
  expect(oneLine('abcdef', 5)).toBe('abcde…');
  expect(oneLine('ab😀d', 3)).toBe('ab😀…');
  // A family is seven letters and one sign, a letter with its accent two and one.
  expect(oneLine(`ab${family}cd`, 6)).toBe('ab…');
  expect(oneLine(`ab${family}cd`, 9)).toBe(`ab${family}…`);
  expect(oneLine('abe\u0301f', 3)).toBe('ab…');
  expect(oneLine('🇩🇪🇫🇷', 3)).toBe('🇩🇪…');
});

test('one sign of thousands of letters is cut all the same', () => {
  const tower = `a${'\u0301'.repeat(2000)}`;
  expect(oneLine(tower, 300)).toBe(`${tower.slice(0, 300)}…`);
});

test('signs are counted by what the caller counts', () => {
  expect(wholeSigns(`a${family}b`, 11, unitsOf)).toBe('a');
  expect(wholeSigns(`a${family}b`, 12, unitsOf)).toBe(`a${family}`);
  expect(wholeSigns('', 5, unitsOf)).toBe('');
});

test('what is read from right to left is kept apart, and nothing else is', () => {
  expect(isolated('قبعة')).toBe('\u2068قبعة\u2069');
  expect(isolated('a cap')).toBe('a cap');
});
