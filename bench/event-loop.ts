import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { productNames } from '#core/catalog/catalog.ts';
import { Renderer } from '#core/renderer/renderer.ts';
import { exampleLogos } from './support/example-logos.ts';
import type { Report } from './support/report.ts';

const shots = 50;
const idleMs = 3000;

/** How long the main thread's event loop is held up while 50 shots render, against an idle loop. */
export async function measure(report: Report): Promise<void> {
  const logos = await exampleLogos();
  await using renderer = new Renderer({ threads: 1 });
  const render = async (i: number): Promise<void> => {
    const logo = logos[i % logos.length]!.png;
    await renderer.render({ logo, product: productNames[i % productNames.length]!, color: '#1b2a4a', size: 1024 });
  };
  await Promise.all(productNames.map((_, i) => render(i)));
  const idle = await p99Of(async () => await sleep(idleMs));
  const busy = await p99Of(async () => void (await Promise.all(Array.from({ length: shots }, (_, i) => render(i)))));
  report.row({ what: 'event-loop delay p99, idle', value: idle, unit: 'ms' });
  report.row({ what: `event-loop delay p99, ${shots} shots at 1024`, value: busy, unit: 'ms' });
  report.row({ what: 'busy ÷ idle', value: busy / idle, unit: '×', limit: 2 });
}

async function p99Of(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay();
  delay.enable();
  await work();
  delay.disable();
  return delay.percentile(99) / 1e6;
}
