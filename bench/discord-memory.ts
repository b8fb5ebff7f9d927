import { setTimeout as sleep } from 'node:timers/promises';
import { openChatSetting, type Started } from './support/chat-setting.ts';
import { median, type Report } from './support/report.ts';

const rounds = 3;
const settleMs = 6000;

/** Resident memory of the connected service with nothing to do, against a process with the same packages and the library's client alone. */
export async function measure(report: Report): Promise<void> {
  await using setting = await openChatSetting();
  const discord = await setting.startPlatform('discord-server');
  const idle: number[] = [];
  const bare: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(await settledMb(() => setting.startScript('bare-discord', discord)));
    await using service = await setting.startService(discord);
    await sleep(settleMs);
    idle.push(await service.memoryMb());
    await discord.tell('proof');
    await sleep(settleMs);
    warm.push(await service.memoryMb());
  }
  report.row({ what: 'bare client with the same packages, resident', value: median(bare), unit: 'MB' });
  report.row({ what: 'service with Discord, renderer unused, resident', value: median(idle), unit: 'MB' });
  report.row({ what: 'service ÷ bare', value: median(idle) / median(bare), unit: '×', limit: 1.15 });
  report.row({ what: 'service with a warm renderer, resident', value: median(warm), unit: 'MB' });
}

async function settledMb(start: () => Promise<Started>): Promise<number> {
  await using started = await start();
  await sleep(settleMs);
  return await started.memoryMb();
}
