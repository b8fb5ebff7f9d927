import { ActionRowBuilder, ButtonBuilder, ButtonStyle, MessageFlags, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { startFakeDiscord } from '../../../support/discord/fake-discord.ts';
import { refusalOf, restOf } from '../../../support/discord/library-client.ts';

const button = (id: string) => ({ type: 2, style: 1, label: id, custom_id: id });
const row = (...components: object[]) => ({ type: 1, components });
const select = (count: number, rest: object = {}) => ({
  type: 3,
  custom_id: 's',
  options: Array.from({ length: count }, (_, at) => ({ label: `l${at}`, value: `v${at}` })),
  ...rest,
});
const v2 = MessageFlags.IsComponentsV2;
const text = (content: string) => ({ type: 10, content });

async function opened() {
  const discord = await startFakeDiscord({ patienceMs: 0 });
  const channel = discord.guild('Shop').text('general');
  const rest = restOf(discord);
  const send = async (body: object, files: object[] = []) =>
    (await rest.post(Routes.channelMessages(channel.id), { body, files: files as [] })) as { id: string };
  return { discord, channel, rest, send };
}

const wrongMessages: [name: string, body: object, fields: string[]][] = [
  ['2,001 characters', { content: 'x'.repeat(2001) }, ['content: BASE_TYPE_MAX_LENGTH']],
  ['no text', { content: 7 }, ['content: STRING_TYPE_CONVERT']],
  ['11 embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, ['embeds: BASE_TYPE_BAD_LENGTH']],
  ['a long embed title', { embeds: [{ title: 'x'.repeat(257) }] }, ['embeds.0.title: BASE_TYPE_MAX_LENGTH']],
  [
    'a long embed field',
    { embeds: [{ fields: [{ name: 'n', value: 'x'.repeat(1025) }] }] },
    ['embeds.0.fields.0.value: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    '6,001 characters of embeds',
    { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
    ['embeds: MAX_EMBED_SIZE_EXCEEDED'],
  ],
  [
    '6 rows',
    { components: Array.from({ length: 6 }, (_, at) => row(button(`${at}`))) },
    ['components: BASE_TYPE_BAD_LENGTH'],
  ],
  ['a bare button', { components: [button('a')] }, ['components.0.type: BASE_TYPE_CHOICES']],
  ['an empty row', { components: [row()] }, ['components.0.components: BASE_TYPE_BAD_LENGTH']],
  [
    '6 buttons in a row',
    { components: [row(...Array.from({ length: 6 }, (_, at) => button(`${at}`)))] },
    ['components.0.components: BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'one id twice',
    { components: [row(button('a')), row(button('a'))] },
    ['components.1.components.0.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED'],
  ],
  [
    'an id of 101 characters',
    { components: [row({ ...button('a'), custom_id: 'x'.repeat(101) })] },
    ['components.0.components.0.custom_id: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a label of 81 characters',
    { components: [row({ ...button('a'), label: 'x'.repeat(81) })] },
    ['components.0.components.0.label: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a button with nothing on it',
    { components: [row({ type: 2, style: 1, custom_id: 'a' })] },
    ['components.0.components.0: BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED'],
  ],
  [
    'a link with an id',
    { components: [row({ type: 2, style: 5, label: 'l', url: 'https://example.org', custom_id: 'a' })] },
    ['components.0.components.0: BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE'],
  ],
  ['26 options', { components: [row(select(26))] }, ['components.0.components.0.options: BASE_TYPE_BAD_LENGTH']],
  ['no options', { components: [row(select(0))] }, ['components.0.components.0.options: BASE_TYPE_BAD_LENGTH']],
  [
    'one option twice',
    {
      components: [
        row(
          select(0, {
            options: [
              { label: 'a', value: 'a' },
              { label: 'b', value: 'a' },
            ],
          }),
        ),
      ],
    },
    ['components.0.components.0.options.1.value: SELECT_COMPONENT_OPTION_VALUE_DUPLICATED'],
  ],
  [
    'a select beside a button',
    { components: [row(select(1), button('a'))] },
    ['components.0.components: COMPONENT_LAYOUT_WIDTH_EXCEEDED'],
  ],
  [
    'content with components V2',
    { flags: v2, content: 'x' },
    ['content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
  ],
  [
    '41 components',
    { flags: v2, components: Array.from({ length: 41 }, () => text('x')) },
    ['components: COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED'],
  ],
  [
    '4,001 characters of components',
    { flags: v2, components: [text('x'.repeat(2000)), text('x'.repeat(2001))] },
    ['components: COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED'],
  ],
  ['V2 components without the flag', { components: [text('x')] }, ['components.0.type: BASE_TYPE_CHOICES']],
  [
    'an empty gallery',
    { flags: v2, components: [{ type: 12, items: [] }] },
    ['components.0.items: BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'a long alt text in a gallery',
    {
      flags: v2,
      components: [{ type: 12, items: [{ media: { url: 'https://a.b/c.png' }, description: 'x'.repeat(1025) }] }],
    },
    ['components.0.items.0.description: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a picture that was not uploaded',
    { flags: v2, components: [{ type: 12, items: [{ media: { url: 'attachment://a.png' } }] }] },
    ['components: UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND'],
  ],
  [
    'a file from elsewhere',
    { flags: v2, components: [{ type: 13, file: { url: 'https://a.b/c.pdf' } }] },
    ['components.0.file.url: UNFURLED_MEDIA_ITEM_SCHEME_INVALID'],
  ],
];

test.for(wrongMessages)('refuses a message with %s', async ([, body, fields]) => {
  const { discord, channel, send } = await opened();
  await using _ = discord;
  expect(await refusalOf(send(body))).toEqual({ status: 400, code: 50035, fields });
  expect(discord.messages(channel)).toEqual([]);
});

test('refuses an alt text of 1,025 characters', async () => {
  const { discord, send } = await opened();
  await using _ = discord;
  const files = [{ name: 'a.png', data: Buffer.alloc(3) }];
  const described = async (length: number) =>
    await send({ attachments: [{ id: 0, description: 'x'.repeat(length) }] }, files);
  await described(1024);
  expect(await refusalOf(described(1025))).toMatchObject({
    code: 50035,
    fields: ['attachments.0.description: BASE_TYPE_MAX_LENGTH'],
  });
});

test('takes what the limits allow, as the library builds it', async () => {
  const { discord, channel, send } = await opened();
  await using _ = discord;
  const built = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('x'.repeat(100)).setLabel('x'.repeat(80)).setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setURL('https://example.org').setLabel('link').setStyle(ButtonStyle.Link),
  );
  await send({
    content: 'x'.repeat(2000),
    components: [built.toJSON(), row(select(25)), row(button('b')), row(button('c')), row(button('d'))],
  });
  const [message] = discord.messages(channel);
  expect(message?.buttons.map(({ label }) => label)).toEqual(['x'.repeat(80), 'link', 'b', 'c', 'd']);
  expect(message?.selects.map(({ customId, options }) => [customId, options.length])).toEqual([['s', 25]]);
});

test('components V2 stay once set, show uploaded files, and want the old fields cleared', async () => {
  const { discord, rest, channel, send } = await opened();
  await using _ = discord;
  const { id } = await send({ content: 'classic' });
  const edit = async (body: object, files: object[] = []) =>
    await rest.patch(Routes.channelMessage(channel.id, id), { body, files: files as [] });
  const gallery = { type: 12, items: [{ media: { url: 'attachment://a.png' } }] };
  const shown = {
    flags: v2,
    components: [{ type: 17, components: [gallery, text('done')] }],
    attachments: [{ id: 0 }],
  };
  const files = [{ name: 'a.png', data: Buffer.alloc(3) }];
  expect(await refusalOf(edit(shown, files))).toMatchObject({ code: 50035 });
  await edit({ ...shown, content: null, embeds: [] }, files);
  expect(await refusalOf(edit({ content: 'back again' }))).toMatchObject({
    fields: ['content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
  });
});

const input = (rest: object = {}) => ({ type: 4, custom_id: 'prompt', style: 1, ...rest });
const label = (component: object, rest: object = {}) => ({ type: 18, label: 'Prompt', component, ...rest });
const modal = (rest: object) => ({ custom_id: 'm', title: 'Edit prompt', components: [label(input())], ...rest });

const wrongModals: [name: string, data: object, fields: string[]][] = [
  ['a title of 46 characters', modal({ title: 'x'.repeat(46) }), ['data.title: BASE_TYPE_MAX_LENGTH']],
  ['no id', modal({ custom_id: undefined }), ['data.custom_id: BASE_TYPE_REQUIRED']],
  ['nothing to fill in', modal({ components: [] }), ['data.components: BASE_TYPE_BAD_LENGTH']],
  [
    '6 fields',
    modal({ components: Array.from({ length: 6 }, (_, at) => label(input({ custom_id: `${at}` }))) }),
    ['data.components: BASE_TYPE_BAD_LENGTH'],
  ],
  ['a bare input', modal({ components: [input()] }), ['data.components.0.type: BASE_TYPE_CHOICES']],
  ['a button', modal({ components: [label(button('a'))] }), ['data.components.0.component.type: BASE_TYPE_CHOICES']],
  [
    'a label of 46 characters',
    modal({ components: [label(input(), { label: 'x'.repeat(46) })] }),
    ['data.components.0.label: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a prefill longer than its field',
    modal({ components: [label(input({ value: 'xxx', max_length: 2 }))] }),
    ['data.components.0.component.value: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a placeholder of 101 characters',
    modal({ components: [label(input({ placeholder: 'x'.repeat(101) }))] }),
    ['data.components.0.component.placeholder: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'a disabled select',
    modal({ components: [label(select(2, { disabled: true }))] }),
    ['data.components.0.component.disabled: MODAL_COMPONENT_DISABLED'],
  ],
  [
    'one id twice',
    modal({ components: [label(input()), label(input())] }),
    ['data.components.1.component.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED'],
  ],
  [
    'an upload of 11 files',
    modal({ components: [label({ type: 19, custom_id: 'f', max_values: 11 })] }),
    ['data.components.0.component.max_values: NUMBER_TYPE_MAX'],
  ],
  [
    'one radio button',
    modal({ components: [label({ type: 21, custom_id: 'r', options: [{ label: 'a', value: 'a' }] })] }),
    ['data.components.0.component.options: BASE_TYPE_BAD_LENGTH'],
  ],
];

test.for(wrongModals)('refuses a modal with %s', async ([, data, fields]) => {
  const { discord, channel, rest } = await opened();
  await using _ = discord;
  const { id, token } = await discord.person('ann').slash(channel, 'mockup');
  const request = rest.post(Routes.interactionCallback(id, token), { body: { type: 9, data }, auth: false });
  expect(await refusalOf(request)).toEqual({ status: 400, code: 50035, fields });
});
