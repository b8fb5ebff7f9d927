import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { commandPayloads } from '#bots/discord/command-payload.ts';
import { commands } from '#commands/index.ts';
import { loadLanguages, localizationsOf } from '#core/messages/message.ts';
import { lockData } from '#core/store/data-lock.ts';
import { openStore } from '#core/store/store.ts';
import { checkData } from '../../src/doctor/check-data.ts';
import { type CommandDesk, type KeptCommand, startCommandDesk } from '../support/command-desk.ts';
import { recorded } from '../support/recorded.ts';
import { emptyFolder, runDoctor } from '../support/run-doctor.ts';
import { type Script, startScriptedServer } from '../support/scripted-server.ts';

const token = 'MzAwMDAwMDAwMDAwMDAwMDAx.Gabcde.hush-hush-hush-hush-hush-hush-hush';
const applicationId = '300000000000000001';
const [shop, club] = ['700000000000000007', '700000000000000008'];
const allPermissions = '274878024704';
const deploymentId = '60ff2b31-4c5d-4e6f-8a90-b1c2d3e4f506';

interface Portal {
  readonly application?: Readonly<Record<string, unknown>>;
  readonly guilds?: readonly Readonly<Record<string, unknown>>[];
}

/** A Discord where the application is set up as the README says, but for what is told. */
async function discord(portal: Portal = {}): Promise<CommandDesk> {
  const desk = await startCommandDesk();
  onTestFinished(() => desk[Symbol.asyncDispose]());
  const guilds = portal.guilds ?? [{ id: shop, name: 'Coffee shop', permissions: allPermissions }];
  desk.interrupt = ({ path: address }) => {
    if (address === '/api/v10/users/@me') return { body: { id: applicationId, username: 'mockups', bot: true } };
    if (address === '/api/v10/applications/@me')
      return { body: { id: applicationId, flags: 0, ...portal.application } };
    return address.startsWith('/api/v10/users/@me/guilds') ? { body: guilds } : undefined;
  };
  return desk;
}

async function registered(deployments: readonly string[] = ['studio']): Promise<KeptCommand[]> {
  await loadLanguages();
  return commandPayloads({ commands, deployments, localizationsOf }).map((payload, index) => ({
    ...payload,
    type: payload.type ?? 1,
    id: `40000000000000000${index}`,
  }));
}

function discordEnv(desk: CommandDesk): Record<string, string> {
  return { DISCORD_TOKEN: token, DISCORD_API_URL: desk.apiUrl };
}

async function comfyDeploy(script: Script): Promise<Record<string, string>> {
  const server = await startScriptedServer(script);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return {
    COMFY_API_URL: server.origin,
    COMFY_API_TOKEN: 'hush-hush',
    COMFY_DEPLOYMENT_ID_CUSTOM: deploymentId,
  };
}

test('with nothing set up all is well, and nothing is made', async () => {
  const folder = emptyFolder();
  const { code, of } = await runDoctor({}, folder);
  expect({ code, look: of('LOOK'), mend: of('MEND') }).toEqual({ code: 0, look: [], mend: [] });
  expect(of('OK').join('\n')).toMatch(/which the first start makes.*built-in templates.*Nothing to mend\.$/s);
  expect(readdirSync(folder)).toEqual([]);
});

test('every setting that cannot be used is named at once, and nothing else is looked at', async () => {
  const { code, of } = await runDoctor({ PORT: 'hush', DISCORD_TOKEN: 'Bot hush', DISCORD_GUILD_ID: 'shop' });
  expect(code).toBe(1);
  expect(of('MEND')).toEqual([
    expect.stringMatching(/^MEND PORT must be a port number/),
    expect.stringMatching(/^MEND DISCORD_TOKEN holds something no bot token has/),
    expect.stringMatching(/^MEND DISCORD_GUILD_ID must be the id of one server/),
    'MEND 3 things to mend, 1 thing to look at.',
  ]);
});

