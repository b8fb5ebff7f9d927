import { jsonSerializer } from 'keyv';
import { expect, test } from 'vitest';
import { quickJson } from '#core/store/quick-json.ts';

test.for([
  { plain: 'a "quoted": text, with {[:', list: [1, null, true, 'x'] },
  { tagged: ':begins with a colon', nested: { deep: [':base64:', '::'] } },
  [':first', 'second'],
  { ':key': 'value', 'key,': 1 },
  { bytes: Buffer.from([0, 1, 254]) },
  { big: 12_345_678_901_234_567_890n },
  { unfinished: 'ends with ,"', next: '":' },
])('reads back what it wrote, as Keyv itself does: %o', (value) => {
  const text = jsonSerializer.stringify(value);
  expect(quickJson.stringify(value)).toBe(text);
  expect(quickJson.parse(text)).toEqual(value);
  expect(quickJson.parse(text)).toEqual(jsonSerializer.parse(text));
});
