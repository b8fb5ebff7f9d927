import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openChatSetting } from './support/chat-setting.ts';
import { median, type Report } from './support/report.ts';

const rounds = 2;
const interactions = 1000;
const inFlight = 200;
/** Until the proofs of all are drawn, which takes both cores of a small machine: that is another measure. */
const settleMs = 20_000;
const Waits = z.array(z.number());

interface Found {
  readonly idle: readonly number[];
  readonly burst: readonly number[];
  readonly busy: readonly number[];
}

/**
 * From an interaction to its first answer, with 200 mockups under way that tell of their progress, against the same bot with nothing to do.
 * Discord is one process and the bot another.
 */
export async function measure(report: Report): Promise<void> {
  const all: Found[] = [];
  for (let round = 0; round < rounds; round++) {
    const found = await answer();
    if (!found) {
      report.skip('interactions', `not all of ${inFlight} mockups came under way`);
      return;
    }
    all.push(found);
  }
  const idle = all.flatMap((found) => found.idle);
  const burst = all.flatMap((found) => found.burst);
  const busy = all.flatMap((found) => found.busy);
  report.row({ what: 'interaction → acknowledged, idle, median', value: median(idle), unit: 'ms' });
  report.row({ what: 'the same, p99', value: p99(idle), unit: 'ms' });
  report.row({ what: `the same just after ${inFlight} have asked, p99`, value: p99(burst), unit: 'ms' });
  report.row({ what: `the same with ${inFlight} in flight, median`, value: median(busy), unit: 'ms' });
  report.row({ what: 'the same, p99', value: p99(busy), unit: 'ms' });
  report.row({ what: 'the same, longest', value: Math.max(...busy), unit: 'ms' });
  report.row({ what: 'p99, in flight ÷ idle', value: p99(busy) / p99(idle), unit: '×', limit: 3 });
}

async function answer(): Promise<Found | undefined> {
  await using setting = await openChatSetting();
  const discord = await setting.startPlatform('discord-server');
  await using _service = await setting.startService(discord);
  const ask = async (count: number): Promise<number[]> => Waits.parse(await discord.tell('statuses', count));
  await ask(interactions / 5);
  const idle = await ask(interactions);
  await discord.tell('mockups', inFlight);
  for (let left = 300; setting.runs < inFlight && left > 0; left--) await sleep(100);
  if (setting.runs < inFlight) return undefined;
  const burst = await ask(interactions / 2);
  await sleep(settleMs);
  return { idle, burst, busy: await ask(interactions) };
}

function p99(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? Number.NaN;
}
