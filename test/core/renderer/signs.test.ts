import { expect, test } from 'vitest';
import { cutOut } from './cut-out.ts';

const side = 500;
const red = '#d0021b';
const blue = '#0057b8';
const ink = '#141414';
const disc = (color: string): string => `<circle cx="250" cy="250" r="200" fill="${color}"/>`;
const square = (color: string, radius = 60): string =>
  `<rect x="50" y="50" width="400" height="400" rx="${radius}" fill="${color}"/>`;
const box = (x: number, y: number, width: number, height: number): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#fff"/>`;
const dot = (x: number, y: number, radius: number): string => `<circle cx="${x}" cy="${y}" r="${radius}" fill="#fff"/>`;
const white = (path: string): string => `<path d="${path}" fill="#fff"/>`;
const solid = (path: string, color = ink): string => `<path fill-rule="evenodd" fill="${color}" d="${path}"/>`;

test.for([
  ['the bar of a no-entry sign', disc(red) + box(110, 215, 280, 70), [250, 250]],
  ['a bar up to the rim', disc(red) + box(85, 210, 330, 80), [250, 250]],
  ['a cross in a square', square(red, 0) + white('M212 125h76v87h87v76h-87v87h-76v-87h-87v-76h87z'), [250, 250]],
  [
    'a cross up to the edges',
    square(red, 20) + white('M190 80h120v110h110v120H310v110H190V310H80V190h110z'),
    [250, 250],
  ],
  ['a triangle in a disc', disc(red) + white('M200 150L360 250L200 350z'), [240, 250]],
  ['a large triangle in a disc', disc(ink) + white('M180 125L395 250L180 375z'), [240, 250]],
  ['two bars in a disc', disc(blue) + box(140, 180, 220, 50) + box(140, 270, 220, 50), [250, 205]],
  ['two bars in a square', square(blue) + box(130, 175, 240, 50) + box(130, 275, 240, 50), [250, 300]],
  ['two bars that stand', disc(ink) + box(170, 150, 60, 200) + box(270, 150, 60, 200), [300, 250]],
  ['a square in a disc', disc(blue) + box(180, 180, 140, 140), [250, 250]],
  ['a bar in a square', square(ink) + box(130, 225, 240, 50), [250, 250]],
  ['a stem in a disc', disc(blue) + box(225, 140, 60, 220), [250, 250]],
  ['the dot and the stem of an i', disc(blue) + dot(250, 150, 30) + box(222, 210, 56, 150), [250, 150]],
  ['a diamond in a disc', disc(ink) + white('M250 110L360 250L250 390L140 250z'), [250, 250]],
  [
    'a heart in a disc',
    disc(red) +
      white(
        'M250 370C150 300 130 250 130 215C130 130 230 130 250 195C270 130 370 130 370 215C370 250 350 300 250 370z',
      ),
    [250, 270],
  ],
  [
    'the eye of a bird',
    solid(
      'M40 420C40 250 130 180 200 170C210 90 260 40 330 50C390 55 415 95 420 130L490 160L415 185C405 300 360 420 220 420z',
    ) + dot(340, 120, 20),
    [340, 120],
  ],
  [
    'the eyes of a ghost',
    solid('M80 440V230a170 170 0 0 1 340 0v210l-57-50-56 50-57-50-57 50-57-50z') +
      dot(190, 220, 36) +
      dot(310, 220, 36),
    [310, 220],
  ],
  ['the window of a house', solid('M250 50L460 230H410V450H90V230H40z') + box(205, 250, 90, 90), [250, 295]],
  [
    'a bar on a shield',
    solid('M80 60H420V240C420 350 350 420 250 460C150 420 80 350 80 240z', blue) + box(140, 200, 220, 70),
    [250, 235],
  ],
  [
    'dots in a bubble',
    solid('M60 60H440V340H220L120 440V340H60z', blue) + dot(150, 200, 30) + dot(350, 200, 30),
    [350, 200],
  ],
] as const)('white that makes a sign stays: %s', async ([, content, [x, y]]) => {
  for (const quality of [undefined, 80]) {
    const { at } = await cutOut(side, side, content, quality ? { quality } : {});
    expect(at(x, y)[3], `quality ${quality}`).toBe(255);
    expect(Math.min(...at(x, y).slice(0, 3))).toBeGreaterThan(235);
    expect(at(10, 10)[3]).toBe(0);
  }
});

