import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { commandLists } from '#bots/telegram/command-lists.ts';
import { type RegistrationOutcome, registerCommands } from '#bots/telegram/register-commands.ts';
import { createTelegramApi } from '#bots/telegram/telegram-api.ts';
import { commands } from '#commands/index.ts';
import { createAgent } from '#core/fetch.ts';
import { createLogger } from '#core/log.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { refusal, startTelegramDesk, type TelegramDesk } from '../../support/telegram-desk.ts';

const token = '123456789:hush-hush_hush';

beforeAll(async () => loadLanguages());

async function openDesk(): Promise<TelegramDesk> {
  const desk = await startTelegramDesk();
  onTestFinished(() => desk[Symbol.asyncDispose]());
  return desk;
}

async function register(
  { apiRoot }: TelegramDesk,
  options: { readonly signal?: AbortSignal; readonly withinMs?: number } = {},
): Promise<RegistrationOutcome> {
  const agent = createAgent();
  onTestFinished(() => agent.destroy());
  return registerCommands({
    api: createTelegramApi({ token, apiRoot, agent }),
    lists: commandLists(commands),
    log: createLogger('silent'),
    signal: new AbortController().signal,
    patience: { baseDelayMs: 1, maxDelayMs: 2000 },
    ...options,
  });
}

function written(desk: TelegramDesk): string[] {
  return desk.calls.filter((call) => call.startsWith('set')).map((call) => call.replace('setMyCommands ', ''));
}

test('a bot without commands gets them for every kind of place and language', async () => {
  const desk = await openDesk();
  const { updated, problem } = await register(desk);
  expect(problem).toBeUndefined();
  expect(updated).toHaveLength(18);
  const places = ['default', 'all_private_chats', 'all_group_chats'];
  const languages = ['', 'de', 'fr', 'es', 'pt', 'ja'];
  expect([...desk.lists.keys()]).toEqual(places.flatMap((place) => languages.map((each) => `${place} ${each}`)));
  const names = ['mockup', 'again', 'cancel', 'status', 'history', 'settings', 'help', 'forget'];
  for (const [key, list] of desk.lists) {
    const expected = key.startsWith('all_group_chats') ? names : [...names, 'start'];
    expect(list.map(({ command }) => command)).toEqual(expected);
  }
  const mockup = (key: string): string | undefined => desk.lists.get(key)?.[0]?.description;
  expect(mockup('default ')).toBe('Turn a logo into product shots');
  expect(mockup('all_group_chats de')).toBe('Macht aus einem Logo Produktbilder');
});

test('a second time nothing is set', async () => {
  const desk = await openDesk();
  await register(desk);
  desk.calls.length = 0;
  expect(await register(desk)).toEqual({ updated: [] });
  expect(written(desk)).toEqual([]);
});

test('only lists that differ are set, and those of other places and languages stay', async () => {
  const desk = await openDesk();
  await register(desk);
  desk.calls.length = 0;
  const of = (key: string) => desk.lists.get(key) ?? [];
  const old = [{ command: 'weather', description: 'Of another program' }];
  desk.lists.set('all_chat_administrators ', old).set('default it', old);
  desk.lists.set('default de', of('default de').slice(1));
  desk.lists.set('all_private_chats ', of('all_private_chats ').toReversed());
  desk.lists.set('all_group_chats ja', [...of('all_group_chats ja'), ...old]);
  desk.lists.set(
    'all_group_chats fr',
    of('all_group_chats fr').map((each) => ({ ...each, description: 'Vieux' })),
  );
  expect((await register(desk)).updated).toEqual([
    'everywhere (de)',
    'in private chats (en)',
    'in groups (fr)',
    'in groups (ja)',
  ]);
  expect(written(desk)).toEqual(['default de', 'all_private_chats', 'all_group_chats fr', 'all_group_chats ja']);
  expect([of('all_chat_administrators '), of('default it')]).toEqual([old, old]);
  expect(of('all_group_chats ja').map(({ command }) => command)).not.toContain('weather');
});

test('what Telegram adds to a command of ours is no difference', async () => {
  const desk = await openDesk();
  await register(desk);
  desk.calls.length = 0;
  for (const [key, list] of desk.lists)
    desk.lists.set(
      key,
      list.map((each) => ({ ...each, is_ephemeral: false })),
    );
  await register(desk);
  expect(written(desk)).toEqual([]);
});

test('an answer 5xx, and one of a proxy, are tried again', async () => {
  const desk = await openDesk();
  let asked = 0;
  desk.interrupt = () => {
    asked += 1;
    if (asked === 1) return refusal(500, 'Internal Server Error');
    return asked === 3 ? { status: 502, body: '<html>' } : undefined;
  };
  const outcome = await register(desk);
  expect(outcome.problem).toBeUndefined();
  expect(outcome.updated).toHaveLength(18);
  expect(asked).toBe(18 * 2 + 2);
});

test('a list that is refused does not keep the others back', async () => {
  const desk = await openDesk();
  desk.interrupt = (method, { body }) =>
    method === 'setMyCommands' && String(body).includes('"ja"')
      ? refusal(400, 'Bad Request: hush BOT_COMMAND_DESCRIPTION_INVALID')
      : undefined;
  const { updated, problem } = await register(desk);
  expect(updated).toHaveLength(15);
  expect(problem).toMatch(
    /^Not all commands could be registered\. Telegram answered setMyCommands with 400 .* tries again\.$/,
  );
  expect(problem).not.toContain('hush');
});

test.for([
  [401, 'Unauthorized', undefined, /^Telegram does not accept TELEGRAM_BOT_TOKEN/],
  [429, 'Too Many Requests', { retry_after: 3600 }, /^Telegram asks to wait .* tries again\.$/],
  [503, 'Service Unavailable', undefined, /^Not all commands could be registered\. .* 503 .* tries again\.$/],
] as const)(
  'a Telegram that answers %i is one sentence for the operator',
  async ([code, words, parameters, expected]) => {
    const desk = await openDesk();
    desk.interrupt = () => refusal(code, words, parameters);
    expect(await register(desk)).toEqual({ updated: [], problem: expect.stringMatching(expected) });
  },
);

test('a Telegram that does not answer is given up after a while', async () => {
  const desk = await openDesk();
  desk.interrupt = (method) => (method === 'setMyCommands' ? 'silence' : undefined);
  const { problem } = await register(desk, { withinMs: 100 });
  expect(problem).toMatch(/^Telegram took too long .* tries again\.$/);
});

test('an abort ends it without a sentence', async () => {
  const desk = await openDesk();
  const stop = new AbortController();
  const reason = new Error('stopped');
  desk.interrupt = () => {
    stop.abort(reason);
    return undefined;
  };
  await expect(register(desk, { signal: stop.signal })).rejects.toBe(reason);
  expect(written(desk)).toEqual([]);
});
