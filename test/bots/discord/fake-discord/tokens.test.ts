import { MessageFlags, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { refusalOf } from '../../../support/discord/library-client.ts';
import { followUpsOf, openShop, originalOf } from '../../../support/discord/shop.ts';

const minuteMs = 60_000;

test('the token works for 15 minutes', async () => {
  await using shop = await openShop();
  const { discord, channel, ann, rest, respond } = shop;
  const asked = await ann.slash(channel, 'mockup');
  await respond(asked, { type: 5 });
  discord.clock.offsetMs += 15 * minuteMs - 1000;
  await rest.patch(originalOf(discord, asked), { body: { content: 'in time' }, auth: false });
  discord.clock.offsetMs += 1001;
  const edit = rest.patch(originalOf(discord, asked), { body: { content: 'late' }, auth: false });
  expect(await refusalOf(edit)).toMatchObject({ status: 401, code: 50027 });
  const more = rest.post(followUpsOf(discord, asked), { body: { content: 'late' }, auth: false });
  expect(await refusalOf(more)).toMatchObject({ status: 401, code: 50027 });
  expect(asked.message?.content).toBe('in time');
  // The bot's own token still reaches the message.
  await rest.patch(Routes.channelMessage(channel.id, asked.shownMessage.id), { body: { content: 'by the bot' } });
  expect(asked.message?.content).toBe('by the bot');
});

test('an unknown token, and one without a first response, is no webhook', async () => {
  await using shop = await openShop();
  const { discord, channel, ann, rest } = shop;
  const asked = await ann.slash(channel, 'mockup');
  const early = rest.patch(originalOf(discord, asked), { body: { content: 'x' }, auth: false });
  expect(await refusalOf(early)).toMatchObject({ status: 404, code: 10015 });
  const unknown = rest.post(Routes.webhook(discord.application.id, 'nobody'), { body: { content: 'x' }, auth: false });
  expect(await refusalOf(unknown)).toMatchObject({ status: 404, code: 10015 });
});

test('a deleted response is unknown', async () => {
  await using shop = await openShop();
  const { discord, channel, ann, rest, respond } = shop;
  const asked = await ann.slash(channel, 'mockup');
  await respond(asked, { type: 4, data: { content: 'one' } });
  await rest.delete(originalOf(discord, asked), { auth: false });
  const edit = rest.patch(originalOf(discord, asked), { body: { content: 'x' }, auth: false });
  expect(await refusalOf(edit)).toMatchObject({ status: 404, code: 10008 });
  expect(discord.deleted(channel)).toHaveLength(1);
  channel.delete();
  const gone = rest.post(followUpsOf(discord, asked), { body: { content: 'x' }, auth: false });
  expect(await refusalOf(gone)).toMatchObject({ status: 404, code: 10003 });
});

test('the first follow-up after a deferral fills the placeholder, the next is a message of its own', async () => {
  await using shop = await openShop();
  const { discord, channel, ann, rest, respond } = shop;
  const asked = await ann.slash(channel, 'mockup');
  await respond(asked, { type: 5 });
  await rest.post(followUpsOf(discord, asked), {
    body: { content: 'one', flags: MessageFlags.Ephemeral },
    auth: false,
  });
  await rest.post(followUpsOf(discord, asked), {
    body: { content: 'two', flags: MessageFlags.Ephemeral },
    auth: false,
  });
  expect(asked.message).toMatchObject({ content: 'one', isLoading: false, isEphemeral: false });
  expect(asked.followUps).toMatchObject([{ content: 'two', isEphemeral: true }]);
});

test('an ephemeral response stays so, and only its token reaches it', async () => {
  await using shop = await openShop();
  const { discord, channel, ann, rest, respond } = shop;
  const asked = await ann.slash(channel, 'mockup');
  await respond(asked, { type: 5, data: { flags: MessageFlags.Ephemeral } });
  await rest.patch(originalOf(discord, asked), { body: { content: 'secret', flags: 0 }, auth: false });
  expect(asked.message).toMatchObject({ content: 'secret', isEphemeral: true });
  const { id } = asked.shownMessage;
  for (const request of [
    rest.patch(Routes.channelMessage(channel.id, id), { body: { content: 'x' } }),
    rest.get(Routes.channelMessage(channel.id, id)),
    rest.delete(Routes.channelMessage(channel.id, id)),
  ]) {
    expect(await refusalOf(request)).toMatchObject({ status: 404, code: 10008 });
  }
  expect(await rest.get(Routes.channelMessages(channel.id))).toEqual([]);
});

test('an app that only the person installed follows up five times', async () => {
  await using shop = await openShop();
  const { discord, rest, respond } = shop;
  discord.limits.webhook = undefined;
  const foreign = discord.guild('Elsewhere', { installation: 'none' }).text('general');
  const eva = discord.person('eva', { hasInstalled: true });
  const asked = await eva.slash(foreign, 'mockup');
  expect(asked.payload['authorizing_integration_owners']).toEqual({ '1': eva.id });
  await respond(asked, { type: 4, data: { content: 'one' } });
  for (let count = 0; count < 5; count += 1) {
    await rest.post(followUpsOf(discord, asked), { body: { content: `more ${count}` }, auth: false });
  }
  const sixth = rest.post(followUpsOf(discord, asked), { body: { content: 'more' }, auth: false });
  expect(await refusalOf(sixth)).toMatchObject({ status: 400, code: 40094 });
  await rest.patch(originalOf(discord, asked), { body: { content: 'edits are not counted' }, auth: false });
});

test('responses in archived threads are not edited, follow-ups open them', async () => {
  await using shop = await openShop();
  const { discord, guild, channel, ann, rest, respond } = shop;
  const thread = guild.thread(channel, 'ideas');
  const asked = await ann.slash(thread, 'mockup');
  await respond(asked, { type: 4, data: { content: 'one' } });
  thread.archive();
  const edit = rest.patch(originalOf(discord, asked), { body: { content: 'x' }, auth: false });
  expect(await refusalOf(edit)).toMatchObject({ status: 400, code: 50083 });
  await rest.post(followUpsOf(discord, asked), { body: { content: 'two' }, auth: false });
  expect(thread.isArchived).toBe(false);
});

test('the token works on after the bot was kicked', async () => {
  await using shop = await openShop();
  const { discord, guild, channel, ann, rest, respond } = shop;
  const asked = await ann.slash(channel, 'mockup');
  await respond(asked, { type: 5 });
  guild.kickBot();
  await rest.patch(originalOf(discord, asked), { body: { content: 'still here' }, auth: false });
  const byBot = rest.patch(Routes.channelMessage(channel.id, asked.shownMessage.id), { body: { content: 'x' } });
  expect(await refusalOf(byBot)).toMatchObject({ status: 403, code: 50001 });
  await expect(ann.press(asked.shownMessage, 'x')).rejects.toThrow('no x to press');
});

test('a file goes up to the limit the interaction tells', async () => {
  await using shop = await openShop();
  const { discord, channel, rest, respond } = shop;
  const limit = 11 * 1024 * 1024;
  const rich = discord.person('rich', { attachmentSizeLimit: limit });
  const asked = await rich.slash(channel, 'mockup');
  expect(asked.payload['attachment_size_limit']).toBe(limit);
  await respond(asked, { type: 5 });
  const upload = async (bytes: number) =>
    await rest.patch(originalOf(discord, asked), {
      body: { attachments: [{ id: 0, description: 'alt' }] },
      files: [{ name: 'big.bin', data: Buffer.alloc(bytes) }],
      auth: false,
    });
  await upload(limit);
  expect(asked.message?.attachments).toMatchObject([{ filename: 'big.bin', size: limit, description: 'alt' }]);
  expect(await refusalOf(upload(limit + 1))).toMatchObject({ status: 413, code: 40005 });
});
