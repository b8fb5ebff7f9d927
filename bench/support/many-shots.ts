/* Run as a process of its own by the memory section: renders 200 shots in a row of the logos named and prints what they cost as JSON. */
import { readFile } from 'node:fs/promises';
import { productNames, sizes } from '#core/catalog/catalog.ts';
import { Renderer } from '#core/renderer/renderer.ts';

const shots = 200;
const logos = await Promise.all(process.argv.slice(2).map(async (path) => await readFile(path)));
const colors = ['#000000', '#ffffff', '#1b2a4a', '#c4182c', '#9caf92'];
const rss: number[] = [];
{
  await using renderer = new Renderer({ threads: 2 });
  for (let i = 0; i < shots; i++) {
    await renderer.render({
      logo: logos[i % logos.length]!,
      product: productNames[i % productNames.length]!,
      color: colors[i % colors.length]!,
      size: sizes[(i >> 2) % sizes.length]!,
      seed: i % 2 ? i : undefined,
    });
    rss.push(process.memoryUsage.rss() / 1024 ** 2);
  }
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
console.log(
  JSON.stringify({
    peakMb: process.resourceUsage().maxRSS / 1024,
    driftMb: mean(rss.slice(-25)) - mean(rss.slice(100, 125)),
  }),
);
