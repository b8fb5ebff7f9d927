import { type REST, Routes } from 'discord.js';
import { type FakeDiscord, startFakeDiscord } from './fake-discord.ts';
import type { FakeInteraction } from './fake-interaction.ts';
import { restOf } from './library-client.ts';
import type { FakePerson } from './people.ts';
import type { FakeChannel, FakeGuild } from './places.ts';

/** A guild with a channel and somebody in it, and no bot but the library's REST client: nobody waits for answers, and time stands still. */
export interface Shop extends AsyncDisposable {
  readonly discord: FakeDiscord;
  readonly guild: FakeGuild;
  readonly channel: FakeChannel;
  readonly ann: FakePerson;
  readonly rest: REST;
  /** A message by the bot's own token. */
  readonly send: (to: FakeChannel, body?: object, files?: readonly object[]) => Promise<{ readonly id: string }>;
  /** The first response to an interaction. */
  readonly respond: (to: FakeInteraction, body: object, withResponse?: boolean) => Promise<unknown>;
}

export async function openShop(): Promise<Shop> {
  const discord = await startFakeDiscord({ patienceMs: 0 });
  // The tests' limits are of milliseconds, the machine's pauses are not.
  discord.clock.stop();
  const guild = discord.guild('Shop');
  const rest = restOf(discord);
  return {
    discord,
    guild,
    channel: guild.text('general'),
    ann: discord.person('ann'),
    rest,
    send: async (to, body = { content: 'hi' }, files = []) =>
      (await rest.post(Routes.channelMessages(to.id), { body, files: files as [] })) as { id: string },
    respond: async ({ id, token }, body, withResponse = false) =>
      await rest.post(Routes.interactionCallback(id, token), {
        body,
        auth: false,
        query: new URLSearchParams({ with_response: String(withResponse) }),
      }),
    [Symbol.asyncDispose]: async () => await discord[Symbol.asyncDispose](),
  };
}

/** Where an interaction's token edits its response. */
export const originalOf = ({ application }: FakeDiscord, { token }: FakeInteraction) =>
  Routes.webhookMessage(application.id, token);

/** Where an interaction's token says more. */
export const followUpsOf = ({ application }: FakeDiscord, { token }: FakeInteraction) =>
  Routes.webhook(application.id, token);
