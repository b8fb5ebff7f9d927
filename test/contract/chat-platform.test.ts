import { describe } from 'vitest';
import { ChatBot, startChatPlatform } from '../support/chat-platform.ts';
import { botContract, type PlatformSubject, platformContract } from './bot.ts';

// The smallest adapter there can be, so that the contract itself is known to be one that can be kept.
describe('ChatBot', () => {
  const open = async (): Promise<PlatformSubject> => {
    const platform = await startChatPlatform();
    const bytes = Buffer.from('bytes of a logo');
    platform.files.set('logo', bytes);
    return {
      create: () => new ChatBot(platform.origin),
      thread: { platform: 'telegram', data: { chat: 1 } },
      logo: { source: { fileName: 'logo.png', data: 'logo' }, bytes },
      goneLogo: { fileName: 'logo.png', data: 'gone' },
      arrived: async () => platform.pictures,
      hurt: (fault) => {
        platform.fault = fault;
      },
      [Symbol.asyncDispose]: () => platform[Symbol.asyncDispose](),
    };
  };
  botContract(open);
  platformContract(open);
});
