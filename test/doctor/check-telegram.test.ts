import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { commandLists } from '#bots/telegram/command-lists.ts';
import { createTelegramApi } from '#bots/telegram/telegram-api.ts';
import { commands } from '#commands/index.ts';
import { createAgent } from '#core/fetch.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { checkTelegramWebhook } from '../../src/doctor/check-telegram-webhook.ts';
import { runDoctor } from '../support/run-doctor.ts';
import { refusal, result, startTelegramDesk, type TelegramDesk } from '../support/telegram-desk.ts';

const token = '123456789:hush-hush_hush';
const [group, person] = ['-1001234567890', '42'];
const publicUrl = 'https://bot.example.com';
const webhook = { TELEGRAM_WEBHOOK_SECRET: 'hush-hush-hush-hush', PUBLIC_URL: publicUrl };

beforeAll(async () => loadLanguages());

/** A Telegram where the bot is set up as the README says. */
async function telegram(): Promise<TelegramDesk> {
  const desk = await startTelegramDesk();
  onTestFinished(() => desk[Symbol.asyncDispose]());
  for (const list of commandLists(commands)) desk.lists.set(`${list.scope.type} ${list.language}`, list.commands);
  return desk;
}

/** What the doctor says; whatever it is, it only asked. */
async function doctor(desk: TelegramDesk, env: Readonly<Record<string, string>> = {}) {
  const report = await runDoctor({ TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: desk.apiRoot, ...env });
  expect(desk.calls.filter((call) => !call.startsWith('get'))).toEqual([]);
  expect(desk.calls).not.toContain('getUpdates');
  const text = (word: 'OK' | 'LOOK' | 'MEND'): string => report.of(word).join('\n');
  return { code: report.code, ok: text('OK'), look: text('LOOK'), mend: text('MEND') };
}

test('a bot that is set up in full: nothing to mend, and its links are there', async () => {
  const desk = await telegram();
  desk.chats.set(group, result({ id: Number(group), type: 'supergroup' })).set(person, result({ id: 42 }));
  const { code, ok, look } = await doctor(desk, { TELEGRAM_ALLOWED_CHATS: `${group},${person}` });
  expect(code).toBe(0);
  expect(look).toBe(
    'LOOK No ComfyDeploy is set up, so shots are rendered from built-in templates. To use your own deployment, set COMFY_API_TOKEN and COMFY_DEPLOYMENT_ID_CUSTOM.',
  );
  expect(ok).toContain('accepts TELEGRAM_BOT_TOKEN: the bot is @mockups_bot (https://t.me/mockups_bot).');
  expect(ok).toContain('Privacy mode is on, which is enough');
  expect(ok).toContain('What people write is fetched from Telegram.');
  expect(ok).toContain('The commands are registered as they should be');
  expect(ok).toContain('The bot knows 2 chats that TELEGRAM_ALLOWED_CHATS names.');
  expect(ok).toContain('OK   To add the bot to a group, open https://t.me/mockups_bot?startgroup=true');
});

test('what BotFather has set otherwise', async () => {
  const desk = await telegram();
  desk.me = { ...desk.me, can_join_groups: false, can_read_all_group_messages: true };
  const { ok, look } = await doctor(desk);
  expect(ok).toContain('Privacy mode is off');
  expect(look).toContain('The bot cannot be added to groups. Send /setjoingroups to BotFather');
});

test.for([
  [
    'brings it as the settings say',
    webhook,
    `${publicUrl}/webhooks/telegram`,
    'ok',
    /brings what people write to PUBLIC_URL\./,
  ],
  ['does not bring it yet', webhook, '', 'look', /does not bring .* to PUBLIC_URL yet; the next start asks it to\./],
  [
    'brings it elsewhere',
    webhook,
    'https://other.example/hush',
    'look',
    /brings what people write to other\.example; the next start ends that, and has it brought to PUBLIC_URL\. If another/,
  ],
  [
    'brings it, and it should be fetched',
    {},
    'https://other.example/hush',
    'look',
    /to other\.example; the next start ends that and fetches it\. If another/,
  ],
] as const)('Telegram %s', async ([, env, url, place, expected]) => {
  const desk = await telegram();
  desk.webhook = { url, pending_update_count: 0 };
  expect((await doctor(desk, env))[place]).toMatch(expected);
});

