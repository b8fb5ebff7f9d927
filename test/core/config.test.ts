import { expect, test } from 'vitest';
import { loadConfig } from '#core/config.ts';
import { ConfigurationError } from '#core/errors.ts';

const id = '3f2a1c9e-0b1d-4c2a-9e8f-1a2b3c4d5e6f';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

test('nothing of ComfyDeploy set means the studio', () => {
  expect(loadConfig({}).backend).toEqual({ kind: 'studio' });
  expect(loadConfig({ COMFY_API_TOKEN: '', COMFY_DEPLOYMENT_ID_CUSTOM: '  ' }).backend).toEqual({ kind: 'studio' });
});

test('token and deployment are enough for the public API', () => {
  expect(loadConfig({ COMFY_API_TOKEN: 'key', COMFY_DEPLOYMENT_ID_CUSTOM: id }).backend).toEqual({
    kind: 'remote',
    apiUrl: 'https://api.comfydeploy.com/api',
    token: 'key',
    deployments: [{ name: 'custom', id, inputs: {} }],
  });
});

test('a loopback API needs no token', () => {
  const { backend } = loadConfig({ COMFY_API_URL: 'http://127.0.0.1:3011/api', COMFY_DEPLOYMENT_ID_CUSTOM: id });
  expect(backend).toMatchObject({ kind: 'remote', apiUrl: 'http://127.0.0.1:3011/api' });
});

test.each([
  [{ COMFY_API_TOKEN: 'key' }, /COMFY_DEPLOYMENT_ID_CUSTOM is missing/],
  [{ COMFY_DEPLOYMENT_ID_CUSTOM: id }, /COMFY_API_TOKEN is missing/],
  [{ COMFY_API_URL: 'https://comfy.example/api', COMFY_DEPLOYMENT_ID_CUSTOM: id }, /COMFY_API_TOKEN is missing/],
  [{ COMFY_API_TOKEN: 'key', COMFY_DEPLOYMENT_ID: id }, /COMFY_DEPLOYMENT_ID needs a name/],
  [{ COMFY_API_TOKEN: 'key', COMFY_DEPLOYMENT_ID_CUSTOM: 'abc' }, /COMFY_DEPLOYMENT_ID_CUSTOM must be the id/],
  [{ COMFY_API_URL: 'comfy', COMFY_API_TOKEN: 'key', COMFY_DEPLOYMENT_ID_CUSTOM: id }, /^COMFY_API_URL /],
  [{ PORT: '99999' }, /^PORT must be at most 65535/],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of/],
  [{ TELEGRAM_BOT_TOKEN: 'nope' }, /^TELEGRAM_BOT_TOKEN /],
  [{ MAX_ACTIVE_RUNS: '0' }, /^MAX_ACTIVE_RUNS must be at least 1/],
  [{ MAX_RUNS_PER_DAY: 'many' }, /^MAX_RUNS_PER_DAY must be a whole number/],
  [{ RETENTION_DAYS: '0' }, /^RETENTION_DAYS must be at least 1/],
])('refuses %j, naming the variable', (env, expected) => {
  expect(problemsOf(env)).toContainEqual(expect.stringMatching(expected));
});

test.each([
  ['https://bot.example.com', 'https://bot.example.com'],
  ['https://bot.example.com/', 'https://bot.example.com'],
  ['http://10.0.0.7:8080/shots/', 'http://10.0.0.7:8080/shots'],
])('the public address %s is kept without a slash at its end', (PUBLIC_URL, publicUrl) => {
  expect(loadConfig({ PUBLIC_URL })).toMatchObject({ publicUrl });
});

test.each([
  'bot.example.com',
  'ftp://bot.example.com',
  'https://me:hush@bot.example.com',
  'https://x.example/?a=1',
  'https://x.example/#a',
])('the public address %s is refused without being repeated', (PUBLIC_URL) => {
  expect(problemsOf({ PUBLIC_URL })).toEqual([expect.stringMatching(/^PUBLIC_URL must be a web address/)]);
  expect(problemsOf({ PUBLIC_URL }).join()).not.toContain('hush');
});

test('reports every bad variable at once and never repeats a secret', () => {
  const problems = problemsOf({ PORT: 'x', LOG_LEVEL: 'y', COMFY_API_TOKEN: 'hush hush', TELEGRAM_BOT_TOKEN: 'hush' });
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual(
    expect.arrayContaining([
      'PORT',
      'LOG_LEVEL',
      'COMFY_API_TOKEN',
      'TELEGRAM_BOT_TOKEN',
      'COMFY_DEPLOYMENT_ID_CUSTOM',
    ]),
  );
  expect(problems.join()).not.toContain('hush');
});

test('CUSTOM is the first deployment, and each can have inputs of its own', () => {
  const { backend } = loadConfig({
    COMFY_API_TOKEN: 'key',
    COMFY_DEPLOYMENT_ID_RED_CAP: id,
    COMFY_DEPLOYMENT_ID_CUSTOM: id,
    COMFY_INPUT_IMAGE: 'logo',
    COMFY_INPUT_IMAGE_RED_CAP: 'badge',
    COMFY_INPUT_NUMBER_CUSTOM: 'side',
  });
  expect(backend).toMatchObject({
    deployments: [
      { name: 'custom', inputs: { image: 'logo', number: 'side' } },
      { name: 'red-cap', inputs: { image: 'badge' } },
    ],
  });
});

