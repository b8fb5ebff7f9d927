import { describe } from 'vitest';
import { DiscordBot } from '#bots/discord/discord-bot.ts';
import { threadOf } from '#bots/discord/discord-thread.ts';
import { createLogger } from '#core/log.ts';
import { type DiscordFault, discordFaults } from '../support/discord/discord-faults.ts';
import { startFakeDiscord } from '../support/discord/fake-discord.ts';
import { botContract, type PlatformFault, type PlatformSubject, platformContract } from './bot.ts';

const faults: Readonly<Record<PlatformFault, DiscordFault>> = {
  'hang-up': discordFaults.dropBefore(),
  'server-error': discordFaults.failBefore(502),
  'too-many': discordFaults.tooMany({ retryAfterMs: 2000 }),
  'bad-token': discordFaults.refuse(0, 401),
  forbidden: discordFaults.refuse(50013, 403),
};

/** The files lie on another server, which knows none of the API's codes. */
const fileFaults: Readonly<Record<PlatformFault, DiscordFault>> = {
  ...faults,
  'too-many': refused(429, { 'retry-after': '2' }),
  'bad-token': refused(401),
  forbidden: refused(403),
};

function refused(status: number, headers: Readonly<Record<string, string>> = {}): DiscordFault {
  return { name: `file-${status}`, kind: 'answer', isCarriedOut: false, status, headers, body: '' };
}

/** A channel the bot can post in by itself, as after a restart when no token is good any more. */
async function openSubject(): Promise<PlatformSubject> {
  const discord = await startFakeDiscord();
  const channel = discord.guild('Coffee shop').text('general');
  const ann = discord.person('ann');
  const bytes = Buffer.from('bytes of a logo');
  const asked = ann.sends(channel, { attachments: [{ bytes, fileName: 'logo.png' }] });
  const [attachment] = asked.attachments;
  const config = { token: discord.token, apiUrl: discord.apiUrl, allowedGuilds: [], allowedRoles: [] };
  const bots: DiscordBot[] = [];
  const source = (url: string) => ({ fileName: 'logo.png', data: { url, bytes: bytes.length } });
  return {
    create: () => {
      const bot = new DiscordBot({ config, log: createLogger('silent'), register: async () => {} });
      bots.push(bot);
      return bot;
    },
    partsAtOnce: 10,
    thread: threadOf({
      applicationId: discord.application.id,
      channelId: channel.id,
      userId: ann.id,
      canPost: true,
      isEphemeral: false,
      fileLimit: 10 * 1024 * 1024,
      replyTo: asked.id,
      proofs: {},
    }),
    logo: { source: source(attachment?.url ?? ''), bytes },
    goneLogo: source(`${discord.origin}/attachments/1/2/gone.png`),
    arrived: async () =>
      discord
        .messages(channel)
        .filter(({ id }) => id !== asked.id)
        .flatMap(({ attachments }) => attachments.map((each) => each.bytes)),
    hurt: (fault) => {
      discord.always('file', fileFaults[fault]);
      for (const route of ['createMessage', 'editMessage', 'openDm', 'channel'] as const) {
        discord.always(route, faults[fault]);
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const bot of bots) await bot[Symbol.asyncDispose]();
      await discord[Symbol.asyncDispose]();
    },
  };
}

describe('DiscordBot', () => {
  botContract(openSubject);
  platformContract(openSubject);
});
