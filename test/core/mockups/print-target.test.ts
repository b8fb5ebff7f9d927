import { expect, test } from 'vitest';
import { printTargetOf } from '#core/mockups/print-target.ts';

const navy = { name: 'Navy', hex: '#000080' };

test.each([
  ['nothing', { prompt: '' }, { product: 'cap', color: '#000000', technique: 'embroidery' }],
  ['the prompt', { prompt: 'A white mug' }, { product: 'mug', color: '#ffffff', technique: 'print' }],
  [
    'what was chosen rather than the prompt',
    { prompt: 'A white mug', product: 'tote', color: navy },
    { product: 'tote', color: '#000080' },
  ],
  [
    'a place and a technique',
    { prompt: '', product: 'hoodie', details: { placement: 'left-chest' } },
    { printArea: { name: 'hoodie', widthMm: 95, heightMm: 95 } },
  ],
  [
    'a place that the product does not have',
    { prompt: '', product: 'mug', details: { placement: 'left-chest', technique: 'embroidery' } },
    { printArea: { name: 'mug', widthMm: 78.85, heightMm: 73 }, technique: 'print' },
  ],
  ['thread of a product that takes both', { prompt: '', details: { technique: 'print' } }, { technique: 'print' }],
  [
    'engraving, which is as fine as print',
    { prompt: '', product: 'bottle', details: { technique: 'engraving' } },
    { technique: 'print' },
  ],
] as const)('a logo is judged for %s', async (_, request, target) => {
  expect(await printTargetOf(request)).toMatchObject(target);
});