test('the address of older guides is understood, with a warning', () => {
  const config = loadConfig({
    COMFY_API_URL: 'https://www.comfydeploy.com',
    COMFY_API_TOKEN: 'key',
    COMFY_DEPLOYMENT_ID_CUSTOM: id,
  });
  expect(config.backend).toMatchObject({ apiUrl: 'https://api.comfydeploy.com/api' });
  expect(config.warnings).toEqual([expect.stringContaining('COMFY_API_URL')]);
});

test('what may be asked for and how long it is kept has a ceiling without any setting', () => {
  expect(loadConfig({})).toMatchObject({
    maxWaitingPerPerson: 20,
    maxPerPersonPerDay: 100,
    maxRunsPerDay: 200,
    retentionDays: 90,
    hasAllowList: false,
  });
});

const token = 'MzAwMDAwMDAwMDAwMDAwMDAx.Gabcde.hush-hush_hush';
const [guild, role] = ['700000000000000007', '80000000000000000008'];

test('everything of Discord is read, without the slash at the end of an address', () => {
  const { platforms } = loadConfig({
    DISCORD_TOKEN: token,
    DISCORD_API_URL: 'http://127.0.0.1:4000/api/',
    DISCORD_GUILD_ID: guild,
    DISCORD_ALLOWED_GUILDS: ` ${guild},,700000000000000008 ,${guild}`,
    DISCORD_ALLOWED_ROLES: role,
  });
  expect(platforms.discord).toEqual({
    token,
    apiUrl: 'http://127.0.0.1:4000/api',
    guildId: guild,
    allowedGuilds: [guild, '700000000000000008'],
    allowedRoles: [role],
  });
  expect(loadConfig({ DISCORD_TOKEN: token }).platforms).toEqual({
    discord: { token, allowedGuilds: [], allowedRoles: [] },
  });
  expect(loadConfig({ DISCORD_ALLOWED_ROLES: role }).platforms).toEqual({});
});

test.each([
  [{ DISCORD_TOKEN: `Bot ${token}` }, /^DISCORD_TOKEN holds something no bot token has/],
  [{ DISCORD_TOKEN: `"${token}"` }, /^DISCORD_TOKEN holds something no bot token has/],
  [{ DISCORD_API_URL: 'discord.com/api' }, /^DISCORD_API_URL must be a web address/],
  [{ DISCORD_API_URL: 'https://me:hush@discord.com/api' }, /^DISCORD_API_URL must be a web address/],
  [{ DISCORD_GUILD_ID: 'Coffee shop' }, /^DISCORD_GUILD_ID must be the id of one server/],
  [{ DISCORD_ALLOWED_GUILDS: ' , ' }, /^DISCORD_ALLOWED_GUILDS names nobody/],
  [{ DISCORD_ALLOWED_ROLES: token }, /^DISCORD_ALLOWED_ROLES names something of \d+ characters/],
])('refuses %j in one sentence that repeats no secret', (env, expected) => {
  expect(problemsOf(env)).toEqual([expect.stringMatching(expected)]);
  expect(problemsOf(env).join()).not.toContain('hush');
});

test('every id of a list that cannot be one is named', () => {
  const problems = problemsOf({ DISCORD_ALLOWED_GUILDS: `${guild}, 123, @everyone`, DISCORD_ALLOWED_ROLES: 'Admin' });
  expect(problems).toEqual([
    expect.stringMatching(/^DISCORD_ALLOWED_GUILDS names "123"/),
    expect.stringMatching(/^DISCORD_ALLOWED_GUILDS names "@everyone"/),
    expect.stringMatching(/^DISCORD_ALLOWED_ROLES names "Admin"/),
  ]);
});

test.each([
  [{}, false],
  [{ DISCORD_ALLOWED_GUILDS: guild }, false],
  [{ DISCORD_TOKEN: token }, false],
  [{ DISCORD_TOKEN: token, DISCORD_ALLOWED_GUILDS: guild }, true],
  [{ DISCORD_TOKEN: token, DISCORD_ALLOWED_ROLES: role }, true],
  [{ DISCORD_TOKEN: token, TELEGRAM_ALLOWED_USERS: '42' }, false],
  [{ DISCORD_TOKEN: token, DISCORD_ALLOWED_GUILDS: guild, TELEGRAM_BOT_TOKEN: '1:a' }, false],
  [{ DISCORD_TOKEN: token, TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_ALLOWED_USERS: '42' }, false],
  [
    { DISCORD_TOKEN: token, DISCORD_ALLOWED_ROLES: role, TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_ALLOWED_CHATS: '42' },
    true,
  ],
])('with %j whether those who may ask are named on every platform is %s', (env, hasAllowList) => {
  expect(loadConfig(env)).toMatchObject({ hasAllowList });
});

test('an address of Discord on another machine that others can read along is worth a warning', () => {
  const warningsOf = (url: string) => loadConfig({ DISCORD_TOKEN: token, DISCORD_API_URL: url }).warnings;
  expect(warningsOf('http://proxy.example/api')).toEqual([expect.stringContaining('DISCORD_API_URL')]);
  expect(warningsOf('http://127.0.0.1:4000/api')).toEqual([]);
  expect(warningsOf('https://proxy.example/api')).toEqual([]);
});
