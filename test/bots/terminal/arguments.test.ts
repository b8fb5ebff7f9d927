import { expect, test } from 'vitest';
import { parseArguments, UsageExit } from '#bots/terminal/arguments.ts';
import { productNames } from '#core/catalog/catalog.ts';

function usageOf(argv: readonly string[]): UsageExit {
  try {
    parseArguments(argv, 'en');
  } catch (error) {
    if (error instanceof UsageExit) return error;
    throw error;
  }
  throw new Error('It made sense.');
}

test('logos alone are a mockup, with the defaults of the command', () => {
  expect(parseArguments(['a.png', 'b.svg'], 'en')).toEqual({
    command: 'mockup',
    logos: ['a.png', 'b.svg'],
    options: { size: 768, count: 1 },
    out: 'mockups',
    json: false,
    quiet: false,
    check: false,
  });
});

test('numbers become numbers, whatever else stays as typed for the dispatcher to judge', () => {
  const { options } = parseArguments(['a.png', '--size', '1024', '--count', 'many', '--prompt', ' A mug '], 'en');
  expect(options).toEqual({ size: 1024, count: 'many', prompt: ' A mug ' });
});

test('colour is the same as color', () => {
  expect(parseArguments(['a.png', '--colour', 'navy'], 'en').options).toMatchObject({ color: 'navy' });
  expect(parseArguments(['a.png', '--colour', 'navy'], 'en').options).not.toHaveProperty('colour');
});

test('a dash is a logo: standard input', () => {
  expect(parseArguments(['-', '--json'], 'en')).toMatchObject({ logos: ['-'], json: true });
});

test('a check is asked for beside what a mockup is asked for', () => {
  expect(parseArguments(['a.png', '--check', '--product', 'mug'], 'en')).toMatchObject({
    command: 'mockup',
    check: true,
    options: { product: 'mug' },
  });
  expect(usageOf(['history', '--check']).exitCode).toBe(2);
});

test.each([
  ['background', ['removeFlatBackground']],
  ['Trim, light,,trim', ['trim', 'lightVersion']],
  ['all', ['proposed']],
  ['auto,light', ['proposed', 'lightVersion']],
])('--repair %j names what to mend', (text, repairs) => {
  const invocation = parseArguments(['a.png', '--repair', text], 'en');
  expect(invocation.repairs).toEqual(repairs);
  expect(invocation.options).not.toHaveProperty('repair');
});

test.each([
  ['sparkle', 'There is no repair called “sparkle”. There is: background, trim, light, all.\n'],
  ['trim,lightVersion', 'There is no repair called “lightversion”. There is: background, trim, light, all.\n'],
  [' , ', 'The option --repair needs a value.\n'],
])('--repair %j is misuse, told in one sentence', (text, sentence) => {
  expect(usageOf(['a.png', '--repair', text])).toMatchObject({ exitCode: 2, text: sentence });
});

test('only what is made of a logo can be repaired', () => {
  expect(usageOf(['history', '--repair', 'trim']).exitCode).toBe(2);
});

test('other commands are called by their name', () => {
  expect(parseArguments(['help'], 'en')).toMatchObject({ command: 'help', logos: [] });
});

test('help is no mistake, and shows what values there are', () => {
  const usage = usageOf(['--help']);
  expect(usage.exitCode).toBe(0);
  expect(usage.text).toContain(`--product <${productNames.join('|')}>`);
  expect(usage.text).toContain('--count <1..4>');
  expect(usage.text).not.toContain('--colour');
});

test.each([[[]], [['a.png', '--bogus']], [['a.png', '--size']], [['help', 'me']]])('%j is misuse', (argv) => {
  const usage = usageOf(argv);
  expect(usage.exitCode).toBe(2);
  expect(usage.text).not.toBe('');
});

test('several products and colors are lists, one stays what it is', () => {
  const { options } = parseArguments(['a.png', '--product', 'cap, mug,,bag', '--color', 'black,#1b2a4a'], 'en');
  expect(options).toMatchObject({ products: ['cap', 'mug', 'bag'], colors: ['black', '#1b2a4a'] });
  expect(options).not.toHaveProperty('product');
  expect(options).not.toHaveProperty('color');
  expect(parseArguments(['a.png', '--product', 'cap'], 'en').options).toEqual({ size: 768, count: 1, product: 'cap' });
  expect(parseArguments(['a.png', '--colour', 'navy,red'], 'en').options).toMatchObject({ colors: ['navy', 'red'] });
});

test('commas alone are no list, and an option that takes one value keeps its commas', () => {
  const { options } = parseArguments(['a.png', '--color', ' , ', '--prompt', 'a, b', '--offset', '10,-5'], 'en');
  expect(options).toMatchObject({ color: ' , ', prompt: 'a, b', offset: '10,-5' });
  expect(options).not.toHaveProperty('colors');
});

test('the help says which options take several values', () => {
  const { text } = usageOf(['--help']);
  expect(text.match(/several with commas/g)).toHaveLength(3);
  expect(text).toContain('--repair <background|trim|light|all>');
  expect(text).not.toContain('--products');
  expect(text).toContain('--product cap,hoodie,mug --color black,white');
});
