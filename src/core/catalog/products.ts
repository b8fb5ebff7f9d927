/** Products there are templates for. The first is what an unknown wish gets. */
export const productNames = ['cap', 'tshirt', 'hoodie', 'mug'] as const;
export type ProductName = (typeof productNames)[number];

/** One thing a logo can be put on. */
export type Product = {
  readonly name: ProductName;
  /** What people read in lists and answers. */
  readonly title: string;
  /** What the prompt calls it: the words image models draw best. */
  readonly promptNoun: string;
  /** Words and phrases that mean it, lower case, singular, words separated by one space. */
  readonly words: readonly string[];
};

export const products: Readonly<Record<ProductName, Product>> = {
  cap: {
    name: 'cap',
    title: 'baseball cap',
    promptNoun: 'baseball cap',
    words: [
      'cap',
      'baseball cap',
      'ball cap',
      'ballcap',
      'dad cap',
      'trucker cap',
      'snapback',
      'hat',
      'baseball hat',
      'dad hat',
      'trucker hat',
    ],
  },
  tshirt: {
    name: 'tshirt',
    title: 'T-shirt',
    promptNoun: 'T-shirt',
    words: ['t shirt', 'tshirt', 'tee', 'tee shirt', 'teeshirt', 'shirt', 'crew neck shirt'],
  },
  hoodie: {
    name: 'hoodie',
    title: 'hoodie',
    promptNoun: 'jumper hoodie',
    words: [
      'hoodie',
      'hoody',
      'jumper hoodie',
      'pullover hoodie',
      'hooded jumper',
      'hooded pullover',
      'hooded sweater',
      'hooded sweatshirt',
      'sweatshirt',
    ],
  },
  mug: {
    name: 'mug',
    title: 'mug',
    promptNoun: 'coffee mug',
    words: ['mug', 'coffee mug', 'tea mug', 'ceramic mug', 'cup', 'coffee cup', 'tea cup', 'teacup'],
  },
};

/**
 * Phrases that hold a product's word but mean something there is no template for. They shield their words: a bucket hat is
 * better answered by "no such product" than by a baseball cap that nobody asked for.
 */
export const otherThings: readonly string[] = [
  'all caps',
  'beanie hat',
  'bottle cap',
  'bucket hat',
  'cap sleeve',
  'caps lock',
  'cowboy hat',
  'cup holder',
  'cupcake',
  'dress shirt',
  'hard hat',
  'ice cap',
  'in caps',
  'knit hat',
  'paper cup',
  'polo shirt',
  'rain hat',
  'shirt dress',
  'shower cap',
  'straw hat',
  'sun hat',
  'swim cap',
  'swimming cap',
  'top hat',
  'winter hat',
  'wool hat',
  'woolly hat',
  'world cup',
];
