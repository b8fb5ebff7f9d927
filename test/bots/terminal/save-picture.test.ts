import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { assertWritable, namedAfter, savePicture } from '#bots/terminal/save-picture.ts';
import { UserError } from '#core/errors.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('makes the folder and puts the whole file there, with nothing beside it', async () => {
  using folder = temporaryFolder();
  const out = path.join(folder.path, 'a', 'b');
  expect(await savePicture(out, 'cap.png', Buffer.from('shot'), 'a/b')).toBe(path.join(out, 'cap.png'));
  expect(readdirSync(out)).toEqual(['cap.png']);
  expect(readFileSync(path.join(out, 'cap.png'), 'utf8')).toBe('shot');
});

test.each(['n', 'é', '帽', '𠀀'])(
  'a shot of a logo with a name as long as names can be, all %s, is saved',
  async (letter) => {
    using folder = temporaryFolder();
    const logo = `${letter.repeat(Math.floor(251 / Buffer.byteLength(letter)))}.png`;
    const name = namedAfter(logo, `${'s'.repeat(120)}.png`);
    expect(name.startsWith(letter.repeat(20))).toBe(true);
    for (const text of ['one', 'other']) await savePicture(folder.path, name, Buffer.from(text), '.');
    expect(readdirSync(folder.path).every((file) => file.includes('s'.repeat(120)))).toBe(true);
    expect(readdirSync(folder.path)).toHaveLength(2);
  },
);

test('never overwrites: a taken name gets a number', async () => {
  using folder = temporaryFolder({ 'cap.png': 'mine', 'cap-2.png': 'mine too' });
  expect(await savePicture(folder.path, 'cap.png', Buffer.from('shot'), '.')).toBe(path.join(folder.path, 'cap-3.png'));
  expect(readFileSync(path.join(folder.path, 'cap.png'), 'utf8')).toBe('mine');
});

test('the same bytes under the same name are saved already', async () => {
  using folder = temporaryFolder({ 'cap.png': 'shot' });
  expect(await savePicture(folder.path, 'cap.png', Buffer.from('shot'), '.')).toBe(path.join(folder.path, 'cap.png'));
  expect(readdirSync(folder.path)).toEqual(['cap.png']);
});

test('several at once under one name all find a place', async () => {
  using folder = temporaryFolder();
  const shots = ['a', 'b', 'c', 'd'].map((text) => Buffer.from(text));
  const saved = await Promise.all(shots.map((shot) => savePicture(folder.path, 'cap.png', shot, '.')));
  expect(new Set(saved).size).toBe(4);
  expect(saved.map((file) => readFileSync(file, 'utf8'))).toEqual(['a', 'b', 'c', 'd']);
});

test('a folder that cannot be is a sentence with its name, before and after', async () => {
  using folder = temporaryFolder();
  const file = path.join(folder.path, 'file');
  writeFileSync(file, '');
  await expect(assertWritable(path.join(file, 'x'), 'file/x')).rejects.toThrow(UserError);
  await expect(savePicture(path.join(file, 'x'), 'cap.png', Buffer.from('x'), 'file/x')).rejects.toThrow(
    /file\/x \(ENOTDIR\)/,
  );
});

test('a folder in the way of the name is passed by', async () => {
  using folder = temporaryFolder();
  mkdirSync(path.join(folder.path, 'cap.png'));
  expect(await savePicture(folder.path, 'cap.png', Buffer.from('shot'), '.')).toBe(path.join(folder.path, 'cap-2.png'));
});
