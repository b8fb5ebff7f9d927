import { expect, test } from 'vitest';
import { outputPictures } from '#core/comfydeploy/outputs.ts';
import { Run } from '#core/comfydeploy/schema.ts';
import { recorded } from '../../support/recorded.ts';

function outputsOf(...outputs: unknown[]) {
  return Run.parse({ id: 'r', status: 'success', outputs }).outputs;
}

test('finds the picture of an ordinary run', () => {
  const run = Run.parse(recorded('comfydeploy/run-success'));
  expect(outputPictures(run.outputs)).toEqual([
    {
      url: `https://comfy-deploy-output.s3.us-east-2.amazonaws.com/outputs/runs/${run.id}/ComfyUI_00001_.webp`,
      fileName: 'ComfyUI_00001_.webp',
      outputId: 'output_images',
    },
  ]);
});

test('finds pictures under every key, by output id, then node, and leaves films and texts', () => {
  const { outputs } = Run.parse(recorded('comfydeploy/run-success-many-outputs'));
  const expected = ['turn_00001_.gif', 'still_00001_.png', 'Preview_00001_.png', 'Saved_00001_.png'];
  expect(outputPictures(outputs).map((picture) => picture.fileName)).toEqual(expected);
  expect(outputPictures([...outputs].reverse()).map((picture) => picture.fileName)).toEqual(expected);
});

test('node 9 comes before node 12, and places in a node stay', () => {
  const row = (node: string, ...names: string[]) => ({
    data: { images: names.map((name) => ({ url: `https://f.example/${node}/${name}`, filename: name })) },
    node_meta: { node_id: node },
  });
  const names = outputPictures(outputsOf(row('12', 'c.png'), row('9', 'b.png', 'a.png'))).map(
    ({ fileName }) => fileName,
  );
  expect(names).toEqual(['b.png', 'a.png', 'c.png']);
});

test('each file comes once, also when every row signs it anew', () => {
  const signed = (signature: string) => ({
    data: { images: [{ url: `https://f.example/a.png?X-Amz-Signature=${signature}` }] },
  });
  expect(outputPictures(outputsOf(signed('1'), signed('2')))).toHaveLength(1);
  const numbered = (n: number) => ({ data: { images: [{ url: `https://f.example/view?file=${n}` }] } });
  expect(outputPictures(outputsOf(numbered(1), numbered(2), numbered(2)))).toHaveLength(2);
});

test('keeps what may be a picture although its name does not say so', () => {
  const outputs = outputsOf({ data: { result: [{ url: 'https://f.example/abc', filename: '' }] } });
  expect(outputPictures(outputs)).toEqual([{ url: 'https://f.example/abc', fileName: 'abc', outputId: null }]);
});

test('takes the output id of the file where the row has none', () => {
  const outputs = outputsOf({ data: { images: [{ url: 'https://f.example/a.png', output_id: 'inner' }] } });
  expect(outputPictures(outputs)[0]?.outputId).toBe('inner');
});

test('ignores everything that is no web address and no list of files', () => {
  const outputs = outputsOf(
    { data: { images: [{ url: 'file:///etc/passwd' }, { url: 'javascript:1' }, { url: 7 }, {}, null, 'text', true] } },
    { data: { error: { url: 'https://f.example/a.png' }, text: 'words' } },
    { data: null },
    { node_meta: 'odd' },
  );
  expect(outputPictures(outputs)).toEqual([]);
});

test('file names hold no folder and no control character', () => {
  const outputs = outputsOf({
    data: { images: [{ url: 'https://f.example/a.png', filename: '../..\\etc/ev\u0000il.png' }] },
  });
  expect(outputPictures(outputs)[0]?.fileName).toBe('evil.png');
});
