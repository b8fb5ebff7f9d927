import { describe, expect, test } from 'vitest';
import { embroider } from '#core/renderer/embroidery.ts';
import { prepareLogo } from '#core/renderer/logo.ts';
import { type Placement, type PlacementWish, placeLogo } from '#core/renderer/placement.ts';
import { areaOf } from '#core/renderer/print-area.ts';
import { Workspace } from '#core/renderer/render-shot.ts';
import { Scratch } from '#core/renderer/scratch.ts';
import { readTemplateInfo, type TemplateInfo, ViewInfo } from '#core/renderer/template-info.ts';
import { drawDisc, drawQuarters } from '../../support/pictures.ts';
import { changesOf, drawLogo, drawNothing, type Frame, frameOf } from './frames.ts';

/** The corners of a placed logo, in shares of the printable surface. */
function cornersOf(
  { left, top, width, height, turn }: Placement,
  { printArea }: TemplateInfo,
): (readonly [number, number])[] {
  const { widthMm, heightMm } = printArea;
  return [-1, 1].flatMap((right) =>
    [-1, 1].map((down) => {
      const x = (right * width * widthMm) / 2;
      const y = (down * height * heightMm) / 2;
      return [
        left + width / 2 + (x * Math.cos(turn) - y * Math.sin(turn)) / widthMm,
        top + height / 2 + (x * Math.sin(turn) + y * Math.cos(turn)) / heightMm,
      ] as const;
    }),
  );
}

describe('whatever is wished, a logo', () => {
  const wishes: PlacementWish[] = [];
  for (const placement of [undefined, 'left-chest', 'back'] as const) {
    for (const scale of [0.25, 1, 2]) {
      for (const rotation of [0, 30, -90, 135, 180]) {
        for (const offset of [
          [0, 0],
          [1, -1],
          [-0.3, 0.6],
        ] as const) {
          wishes.push({ placement, scale, rotation, offset });
        }
      }
    }
  }

  test.for(['tshirt', 'cap', 'mug'])(
    'stays on the printable surface of a %s and keeps its proportions',
    async (product) => {
      const info = await readTemplateInfo(product);
      const { widthMm, heightMm } = info.printArea;
      for (const aspect of [0.05, 0.6, 1, 3, 25]) {
        for (const wish of wishes) {
          const placed = placeLogo(aspect, info, wish);
          for (const share of cornersOf(placed, info).flat()) {
            expect(share).toBeGreaterThan(-1e-9);
            expect(share).toBeLessThan(1 + 1e-9);
          }
          expect((placed.width * widthMm) / (placed.height * heightMm) / aspect).toBeCloseTo(1, 6);
        }
      }
    },
  );
});

test('a scale is of the usual size, as far as the surface holds it', async () => {
  const info = await readTemplateInfo('tshirt');
  const usual = placeLogo(2, info);
  expect(placeLogo(2, info, { scale: 0.5 }).width).toBeCloseTo(usual.width / 2, 9);
  expect(placeLogo(2, info, { scale: 1.04 }).width).toBeCloseTo(usual.width * 1.04, 9);
  expect(placeLogo(2, info, { scale: 2 })).toMatchObject({ left: 0, width: 1 });
});

test('an offset moves by shares of the print area and stops at the edge of the surface', async () => {
  const info = await readTemplateInfo('tshirt');
  const usual = placeLogo(1, info, { scale: 0.5 });
  const moved = placeLogo(1, info, { scale: 0.5, offset: [0.1, -0.05] });
  expect(moved.left - usual.left).toBeCloseTo(0.1, 9);
  expect(moved.top - usual.top).toBeCloseTo(-0.05, 9);
  expect(placeLogo(1, info, { scale: 0.5, offset: [1, 1] })).toMatchObject({
    left: 1 - usual.width,
    top: 1 - usual.height,
  });
});

test.for(['tshirt', 'hoodie'])(
  'on the left chest of a %s a logo is small, and to the right in the picture',
  async (product) => {
    const info = await readTemplateInfo(product);
    const chest = placeLogo(1, info, { placement: 'left-chest' });
    const widthMm = chest.width * info.printArea.widthMm;
    expect(widthMm).toBeGreaterThan(70);
    expect(widthMm).toBeLessThan(100);
    expect(chest.left).toBeGreaterThan(0.55);
    expect(chest.top + chest.height).toBeLessThan(0.55);
    const bare = await frameOf(await drawNothing(), { product });
    const { box } = changesOf(bare, await frameOf(await drawDisc(300), { product, placement: 'left-chest' }), 12);
    const [left = 0, , width = 0] = box;
    expect(left).toBeGreaterThan(256);
    const { box: front } = changesOf(bare, await frameOf(await drawDisc(300), { product }), 12);
    expect(width).toBeLessThan((front[2] ?? 0) / 2);
  },
);

