import { z } from 'zod';
import { openChatSetting } from './support/chat-setting.ts';
import { median, type Report } from './support/report.ts';

const rounds = 3;
const people = 20;
const flood = 100;
const Waits = z.array(z.number());

/** How long twenty people wait for the proof of one picture each, beside one who has just sent a hundred, against the twenty alone. */
export async function measure(report: Report): Promise<void> {
  const alone: number[] = [];
  const beside: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await using setting = await openChatSetting();
    const telegram = await setting.startPlatform('telegram-server');
    await using _service = await setting.startService(telegram);
    // The first ones wait for the renderer to be there.
    await telegram.tell('cards', 2);
    alone.push(...Waits.parse(await telegram.tell('cards', people)));
    await telegram.tell('flood', flood);
    beside.push(...Waits.parse(await telegram.tell('cards', people)));
  }
  report.row({ what: `picture → proof, ${people} people at once, median`, value: median(alone), unit: 'ms' });
  report.row({ what: 'the same, longest', value: Math.max(...alone), unit: 'ms' });
  report.row({ what: `the same beside one with ${flood} pictures, median`, value: median(beside), unit: 'ms' });
  report.row({ what: 'the same, longest', value: Math.max(...beside), unit: 'ms' });
  report.row({ what: 'median, beside ÷ alone', value: median(beside) / median(alone), unit: '×', limit: 2 });
}
