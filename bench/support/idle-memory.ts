import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatSetting, Platform, Started } from './chat-setting.ts';
import { median, type Report } from './report.ts';

const rounds = 3;
const settleMs = 6000;

/**
 * Resident memory of the service connected to these platforms with nothing to do, against a script with the same packages and the libraries'
 * clients alone; and after a proof was drawn on the last of the platforms.
 */
export async function measureIdleMemory(
  report: Report,
  { setting, platforms, bare }: { setting: ChatSetting; platforms: readonly Platform[]; bare: string },
): Promise<void> {
  const bareMb: number[] = [];
  const idleMb: number[] = [];
  const warmMb: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bareMb.push(await settledMb(() => setting.startScript(bare, ...platforms)));
    await using service = await setting.startService(...platforms);
    await sleep(settleMs);
    idleMb.push(await service.memoryMb());
    await platforms.at(-1)?.tell('proof');
    await sleep(settleMs);
    warmMb.push(await service.memoryMb());
  }
  report.row({ what: 'bare, with the same packages, resident', value: median(bareMb), unit: 'MB' });
  report.row({ what: 'service, renderer unused, resident', value: median(idleMb), unit: 'MB' });
  report.row({ what: 'service ÷ bare', value: median(idleMb) / median(bareMb), unit: '×', limit: 1.15 });
  report.row({ what: 'service with a warm renderer, resident', value: median(warmMb), unit: 'MB' });
}

async function settledMb(start: () => Promise<Started>): Promise<number> {
  await using started = await start();
  await sleep(settleMs);
  return await started.memoryMb();
}
