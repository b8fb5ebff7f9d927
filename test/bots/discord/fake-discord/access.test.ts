import { Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { refusalOf, restOf } from '../../../support/discord/library-client.ts';
import { openShop } from '../../../support/discord/shop.ts';

const nobody = '1000000000000000001';

const file = (name: string, bytes = 4) => ({ name, data: Buffer.alloc(bytes, 1) });

test('a message needs a channel that exists, a guild the bot is in, and the right to be there', async () => {
  await using shop = await openShop();
  const { guild, channel, rest, send } = shop;
  expect(await refusalOf(rest.post(Routes.channelMessages(nobody), { body: { content: 'x' } }))).toMatchObject({
    status: 404,
    code: 10003,
  });
  channel.deny('SEND_MESSAGES');
  expect(await refusalOf(send(channel))).toMatchObject({ status: 403, code: 50013 });
  channel.allow('SEND_MESSAGES');
  channel.deny('ATTACH_FILES');
  await send(channel);
  expect(await refusalOf(send(channel, {}, [file('a.png')]))).toMatchObject({ status: 403, code: 50013 });
  channel.deny('EMBED_LINKS');
  expect(await refusalOf(send(channel, { embeds: [{ title: 'x' }] }))).toMatchObject({ status: 403, code: 50013 });
  channel.deny('VIEW_CHANNEL');
  expect(await refusalOf(send(channel))).toMatchObject({ status: 403, code: 50001 });
  const other = guild.text('other');
  guild.kickBot();
  expect(await refusalOf(send(other))).toMatchObject({ status: 403, code: 50001 });
  expect(await refusalOf(rest.get(Routes.guild(guild.id)))).toMatchObject({ status: 404, code: 10004 });
  guild.inviteBot();
  await send(other);
  other.delete();
  expect(await refusalOf(send(other))).toMatchObject({ status: 404, code: 10003 });
});

test('an installation without the bot user takes no messages of the bot', async () => {
  await using shop = await openShop();
  const { discord, send } = shop;
  const channel = discord.guild('Commands only', { installation: 'commands' }).text('general');
  expect(await refusalOf(send(channel))).toMatchObject({ status: 403, code: 50001 });
});

test('a forum takes posts, and its posts take messages', async () => {
  await using shop = await openShop();
  const { guild, send } = shop;
  const forum = guild.forum('help');
  expect(await refusalOf(send(forum))).toMatchObject({ status: 400, code: 40058 });
  await send(guild.forumPost(forum, 'a question'));
});

test('in threads the right for threads counts', async () => {
  await using shop = await openShop();
  const { guild, channel, send } = shop;
  const thread = guild.thread(channel, 'ideas');
  thread.deny('SEND_MESSAGES');
  await send(thread);
  thread.deny('SEND_MESSAGES_IN_THREADS');
  expect(await refusalOf(send(thread))).toMatchObject({ status: 403, code: 50013 });
  const secret = guild.thread(channel, 'secret', { isPrivate: true });
  expect(await refusalOf(send(secret))).toMatchObject({ status: 403, code: 50001 });
  secret.hasBot = true;
  await send(secret);
});

test('an archived thread takes no edits; a message opens it, unless it is locked', async () => {
  await using shop = await openShop();
  const { guild, channel, rest, send } = shop;
  const thread = guild.thread(channel, 'ideas');
  const { id } = await send(thread);
  thread.archive();
  const edit = async () => await rest.patch(Routes.channelMessage(thread.id, id), { body: { content: 'x' } });
  expect(await refusalOf(edit())).toMatchObject({ status: 400, code: 50083 });
  await send(thread);
  expect(thread.isArchived).toBe(false);
  await edit();
  thread.lock();
  expect(await refusalOf(send(thread))).toMatchObject({ status: 400, code: 160005 });
  const unlock = async () => await rest.patch(Routes.channel(thread.id), { body: { archived: false } });
  expect(await refusalOf(unlock())).toMatchObject({ status: 403, code: 50013 });
  thread.allow('MANAGE_THREADS');
  await unlock();
  await send(thread);
});

test('a direct message needs a person who takes it', async () => {
  await using shop = await openShop();
  const { discord, guild, rest, send, ann } = shop;
  const open = async (id: string) =>
    (await rest.post(Routes.userChannels(), { body: { recipient_id: id } })) as { id: string };
  expect(await refusalOf(open(nobody))).toMatchObject({ status: 404, code: 10013 });
  expect((await open(ann.id)).id).toBe(ann.dm.id);
  expect(await refusalOf(send(ann.dm))).toMatchObject({ status: 403, code: 50278 });
  ann.joins(guild);
  await send(ann.dm);
  ann.allowsDms = false;
  expect(await refusalOf(send(ann.dm))).toMatchObject({ status: 403, code: 50007 });
  ann.allowsDms = true;
  guild.kickBot();
  expect(await refusalOf(send(ann.dm))).toMatchObject({ status: 403, code: 50278 });
  ann.hasInstalled = true;
  await send(ann.dm);
  expect(await refusalOf(send(discord.groupDm(ann, discord.person('bob'))))).toMatchObject({
    status: 403,
    code: 50001,
  });
});

test('direct messages with new people are opened only so fast', async () => {
  await using shop = await openShop();
  const { discord, rest } = shop;
  discord.limits.dmOpens = { limit: 2, perMs: 60_000 };
  const open = async (name: string) =>
    await rest.post(Routes.userChannels(), { body: { recipient_id: discord.person(name).id } });
  const bob = discord.person('bob');
  await rest.post(Routes.userChannels(), { body: { recipient_id: bob.id } });
  await open('cid');
  expect(await refusalOf(open('dan'))).toMatchObject({ status: 400, code: 40003 });
  await rest.post(Routes.userChannels(), { body: { recipient_id: bob.id } });
  discord.clock.offsetMs += 60_001;
  await open('eve');
});

test('every route of the bot wants its token', async () => {
  await using shop = await openShop();
  const { discord, guild, channel, send } = shop;
  const { id } = await send(channel);
  const app = discord.application.id;
  const requests = [
    ['get', Routes.gatewayBot()],
    ['get', Routes.user()],
    ['get', Routes.currentApplication()],
    ['get', Routes.oauth2CurrentApplication()],
    ['get', Routes.userGuilds()],
    ['get', Routes.guild(guild.id)],
    ['get', Routes.channel(channel.id)],
    ['patch', Routes.channel(channel.id)],
    ['post', Routes.channelTyping(channel.id)],
    ['get', Routes.channelMessages(channel.id)],
    ['post', Routes.channelMessages(channel.id)],
    ['get', Routes.channelMessage(channel.id, id)],
    ['patch', Routes.channelMessage(channel.id, id)],
    ['delete', Routes.channelMessage(channel.id, id)],
    ['post', Routes.userChannels()],
    ['get', Routes.applicationCommands(app)],
    ['put', Routes.applicationCommands(app)],
    ['post', Routes.applicationCommands(app)],
    ['get', Routes.applicationGuildCommands(app, guild.id)],
    ['put', Routes.applicationGuildCommands(app, guild.id)],
  ] as const;
  for (const [method, path] of requests) {
    // A fresh client each time: the library forgets its token after a 401.
    const stranger = restOf(discord).setToken('wrong');
    expect(await refusalOf(stranger[method](path, { body: {} })), path).toMatchObject({ status: 401, code: 0 });
  }
  expect(discord.invalidRequests).toBe(requests.length);
});

test('there is nothing at other addresses, in other versions and by other methods', async () => {
  await using shop = await openShop();
  const { discord, channel, rest } = shop;
  expect(await refusalOf(rest.get('/nothing'))).toMatchObject({ status: 404, code: 0 });
  expect(await refusalOf(rest.put(Routes.channelMessages(channel.id)))).toMatchObject({ status: 405, code: 0 });
  const old = restOf(discord, { version: '9' });
  expect(await refusalOf(old.get(Routes.user()))).toMatchObject({ status: 400, code: 50041 });
});

test('a client has to say who it is', async () => {
  await using shop = await openShop();
  const { discord } = shop;
  const answer = await fetch(`${discord.apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${discord.token}` } });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ code: 40333 });
});

test('a body is JSON, or a form that can be read', async () => {
  await using shop = await openShop();
  const { discord, channel } = shop;
  const post = async (contentType: string, body: string) => {
    const answer = await fetch(`${discord.apiUrl}/v10${Routes.channelMessages(channel.id)}`, {
      method: 'POST',
      headers: {
        authorization: `Bot ${discord.token}`,
        'user-agent': 'DiscordBot (https://example.org, 1)',
        'content-type': contentType,
      },
      body,
    });
    return { status: answer.status, code: ((await answer.json()) as { code: number }).code };
  };
  expect(await post('application/json', '{"content":')).toEqual({ status: 400, code: 50109 });
  expect(await post('multipart/form-data; boundary=x', 'no form')).toEqual({ status: 400, code: 50035 });
  expect(discord.messages(channel)).toEqual([]);
});

test('only threads are changed', async () => {
  await using shop = await openShop();
  const { channel, rest } = shop;
  const change = rest.patch(Routes.channel(channel.id), { body: { archived: false } });
  expect(await refusalOf(change)).toMatchObject({ status: 403, code: 50013 });
});
