/**
 * Phrases that hold a product's word but mean something there is no template for. They shield their words: a bucket hat is
 * better answered by "no such product" than by a baseball cap that nobody asked for.
 */
export const otherThings: readonly string[] = [
  'all caps',
  'beer bottle',
  'bottle cap',
  'bottle opener',
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
  'wine bottle',
  'world cup',
];
