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
  expect(loadConfig({ DISCORD_ALLOWED_GUILDS: '1' }).hasAllowList).toBe(true);
});
