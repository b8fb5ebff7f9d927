import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { type CommandPayload, commandPayloads } from '#bots/discord/command-payload.ts';
import { DiscordCalls } from '#bots/discord/discord-calls.ts';
import { registerCommands } from '#bots/discord/register-commands.ts';
import { commands } from '#commands/index.ts';
import { openStore, type Store } from '#core/store/store.ts';
import { type CommandDesk, startCommandDesk } from '../../support/command-desk.ts';
import type { ScriptedAnswer } from '../../support/scripted-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const applicationId = '300000000000000001';
const guildId = '700000000000000007';
const log = pino({ level: 'silent' });
const quick = { baseDelayMs: 5, attempts: 3 };

const ours = commandPayloads({
  commands,
  deployments: ['custom', 'red-cap'],
  localizationsOf: (key) => ({ de: `auf Deutsch ${key}`, es: `en español ${key}` }),
});
const names = ours.map(({ name }) => name);

interface Bench {
  readonly desk: CommandDesk;
  readonly store: Store;
}

async function bench(): Promise<Bench> {
  const folder = temporaryFolder();
  const store = openStore(folder.path);
  const desk = await startCommandDesk();
  onTestFinished(async () => {
    await desk[Symbol.asyncDispose]();
    store[Symbol.dispose]();
    folder[Symbol.dispose]();
  });
  return { desk, store };
}

interface Wish {
  readonly guildId?: string;
  readonly payloads?: readonly CommandPayload[];
  readonly signal?: AbortSignal;
  readonly withinMs?: number;
  readonly callMs?: number;
}

/** As a process that has just started does it. */
function register({ desk, store }: Bench, wish: Wish = {}) {
  const { payloads = ours, signal = AbortSignal.timeout(10_000), callMs = 5000, ...rest } = wish;
  const calls = new DiscordCalls({ token: 'a.b.c', apiUrl: desk.apiUrl, callMs, retry: quick });
  return registerCommands({
    calls,
    applicationId,
    commands: payloads,
    registrations: store.registrations,
    log,
    signal,
    ...rest,
  });
}

function nameList({ desk }: Bench, scope = 'everywhere'): string[] {
  return (desk.kept.get(scope) ?? []).map(({ name }) => name).sort();
}

function refuse(status: number, code: number, headers: Record<string, string> = {}): ScriptedAnswer {
  return { status, headers, body: { code, message: 'no' } };
}

test('the first start registers all, the most used first; the next starts send nothing', async () => {
  const place = await bench();
  expect(await register(place)).toEqual({ created: names, updated: [], removed: [] });
  expect(place.desk.writes).toEqual(names.map((name) => `POST everywhere ${name}`));
  place.desk.writes.length = 0;
  expect(await register(place)).toEqual({ created: [], updated: [], removed: [] });
  expect(await register(place)).toEqual({ created: [], updated: [], removed: [] });
  expect(place.desk.writes).toEqual([]);
});

test('only the command that changed is sent, and nothing of the old one stays', async () => {
  const place = await bench();
  await register(place);
  place.desk.writes.length = 0;
  const payloads = commandPayloads({ commands, deployments: ['custom'], localizationsOf: (key) => textsOf(key) });
  expect(await register(place, { payloads })).toEqual({ created: [], updated: ['mockup'], removed: [] });
  expect(place.desk.writes).toEqual(['PATCH everywhere mockup']);
  expect(JSON.stringify(place.desk.kept.get('everywhere'))).not.toContain('red-cap');
  expect(await register(place, { payloads })).toMatchObject({ updated: [] });
});

function textsOf(key: string) {
  return { de: `auf Deutsch ${key}`, es: `en español ${key}` };
}

test.each([
  ['a text in another language', 'command.help'],
  ['the name of an option', 'option.page.name'],
  ['the name of a choice', 'choice.of.queue'],
])('%s that changed is a change', async (_, changedKey) => {
  const place = await bench();
  await register(place);
  const payloads = commandPayloads({
    commands,
    deployments: ['custom', 'red-cap'],
    localizationsOf: (key) => (key === changedKey ? { de: 'neu' } : textsOf(key)),
  });
  expect((await register(place, { payloads })).updated).toHaveLength(1);
  expect(await register(place, { payloads })).toMatchObject({ updated: [] });
});

