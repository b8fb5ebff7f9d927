import { RateLimitError, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { refusalOf, restOf } from '../../../support/discord/library-client.ts';
import type { FakeChannel } from '../../../support/discord/places.ts';
import { openShop } from '../../../support/discord/shop.ts';

const hourMs = 3_600_000;
const nobody = '1000000000000000001';

const file = (name: string, bytes = 4) => ({ name, data: Buffer.alloc(bytes, 1) });

test('only its own messages that exist are edited', async () => {
  await using shop = await openShop();
  const { discord, channel, rest, send, ann } = shop;
  const edit = async (id: string) =>
    await rest.patch(Routes.channelMessage(channel.id, id), { body: { content: 'x' } });
  expect(await refusalOf(edit(nobody))).toMatchObject({ status: 404, code: 10008 });
  const theirs = ann.sends(channel, { content: 'mine' });
  expect(await refusalOf(edit(theirs.id))).toMatchObject({ status: 403, code: 50005 });
  const remove = async () => await rest.delete(Routes.channelMessage(channel.id, theirs.id));
  expect(await refusalOf(remove())).toMatchObject({ status: 403, code: 50013 });
  channel.allow('MANAGE_MESSAGES');
  await remove();
  const { id } = await send(channel);
  discord.message(id)?.delete();
  expect(await refusalOf(edit(id))).toMatchObject({ status: 404, code: 10008 });
});

test("ten files of the place's size, 25 MiB in all", async () => {
  await using shop = await openShop();
  const { guild, channel, send } = shop;
  const files = Array.from({ length: 11 }, (_, at) => file(`${at}.png`));
  expect(await refusalOf(send(channel, {}, files))).toMatchObject({ status: 400, code: 30015 });
  await send(channel, {}, files.slice(1));
  const mib = 1024 * 1024;
  expect(await refusalOf(send(channel, {}, [file('a', 10 * mib + 1)]))).toMatchObject({ status: 413, code: 40005 });
  await send(channel, {}, [file('a', 10 * mib), file('b', 10 * mib)]);
  const three = Array.from({ length: 3 }, (_, at) => file(`${at}`, 9 * mib));
  expect(await refusalOf(send(channel, {}, three))).toMatchObject({ status: 413, code: 40005 });
  guild.attachmentSizeLimit = 20 * mib;
  await send(channel, {}, [file('a', 15 * mib)]);
});

test('an edit keeps exactly the files it lists, and all of them when it lists none', async () => {
  await using shop = await openShop();
  const { discord, channel, rest, send } = shop;
  const { id } = await send(channel, { attachments: [{ id: 0, description: 'one' }, { id: 1 }] }, [
    file('1.png'),
    file('2 b.png'),
  ]);
  const message = discord.message(id);
  const edit = async (body: object, files: object[] = []) =>
    await rest.patch(Routes.channelMessage(channel.id, id), { body, files: files as [] });
  expect(message?.attachments).toMatchObject([{ filename: '1.png', description: 'one' }, { filename: '2_b.png' }]);
  await edit({ content: 'text' });
  expect(message?.attachments).toHaveLength(2);
  const second = message?.attachments[1];
  await edit({ attachments: [{ id: second?.id }, { id: 0, description: 'three' }] }, [file('3.png')]);
  expect(message?.attachments).toMatchObject([{ id: second?.id }, { filename: '3.png', description: 'three' }]);
  expect(await refusalOf(edit({ attachments: [{ id: 7 }] }))).toMatchObject({ status: 400, code: 50146 });
  await edit({ attachments: [] });
  expect(message).toMatchObject({ content: 'text', attachments: [], editedCount: 3 });
});

test('a message says something', async () => {
  await using shop = await openShop();
  const { channel, rest, send } = shop;
  expect(await refusalOf(send(channel, {}))).toMatchObject({ status: 400, code: 50006 });
  const { id } = await send(channel);
  const empty = rest.patch(Routes.channelMessage(channel.id, id), { body: { content: '' } });
  expect(await refusalOf(empty)).toMatchObject({ status: 400, code: 50006 });
});

test('the same nonce makes one message, for a few minutes, when it is enforced', async () => {
  await using shop = await openShop();
  const { discord, channel, send } = shop;
  const body = { content: 'hi', nonce: 'a'.repeat(25), enforce_nonce: true };
  const { id } = await send(channel, body);
  expect((await send(channel, { ...body, content: 'other' })).id).toBe(id);
  expect(discord.messages(channel)).toMatchObject([{ content: 'hi', nonce: body.nonce }]);
  expect((await send(channel, { ...body, enforce_nonce: false })).id).not.toBe(id);
  discord.clock.offsetMs += 10 * 60_000;
  await send(channel, body);
  expect(discord.messages(channel)).toHaveLength(3);
  const refusal = await refusalOf(send(channel, { ...body, nonce: 'a'.repeat(26) }));
  expect(refusal).toEqual({ status: 400, code: 50035, fields: ['nonce: BASE_TYPE_MAX_LENGTH'] });
});

test('a reply needs its message, unless told otherwise, and the right to read the history', async () => {
  await using shop = await openShop();
  const { discord, channel, send, ann } = shop;
  const { id } = ann.sends(channel, { content: 'hi' });
  const reply = async (reference: object) => await send(channel, { content: 'x', message_reference: reference });
  const made = await reply({ message_id: id });
  expect(discord.message(made.id)).toMatchObject({ type: 19, reference: { messageId: id } });
  discord.message(id)?.delete();
  expect(await refusalOf(reply({ message_id: id }))).toEqual({
    status: 400,
    code: 50035,
    fields: ['message_reference: MESSAGE_REFERENCE_UNKNOWN_MESSAGE'],
  });
  const plain = await reply({ message_id: id, fail_if_not_exists: false });
  expect(discord.message(plain.id)).toMatchObject({ type: 0, reference: undefined });
  channel.deny('READ_MESSAGE_HISTORY');
  expect(await refusalOf(reply({ message_id: id, fail_if_not_exists: false }))).toMatchObject({
    status: 400,
    code: 160002,
  });
});

test('messages are read newest first, with the right to', async () => {
  await using shop = await openShop();
  const { channel, rest, send } = shop;
  const ids: string[] = [];
  for (const content of ['a', 'b', 'c']) ids.unshift((await send(channel, { content })).id);
  const read = async (query: Record<string, string>) =>
    (
      (await rest.get(Routes.channelMessages(channel.id), { query: new URLSearchParams(query) })) as { id: string }[]
    ).map(({ id }) => id);
  expect(await read({})).toEqual(ids);
  expect(await read({ limit: '1' })).toEqual([ids[0]]);
  expect(await read({ after: String(ids[2]) })).toEqual(ids.slice(0, 2));
  expect(await read({ before: String(ids[1]) })).toEqual([ids[2]]);
  expect(await refusalOf(read({ limit: '101' }))).toMatchObject({ code: 50035 });
  channel.deny('READ_MESSAGE_HISTORY');
  expect(await read({})).toEqual([]);
  const one = rest.get(Routes.channelMessage(channel.id, String(ids[0])));
  expect(await refusalOf(one)).toMatchObject({ status: 403, code: 50013 });
});

test('what people wrote is empty without the message content intent, their mentions of the bot and direct messages aside', async () => {
  await using shop = await openShop();
  const { discord, channel, rest, ann } = shop;
  const contentOf = async (to: FakeChannel, content: string) => {
    const { id } = ann.sends(to, { content });
    return ((await rest.get(Routes.channelMessage(to.id, id))) as { content: string }).content;
  };
  expect(await contentOf(channel, 'hidden')).toBe('');
  expect(await contentOf(channel, `hi <@${discord.bot.id}>`)).toContain('hi');
  expect(await contentOf(ann.dm, 'hello')).toBe('hello');
  discord.gateway.allowedPrivilegedIntents = 1 << 15;
  expect(await contentOf(channel, 'read')).toBe('read');
});

test('a message older than an hour takes few edits', async () => {
  await using shop = await openShop();
  const { discord, channel, rest, send } = shop;
  discord.limits.oldEdits = { limit: 2, perMs: 10_000 };
  const { id } = await send(channel);
  const strict = restOf(discord, { rejectOnRateLimit: () => true });
  const edit = async () => await strict.patch(Routes.channelMessage(channel.id, id), { body: { content: 'x' } });
  for (let count = 0; count < 5; count += 1) await edit();
  discord.clock.offsetMs += hourMs + 1000;
  await edit();
  await edit();
  const refused = await edit().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(RateLimitError);
  expect(discord.requests.at(-1)).toMatchObject({ status: 429, code: 30046 });
  discord.clock.offsetMs += 10_001;
  await rest.patch(Routes.channelMessage(channel.id, id), { body: { content: 'y' } });
});

test('pings those that the text mentions and allowed_mentions lets through, and nobody by an edit', async () => {
  await using shop = await openShop();
  const { discord, channel, rest, send, ann } = shop;
  const bob = discord.person('bob');
  const said = ann.sends(channel, { content: 'hi' });
  const pings = async (body: object) => discord.message((await send(channel, body)).id)?.pings;
  const content = `${bob.mention} <@&77> @everyone`;
  channel.allow('MENTION_EVERYONE');
  expect(await pings({ content })).toEqual({ users: [bob.id], roles: ['77'], everyone: true });
  channel.deny('MENTION_EVERYONE');
  expect(await pings({ content })).toMatchObject({ everyone: false });
  expect(await pings({ content, allowed_mentions: { parse: [] } })).toEqual({ users: [], roles: [], everyone: false });
  expect(await pings({ content, allowed_mentions: { parse: [], users: [ann.id] } })).toMatchObject({ users: [] });
  const reply = { content: 'x', message_reference: { message_id: said.id } };
  expect(await pings(reply)).toMatchObject({ users: [ann.id] });
  expect(await pings({ ...reply, allowed_mentions: { parse: [] } })).toMatchObject({ users: [] });
  expect(await pings({ ...reply, allowed_mentions: { parse: [], replied_user: true } })).toMatchObject({
    users: [ann.id],
  });
  const both = refusalOf(send(channel, { content, allowed_mentions: { parse: ['users'], users: [bob.id] } }));
  expect(await both).toMatchObject({
    code: 50035,
    fields: ['allowed_mentions: MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE'],
  });
  const { id } = await send(channel);
  await rest.patch(Routes.channelMessage(channel.id, id), { body: { content } });
  expect(discord.message(id)?.pings.users).toEqual([]);
});

test('an interaction response parses mentions of people alone', async () => {
  await using shop = await openShop();
  const { discord, channel, rest, ann } = shop;
  channel.allow('MENTION_EVERYONE');
  const { id, token } = await ann.slash(channel, 'mockup');
  const data = { content: `${ann.mention} <@&77> @everyone` };
  await rest.post(Routes.interactionCallback(id, token), { body: { type: 4, data }, auth: false });
  expect(discord.messages(channel)[0]?.pings).toEqual({ users: [ann.id], roles: [], everyone: false });
});