test('what went wrong with the webhook lately is told, without addresses', async () => {
  const desk = await telegram();
  const url = `${publicUrl}/webhooks/telegram`;
  const error = { url, last_error_message: 'Wrong response from https://bot.example.com/hush: 404 Not Found' };
  desk.webhook = { ...error, last_error_date: Math.floor(Date.now() / 1000) - 60, pending_update_count: 3 };
  const lately = await doctor(desk, webhook);
  expect(lately.look).toMatch(
    /last failed to bring something at [\d-]+ [\d:]+ UTC: Wrong response from https:\/\/bot\.example\.com\/…/,
  );
  expect(lately.ok).toContain('3 updates wait at Telegram to be taken.');
  desk.webhook = { ...error, last_error_date: 1_500_000_000, pending_update_count: 250 };
  const longAgo = await doctor(desk, webhook);
  expect(longAgo.look).not.toContain('last failed');
  expect(longAgo.look).toContain('250 updates wait at Telegram to be taken. Start the service');
});

test('commands that differ are named by place and language', async () => {
  const desk = await telegram();
  desk.lists.set('default de', []).set('all_group_chats ', [{ command: 'weather', description: 'x' }]);
  expect((await doctor(desk)).look).toContain('the next start will register: everywhere (de), in groups (en).');
  desk.lists.clear();
  expect((await doctor(desk)).look).toContain('No commands are registered as they should be; the next start does it.');
});

test('chats that the bot does not know, and one that has another id now', async () => {
  const desk = await telegram();
  desk.chats.set('-7', refusal(403, 'Forbidden: bot is not a member of the supergroup chat'));
  desk.chats.set('-8', refusal(400, 'Bad Request: group chat was upgraded', { migrate_to_chat_id: Number(group) }));
  const { code, look, mend } = await doctor(desk, { TELEGRAM_ALLOWED_CHATS: '-7,-8,42' });
  expect(code).toBe(1);
  expect(look).toMatch(/know the chat -7, .* Add the bot there.*know the chat 42, .* presses Start/s);
  expect(mend).toContain(
    `The group -8, which TELEGRAM_ALLOWED_CHATS names, has another id now: ${group}. Put that one`,
  );
});

test('of a long list of chats the first are looked at', async () => {
  const desk = await telegram();
  const ids = Array.from({ length: 23 }, (_, index) => String(index + 100));
  for (const id of ids) desk.chats.set(id, result({ id }));
  const { ok } = await doctor(desk, { TELEGRAM_ALLOWED_CHATS: ids.join(',') });
  expect(ok).toContain('Chats of TELEGRAM_ALLOWED_CHATS that were not looked at: 3.');
  expect(desk.calls.filter((call) => call.startsWith('getChat'))).toHaveLength(20);
});

test.for([
  [401, 'Unauthorized', /^MEND Telegram does not accept TELEGRAM_BOT_TOKEN\. Ask BotFather/],
  [404, 'Not Found', /^MEND Telegram does not accept TELEGRAM_BOT_TOKEN\. Ask BotFather/],
  [500, 'hush', /^MEND Telegram answered getMe with 500 .* Check the connection/],
] as const)('a Telegram that answers %i %s is one thing to mend', async ([code, words, expected]) => {
  const desk = await telegram();
  desk.interrupt = () => refusal(code, words);
  const report = await doctor(desk);
  expect(report.code).toBe(1);
  expect(report.mend.split('\n')).toEqual([
    expect.stringMatching(expected),
    expect.stringContaining('1 thing to mend'),
  ]);
});

test('a question that is not answered does not keep the others back', async () => {
  const desk = await telegram();
  desk.interrupt = (method) => (method === 'getWebhookInfo' ? refusal(500, 'hush') : undefined);
  const { mend, ok } = await doctor(desk);
  expect(mend).toContain('Telegram answered getWebhookInfo with 500');
  expect(ok).toContain('The commands are registered as they should be');
});

test.for([
  ['Telegram cannot reach', {}, true],
  ['a Bot API server of one’s own can reach', { apiRoot: 'http://127.0.0.1:8081' }, false],
] as const)('a public address of this network is one that %s', async ([, server, isTold]) => {
  const desk = await telegram();
  desk.webhook = { url: 'https://192.168.1.7/webhooks/telegram' };
  const agent = createAgent();
  onTestFinished(() => agent.destroy());
  const look = {
    api: createTelegramApi({ token, apiRoot: desk.apiRoot, agent }),
    config: { token, webhookSecret: 'hush-hush-hush-hush', allowedChats: [], allowedUsers: [], ...server },
    patiently: { attempts: 1, maxDelayMs: 1, signal: new AbortController().signal },
  };
  const findings = await checkTelegramWebhook(look, 'https://192.168.1.7');
  const told = findings.filter(({ sentence }) => sentence.includes('which Telegram cannot reach from outside'));
  expect(told.map(({ level }) => level)).toEqual(isTold ? ['warn'] : []);
});