test('a bot that is set up in full: nothing to look at, nothing is sent, and the invite link is there', async () => {
  const desk = await discord({ application: { integration_types_config: { 0: {}, 1: {} } } });
  desk.kept.set('everywhere', await registered(['custom']));
  const env = await comfyDeploy(() => ({ body: recorded('comfydeploy/deployment') }));
  const { code, lines, of } = await runDoctor({ ...discordEnv(desk), ...env, DISCORD_ALLOWED_GUILDS: shop });
  expect({ code, look: of('LOOK'), mend: of('MEND') }).toEqual({ code: 0, look: [], mend: [] });
  const text = lines.join('\n');
  expect(text).toContain('Deployment custom is there: logo to input_image, prompt to input_text, size to input_number');
  expect(text).toContain('accepts DISCORD_TOKEN: the bot is mockups.');
  expect(text).toContain('All 8 commands are registered everywhere as they should be.');
  expect(text).toContain(
    `https://discord.com/oauth2/authorize?client_id=${applicationId}&permissions=274878024704&scope=bot+applications.commands`,
  );
  expect(desk.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(desk.requests.map(({ headers }) => headers.authorization)).toEqual(desk.requests.map(() => `Bot ${token}`));
});

test('commands that differ are named, with what becomes of them; those of others are left out of it', async () => {
  const desk = await discord();
  const all = (await registered()).filter(({ name }) => name !== 'cancel');
  desk.kept.set('everywhere', [
    ...all.map((each) => (each.name === 'help' ? { ...each, description: 'Old' } : each)),
    { id: '500000000000000005', type: 1, name: 'weather', description: 'x' },
  ]);
  const { code, of } = await runDoctor(discordEnv(desk));
  expect(code).toBe(0);
  expect(of('LOOK').join('\n')).toContain('the next start will register or update everywhere: help, cancel.');
  expect(of('OK').join('\n')).toMatch(/stay unless an earlier one registered them: weather\./);
  expect(desk.writes).toEqual([]);
});

test('with a server for development: it is looked at alone, and commands that people see twice are told', async () => {
  const desk = await discord();
  desk.kept.set(shop, await registered());
  const env = { ...discordEnv(desk), DISCORD_GUILD_ID: shop };
  const alone = await runDoctor(env);
  expect(alone.of('OK').join('\n')).toContain(`All 8 commands are registered in the server ${shop} alone`);
  expect(alone.of('LOOK').join('\n')).not.toContain('twice');
  desk.kept.set('everywhere', await registered());
  expect((await runDoctor(env)).of('LOOK').join('\n')).toContain('see them twice');
});

test('servers the bot should be in and is not, and permissions that are missing', async () => {
  const desk = await discord({ guilds: [{ id: club, name: 'Club \u001b[31m', permissions: '1024' }] });
  const { code, of } = await runDoctor({
    ...discordEnv(desk),
    DISCORD_GUILD_ID: shop,
    DISCORD_ALLOWED_GUILDS: `${club}, 700000000000000009`,
  });
  expect(code).toBe(1);
  expect(of('MEND').join('\n')).toContain(`not in the server ${shop}, which DISCORD_GUILD_ID names`);
  expect(of('LOOK').join('\n')).toContain('not in the server 700000000000000009, which DISCORD_ALLOWED_GUILDS names');
  expect(of('LOOK').join('\n')).toMatch(/In the server Club the bot may not: Send Messages, Embed Links, Attach Files/);
  expect(of('LOOK').join('\n')).not.toContain('View Channels');
});

test('what is set up at Discord in a way that keeps people out', async () => {
  const desk = await discord({
    application: {
      flags: 1 << 19,
      interactions_endpoint_url: 'https://elsewhere.example/hush',
      bot_require_code_grant: true,
      integration_types_config: { 0: {} },
    },
  });
  const { code, of } = await runDoctor(discordEnv(desk));
  expect(code).toBe(1);
  expect(of('MEND').join('\n')).toContain('the bot hears nothing');
  expect(of('LOOK').join('\n')).toMatch(/OAuth2 code grant.*User Install/s);
  expect(of('OK').join('\n')).toContain('not needed: Message Content Intent.');
});

test.each([
  [401, /^MEND Discord does not accept DISCORD_TOKEN\. Reset/],
  [500, /^MEND Discord answered the question who the bot is with 500\. Check/],
])('a Discord that answers %i is one thing to mend', async (status, expected) => {
  const desk = await discord();
  desk.interrupt = () => ({ status, body: { code: 0, message: token } });
  const { code, of } = await runDoctor(discordEnv(desk));
  expect(code).toBe(1);
  expect(of('MEND')).toEqual([expect.stringMatching(expected), expect.stringContaining('1 thing to mend')]);
});

test.each([
  ['is not there', 404, /COMFY_DEPLOYMENT_ID_CUSTOM names a deployment that is not there/],
  ['is not for this token', 401, /COMFY_API_TOKEN was not accepted/],
  ['does not answer', 503, /ComfyDeploy answered 503 .* Check COMFY_API_URL/],
])('a deployment that %s is one thing to mend', async (_, status, expected) => {
  const env = await comfyDeploy(() => ({ status, body: { detail: 'no' } }));
  const { code, of } = await runDoctor(env);
  expect(code).toBe(1);
  expect(of('MEND')).toEqual([expect.stringMatching(expected), expect.stringContaining('1 thing to mend')]);
});

test('what a deployment does not take is told', async () => {
  const deployment = {
    id: deploymentId,
    input_types: [{ class_type: 'ComfyUIDeployExternalImage', input_id: 'logo' }],
  };
  const env = await comfyDeploy(() => ({ body: deployment }));
  const { code, of } = await runDoctor(env);
  expect(code).toBe(0);
  expect(of('LOOK').join('\n')).toMatch(/takes no prompt.*takes no size/s);
});

test('a service that runs is told, and nothing in its folder changes', async () => {
  const folder = emptyFolder();
  const data = path.join(folder, 'data');
  using _store = openStore(data);
  using _lock = await lockData(data, 0, AbortSignal.timeout(5000));
  const before = readdirSync(data);
  const { code, of } = await runDoctor({}, folder);
  expect(code).toBe(0);
  expect(of('OK').join('\n')).toMatch(/A service is running on it.*The store is of version \d+, which is that/s);
  expect(readdirSync(data)).toEqual(before);
});

test('a store of a newer program is a thing to mend', async () => {
  const folder = emptyFolder();
  const data = path.join(folder, 'data');
  openStore(data)[Symbol.dispose]();
  const database = new DatabaseSync(path.join(data, 'mockups.sqlite'));
  database.exec('PRAGMA user_version = 99');
  database.close();
  const before = readdirSync(data);
  const { code, of } = await runDoctor({}, folder);
  expect({ code, mend: of('MEND')[0] }).toEqual({
    code: 1,
    mend: expect.stringContaining('The store is of version 99'),
  });
  expect(readdirSync(data)).toEqual(before);
});

test('a folder that is none, and one that cannot be made, are things to mend', () => {
  const file = path.join(emptyFolder(), 'file');
  writeFileSync(file, 'no folder');
  expect(checkData(file)).toMatchObject([{ level: 'fail', sentence: expect.stringContaining('which is no folder') }]);
  expect(checkData(path.join(file, 'data'))).toMatchObject([{ level: 'fail' }]);
});

test('a store that SQLite cannot read is a thing to mend', () => {
  const folder = emptyFolder();
  writeFileSync(
    path.join(folder, 'mockups.sqlite'),
    'no database at all, but long enough to be looked at as one'.repeat(20),
  );
  expect(checkData(folder)).toMatchObject([
    { level: 'ok' },
    { level: 'fail', sentence: expect.stringContaining('cannot be read') },
  ]);
  expect(readdirSync(folder)).toEqual(['mockups.sqlite']);
});
