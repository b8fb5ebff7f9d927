import { describe } from 'vitest';
import { TelegramBot } from '#bots/telegram/telegram-bot.ts';
import { threadOf } from '#bots/telegram/telegram-thread.ts';
import { createLogger } from '#core/log.ts';
import { Renderer } from '#core/renderer/renderer.ts';
import { openStore } from '#core/store/store.ts';
import { startFakeTelegram } from '../support/telegram/fake-telegram.ts';
import { type TelegramFault, telegramFaults } from '../support/telegram/telegram-faults.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { botContract, type PlatformFault, type PlatformSubject, platformContract } from './bot.ts';

const faults: Readonly<Record<PlatformFault, TelegramFault>> = {
  'hang-up': telegramFaults.dropBefore(),
  'server-error': telegramFaults.failBefore(502),
  'too-many': telegramFaults.tooMany(2),
  'bad-token': telegramFaults.refuse(401, 'Unauthorized'),
  forbidden: telegramFaults.refuse(403, 'Forbidden: bot was blocked by the user'),
};
const hurtMethods = ['sendMessage', 'sendPhoto', 'sendDocument', 'sendMediaGroup', 'getFile', 'file'] as const;

/** A private chat, in a process that never heard from there. */
async function openSubject(): Promise<PlatformSubject> {
  await using stack = new AsyncDisposableStack();
  const telegram = stack.use(await startFakeTelegram());
  const store = stack.use(openStore(stack.use(temporaryFolder()).path));
  const renderer = stack.use(new Renderer({ threads: 1 }));
  const ann = telegram.person('ann');
  const bytes = Buffer.from('bytes of a logo');
  const asked = ann.sends(ann.dm, { document: { bytes, fileName: 'logo.png' } });
  const gone = ann.sends(ann.dm, { document: { bytes, fileName: 'gone.png' } });
  if (gone.file) gone.file.isGone = true;
  const source = (fileId: string | undefined) => ({ fileName: 'logo.png', data: { fileId: fileId ?? '' } });
  const config = { token: telegram.token, apiRoot: telegram.apiRoot, allowedChats: [], allowedUsers: [] };
  const log = createLogger('silent');
  const opened = stack.move();
  const bots: TelegramBot[] = [];
  return {
    create: () => {
      const bot = new TelegramBot({ config, store, renderer, log, say: () => {}, register: async () => {} });
      bots.push(bot);
      return bot;
    },
    partsAtOnce: 10,
    thread: threadOf({ chatId: ann.id, kind: 'private', userId: ann.id, replyTo: asked.id }),
    logo: { source: source(asked.file?.fileId), bytes },
    goneLogo: source(gone.file?.fileId),
    arrived: async () =>
      telegram
        .messages(ann.dm)
        .filter(({ isByBot }) => isByBot)
        .flatMap(({ content: { media } }) => media?.uploaded ?? []),
    hurt: (fault) => {
      for (const method of hurtMethods) telegram.always(method, faults[fault]);
    },
    [Symbol.asyncDispose]: async () => {
      for (const bot of bots) await bot[Symbol.asyncDispose]();
      await opened.disposeAsync();
    },
  };
}

describe('TelegramBot', () => {
  botContract(openSubject);
  platformContract(openSubject);
});
