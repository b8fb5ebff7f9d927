import { expect, test } from 'vitest';
import { loadConfig } from '#core/config.ts';
import { platformSentences, spendingSentences } from '../src/start-up-sentences.ts';

const remote = { COMFY_API_TOKEN: 'key', COMFY_DEPLOYMENT_ID_CUSTOM: '3f2a1c9e-0b1d-4c2a-9e8f-1a2b3c4d5e6f' };

test('warns where everyone may spend the credit of a paid service, and names the ceiling', () => {
  expect(spendingSentences(loadConfig({ ...remote, MAX_RUNS_PER_DAY: '50' }))).toEqual([
    expect.stringContaining('up to 50 runs a day'),
  ]);
});

test.each([
  ['the shots are rendered here', {}],
  ['the API is on this machine', { ...remote, COMFY_API_URL: 'http://127.0.0.1:3011/api' }],
  ['those who may ask are named', { ...remote, TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_ALLOWED_USERS: '42' }],
])('does not warn when %s', (_, env) => {
  expect(spendingSentences(loadConfig(env))).toEqual([]);
});

test.each([
  [{ DISCORD_TOKEN: 'a.b.c' }, ['Connecting to Discord.']],
  [{ TELEGRAM_BOT_TOKEN: '1:a' }, ['Connecting to Telegram.']],
  [{ DISCORD_TOKEN: 'a.b.c', TELEGRAM_BOT_TOKEN: '1:a' }, ['Connecting to Discord.', 'Connecting to Telegram.']],
  [{}, [expect.stringMatching(/^No chat platform is connected.*npm run mockup/)]],
])('with %j it is said which chat platforms are connected to', (env, expected) => {
  expect(platformSentences(loadConfig(env))).toEqual(expected);
});
