import { openChatSetting } from './support/chat-setting.ts';
import { measureIdleMemory } from './support/idle-memory.ts';
import type { Report } from './support/report.ts';

/** What a service for both platforms holds of the memory. */
export async function measure(report: Report): Promise<void> {
  await using setting = await openChatSetting();
  const discord = await setting.startPlatform('discord-server');
  const telegram = await setting.startPlatform('telegram-server');
  await measureIdleMemory(report, { setting, platforms: [discord, telegram], bare: 'bare-both' });
}
