import { expect, test } from 'vitest';
import { detailsOf } from '#commands/detail-options.ts';
import { UserError } from '#core/errors.ts';

const prompt = 'a navy hoodie of ours, three-quarter view, transparent background';

test('the details that a prompt asks for travel along, save where an option says otherwise', () => {
  expect(detailsOf({ prompt })).toEqual({ details: { view: 'three-quarter', scene: 'transparent' } });
  expect(detailsOf({ prompt, scene: 'desk', placement: 'back', rotation: 15 })).toEqual({
    details: { view: 'three-quarter', scene: 'desk', placement: 'back', rotation: '15' },
  });
});

test('where nothing is asked for there is nothing', () => {
  expect(detailsOf({})).toEqual({});
  expect(detailsOf({ prompt: 'a hoodie that hangs in front of a desk', size: 512 })).toEqual({});
});

test('a background is named in the person’s language', () => {
  expect(detailsOf({ background: 'rose' }, 'fr')).toEqual({ details: { background: '#f2a9c0' } });
  expect(detailsOf({ background: 'rose' })).toEqual({ details: { background: '#d98a98' } });
  expect(() => detailsOf({ background: 'blurple-ish' }, 'de')).toThrow(UserError);
});
