import { expect, test } from 'vitest';
import { loadConfig } from '#core/config.ts';
import { ConfigurationError } from '#core/errors.ts';

const token = '123456789:hush-hush_hush';
const secret = 'hush-hush_hush-16';

function load(env: Record<string, string>) {
  return loadConfig({ TELEGRAM_BOT_TOKEN: token, ...env });
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

test('everything of Telegram is read, without the slash at the end of an address', () => {
  const { platforms } = load({
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
    TELEGRAM_WEBHOOK_SECRET: secret,
    PUBLIC_URL: 'https://bot.example.com',
    TELEGRAM_ALLOWED_CHATS: ' -1001234567890,,42 ,-1001234567890',
    TELEGRAM_ALLOWED_USERS: '123456789',
  });
  expect(platforms.telegram).toEqual({
    token,
    apiRoot: 'http://127.0.0.1:8081',
    webhookSecret: secret,
    allowedChats: ['-1001234567890', '42'],
    allowedUsers: ['123456789'],
  });
  expect(load({}).platforms).toEqual({ telegram: { token, allowedChats: [], allowedUsers: [] } });
  const others = { TELEGRAM_BOT_TOKEN: '', TELEGRAM_ALLOWED_USERS: '1', TELEGRAM_WEBHOOK_SECRET: secret };
  expect(load(others).platforms).toEqual({});
});

test.for([
  [{ TELEGRAM_API_ROOT: 'api.telegram.org' }, /^TELEGRAM_API_ROOT must be a web address/],
  [{ TELEGRAM_API_ROOT: 'https://me:hush@api.example' }, /^TELEGRAM_API_ROOT must be a web address/],
  [{ TELEGRAM_WEBHOOK_SECRET: 'hush', PUBLIC_URL: 'https://x.example' }, /^TELEGRAM_WEBHOOK_SECRET must have at least/],
  [{ TELEGRAM_WEBHOOK_SECRET: 'hush'.repeat(65) }, /^TELEGRAM_WEBHOOK_SECRET must have at most 256/],
  [{ TELEGRAM_WEBHOOK_SECRET: 'hush hush hush hush' }, /^TELEGRAM_WEBHOOK_SECRET may hold letters/],
  [{ TELEGRAM_WEBHOOK_SECRET: 'hush-hush-hush-hüsh' }, /^TELEGRAM_WEBHOOK_SECRET may hold letters/],
  [{ TELEGRAM_ALLOWED_CHATS: ' , ' }, /^TELEGRAM_ALLOWED_CHATS names nobody/],
  [{ TELEGRAM_ALLOWED_USERS: ',' }, /^TELEGRAM_ALLOWED_USERS names nobody/],
  [
    { TELEGRAM_ALLOWED_CHATS: '@coffee_shop' },
    /^TELEGRAM_ALLOWED_CHATS names "@coffee_shop", which is no id of a chat/,
  ],
  [{ TELEGRAM_ALLOWED_CHATS: '-' }, /^TELEGRAM_ALLOWED_CHATS names "-", which is no id of a chat/],
  [{ TELEGRAM_ALLOWED_USERS: '007' }, /^TELEGRAM_ALLOWED_USERS names "007", which is no id of a person/],
  [{ TELEGRAM_ALLOWED_USERS: token }, /^TELEGRAM_ALLOWED_USERS names something of \d+ characters/],
  [{ TELEGRAM_ALLOWED_USERS: '12345678901234567' }, /^TELEGRAM_ALLOWED_USERS names .* no id of a person/],
  [
    { TELEGRAM_ALLOWED_USERS: '-1001234567890' },
    /^TELEGRAM_ALLOWED_USERS names "-1001234567890", .* a group: put it in TELEGRAM_ALLOWED_CHATS\.$/,
  ],
] as const)('refuses %j in one sentence that repeats no secret', ([env, expected]) => {
  expect(problemsOf(env)).toEqual([expect.stringMatching(expected)]);
  expect(problemsOf(env).join()).not.toContain('hush');
});

test('a secret without a public address is refused, and says what is missing', () => {
  expect(problemsOf({ TELEGRAM_WEBHOOK_SECRET: secret })).toEqual([
    expect.stringMatching(/^TELEGRAM_WEBHOOK_SECRET needs PUBLIC_URL/),
  ]);
});

test.for(['https://x.example', 'https://x.example:8443/bot', 'https://x.example:80', 'https://x.example:88'])(
  'updates can be brought to %s',
  (PUBLIC_URL) => {
    expect(problemsOf({ TELEGRAM_WEBHOOK_SECRET: secret, PUBLIC_URL })).toEqual([]);
  },
);

test.for(['http://x.example', 'http://x.example:443', 'https://x.example:8080'])(
  'updates can be brought to %s by a server of one’s own alone',
  (PUBLIC_URL) => {
    const env = { TELEGRAM_WEBHOOK_SECRET: secret, PUBLIC_URL };
    expect(problemsOf(env)).toEqual([expect.stringMatching(/^PUBLIC_URL must be https on port 443, 80, 88 or 8443/)]);
    expect(problemsOf({ ...env, TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' })).toEqual([]);
    // Without a webhook, or without Telegram, the address is ComfyDeploy's alone.
    expect(problemsOf({ PUBLIC_URL })).toEqual([]);
    expect(problemsOf({ ...env, TELEGRAM_BOT_TOKEN: '' })).toEqual([]);
  },
);

test('a Bot API on another machine that others can read along is worth a warning', () => {
  const warningsOf = (TELEGRAM_API_ROOT: string) => load({ TELEGRAM_API_ROOT }).warnings;
  expect(warningsOf('http://bots.example:8081')).toEqual([expect.stringMatching(/^TELEGRAM_API_ROOT: http:/)]);
  expect(warningsOf('http://127.0.0.1:8081')).toEqual([]);
  expect(warningsOf('https://bots.example')).toEqual([]);
});

test.for([
  [{}, false],
  [{ TELEGRAM_ALLOWED_CHATS: '-42' }, true],
  [{ TELEGRAM_ALLOWED_USERS: '42' }, true],
] as const)('with %j whether those who may ask are named is %s', ([env, hasAllowList]) => {
  expect(load(env)).toMatchObject({ hasAllowList });
});
