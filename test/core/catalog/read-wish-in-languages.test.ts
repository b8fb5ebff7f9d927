import { expect, test } from 'vitest';
import { productNames, productOf, readWish } from '#core/catalog/catalog.ts';
import { languages } from '#core/messages/languages.ts';

/** Prompts, each with its product and its color's name. */
type Table = readonly (readonly [prompt: string, product: string | undefined, color: string | undefined])[];

const german: Table = [
  ['schwarzes T-Shirt', 'tshirt', 'Black'],
  ['ein schwarzer Hoodie', 'hoodie', 'Black'],
  ['Hoodie in Schwarz, bestickt', 'hoodie', 'Black'],
  ['ein dunkelblaues T-Shirt mit weißem Logo', 'tshirt', 'Dark Blue'],
  ['eine Tasse in Marineblau', 'mug', 'Navy'],
  ['eine weisse Tasse auf schwarzem Hintergrund', 'mug', 'White'],
  ['graumelierter Kapuzenpulli', 'hoodie', 'Heather Grey'],
  ['die Kappe ist rot', 'cap', 'Red'],
  ['Kappe, Farbe: Rot', 'cap', 'Red'],
  ['rote Kappe, blaue Tasse', 'cap', 'Red'],
  ['roter Text auf einem weißen T-Shirt', 'tshirt', 'White'],
  ['auf schwarzem Hintergrund, eine Tasse', 'mug', undefined],
  ['eine Tasse auf schwarzem Hintergrund', 'mug', undefined],
  ['Poster mit rotem Rahmen', 'poster', undefined],
  ['auf schwarzem Hintergrund', undefined, undefined],
  ['eine Mütze vom Roten Kreuz', 'beanie', undefined],
];

const french: Table = [
  ['casquette noire', 'cap', 'Black'],
  ['une casquette noire sur un bureau', 'cap', 'Black'],
  ['casquette bleu marine', 'cap', 'Navy'],
  ['des casquettes vertes', 'cap', 'Green'],
  ['un sweat gris chiné', 'sweatshirt', 'Heather Grey'],
  ['T-shirt en coton noir', 'tshirt', 'Black'],
  ['tasse en céramique blanche', 'mug', 'White'],
  ['sac en toile couleur naturel', 'tote', 'Natural'],
  ['une gourde de couleur vert bouteille', 'bottle', 'Bottle Green'],
  ['casquette rose', 'cap', 'Pink'],
  ['tasse violette', 'mug', 'Purple'],
  ['sur fond noir, une casquette rouge', 'cap', 'Red'],
  ['une casquette rouge sur fond noir', 'cap', 'Red'],
  ['logo rouge sur casquette noire', 'cap', 'Black'],
  ['casquette sur fond noir', 'cap', undefined],
  ['sur fond noir, casquette', 'cap', undefined],
  ['casquette avec un logo rouge', 'cap', undefined],
  ['une tasse de café noir', 'mug', undefined],
  ['T-shirt de la Croix Rouge', 'tshirt', undefined],
  ['sur fond noir', undefined, undefined],
];

const spanish: Table = [
  ['camiseta azul marino', 'tshirt', 'Navy'],
  ['camisetas azules', 'tshirt', 'Blue'],
  ['una gorra negra', 'cap', 'Black'],
  ['gorra de color rojo', 'cap', 'Red'],
  ['camiseta básica de algodón negra', 'tshirt', 'Black'],
  ['una sudadera con capucha verde bosque', 'hoodie', 'Forest Green'],
  ['camiseta negra con logo blanco', 'tshirt', 'Black'],
  ['gorra roja sobre fondo azul', 'cap', 'Red'],
  ['camiseta con logo blanco', 'tshirt', undefined],
  ['sobre fondo negro, una taza', 'mug', undefined],
  ['una taza sobre una mesa blanca', 'mug', undefined],
  ['fondo de color rojo, taza', 'mug', undefined],
];

const portuguese: Table = [
  ['camiseta azul marinho', 'tshirt', 'Navy'],
  ['t-shirt preta', 'tshirt', 'Black'],
  ['boné azul-marinho', 'cap', 'Navy'],
  ['canecas azuis', 'mug', 'Blue'],
  ['moletom com capuz cinza mescla', 'hoodie', 'Heather Grey'],
  ['camiseta na cor vinho', 'tshirt', 'Wine'],
  ['a caneca é vermelha', 'mug', 'Red'],
  ['caneca em cima de uma mesa branca', 'mug', undefined],
  ['caneca, fundo preto', 'mug', undefined],
  ['garrafa a 30 graus', 'bottle', undefined],
];