test('a place that a view does not have is the usual one', async () => {
  const mug = await readTemplateInfo('mug');
  expect(placeLogo(1, mug, { placement: 'left-chest' })).toEqual(placeLogo(1, mug));
  const { printAreas: _, ...tshirt } = await readTemplateInfo('tshirt');
  const back = { ...tshirt, view: 'back' };
  expect(areaOf(back, 'left-chest')).toEqual(areaOf(back, undefined));
});

test("a view's own print areas win", async () => {
  const info = await readTemplateInfo('tshirt');
  const front = { box: [0.1, 0, 0.9, 0.8] as [number, number, number, number], widthMm: 240, heightMm: 248 };
  const chest = { box: [0.6, 0.1, 0.9, 0.4] as [number, number, number, number], widthMm: 90, heightMm: 93 };
  const own = { ...info, printAreas: { front, 'left-chest': chest } };
  expect(areaOf(own, undefined)).toMatchObject({ left: 0.1, top: 0, fill: info.fill });
  expect(areaOf(own, 'front')).toEqual(areaOf(own, undefined));
  expect(areaOf(own, 'left-chest')).toMatchObject({ left: 0.6, top: 0.1, fill: 1 });
  const { view, ...file } = own;
  expect(view).toBe('front');
  expect(ViewInfo.parse(file).printAreas).toEqual(own.printAreas);
  expect(ViewInfo.safeParse({ ...file, printAreas: { front: { ...front, box: [0.9, 0, 0.1, 1] } } }).success).toBe(
    false,
  );
});

test('threads are as thick on a small logo as on a large one', async () => {
  const info = await readTemplateInfo('cap');
  for (const scale of [0.5, 1]) {
    const target = { info, pixelsPerWidth: 400, color: '#ffffff', technique: 'embroidery', wish: { scale } } as const;
    const logo = await prepareLogo(await drawQuarters(600, 300), target, new Scratch());
    if (!logo) throw new Error('There is no logo');
    const widthMm = (logo.width - 2 * logo.padding) / logo.texelsPerMm;
    expect(widthMm / (placeLogo(2, info, { scale }).width * info.printArea.widthMm)).toBeCloseTo(1, 6);
  }
});

/** Where the middle of what is strongly of one channel lies. */
function middleOf({ pixels, size }: Frame, channel: 0 | 2): readonly [number, number] {
  let [x, y, count] = [0, 0, 0];
  for (let i = 0; i < size * size; i++) {
    if ((pixels[3 * i + channel] ?? 0) < (pixels[3 * i + 2 - channel] ?? 0) + 80) continue;
    x += i % size;
    y += Math.floor(i / size);
    count++;
  }
  return [x / count, y / count];
}

test.for([
  [0, 1, 0],
  [90, 0, 1],
  [180, -1, 0],
  [-90, 0, -1],
] as const)('a rotation of %d degrees turns what points right to (%d, %d)', async ([rotation, right, down]) => {
  // Red to the left, blue to the right.
  const logo = await drawLogo(200, 80, (x) => (x < 100 ? [210, 20, 30, 255] : [20, 30, 210, 255]));
  const frame = await frameOf(logo, { product: 'tshirt', color: '#e8e8e8', rotation, scale: 0.7 });
  const [red, blue] = [middleOf(frame, 0), middleOf(frame, 2)];
  const [dx, dy] = [blue[0] - red[0], blue[1] - red[1]];
  const length = Math.hypot(dx, dy);
  expect(length).toBeGreaterThan(25);
  expect(Math.hypot(dx / length - right, dy / length - down)).toBeLessThan(0.12);
});

