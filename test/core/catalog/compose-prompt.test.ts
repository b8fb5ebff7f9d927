import { expect, test } from 'vitest';
import { composePrompt, findColor, productNames, productOf, readWish } from '#core/catalog/catalog.ts';
import { knownColors } from '#core/catalog/colors.ts';
import { promptDetails } from '#core/catalog/prompt-details.ts';

test.for(productNames)('the prompt of a %s is understood again, whatever its color', (product) => {
  const colors = [...knownColors().values()];
  expect(colors.length).toBeGreaterThan(150);
  for (const color of colors) {
    const prompt = composePrompt({ product, color });
    expect(readWish(prompt), prompt).toEqual({ product, color });
    expect(promptDetails(prompt), prompt).toEqual({});
  }
});

test.for([
  ['Olive', 'an Olive'],
  ['Orange', 'an Orange'],
  ['Ivory', 'an Ivory'],
  ['Navy', 'a Navy'],
  ['Forest Green', 'a Forest Green'],
] as const)('the article suits the color: %s', ([name, words]) => {
  const color = findColor(name);
  if (!color) throw new Error(`There is no ${name}`);
  expect(composePrompt({ product: 'mug', color })).toBe(
    `Alone in the frame minimalist product shot of ${words} ${productOf('mug').promptNoun}`,
  );
});
