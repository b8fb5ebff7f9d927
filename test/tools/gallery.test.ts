import { expect, test } from 'vitest';
import { productNames } from '#core/catalog/catalog.ts';
import { galleryPage } from '../../tools/gallery/page.ts';
import { altOf, planGallery, planSheet, stemOf } from '../../tools/gallery/plan.ts';

const parts = planGallery(productNames);
const shots = parts.flatMap(({ rows }) => rows.flatMap((row) => row.shots));

test('the gallery has every product, in four colors and more of cloth, with three logos, each in a file of its own', () => {
  expect(new Set(parts.map(({ product }) => product))).toEqual(new Set(productNames));
  expect(new Set(shots.map(stemOf)).size).toBe(shots.length);
  const colorsOf = (product: string) =>
    new Set(shots.filter((shot) => shot.product === product).map(({ color }) => color.name));
  expect([...colorsOf('mug')]).toEqual(['White', 'Black', 'Navy', 'Red']);
  for (const cloth of ['cap', 'tshirt', 'hoodie']) expect([...colorsOf(cloth)]).toContain('Heather Grey');
  for (const { rows } of parts) expect(new Set(rows.flatMap((row) => row.shots.map(({ logo }) => logo))).size).toBe(3);
});

test('each picture of the page says what it shows, and nothing comes from elsewhere', () => {
  const page = galleryPage(parts, 512);
  const pictures = page.match(/<img [^>]*>/g) ?? [];
  expect(pictures).toHaveLength(shots.length);
  for (const [index, shot] of shots.entries()) {
    expect(pictures[index]).toContain(`src="shots/${stemOf(shot)}.png"`);
    expect(pictures[index]).toContain(`alt="${altOf(shot)}"`);
  }
  expect(page).not.toMatch(/https?:|<script|url\(/);
});

test('a sheet shows each product equally often, in colors it is sold in', () => {
  for (const products of [productNames, productNames.slice(0, 1), productNames.slice(0, 3)]) {
    const sheet = planSheet(products);
    expect(sheet.length).toBeGreaterThanOrEqual(8);
    expect(new Set(products.map((name) => sheet.filter(({ product }) => product === name).length)).size).toBe(1);
    expect(new Set(sheet.map(stemOf)).size).toBeGreaterThan(sheet.length / 2);
  }
});
