import { pino } from 'pino';
import { expect, test } from 'vitest';
import { listGuilds, readApplication } from '#bots/discord/application.ts';
import { commandPayloads } from '#bots/discord/command-payload.ts';
import { DiscordCalls } from '#bots/discord/discord-calls.ts';
import { inviteLink, invitePermissions, missingPermissions } from '#bots/discord/invite.ts';
import { registerCommands } from '#bots/discord/register-commands.ts';
import { commands } from '#commands/index.ts';
import { loadLanguages, localizationsOf } from '#core/messages/message.ts';
import { openStore } from '#core/store/store.ts';
import { startFakeDiscord } from '../../support/discord/fake-discord.ts';
import { startScriptedServer } from '../../support/scripted-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('Discord takes the commands with all their texts, in one server and everywhere, and each change once', async () => {
  await loadLanguages();
  await using discord = await startFakeDiscord();
  const guild = discord.guild('Coffee shop');
  using folder = temporaryFolder();
  using store = openStore(folder.path);
  const calls = new DiscordCalls({ token: discord.token, apiUrl: discord.apiUrl });
  const signal = AbortSignal.timeout(10_000);
  const { id: applicationId, botName } = await readApplication(calls, signal);
  expect({ applicationId, botName }).toEqual({
    applicationId: discord.application['id'],
    botName: discord.bot['username'],
  });
  const register = (guildId?: string, deployments: readonly string[] = ['custom', 'red-cap']) =>
    registerCommands({
      calls,
      applicationId,
      guildId,
      commands: commandPayloads({ commands, deployments, localizationsOf }),
      registrations: store.registrations,
      log: pino({ level: 'silent' }),
      signal,
    });
  const nothing = { created: [], updated: [], removed: [] };

  expect(await register(guild.id)).toMatchObject({ removed: [], created: { length: 8 } });
  expect(await register(guild.id)).toEqual(nothing);
  expect(discord.commands(guild)).toHaveLength(8);
  expect(await register()).toMatchObject({ created: { length: 8 }, removed: { length: 8 } });
  expect(discord.commands(guild)).toEqual([]);
  expect(await register()).toEqual(nothing);
  expect(await register(undefined, ['custom'])).toEqual({ ...nothing, updated: ['mockup'] });
  expect(await register(undefined, ['custom'])).toEqual(nothing);
});

test.each([
  ['page by page', true],
  ['from a server that gives all at once', false],
])('the servers of the bot are read %s', async (_, pages) => {
  const all = Array.from({ length: 430 }, (_, index) => ({
    id: String(700_000_000_000_000_000n + BigInt(index)),
    name: `Server ${index}`,
    permissions: '1024',
  }));
  await using server = await startScriptedServer(({ path }) => {
    const query = new URL(path, 'http://x').searchParams;
    const rest = all.filter(({ id }) => id > (query.get('after') ?? ''));
    return { body: pages ? rest.slice(0, Number(query.get('limit'))) : all };
  });
  const calls = new DiscordCalls({ token: 'a.b.c', apiUrl: `${server.origin}/api` });
  const guilds = await listGuilds(calls, AbortSignal.timeout(10_000));
  expect(guilds).toEqual(all.map((guild) => ({ ...guild, permissions: 1024n })));
  expect(server.requests).toHaveLength(pages ? 3 : 2);
});

test('what the bot needs is what its invite link asks for, and a server that lacks some of it is told which', () => {
  expect(inviteLink('1')).toContain('permissions=274878024704&scope=bot+applications.commands');
  expect(missingPermissions(invitePermissions)).toEqual([]);
  expect(missingPermissions(invitePermissions & ~(1n << 15n))).toEqual(['Attach Files']);
  expect(missingPermissions(0n)).toHaveLength(6);
  const administrator = 1n << 3n;
  expect(missingPermissions(administrator)).toEqual([]);
});