test.for([0, 90, 180, -30])(
  'the shadow of threads falls down and to the right, also when the logo is turned by %d degrees',
  async (rotation) => {
    const info = await readTemplateInfo('cap');
    const target = {
      info,
      pixelsPerWidth: 400,
      color: '#ffffff',
      technique: 'embroidery',
      wish: { rotation },
    } as const;
    const scratch = new Scratch();
    const logo = await prepareLogo(await drawDisc(400), target, scratch);
    if (!logo) throw new Error('There is no logo');
    const values = (await embroider(logo, scratch)).levels[0]?.values ?? new Float32Array();
    const middle = (channel: number): readonly [number, number] => {
      let [x, y, all] = [0, 0, 0];
      for (let i = 0; i < logo.width * logo.height; i++) {
        const weight = values[5 * i + channel] ?? 0;
        x += weight * (i % logo.width);
        y += weight * Math.floor(i / logo.width);
        all += weight;
      }
      return [x / all / logo.texelsPerMm, y / all / logo.texelsPerMm];
    };
    const [thread, shadow] = [middle(3), middle(4)];
    const [x, y] = [shadow[0] - thread[0], shadow[1] - thread[1]];
    const { turn } = logo.placement;
    const [right, down] = [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)];
    expect(right).toBeGreaterThan(0.2);
    expect(right).toBeLessThan(0.5);
    expect(down).toBeGreaterThan(0.45);
    expect(down).toBeLessThan(0.75);
  },
);

describe('a checkerboard lies where the print coordinates say, to half a pixel', () => {
  const columns = 6;
  const rows = 4;
  const workspace = new Workspace();

  test.for([
    ['tshirt', {}],
    ['mug', {}],
    ['cap', { scale: 0.6, offset: [0.1, 0.05] }],
    ['tshirt', { rotation: 33, scale: 0.8 }],
    ['hoodie', { placement: 'left-chest', rotation: -15, scale: 2 }],
  ] as const)('on a %s with %j', async ([product, wish]) => {
    const info = await readTemplateInfo(product);
    const board = await drawLogo(600, 400, (x, y) =>
      (Math.floor(x / 100) + Math.floor(y / 100)) % 2 ? [200, 30, 30, 255] : [30, 30, 200, 255],
    );
    const { pixels } = await frameOf(board, { product, color: '#808080', size: 1024, technique: 'print', ...wish });
    const { print } = await workspace.templates.get(product, info, 1024);
    const { left, top, width, height, turn } = placeLogo(1.5, info, wish);
    const { widthMm, heightMm } = info.printArea;
    /** Column and row of the board, as fractions, that a pixel of the print box shows. */
    const onBoard = (i: number): readonly [number, number] => {
      const x = ((print.u[i] ?? 0) * print.unit - left - width / 2) * widthMm;
      const y = ((print.v[i] ?? 0) * print.unit - top - height / 2) * heightMm;
      return [
        ((x * Math.cos(turn) + y * Math.sin(turn)) / (width * widthMm) + 0.5) * columns,
        ((y * Math.cos(turn) - x * Math.sin(turn)) / (height * heightMm) + 0.5) * rows,
      ];
    };
    let looked = 0;
    const wrong: string[] = [];
    for (let py = 1; py < print.height - 1; py++) {
      for (let px = 1; px < print.width - 1; px++) {
        const i = py * print.width + px;
        const around = [i, i - 1, i + 1, i - print.width, i + print.width];
        if (around.some((at) => print.coverage[at] !== 255)) continue;
        const [column, row] = onBoard(i);
        const [[c0, r0], [c1, r1], [c2, r2], [c3, r3]] = around.slice(1).map(onBoard) as [
          readonly [number, number],
          readonly [number, number],
          readonly [number, number],
          readonly [number, number],
        ];
        // Pixels to the nearest line of the board.
        const toColumn = Math.abs(column - Math.round(column)) / Math.hypot((c1 - c0) / 2, (c3 - c2) / 2);
        const toRow = Math.abs(row - Math.round(row)) / Math.hypot((r1 - r0) / 2, (r3 - r2) / 2);
        const isInside = column > 0 && column < columns && row > 0 && row < rows;
        if (!isInside || Math.min(toColumn, toRow) <= 0.5) continue;
        looked++;
        const o = 3 * ((print.top + py) * 1024 + print.left + px);
        const isRed = (pixels[o] ?? 0) > (pixels[o + 2] ?? 0);
        if (isRed !== ((Math.floor(column) + Math.floor(row)) % 2 === 1)) wrong.push(`${px},${py}`);
      }
    }
    expect(looked).toBeGreaterThan(2000);
    expect(wrong).toEqual([]);
  });
});
