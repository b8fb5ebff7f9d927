import { expect, test } from 'vitest';
import { loadConfig } from '#core/config.ts';
import { checkPublicUrl } from '../../src/doctor/check-public-url.ts';

const remote = { COMFY_API_TOKEN: 'key', COMFY_DEPLOYMENT_ID_CUSTOM: '3f2a1c9e-0b1d-4c2a-9e8f-1a2b3c4d5e6f' };
const local = { ...remote, COMFY_API_URL: 'http://127.0.0.1:3011/api' };

test.each([
  ['is not needed where nobody is told', { PUBLIC_URL: 'http://localhost:8080' }, 'ok', /not needed/],
  [
    'is needed where Telegram brings what people write',
    { PUBLIC_URL: 'https://x.example', TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_WEBHOOK_SECRET: 'long-enough-secret' },
    'ok',
    /for Telegram alone/,
  ],
  ['need not be set', remote, 'ok', /asked about runs now and then/],
  [
    'leads here',
    { ...remote, PUBLIC_URL: 'https://bot.example.com' },
    'ok',
    /bot\.example\.com\/webhooks\/comfydeploy\/…/,
  ],
  ['is of this machine', { ...remote, PUBLIC_URL: 'http://localhost:8080' }, 'warn', /cannot reach/],
  ['is of a private network', { ...remote, PUBLIC_URL: 'https://192.168.1.7' }, 'warn', /cannot reach/],
  ['is of a private network, in IPv6', { ...remote, PUBLIC_URL: 'https://[fd00::1]' }, 'warn', /cannot reach/],
  ['is the name of a machine nearby', { ...remote, PUBLIC_URL: 'https://bot' }, 'warn', /cannot reach/],
  ['can be read along', { ...remote, PUBLIC_URL: 'http://bot.example.com' }, 'warn', /read along/],
  ['is as near as the API', { ...local, PUBLIC_URL: 'http://localhost:8080' }, 'ok', /tells by itself/],
])('a public address that %s', (_, env, level, sentence) => {
  expect(checkPublicUrl(loadConfig(env))).toMatchObject({ level, sentence: expect.stringMatching(sentence) });
});
