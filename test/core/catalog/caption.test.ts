import { expect, test } from 'vitest';
import { readCaption, shortcutPrompt } from '#core/catalog/caption.ts';
import { productNames, productOf } from '#core/catalog/catalog.ts';
import { knownColors } from '#core/catalog/colors.ts';

const byName = (a: string, b: string): number => a.localeCompare(b);

/** A shortcut as product, color's name and size; a prompt as itself, with its size. */
function brief(text: string): readonly unknown[] {
  const caption = readCaption(text);
  if (!caption) return [];
  if (caption.kind === 'prompt') return ['prompt', caption.prompt, caption.size];
  return [caption.product, caption.color?.name, caption.size];
}

test.for([
  ['black hoodie 1024', 'hoodie', 'Black', 1024],
  ['1024 hoodie black', 'hoodie', 'Black', 1024],
  ['hoodie 512 black', 'hoodie', 'Black', 512],
  ['BLACK Hoodie', 'hoodie', 'Black', undefined],
  ['navy blue t-shirt', 'tshirt', 'Navy Blue', undefined],
  ['T-Shirt navy-blue 768', 'tshirt', 'Navy Blue', 768],
  ['light gray tees', 'tshirt', 'Light Grey', undefined],
  ['violet t-shirt', 'tshirt', 'Violet', undefined],
  ['violet t shirt', 'tshirt', 'Violet', undefined],
  ['hooded sweatshirt, forest green', 'hoodie', 'Forest Green', undefined],
  ['white coffee mug', 'mug', 'White', undefined],
  ['coffee mug', 'mug', undefined, undefined],
  ['mug coffee', 'mug', 'Coffee', undefined],
  ['cap', 'cap', undefined, undefined],
  ['navy', undefined, 'Navy', undefined],
  ['1024', undefined, undefined, 1024],
  ['size 1024', undefined, undefined, 1024],
  ['Size 512, mug', 'mug', undefined, 512],
  ['cap,red,768', 'cap', 'Red', 768],
  ['  cap ,\n red ,, ', 'cap', 'Red', undefined],
  ['red\u00a0cap\t512', 'cap', 'Red', 512],
  ['cap hat snapback', 'cap', undefined, undefined],
  ['red cap RED 512 512', 'cap', 'Red', 512],
  ['navy, navy blue cap', 'cap', 'Navy', undefined],
] as const)('nothing but words of the catalog is a shortcut: %j', ([text, product, color, size]) => {
  expect(brief(text)).toEqual([product, color, size]);
});

test.for([
  ['schwarzes T-Shirt 512', 'tshirt', 'Black', 512],
  ['Hoodie, dunkelblau, Größe 1024', 'hoodie', 'Dark Blue', 1024],
  ['casquette noire', 'cap', 'Black', undefined],
  ['Sweat à capuche gris chiné', 'hoodie', 'Heather Grey', undefined],
  ['bleu marine 512', undefined, 'Navy', 512],
  ['camiseta azul marino, 1024', 'tshirt', 'Navy', 1024],
  ['GORRA ROJA', 'cap', 'Red', undefined],
  ['caneca azul-marinho tamanho 512', 'mug', 'Navy', 512],
  ['黒いパーカー', 'hoodie', 'Black', undefined],
  ['紺のＴシャツ、1024', 'tshirt', 'Navy', 1024],
  ['ネイビー　キャップ', 'cap', 'Navy', undefined],
  ['color:navy product:cap size:512', 'cap', 'Navy', 512],
  ['--color navy --product cap', 'cap', 'Navy', undefined],
  ['Farbe: rot', undefined, 'Red', undefined],
] as const)(
  'it may be written in any of our languages, and with the names of options: %j',
  ([text, product, color, size]) => {
    expect(brief(text)).toEqual([product, color, size]);
  },
);

test('a word of several languages means what it does in that of the others, and then in the person’s own', () => {
  const colorOf = (text: string, locale: string) => {
    const caption = readCaption(text, locale);
    return caption?.kind === 'shortcut' ? caption.color?.name : undefined;
  };
  expect(colorOf('casquette rose', 'en')).toBe('Pink');
  expect(colorOf('hoodie rose', 'en')).toBe('Rose');
  expect(colorOf('hoodie rose', 'fr-CA')).toBe('Pink');
  expect(colorOf('hoodie rot', 'de')).toBe('Red');
  expect(colorOf('hoodie rot', 'en')).toBeUndefined();
  expect(colorOf('lila', 'de')).toBe('Purple');
  expect(colorOf('lila', 'es')).toBe('Lilac');
});