test.for([
  ['a heavy ring', '<circle cx="250" cy="250" r="135" fill="none" stroke="#141414" stroke-width="130"/>', [250, 250]],
  [
    'a square ring',
    '<rect x="110" y="110" width="280" height="280" fill="none" stroke="#141414" stroke-width="90"/>',
    [250, 250],
  ],
  [
    'an O as in Bodoni, fat at its sides and thin above and below',
    solid(
      'M250 60C380 60 430 150 430 250S380 440 250 440S70 350 70 250S120 60 250 60zM250 75C225 75 215 150 215 250S225 425 250 425S285 350 285 250S275 75 250 75z',
    ),
    [250, 250],
  ],
  [
    'a narrow heavy O',
    solid(
      'M250 40C330 40 360 90 360 150V350C360 410 330 460 250 460S140 410 140 350V150C140 90 170 40 250 40zM250 115C232 115 228 130 228 150V350C228 370 232 385 250 385S272 370 272 350V150C272 130 268 115 250 115z',
    ),
    [250, 250],
  ],
  [
    'a heavy B, above',
    solid(
      'M90 60H290C370 60 410 100 410 160C410 205 390 235 350 245C400 255 425 290 425 340C425 405 380 440 295 440H90zM205 140V205H265C290 205 300 192 300 172S290 140 265 140zM205 285V360H270C300 360 310 345 310 322S300 285 270 285z',
    ),
    [240, 172],
  ],
  [
    'a heavy B, below',
    solid(
      'M90 60H290C370 60 410 100 410 160C410 205 390 235 350 245C400 255 425 290 425 340C425 405 380 440 295 440H90zM205 140V205H265C290 205 300 192 300 172S290 140 265 140zM205 285V360H270C300 360 310 345 310 322S300 285 270 285z',
    ),
    [240, 322],
  ],
  [
    'a heavy A with a small counter',
    solid('M180 50H320L460 450H325L310 390H190L175 450H40zM250 210L220 310H280z'),
    [250, 285],
  ],
  [
    'the eye of a key',
    solid(
      'M130 130a100 100 0 1 0 95 130h80v50h50v-50h60v50h40v-110H225A100 100 0 0 0 130 130zM130 185a45 45 0 1 1-.1 0z',
    ),
    [130, 230],
  ],
  [
    'a roundel of even lines',
    '<circle cx="250" cy="250" r="180" fill="none" stroke="#141414" stroke-width="40"/><path d="M250 70V430M250 250L120 380M250 250L380 380" stroke="#141414" stroke-width="40"/>',
    [150, 230],
  ],
] as const)('what a letter or a line encloses is cleared: %s', async ([, content, [x, y]]) => {
  for (const quality of [undefined, 80]) {
    const { at } = await cutOut(side, side, content, quality ? { quality } : {});
    expect(at(x, y)[3], `quality ${quality}`).toBe(0);
  }
});

test('a sign keeps its white beside a word whose counters are cleared', async () => {
  const letter =
    '<path fill-rule="evenodd" d="M160 60h80l100 280h-75l-18-55h-95l-18 55H60zM200 130l-32 100h64z" transform="translate(480 60)"/>';
  for (const quality of [undefined, 80]) {
    const { at } = await cutOut(900, side, disc(red) + box(110, 215, 280, 70) + letter, quality ? { quality } : {});
    expect(at(250, 250)[3]).toBe(255);
    expect(at(680, 265)[3]).toBe(0);
  }
});
