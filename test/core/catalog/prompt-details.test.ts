import { expect, test } from 'vitest';
import { detailsIn } from '#core/catalog/caption.ts';
import { promptDetails } from '#core/catalog/prompt-details.ts';

test.for([
  ['a navy hoodie in a café, three-quarter view, soft light', { view: 'three-quarter' }],
  ['three-quarter view of a navy hoodie with steam', { view: 'three-quarter' }],
  ['a navy hoodie with steam, 3/4 view', { view: 'three-quarter' }],
  ['a cat on the moon --view 3/4', { view: 'three-quarter' }],
  ['a red mug with steam, transparent background', { scene: 'transparent' }],
  ['a red mug with steam on a transparent background', { scene: 'transparent' }],
  ['a black mug on a wooden desk, morning light', { scene: 'desk' }],
  ['a happy black mug on a desk', { scene: 'desk' }],
  ['our best cap, embroidery, left chest', { technique: 'embroidery', placement: 'left-chest' }],
  [
    'a hoodie for the crew with an embroidered logo on the left chest',
    { technique: 'embroidery', placement: 'left-chest' },
  ],
  ['a mug of ours on a red background', { background: '#c4182c' }],
  ['eine Tasse für uns auf rotem Hintergrund', { background: '#c4182c' }],
  ['une tasse pour nous sur un fond rouge', { background: '#c4182c' }],
  ['una taza para nosotros sobre fondo rojo', { background: '#c4182c' }],
  ['ein Becher mit Dampf, auf transparentem Hintergrund', { scene: 'transparent' }],
  ['un sweat pour nous, vue de trois quarts', { view: 'three-quarter' }],
  ['コーヒーの写真、左胸、刺繍', { placement: 'left-chest', technique: 'embroidery' }],
  ['a cat on the moon --view three-quarter --scene desk', { view: 'three-quarter', scene: 'desk' }],
  ['a cat on the moon --placement left chest --background=#abc', { placement: 'left-chest', background: '#aabbcc' }],
  ['a cat on the moon view:three-quarter', { view: 'three-quarter' }],
  ['a cat on the moon. Scene: transparent. Technique: print', { scene: 'transparent', technique: 'print' }],
  ['eine Katze auf dem Mond --hintergrund dunkelblau', { background: '#1c2f5e' }],
  ['a mug for us on a red background --background navy', { background: '#1b2a4a' }],
] as const)('a prompt asks for details in so many words: %s', ([prompt, details]) => {
  expect(promptDetails(prompt)).toEqual(details);
});

test.for([
  'a hoodie that hangs in front of a desk',
  'a hoodie hanging on the back of a chair',
  'a mug in the studio of an artist',
  'a mug on a desk chair',
  'a mug with a picture of a cat on a desk',
  'a mug beside a desk',
  'front and back of a T-shirt',
  'the back of the hoodie in the front row',
  'a hoodie with three-quarter sleeves',
  'a hoodie with 3/4 sleeves',
  'a hoodie for the team, 34',
  'a hoodie of ours, 34 view',
  'a cat on the moon --view 34',
  'my logo with a transparent background on a mug',
  'a transparent bottle',
  'a hoodie with embroidered flowers',
  'a print of a cat on a mug',
  'the engraving of a ship on a poster',
  'a chest on a mug',
  'a logo on a mug with a red background story',
  'ein Hoodie hängt vorne vor einem Schreibtisch',
  'ein Foto von hinten auf dem Rücken eines Pferdes',
  'une tasse devant un bureau',
  'une gravure ancienne sur une affiche',
  'una camiseta en el escritorio de mi padre',
  '机の前のパーカー',
  'a mug --ar 16:9 --style raw',
  'a mug view:sideways scene:beach',
  'https://example.com/?view=front&scene=desk',
  'preview: front',
  'a mug, desk, transparent',
  'constructor, __proto__, --constructor desk',
  '',
])('ordinary prose asks for none: %s', (prompt) => {
  expect(promptDetails(prompt)).toEqual({});
});

test('a prompt of nothing but wishes is read as a caption of them is', () => {
  expect(detailsIn('hoodie navy three-quarter left chest')).toEqual({ view: 'three-quarter', placement: 'left-chest' });
  expect(detailsIn('navy hoodie')).toEqual({});
  expect(detailsIn(' ')).toEqual({});
});

// Many times as long as a prompt may be: what grows faster than its length would run into the time limit.
test.for(['front ', 'view:', '--view ', ', ', 'on a ', 'three-quarter view ', 'red background '])(
  'a prompt of a million characters is read in a moment: %j again and again',
  { timeout: 4000 },
  (part) => {
    const prompt = `a cat --scene desk. ${part.repeat(Math.ceil(1_000_000 / part.length))}`;
    expect(promptDetails(prompt)).toMatchObject({ scene: 'desk' });
  },
);