const japanese: Table = [
  ['黒いパーカー', 'hoodie', 'Black'],
  ['黒のパーカー', 'hoodie', 'Black'],
  ['紺のTシャツ', 'tshirt', 'Navy'],
  ['紺色のＴシャツ', 'tshirt', 'Navy'],
  ['ネイビーのキャップ', 'cap', 'Navy'],
  ['黒い大きなマグカップ', 'mug', 'Black'],
  ['パーカー、ネイビー', 'hoodie', 'Navy'],
  ['キャップの色は黒', 'cap', 'Black'],
  ['ﾊﾟｰｶｰ ﾀﾞｰｸｸﾞﾚｰ', 'hoodie', 'Dark Grey'],
  ['こげ茶のトートバッグ', 'tote', 'Dark Brown'],
  ['くすみピンクのトレーナー', 'sweatshirt', 'Dusty Pink'],
  ['白い机の上の黒いパーカー', 'hoodie', 'Black'],
  ['赤いロゴの白いTシャツ', 'tshirt', 'White'],
  ['赤い背景のパーカー', 'hoodie', undefined],
  ['赤いロゴのパーカー', 'hoodie', undefined],
  ['面白いキャップ', 'cap', undefined],
  ['赤ちゃんのTシャツ', 'tshirt', undefined],
  ['緑茶のマグカップ', 'mug', undefined],
  ['青森のマグカップ', 'mug', undefined],
];

const english: Table = [
  ['on a red background, a cap', 'cap', undefined],
  ['on a red background, cap', 'cap', undefined],
  ['black and white background, red mug', 'mug', 'Red'],
  ['a mug on a white wall', 'mug', undefined],
  ['a white logo on a black cap', 'cap', 'Black'],
  ['logo in white, cap', 'cap', undefined],
  ['a cap in. Red is my name', 'cap', undefined],
  ['a rose cap', 'cap', 'Rose'],
  ['violet mug', 'mug', 'Violet'],
  ['a violet t-shirt with a logo', 'tshirt', 'Violet'],
  ['orange mug', 'mug', 'Orange'],
  ['brain rot hoodie', 'hoodie', undefined],
  ['golden retriever mug', 'mug', undefined],
  ['marine corps hoodie', 'hoodie', undefined],
  ['Negro League hat', 'cap', undefined],
  ['a Mont Blanc mug', 'mug', undefined],
  ['a Guns N’ Roses hoodie', 'hoodie', undefined],
  ['carbon fiber phone case', 'phonecase', undefined],
  ['nature hoodie', 'hoodie', undefined],
  ['a film noir poster', 'poster', undefined],
];

const mixed: Table = [
  ['hoodie negro', 'hoodie', 'Black'],
  ['hoodie noir', 'hoodie', 'Black'],
  ['schwarzes Shirt on a white background', 'tshirt', 'Black'],
  ['casquette navy', 'cap', 'Navy'],
  ['T-Shirt, heather grey', 'tshirt', 'Heather Grey'],
  ['casquette #1b2a4a', 'cap', 'Navy'],
];

/** Words that English has for something else, beside products that every language has. */
const alone: Table = [
  ['petrol Hoodie', 'hoodie', 'Teal'],
  ['Hoodie, petrol', 'hoodie', 'Teal'],
  ['creme Cap', 'cap', 'Cream'],
  ['rote Cap!', 'cap', 'Red'],
  ['mug marine', 'mug', 'Navy'],
  ['hoodie celeste', 'hoodie', 'Sky Blue'],
  ['hoodie sable', 'hoodie', 'Sand'],
  ['celeste mug', 'mug', undefined],
  ['prune mug', 'mug', undefined],
  ['Oliver mug', 'mug', undefined],
  ['mug Marina', 'mug', undefined],
  ['petrol station mug', 'mug', undefined],
  ['a petrol mug', 'mug', undefined],
  ['hoodie. Celeste', 'hoodie', undefined],
  ['hoodie celeste club', 'hoodie', undefined],
  ['hoodie for Celeste', 'hoodie', undefined],
];

test.for([...english, ...german, ...french, ...spanish, ...portuguese, ...japanese, ...mixed, ...alone])(
  'product and color are read in the person’s words: %s',
  ([prompt, product, color]) => {
    const wish = readWish(prompt);
    expect([wish.product, wish.color?.name]).toEqual([product, color]);
  },
);

test('letters that a phone writes in two parts are read as one', () => {
  expect(readWish('casquette bleu foncé'.normalize('NFD'))).toMatchObject({ color: { name: 'Dark Blue' } });
  expect(readWish('グレーのパーカー'.normalize('NFD'))).toMatchObject({ color: { name: 'Grey' } });
});

test('every product is found by each of its words in each language, beside a color', () => {
  const black = { en: 'black %', de: 'schwarze %', fr: '% noire', es: '% negra', pt: '% preta', ja: '黒い%' };
  for (const name of productNames) {
    for (const language of languages) {
      for (const word of productOf(name).words[language]) {
        const prompt = black[language].replace('%', word);
        expect(readWish(prompt), prompt).toMatchObject({ product: name, color: { name: 'Black' } });
      }
    }
  }
});

// A hundred times as long as a prompt may be: what grows faster than its length would run into the time limit.
test.for(['黒', '黒い背景', 'noir ', 'fond noir ', 'de color '])(
  'a prompt of two hundred thousand characters is read in a moment: %j again and again',
  { timeout: 4000 },
  (part) => {
    const prompt = part.repeat(Math.ceil(200_000 / part.length));
    expect(readWish(`white mug. ${prompt}`)).toMatchObject({ product: 'mug', color: { name: 'White' } });
  },
);