test.for([
  [
    'hoodie navy three-quarter left chest embroidery',
    { view: 'three-quarter', placement: 'left-chest', technique: 'embroidery' },
  ],
  ['hoodie navy transparent 3/4', { scene: 'transparent', view: 'three-quarter' }],
  ['mug 3/4', { view: 'three-quarter' }],
  ['mug ¾ view', { view: 'three-quarter' }],
  ['mug view:3/4', { view: 'three-quarter' }],
  ['mug, on a desk', { scene: 'desk' }],
  ['desk', { scene: 'desk' }],
  ['navy hoodie front', { view: 'front' }],
  ['bottle engraved', { technique: 'engraving' }],
  ['cap view:front scene:desk', { view: 'front', scene: 'desk' }],
  ['cap --view front --scene=desk', { view: 'front', scene: 'desk' }],
  ['cap view front, placement left-chest', { view: 'front', placement: 'left-chest' }],
  ['navy cap red background', { background: '#c4182c' }],
  ['navy cap on a red background', { background: '#c4182c' }],
  ['navy cap background:#abc', { background: '#aabbcc' }],
  ['navy cap --background forest green', { background: '#1f4a34' }],
  ['marineblaue Kappe auf rotem Hintergrund, bestickt', { background: '#c4182c', technique: 'embroidery' }],
  ['casquette bleu marine sur fond rouge, brodée', { background: '#c4182c', technique: 'embroidery' }],
  ['gorra azul marino, fondo rojo, bordada', { background: '#c4182c', technique: 'embroidery' }],
  ['boné azul-marinho, fundo transparente', { scene: 'transparent' }],
  ['紺のパーカー 左胸 刺繍 斜め前', { placement: 'left-chest', technique: 'embroidery', view: 'three-quarter' }],
] as const)('a shortcut may say the details too: %j', ([text, details]) => {
  expect(readCaption(text)).toMatchObject({ kind: 'shortcut', details });
  const caption = readCaption(text);
  expect(Object.keys(caption?.details ?? {}).toSorted(byName)).toEqual(Object.keys(details).toSorted(byName));
  if (/navy|marin|紺/.test(text)) expect(caption).toMatchObject({ color: { name: 'Navy' } });
});

test.for([
  ['two scenes', 'hoodie desk transparent'],
  ['two views', 'front hoodie three-quarter'],
  ['a place that no product has', 'hoodie, logo on the back'],
  ['two backgrounds', 'cap red background, background:blue'],
  ['an option that there is none of', 'cap --sleeves long'],
  ['a value that there is none of', 'cap view:sideways'],
  ['an option without a value', 'cap --view'],
  ['a thing of glass', 'transparent phone case'],
  ['a phrase that a comma cuts', 'hoodie left, chest'],
  ['a word more', 'navy hoodie hangs in front of a desk'],
] as const)('%s make a prompt', ([, text]) => {
  expect(readCaption(text)).toMatchObject({ kind: 'prompt', prompt: text });
});

test('the prompt of a shortcut is its own words, behind the product and color that they leave out', () => {
  const cap = { product: 'cap', color: { name: 'Navy', hex: '#1b2a4a' } };
  expect(shortcutPrompt(' Navy cap on a wooden desk ', cap, cap)).toBe('Navy cap on a wooden desk');
  const composed = 'Alone in the frame minimalist product shot of a Navy baseball cap';
  expect(shortcutPrompt('cap on a desk', { product: 'cap' }, cap)).toBe(`${composed}, cap on a desk`);
  expect(shortcutPrompt('left chest', {}, cap)).toBe(`${composed}, left chest`);
});

test('a shade of one’s own keeps its value', () => {
  const shade = { kind: 'shortcut', product: 'mug', color: { hex: '#1b2a4a' } };
  for (const text of ['#1b2a4a mug', 'mug #1B2A4A', 'mug,#1b2a4a']) expect(readCaption(text)).toMatchObject(shade);
  expect(readCaption('#ABC')).toMatchObject({ kind: 'shortcut', color: { hex: '#aabbcc' } });
});