test('what somebody else registered for the same application stays, what we no longer have goes', async () => {
  const place = await bench();
  const foreign = { id: '500000000000000005', type: 1, name: 'weather', description: 'Rain or shine' };
  const sameName = { id: '500000000000000006', type: 2, name: 'Make a mockup' };
  place.desk.kept.set('everywhere', [foreign, sameName]);
  const more: CommandPayload = { type: 1, name: 'old', description: 'Of an earlier version' };
  await register(place, { payloads: [...ours, more] });
  expect(await register(place)).toEqual({ created: [], updated: [], removed: ['old'] });
  expect(nameList(place)).toEqual([...names, 'weather', 'Make a mockup'].sort());
});

test('a command that looks like one we no longer have, but was never given to us, stays', async () => {
  const place = await bench();
  await register(place, { payloads: [...ours, { type: 1, name: 'old', description: 'x' }] });
  const others = (place.desk.kept.get('everywhere') ?? []).filter(({ name }) => name !== 'old');
  place.desk.kept.set('everywhere', [{ id: '500000000000000005', type: 1, name: 'old', description: 'x' }, ...others]);
  expect(await register(place)).toEqual({ created: [], updated: [], removed: [] });
});

test('one server for development gets them alone, and gives them back when they are registered everywhere', async () => {
  const place = await bench();
  place.desk.kept.set(guildId, [{ id: '500000000000000005', type: 1, name: 'weather', description: 'x' }]);
  expect((await register(place, { guildId })).created).toEqual(names);
  expect(nameList(place)).toEqual([]);
  const sent = JSON.stringify(place.desk.kept.get(guildId));
  expect(sent).not.toContain('contexts');
  expect(await register(place, { guildId })).toEqual({ created: [], updated: [], removed: [] });

  expect(await register(place)).toEqual({ created: names, updated: [], removed: expect.arrayContaining(names) });
  expect(nameList(place, guildId)).toEqual(['weather']);
  expect(nameList(place)).toEqual(names.toSorted());
  place.desk.writes.length = 0;
  expect(await register(place)).toEqual({ created: [], updated: [], removed: [] });
});

test('what a process that was killed had registered in a server is found there again', async () => {
  const place = await bench();
  const lost = { id: '500000000000000005', type: 1, name: 'mockup', description: 'Its answer never came' };
  place.desk.interrupt = ({ method }) => {
    if (method !== 'POST') return undefined;
    place.desk.kept.set(guildId, [lost]);
    return refuse(403, 50001);
  };
  expect((await register(place, { guildId })).created).toEqual([]);
  place.desk.interrupt = () => undefined;
  expect((await register(place)).removed).toEqual(['mockup']);
  expect(nameList(place, guildId)).toEqual([]);
});

test('a server that the bot has left does not keep the commands from being registered everywhere', async () => {
  const place = await bench();
  await register(place, { guildId });
  place.desk.interrupt = ({ path }) => (path.includes(guildId) ? refuse(403, 50001) : undefined);
  expect(await register(place)).toEqual({ created: names, updated: [], removed: [] });
  place.desk.interrupt = () => undefined;
  expect((await register(place)).removed).toHaveLength(names.length);
});

test.each([
  ['400', refuse(400, 30034)],
  ['429', refuse(429, 30034, { 'retry-after': '40000' })],
])('the limit of new commands a day, told by %s, is one sentence; what can be done is done', async (_, answer) => {
  const place = await bench();
  await register(place);
  const list = place.desk.kept.get('everywhere') ?? [];
  const changed = list.map((each) => (each.name === 'help' ? { ...each, description: 'old' } : each));
  place.desk.kept.set(
    'everywhere',
    changed.filter(({ name }) => name !== 'again' && name !== 'cancel'),
  );
  place.desk.writes.length = 0;
  place.desk.interrupt = ({ method }) => (method === 'POST' ? answer : undefined);
  const outcome = await register(place);
  expect(outcome).toMatchObject({
    created: [],
    updated: ['help'],
    problem: expect.stringMatching(/200 new commands a day/),
  });
  expect(place.desk.requests.filter(({ method }) => method === 'POST')).toHaveLength(names.length + 1);
  place.desk.interrupt = () => undefined;
  expect((await register(place)).created).toEqual(['again', 'cancel']);
});

