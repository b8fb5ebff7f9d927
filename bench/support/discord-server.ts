/*
 * Run as a process of its own, with a channel to its parent: a Discord, and the people on it. Says where it is, then does what it is told
 * and answers with what came of it.
 */
import { commands } from '#commands/index.ts';
import { startFakeDiscord } from '../../test/support/discord/fake-discord.ts';
import type { FakeInteraction } from '../../test/support/discord/fake-interaction.ts';
import type { FakeChannel } from '../../test/support/discord/places.ts';
import { type Deeds, serveDeeds, until } from './deeds.ts';
import { exampleLogos } from './example-logos.ts';

const channelsForAll = 20;

const discord = await startFakeDiscord();
const guild = discord.guild('Coffee shop');
const channels = Array.from({ length: channelsForAll }, (_, index) => guild.text(`channel-${index}`));
const [example] = await exampleLogos();
const logo = { bytes: example?.png ?? Buffer.alloc(0), fileName: 'logo.png' };
const asked: FakeInteraction[] = [];
let people = 0;

const person = () => discord.person(`person-${people++}`);
const channelAt = (index: number): FakeChannel => channels[index % channels.length] ?? guild.text('another');

const deeds: Deeds = {
  /** Until the bot is there and its commands are registered: beside those that are typed there is the one in the menu of a message. */
  registered: () => until(() => discord.gateway.isConnected && discord.commands().length > commands.length),

  /** One after another; from the sending of each to its first answer, in ms. */
  statuses: async (count) => {
    const stranger = person();
    const waits: number[] = [];
    for (let index = 0; index < count; index++) {
      const sentAt = performance.now();
      const { first } = await stranger.slash(channelAt(index), 'status');
      if (!first) throw new Error('An interaction was not answered.');
      waits.push(performance.now() - sentAt);
    }
    return waits;
  },

  /** Asks for so many, each by somebody else, until all show that they are under way. */
  mockups: async (count) => {
    const before = asked.length;
    for (let index = 0; index < count; index++) {
      asked.push(await person().slash(channelAt(index), 'mockup', { logo, product: 'cap', color: 'navy' }));
    }
    await until(() => asked.slice(before).every(({ message }) => message?.button('Cancel')));
  },

  /** From the sending of a request to the edit that brought its proof, in ms. */
  proof: async () => {
    const one = await person().slash(guild.text('proofs'), 'mockup', { logo, product: 'cap', color: 'navy' });
    await until(() => one.message?.attachments.length === 1);
    const [file] = one.message?.attachments ?? [];
    if (!file?.filename.includes('proof')) throw new Error('It was no proof.');
    const at = one.message?.revisions.find(({ files }) => files.length > 0)?.at ?? 0;
    return at - one.sentAt;
  },

  /** A channel to upload something to. */
  channel: async () => guild.text('uploads').id,
};

serveDeeds(deeds, { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
