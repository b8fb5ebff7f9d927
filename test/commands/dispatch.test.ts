import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { CommandContext } from '#commands/command.ts';
import { type Dispatched, dispatch } from '#commands/dispatch.ts';
import { productNames } from '#core/catalog/catalog.ts';
import { createLogger } from '#core/log.ts';
import { say } from '#core/messages/sentence-ref.ts';
import { Archive } from '#core/mockups/archive.ts';
import type { MockupService } from '#core/mockups/mockup-service.ts';
import { type MockupBench, openMockupBench } from '../support/mockup-bench.ts';

const logo = { fileName: 'logo.png', data: { file: 'logo.png' } };
const usual = { logo: [logo] };

interface Asked {
  readonly bench: MockupBench;
  readonly context: CommandContext;
  readonly replies: string[];
  ask(name: string, options: unknown, changes?: Partial<CommandContext>): Promise<Dispatched>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A person at the bench who can ask for anything. */
async function openDesk(): Promise<Asked> {
  const bench = await openMockupBench();
  const replies: string[] = [];
  const context: CommandContext = {
    person: { platform: 'bench', id: 'ann', locale: 'en' },
    thread: { platform: 'bench', data: { room: 1 } },
    place: { id: 'room-1', isShared: true },
    archive: new Archive([bench.service.shelf]),
    mockups: bench.service,
    templateRenders: true,
    log: createLogger('info', { write: (line) => void bench.log.push(JSON.parse(line)) }),
    signal: new AbortController().signal,
    reply: async (sentences) => {
      replies.push(...sentences.map((each) => say(each, 'en')));
    },
  };
  return {
    bench,
    context,
    replies,
    ask: (name, options, changes = {}) => dispatch(name, options, { ...context, ...changes }),
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

/** What the person is told, and whether the words were wrong. */
function told(dispatched: Dispatched): readonly [string, boolean] {
  if (dispatched.kind !== 'refused') throw new Error('It was not refused.');
  return [say(dispatched.reason, 'en'), dispatched.misuse];
}

test('a logo alone is asked for with everything usual', async () => {
  await using desk = await openDesk();
  const dispatched = await desk.ask('mockup', usual);
  const { first, mockups } = await desk.bench.record(dispatched.kind === 'done' ? (dispatched.batchId ?? '') : '');
  expect(mockups).toHaveLength(1);
  expect(first.request).toEqual({
    prompt: 'Alone in the frame minimalist product shot of a Black baseball cap',
    size: 768,
    deployment: 'studio',
    seed: expect.any(Number),
  });
});

test('product and color write the prompt and travel along; a prompt that is given is sent as it is', async () => {
  await using desk = await openDesk();
  const composed = await desk.ask('mockup', { ...usual, product: 'mug', color: 'navy', size: 512 });
  const given = await desk.ask('mockup', { ...usual, product: 'mug', color: '#7a1fa2', prompt: '  my own words ' });
  const [one, other] = await Promise.all(
    [composed, given].map(async (each) => {
      const { first } = await desk.bench.record(each.kind === 'done' ? (each.batchId ?? '') : '');
      return first.request;
    }),
  );
  expect(one).toMatchObject({
    prompt: 'Alone in the frame minimalist product shot of a Navy coffee mug',
    product: 'mug',
    color: { name: 'Navy', hex: '#1b2a4a' },
    size: 512,
  });
  expect(other).toMatchObject({ prompt: 'my own words', product: 'mug', color: { hex: '#7a1fa2' } });
});

test('logos and a count make one batch, logo by logo, each mockup with a seed of its own', async () => {
  await using desk = await openDesk();
  const two = [logo, { ...logo, fileName: 'other.png' }];
  const dispatched = await desk.ask('mockup', { logo: two, count: 3, deployment: 'Studio' });
  const { mockups } = await desk.bench.record(dispatched.kind === 'done' ? (dispatched.batchId ?? '') : '');
  const names = mockups.map((each) => each.logo.fileName);
  expect(names).toEqual(['logo.png', 'logo.png', 'logo.png', 'other.png', 'other.png', 'other.png']);
  expect(new Set(mockups.map(({ request }) => request.seed)).size).toBe(6);
});

test('products and colors are combined in the order asked, each once, as if taken in one go', async () => {
  await using desk = await openDesk();
  const lists = { products: ['mug', 'cap', 'mug'], colors: ['white', '#000', 'Black'], count: 2 };
  const dispatched = await desk.ask('mockup', { ...usual, ...lists });
  const { mockups } = await desk.bench.record(dispatched.kind === 'done' ? (dispatched.batchId ?? '') : '');
  expect(mockups.map(({ request }) => `${request.product} ${request.color?.hex}`)).toEqual(
    ['mug #ffffff', 'mug #000000', 'cap #ffffff', 'cap #000000'].flatMap((each) => [each, each]),
  );
  expect(mockups[2]?.request.prompt).toBe('Alone in the frame minimalist product shot of a Black coffee mug');
  const seeds = mockups.map(({ request }) => request.seed);
  expect(new Set(seeds).size).toBe(2);
  expect(seeds).toEqual(seeds.map((_, index) => seeds[index % 2]));
});

test('colors alone are of the usual product, and lists of one are no series', async () => {
  await using desk = await openDesk();
  const dispatched = await desk.ask('mockup', { ...usual, colors: ['red'], products: ['cap'], count: 2 });
  const { mockups } = await desk.bench.record(dispatched.kind === 'done' ? (dispatched.batchId ?? '') : '');
  expect(new Set(mockups.map(({ request }) => request.seed)).size).toBe(2);
  const colors = await desk.ask('mockup', { ...usual, colors: ['red', 'navy'] });
  const record = await desk.bench.record(colors.kind === 'done' ? (colors.batchId ?? '') : '');
  expect(record.mockups.map(({ request }) => request.prompt)).toEqual(
    ['Red', 'Navy'].map((color) => `Alone in the frame minimalist product shot of a ${color} baseball cap`),
  );
});

test('every mistake has its own sentence, and nothing is accepted', async () => {
  await using desk = await openDesk();
  const mistakes: readonly (readonly [unknown, string])[] = [
    [{}, 'A mockup needs a logo. Please send a picture along.'],
    [{ logo: [] }, 'A mockup needs a logo. Please send a picture along.'],
    [{ logo: ['logo.png'] }, 'A mockup needs a logo. Please send a picture along.'],
    [{ ...usual, prompt: '' }, 'A prompt has 1 to 2000 characters. Please write one, or leave it out.'],
    [{ ...usual, prompt: ' \n\t ' }, 'A prompt has 1 to 2000 characters. Please write one, or leave it out.'],
    [{ ...usual, prompt: 'x'.repeat(2001) }, 'A prompt has 1 to 2000 characters. Please write one, or leave it out.'],
    [{ ...usual, prompt: 7 }, 'A prompt has 1 to 2000 characters. Please write one, or leave it out.'],
    [{ ...usual, product: 'teapot' }, `“teapot” is no product known here. There is: ${productNames.join(', ')}.`],
    [
      { ...usual, products: ['cap', 'teapot'] },
      `“teapot” is no product known here. There is: ${productNames.join(', ')}.`,
    ],
    [
      { ...usual, colors: ['red', 'octarine'] },
      '“octarine” is no color known here. Please use a common name like navy, or a code like #1b2a4a.',
    ],
    [
      { ...usual, colors: ['red', ' '] },
      '“ ” is no color known here. Please use a common name like navy, or a code like #1b2a4a.',
    ],
    [
      { ...usual, products: ['cap', 'mug', 'hoodie'], colors: ['red', 'blue', 'green', 'black'] },
      'One message can ask for up to 10 mockups. Please send fewer logos, or a smaller count.',
    ],
    [{ ...usual, color: '' }, '“” is no color known here. Please use a common name like navy, or a code like #1b2a4a.'],
    [
      { ...usual, color: 'octarine' },
      '“octarine” is no color known here. Please use a common name like navy, or a code like #1b2a4a.',
    ],
    [
      { ...usual, color: '#12345' },
      '“#12345” is no color known here. Please use a common name like navy, or a code like #1b2a4a.',
    ],
    [{ ...usual, size: 500 }, 'The size must be one of 512, 768, 1024.'],
    [{ ...usual, size: '768' }, 'The size must be one of 512, 768, 1024.'],
    [{ ...usual, count: 0 }, 'The count must be a whole number from 1 to 4.'],
    [{ ...usual, count: 9 }, 'The count must be a whole number from 1 to 4.'],
    [{ ...usual, count: 1.5 }, 'The count must be a whole number from 1 to 4.'],
    [{ ...usual, count: 'two' }, 'The count must be a whole number from 1 to 4.'],
    [{ ...usual, deployment: 'red-cap' }, 'There is no deployment called “red-cap”. There is: studio.'],
    [{ ...usual, deployment: 7 }, 'The option deployment has a value that does not fit.'],
    [{ ...usual, view: 'above' }, 'It must be one of front, three-quarter.'],
    [{ ...usual, scene: 'beach' }, 'It must be one of studio, transparent, desk.'],
    [{ ...usual, technique: 'tattoo' }, 'It must be one of print, embroidery, engraving.'],
    [{ ...usual, placement: 'sole' }, 'It must be one of front, left-chest, back.'],
    [
      { ...usual, background: 'octarine' },
      '“octarine” is no color known here. Please use a common name like navy, or a code like #1b2a4a.',
    ],
    [
      { ...usual, background: '' },
      '“” is no color known here. Please use a common name like navy, or a code like #1b2a4a.',
    ],
    [{ ...usual, scale: 10 }, 'The scale is a whole number from 25 to 200, in percent.'],
    [{ ...usual, offset: 'left' }, 'An offset is two whole numbers up to 100 with a comma between them, like 10,-5.'],
    [{ ...usual, offset: '10,101' }, 'An offset is two whole numbers up to 100 with a comma between them, like 10,-5.'],
    [{ ...usual, rotation: 181 }, 'The rotation is a whole number of degrees from -180 to 180.'],
    [undefined, 'A mockup needs a logo. Please send a picture along.'],
    ['words', 'A mockup needs a logo. Please send a picture along.'],
  ];
  for (const [options, sentence] of mistakes) {
    expect(told(await desk.ask('mockup', options)), JSON.stringify(options)?.slice(0, 80)).toEqual([sentence, true]);
  }
  expect(await Array.fromAsync(desk.bench.store.batches.all())).toEqual([]);
  expect(desk.bench.front.requests).toEqual([]);
});

test('a prompt of exactly 2,000 characters is taken', async () => {
  await using desk = await openDesk();
  expect(await desk.ask('mockup', { ...usual, prompt: ` ${'x'.repeat(2000)} ` })).toMatchObject({ kind: 'done' });
});

test('what a person wrote is repeated only as far as a chat can show it', async () => {
  await using desk = await openDesk();
  for (const option of ['product', 'color', 'deployment']) {
    const [sentence] = told(await desk.ask('mockup', { ...usual, [option]: 'x'.repeat(100_000) }));
    expect(sentence.length).toBeLessThan(300);
    expect(sentence).toContain('x'.repeat(50));
  }
  expect(told(await desk.ask('x'.repeat(100_000), {}))[0].length).toBeLessThan(300);
});

test('more than ten mockups are refused with the limit', async () => {
  await using desk = await openDesk();
  const logos = [logo, logo, logo];
  const [sentence] = told(await desk.ask('mockup', { logo: logos, count: 4 }));
  expect(sentence).toBe('One message can ask for up to 10 mockups. Please send fewer logos, or a smaller count.');
});

test.each(['mockups', '', 'constructor', '__proto__'])('a command called %j is unknown', async (name) => {
  await using desk = await openDesk();
  expect(told(await desk.ask(name, {}))).toEqual([`There is no command ${name}. Try help.`, true]);
});

test('help tells what can be asked for, and that shots are template renders only where they are', async () => {
  await using desk = await openDesk();
  expect(await desk.ask('help', {})).toEqual({ kind: 'done' });
  expect(desk.replies).toEqual([
    expect.stringMatching(/^Send a logo/),
    'No AI deployment is set up, so the shots are rendered from built-in templates.',
  ]);
  desk.replies.length = 0;
  await desk.ask('help', {}, { templateRenders: false });
  expect(desk.replies).toHaveLength(1);
});

test('what cannot be written down is told with a reference that the log explains', async () => {
  await using desk = await openDesk();
  desk.bench.writes.left = 0;
  const dispatched = await desk.ask('mockup', usual);
  const [sentence, misuse] = told(dispatched);
  const [, reference] = /\(reference (\w+)\)/.exec(sentence) ?? [];
  expect(misuse).toBe(false);
  expect(desk.bench.log.filter((line) => line['reference'] === reference)).toHaveLength(1);
});

test('a bug is told with a reference and without its stack, which the log has', async () => {
  await using desk = await openDesk();
  const broken = {
    backend: desk.bench.service.backend,
    submit: () => Promise.reject(new TypeError('cannot read properties of undefined')),
  } as unknown as MockupService;
  const [sentence, misuse] = told(await desk.ask('mockup', usual, { mockups: broken }));
  expect(sentence).toMatch(/^Something went wrong on our side\..*reference \w{5}\.$/);
  expect(misuse).toBe(false);
  const [, reference] = /reference (\w+)\.$/.exec(sentence) ?? [];
  const line = desk.bench.log.find((each) => each['reference'] === reference);
  expect(line).toMatchObject({ level: 'error', command: 'mockup' });
  expect(JSON.stringify(line)).toContain('cannot read properties of undefined');
  expect(JSON.stringify(line)).toContain('dispatch.test.ts');
});

test('when the program stops meanwhile, that is the reason and nobody is told of a bug', async () => {
  await using desk = await openDesk();
  const stop = new AbortController();
  const waiting = {
    backend: desk.bench.service.backend,
    submit: async () => {
      stop.abort(new Error('stopped'));
      throw new TypeError('closed');
    },
  } as unknown as MockupService;
  await expect(desk.ask('mockup', usual, { mockups: waiting, signal: stop.signal })).rejects.toThrow('stopped');
  expect(desk.bench.log.filter(({ level }) => level === 'error')).toEqual([]);
});

test('what cannot be written down is refused with a sentence, every time, until it can be', async () => {
  await using desk = await openDesk();
  const database = new DatabaseSync(path.join(desk.bench.directory, 'bench.sqlite'));
  database.exec('BEGIN EXCLUSIVE');
  for (let times = 0; times < 2; times++) {
    const [sentence, misuse] = told(await desk.ask('mockup', usual));
    expect(sentence).toMatch(
      /^Nothing can be accepted right now, because it could not be written down \(reference \w{5}\)\. Please tell the operator\.$/,
    );
    expect(misuse).toBe(false);
  }
  expect(await Array.fromAsync(desk.bench.store.batches.all())).toEqual([]);
  expect(desk.bench.front.requests).toEqual([]);
  database.close();
  expect(await desk.ask('mockup', usual)).toMatchObject({ kind: 'done' });
});

test('a color is understood in the person’s language', async () => {
  await using desk = await openDesk();
  const colors = async (options: object, locale: string) => {
    const person = { ...desk.context.person, locale };
    const dispatched = await desk.ask('mockup', { ...usual, ...options }, { person });
    const { first } = await desk.bench.record(dispatched.kind === 'done' ? (dispatched.batchId ?? '') : '');
    return [first.request.color?.name, first.request.details?.background];
  };
  expect(await colors({ color: 'rose', background: 'schwarz' }, 'en')).toEqual(['Rose', '#000000']);
  expect(await colors({ color: 'rose', background: 'rose' }, 'fr')).toEqual(['Pink', '#f2a9c0']);
});