test('every product and every color is a shortcut by itself', () => {
  for (const name of productNames) {
    for (const word of productOf(name).words.en) expect(brief(word)).toEqual([name, undefined, undefined]);
  }
  for (const { name, hex } of knownColors().values()) {
    expect(readCaption(name)).toEqual({ kind: 'shortcut', color: { name, hex } });
  }
});

test('what a shortcut does not say is not there', () => {
  expect(readCaption('cap')).toEqual({ kind: 'shortcut', product: 'cap' });
  expect(readCaption('1024')).toEqual({ kind: 'shortcut', size: 1024 });
});

test.for([
  'a black hoodie',
  'black hoodie please',
  'black hoodie.',
  'black hoodie!',
  'black/white hoodie',
  'cap in navy',
  'a mug on a wooden table, morning light',
  '512 cats',
  'T-Shirt 34',
  'mug 34',
  'mug 34 view',
  'mug 3 4',
  'mug 3-4',
  'mug 3/4/2030',
  'hoodie 2048',
  'hoodie 1024px',
  'hoodie size',
  'size hoodie',
  'size, 1024 cats',
  'size',
  'bucket hat',
  'red bull cap',
  'caps lock',
  '#12345 mug',
  '#mug',
  'cap -',
  't--shirt',
  '<b>cap</b>',
  'black hoodie 🔥',
  '🧢',
  'קאפ שחור',
  'قبعة سوداء',
  'cap שחור',
  '\u200fblack hoodie\u200f',
  'capé',
  'schwarzes T-Shirt mit weißem Logo',
  'une casquette noire',
  '黒いパーカーと白いキャップ',
  '黑色帽子',
  'constructor',
  '__proto__ cap',
  ',',
  ', ,',
  '.',
])('anything else is a prompt, as it is: %j', (text) => {
  expect(readCaption(text)).toEqual({ kind: 'prompt', prompt: text });
});

test.for([
  ['two products', 'black cap mug'],
  ['two colors', 'black white cap'],
  ['two colors that a comma keeps apart', 'navy, sky blue cap'],
  ['two shades', '#fff #000 mug'],
] as const)('%s make a prompt', ([, text]) => {
  expect(brief(text)).toEqual(['prompt', text, undefined]);
});

test('two sizes make a prompt, and the last word is its size', () => {
  expect(brief('512 hoodie 1024')).toEqual(['prompt', '512 hoodie 1024', 1024]);
  expect(brief('512 1024 hoodie')).toEqual(['prompt', '512 1024 hoodie', undefined]);
});

test.for([
  ['a cat on the moon 1024', 1024],
  ['a cat on the moon, 768', 768],
  ['a cat\n512', 512],
  ['مج أبيض على طاولة 1024', 1024],
  ['a cat, size 512', 512],
  ['a cat 🐈 768', 768],
  ['1024 cats', undefined],
  ['a cat 1024.', undefined],
  ['a cat 1024px', undefined],
  ['a cat,1024', undefined],
  ['a cat 1024x1024', undefined],
  ['a cat 2048', undefined],
  ['a cat 01024', undefined],
  ['a cat ١٠٢٤', undefined],
  ['a cat #512', undefined],
] as const)('a prompt is of a size only when that stands alone at its end: %j', ([text, size]) => {
  expect(brief(text)).toEqual(['prompt', text, size]);
});

test('a prompt is sent as it was written, but for the space around it', () => {
  const prompt = 'A  mug,\n\n“with <b>steam</b>” *&* ‏שלום‏ 👩🏽‍🚀 \\_ 1024';
  expect(brief(` \n${prompt}\t `)).toEqual(['prompt', prompt, 1024]);
});

test.for(['', ' ', '\n\t\u00a0'])('nothing written is no caption: %j', (text) => {
  expect(readCaption(text)).toBeUndefined();
});

// Many times as long as a caption may be: what grows faster than its length would run into the time limit.
test.for(['red cap ', 'navy,', 'hooded ', 'size ', '512 ', '#fff ', 't-', '-', ','])(
  'a caption of a million characters is read in a moment: %j again and again',
  { timeout: 4000 },
  (part) => {
    expect(readCaption(part.repeat(Math.ceil(1_000_000 / part.length)))).toBeDefined();
  },
);