test('a short wait that Discord asks for is kept, and a server error is asked again', async () => {
  const place = await bench();
  const faults = new Map([
    [1, refuse(502, 0)],
    [3, refuse(503, 0)],
    [5, refuse(429, 0, { 'retry-after': '0.05' })],
  ]);
  let count = 0;
  place.desk.interrupt = () => faults.get(++count);
  expect(await register(place)).toEqual({ created: names, updated: [], removed: [] });
  expect(count).toBe(1 + names.length + faults.size);
});

test('turns that Discord hands out few at a time are waited for', async () => {
  const place = await bench();
  place.desk.headers = { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '0.02' };
  expect(await register(place)).toEqual({ created: names, updated: [], removed: [] });
  expect(place.desk.requests).toHaveLength(1 + names.length);
});

test.each([
  [401, 0, /does not accept DISCORD_TOKEN/],
  [403, 50001, /DISCORD_GUILD_ID.*npm run doctor/],
  [404, 10004, /DISCORD_GUILD_ID.*npm run doctor/],
  [500, 0, /the next start tries again\.$/],
])('an answer %i to everything is one sentence, and the bot lives on', async (status, code, expected) => {
  const place = await bench();
  place.desk.interrupt = () => refuse(status, code);
  const { problem, created } = await register(place, { guildId });
  expect(created).toEqual([]);
  expect(problem).toMatch(expected);
  expect(problem).not.toContain('a.b.c');
  expect(place.desk.requests.length).toBe(status === 500 ? quick.attempts : 1);
});

test('a command that Discord refuses for its content does not keep the others back', async () => {
  const place = await bench();
  place.desk.interrupt = ({ method, body }) =>
    method === 'POST' && String(body).includes('"name":"again"') ? refuse(400, 50035) : undefined;
  const { problem, created } = await register(place);
  expect(created).toEqual(names.filter((name) => name !== 'again'));
  expect(problem).toContain('registration of again');
});

test('a command that somebody removes meanwhile is made anew', async () => {
  const place = await bench();
  await register(place);
  const payloads = commandPayloads({ commands, deployments: [], localizationsOf: textsOf });
  place.desk.interrupt = ({ method }) => {
    if (method === 'PATCH') place.desk.kept.set('everywhere', []);
    return undefined;
  };
  expect(await register(place, { payloads })).toEqual({ created: ['mockup'], updated: [], removed: [] });
});

test('a Discord that never answers ends with a sentence in the time there is', async () => {
  const place = await bench();
  place.desk.interrupt = ({ method }) => (method === 'POST' ? hang : undefined);
  const { problem } = await register(place, { withinMs: 300 });
  expect(problem).toMatch(/took too long/);
  expect((await register(place, { callMs: 50 })).problem).toMatch(/did not answer/);
});

/** Headers of an answer whose body never comes. */
const hang: ScriptedAnswer = {
  status: 200,
  headers: { 'content-length': '1000', 'content-type': 'application/json' },
  body: '{',
};

test('a stop ends it with its own reason', async () => {
  const place = await bench();
  const stop = new AbortController();
  place.desk.interrupt = ({ method }) => {
    if (method === 'POST') stop.abort(new Error('stopped'));
    return method === 'POST' ? hang : undefined;
  };
  await expect(register(place, { signal: stop.signal })).rejects.toThrow('stopped');
});

test('an answer that is no list of commands is one sentence', async () => {
  const place = await bench();
  place.desk.interrupt = () => ({ body: '<html>', headers: { 'content-type': 'text/html' } });
  expect((await register(place)).problem).toMatch(/something else/);
});
