import { MessageFlags, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import type { FakeInteraction } from '../../../support/discord/fake-interaction.ts';
import { refusalOf } from '../../../support/discord/library-client.ts';
import { openShop, originalOf } from '../../../support/discord/shop.ts';

const row = { type: 1, components: [{ type: 2, style: 1, custom_id: 'again', label: 'Again' }] };
const modal = {
  custom_id: 'm',
  title: 'Edit prompt',
  components: [{ type: 18, label: 'Prompt', component: { type: 4, custom_id: 'prompt', style: 1 } }],
};

test('takes a first response for 3 seconds', async () => {
  await using shop = await openShop();
  const { discord, channel, ann, respond } = shop;
  const inTime = await ann.slash(channel, 'mockup');
  discord.clock.offsetMs += 2900;
  await respond(inTime, { type: 5 });
  expect(inTime.first).toMatchObject({ type: 5 });
  expect(inTime.message?.isLoading).toBe(true);

  const late = await ann.slash(channel, 'mockup');
  discord.clock.offsetMs += 3001;
  expect(await refusalOf(respond(late, { type: 5 }))).toMatchObject({ status: 404, code: 10062 });
  expect(late.refused).toEqual([10062]);
  expect(late.first).toBeUndefined();
});

test('knows no interaction of another token', async () => {
  await using shop = await openShop();
  const { channel, ann, rest } = shop;
  const one = await ann.slash(channel, 'mockup');
  const other = await ann.slash(channel, 'mockup');
  const request = rest.post(Routes.interactionCallback(one.id, other.token), { body: { type: 5 }, auth: false });
  expect(await refusalOf(request)).toMatchObject({ status: 404, code: 10062 });
});

test('takes one first response', async () => {
  await using shop = await openShop();
  const { discord, channel, ann, respond } = shop;
  const asked = await ann.slash(channel, 'mockup');
  await respond(asked, { type: 4, data: { content: 'one' } });
  expect(await refusalOf(respond(asked, { type: 5 }))).toMatchObject({ status: 400, code: 40060 });
  expect(discord.messages(channel).map(({ content }) => content)).toEqual(['one']);
});

test('tells the response message when asked for it, and nothing otherwise', async () => {
  await using shop = await openShop();
  const { discord, channel, ann, respond } = shop;
  const deferred = await ann.slash(channel, 'mockup');
  const told = await respond(deferred, { type: 5, data: { flags: MessageFlags.Ephemeral } }, true);
  expect(told).toMatchObject({
    interaction: {
      id: deferred.id,
      response_message_id: deferred.message?.id,
      response_message_loading: true,
      response_message_ephemeral: true,
    },
    resource: { type: 5 },
  });
  expect((told as { resource: object }).resource).not.toHaveProperty('message');
  const answered = await ann.slash(channel, 'mockup');
  expect(await respond(answered, { type: 4, data: { content: 'hi' } }, true)).toMatchObject({
    resource: { message: { content: 'hi', type: 20 } },
  });
  const quiet = await ann.slash(channel, 'mockup');
  await respond(quiet, { type: 4, data: { content: 'hi' } });
  expect(discord.requests.at(-1)?.status).toBe(204);
});

test('takes only the responses that suit what was asked', async () => {
  await using shop = await openShop();
  const { channel, ann, respond } = shop;
  const refusedTypes = async (ask: () => Promise<FakeInteraction>, types: readonly number[]) => {
    for (const type of types) {
      const refusal = await refusalOf(respond(await ask(), { type, data: {} }));
      expect(refusal).toEqual({ status: 400, code: 50035, fields: ['type: BASE_TYPE_CHOICES'] });
    }
  };
  await refusedTypes(async () => await ann.slash(channel, 'mockup'), [1, 6, 7, 8]);
  await refusedTypes(async () => await ann.autocomplete(channel, 'mockup', 'color', 're'), [4, 5, 6, 9]);
  const asked = await ann.slash(channel, 'mockup');
  await respond(asked, { type: 9, data: modal });
  await refusedTypes(async () => await ann.submit(asked, { prompt: 'x' }), [6, 7, 8, 9]);
});

test('shows no modal after a deferral', async () => {
  await using shop = await openShop();
  const { channel, ann, respond } = shop;
  const asked = await ann.slash(channel, 'mockup');
  await respond(asked, { type: 5 });
  expect(await refusalOf(respond(asked, { type: 9, data: modal }))).toMatchObject({ code: 40060 });
});

test('a deferral takes no flag but ephemeral', async () => {
  await using shop = await openShop();
  const { channel, ann, respond } = shop;
  const asked = await ann.slash(channel, 'mockup');
  const refusal = await refusalOf(respond(asked, { type: 5, data: { flags: MessageFlags.IsComponentsV2 } }));
  expect(refusal).toEqual({ status: 400, code: 50035, fields: ['data.flags: BASE_TYPE_CHOICES'] });
});

test('takes at most 25 choices', async () => {
  await using shop = await openShop();
  const { channel, ann, respond } = shop;
  const choices = Array.from({ length: 26 }, (_, at) => ({ name: `n${at}`, value: `v${at}` }));
  const tooMany = await ann.autocomplete(channel, 'mockup', 'color', 're');
  expect(await refusalOf(respond(tooMany, { type: 8, data: { choices } }))).toEqual({
    status: 400,
    code: 50035,
    fields: ['data.choices: BASE_TYPE_BAD_LENGTH'],
  });
  const right = await ann.autocomplete(channel, 'mockup', 'color', 're');
  await respond(right, { type: 8, data: { choices: choices.slice(1) } });
  expect(right.choices).toHaveLength(25);
});

test('a component changes its own message, silently or at once', async () => {
  await using shop = await openShop();
  const { discord, channel, ann, rest, respond } = shop;
  const asked = await ann.slash(channel, 'mockup');
  await respond(asked, { type: 4, data: { content: 'one', components: [row] } });
  const pressed = await ann.press(asked.shownMessage, 'Again');
  await respond(pressed, { type: 7, data: { content: 'two' } });
  expect(asked.message).toMatchObject({ content: 'two', editedCount: 1 });
  const again = await ann.press(asked.shownMessage, 'again');
  await respond(again, { type: 6 });
  await rest.patch(originalOf(discord, again), { body: { content: 'three', components: [] }, auth: false });
  expect(asked.message).toMatchObject({ content: 'three', buttons: [] });
  expect(discord.messages(channel)).toHaveLength(1);
});

test('where a person may not use external apps, a response is ephemeral', async () => {
  await using shop = await openShop();
  const { discord, respond } = shop;
  const foreign = discord.guild('Elsewhere', { installation: 'none' }).text('general');
  const eva = discord.person('eva', { hasInstalled: true, permissions: ['SEND_MESSAGES', 'VIEW_CHANNEL'] });
  const asked = await eva.slash(foreign, 'mockup');
  const told = await respond(asked, { type: 5 }, true);
  expect(told).toMatchObject({ interaction: { response_message_ephemeral: true } });
});

test('a right-click answers as a reply to the message', async () => {
  await using shop = await openShop();
  const { channel, ann, respond } = shop;
  const target = ann.sends(channel, { content: 'look' });
  const asked = await ann.contextMenu(channel, 'Make a mockup', target);
  await respond(asked, { type: 4, data: { content: 'one' } });
  expect(asked.message).toMatchObject({ type: 23, reference: { messageId: target.id } });
});
