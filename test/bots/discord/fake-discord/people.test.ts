import {
  ActionRowBuilder,
  type APIAttachment,
  ButtonBuilder,
  ButtonStyle,
  InteractionContextType,
  LabelBuilder,
  ModalBuilder,
  PermissionFlagsBits,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { expect, test } from 'vitest';
import { discordFaults } from '../../../support/discord/discord-faults.ts';
import { startFakeDiscord } from '../../../support/discord/fake-discord.ts';
import { logIn } from '../../../support/discord/library-client.ts';

const picture = { bytes: Buffer.from('a picture'), fileName: 'logo.png', width: 20, height: 10 };

test('a slash command reaches the library with its options, place, person and permissions', async () => {
  await using discord = await startFakeDiscord();
  const guild = discord.guild('Shop', { locale: 'fr' });
  const channel = guild.text('general');
  channel.deny('ATTACH_FILES');
  const ann = discord.person('ann', { locale: 'de', roles: ['123456789012345678'] });
  await using _session = await logIn(discord, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { options } = interaction;
    const logo = options.getAttachment('logo', true);
    const bytes = await (await fetch(logo.url)).text();
    const said = {
      prompt: options.getString('prompt'),
      count: options.getInteger('count'),
      logo: [logo.name, logo.size, logo.contentType, logo.width, logo.ephemeral, bytes],
      person: [interaction.user.id, interaction.locale, interaction.guildLocale],
      place: [interaction.guildId, interaction.channelId, interaction.context],
      may: [
        interaction.appPermissions.has(PermissionFlagsBits.SendMessages),
        interaction.appPermissions.has(PermissionFlagsBits.AttachFiles),
        interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages),
      ],
      limit: interaction.attachmentSizeLimit,
      installedBy: interaction.authorizingIntegrationOwners.guildId,
    };
    await interaction.reply({ content: JSON.stringify(said) });
  });
  const asked = await ann.slash(channel, 'mockup', { logo: picture, prompt: 'on a mug', count: 2 });
  expect(JSON.parse(asked.shownMessage.content)).toEqual({
    prompt: 'on a mug',
    count: 2,
    logo: ['logo.png', 9, 'image/png', 20, true, 'a picture'],
    person: [ann.id, 'de', 'fr'],
    place: [guild.id, channel.id, InteractionContextType.Guild],
    may: [true, false, false],
    limit: 10 * 1024 * 1024,
    installedBy: guild.id,
  });
  expect(asked.payload['member']).toMatchObject({ roles: ['123456789012345678'] });
  expect(asked.id).toMatch(/^\d{17,19}$/);
});

test('a command is asked in direct, group and foreign places', async () => {
  await using discord = await startFakeDiscord();
  const seen: unknown[] = [];
  await using _session = await logIn(discord, async (interaction) => {
    const { guildId, userId } = interaction.authorizingIntegrationOwners;
    seen.push([interaction.context, guildId, userId]);
    if (interaction.isRepliable()) await interaction.deferReply();
  });
  const eva = discord.person('eva', { hasInstalled: true }).joins(discord.guild('Shop'));
  await eva.slash(eva.dm, 'mockup');
  await eva.slash(discord.groupDm(eva, discord.person('bob')), 'mockup');
  await eva.slash(discord.guild('Elsewhere', { installation: 'none' }).text('general'), 'mockup');
  expect(seen).toEqual([
    [InteractionContextType.BotDM, '0', eva.id],
    [InteractionContextType.PrivateChannel, null, eva.id],
    [InteractionContextType.Guild, null, eva.id],
  ]);
  const bob = discord.person('bob');
  await expect(bob.slash(bob.dm, 'mockup')).rejects.toThrow('not installed');
});

test('a right-click brings the message whole', async () => {
  await using discord = await startFakeDiscord();
  const channel = discord.guild('Shop').text('general');
  const ann = discord.person('ann');
  await using _session = await logIn(discord, async (interaction) => {
    if (!interaction.isMessageContextMenuCommand()) return;
    const { targetMessage } = interaction;
    await interaction.reply(`${targetMessage.content} ${targetMessage.attachments.map(({ name }) => name).join()}`);
  });
  const target = ann.sends(channel, { content: 'look', attachments: [picture] });
  const asked = await ann.contextMenu(channel, 'Make a mockup', target);
  expect(asked.shownMessage.content).toBe('look logo.png');
});

test('buttons, selects and modals go on from a message', async () => {
  await using discord = await startFakeDiscord();
  const channel = discord.guild('Shop').text('general');
  const ann = discord.person('ann');
  const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('edit').setLabel('Edit prompt').setStyle(ButtonStyle.Primary),
  );
  const sizes = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder()
      .setCustomId('size')
      .addOptions({ label: 'Small', value: '512' }, { label: 'Big', value: '1024' }),
  );
  const modal = new ModalBuilder()
    .setCustomId('prompt')
    .setTitle('Edit prompt')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('Prompt')
        .setTextInputComponent(
          new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Paragraph).setValue('on a mug'),
        ),
      new LabelBuilder()
        .setLabel('Size')
        .setStringSelectMenuComponent(
          new StringSelectMenuBuilder()
            .setCustomId('size')
            .addOptions({ label: 'Small', value: '512', default: true }, { label: 'Big', value: '1024' }),
        ),
    );
  await using _session = await logIn(discord, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'one', components: [buttons, sizes] });
    else if (interaction.isButton()) await interaction.showModal(modal);
    else if (interaction.isStringSelectMenu()) await interaction.update({ content: interaction.values.join() });
    else if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      const { fields } = interaction;
      const said = `${fields.getTextInputValue('text')} ${fields.getStringSelectValues('size').join()}`;
      await interaction.update({ content: said, components: [buttons] });
    }
  });
  const asked = await ann.slash(channel, 'mockup');
  await ann.select(asked.shownMessage, 'size', ['1024']);
  expect(asked.shownMessage.content).toBe('1024');
  const pressed = await ann.press(asked.shownMessage, 'Edit prompt');
  expect(pressed.shownModal).toMatchObject({
    customId: 'prompt',
    title: 'Edit prompt',
    fields: [{ customId: 'text', label: 'Prompt', value: 'on a mug' }, { customId: 'size' }],
  });
  await ann.submit(pressed);
  expect(asked.shownMessage.content).toBe('on a mug 512');
  await ann.submit(pressed.shownModal, { text: 'on a cap', size: ['1024'] });
  expect(asked.shownMessage).toMatchObject({ content: 'on a cap 1024', selects: [], editedCount: 3 });
  await expect(ann.submit(pressed, { size: ['9'] })).rejects.toThrow('no option 9');
  await expect(ann.submit(pressed, { nothing: 'x' })).rejects.toThrow('no field nothing');
  await expect(ann.submit(pressed, { text: '' })).rejects.toThrow('required');
  await expect(ann.select(asked.shownMessage, 'size', ['512'])).rejects.toThrow('no size');
});

test('files are uploaded in a modal', async () => {
  await using discord = await startFakeDiscord();
  const channel = discord.guild('Shop').text('general');
  const ann = discord.person('ann');
  await using _session = await logIn(discord, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const modal = new ModalBuilder().setCustomId('logos').setTitle('Logos');
      modal.addLabelComponents(
        new LabelBuilder()
          .setLabel('Logos')
          .setFileUploadComponent((upload) => upload.setCustomId('files').setMaxValues(3)),
      );
      await interaction.showModal(modal);
    } else if (interaction.isModalSubmit()) {
      const files = interaction.fields.getUploadedFiles('files', true);
      await interaction.reply(files.map(({ name, size }) => `${name} ${size}`).join());
    }
  });
  const asked = await ann.slash(channel, 'logos');
  const submitted = await ann.submit(asked, { files: [picture, { ...picture, fileName: 'other.png' }] });
  expect(submitted.shownMessage.content).toBe('logo.png 9,other.png 9');
});

test('suggestions come while typing', async () => {
  await using discord = await startFakeDiscord();
  const channel = discord.guild('Shop').text('general');
  await using _session = await logIn(discord, async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const { name, value } = interaction.options.getFocused(true);
    await interaction.respond([{ name: `${name} ${value}`, value: String(interaction.options.getString('product')) }]);
  });
  const typed = await discord.person('ann').autocomplete(channel, 'mockup', 'color', 're', { product: 'cup' });
  expect(typed.choices).toEqual([{ name: 'color re', value: 'cup' }]);
});

test('nobody sees the private messages of others', async () => {
  await using discord = await startFakeDiscord();
  const channel = discord.guild('Shop').text('general');
  const button = new ButtonBuilder().setCustomId('x').setLabel('X').setStyle(ButtonStyle.Primary);
  await using _session = await logIn(discord, async (interaction) => {
    if (!interaction.isRepliable()) return;
    const components = [new ActionRowBuilder<ButtonBuilder>().addComponents(button)];
    await interaction.reply({ content: 'secret', flags: 'Ephemeral', components });
  });
  const ann = discord.person('ann');
  const { shownMessage } = await ann.slash(channel, 'mockup');
  await ann.press(shownMessage, 'X');
  await expect(discord.person('bob').press(shownMessage, 'X')).rejects.toThrow('does not see');
});

test('a person waits for an answer only so long', async () => {
  await using discord = await startFakeDiscord({ patienceMs: 20 });
  const asked = await discord.person('ann').slash(discord.guild('Shop').text('general'), 'mockup');
  expect(asked.first).toBeUndefined();
  expect(() => asked.shownMessage).toThrow('No message was shown');
  expect(discord.interactions).toEqual([asked]);
});

test('an archived thread takes nothing from people', async () => {
  await using discord = await startFakeDiscord({ patienceMs: 0 });
  const guild = discord.guild('Shop');
  const thread = guild.thread(guild.text('general'), 'ideas');
  const ann = discord.person('ann');
  const asked = await ann.slash(thread, 'mockup');
  expect(asked.payload['channel']).toMatchObject({
    type: 11,
    parent_id: thread.parentId,
    thread_metadata: { archived: false },
  });
  thread.archive();
  await expect(ann.slash(thread, 'mockup')).rejects.toThrow('archived');
});

test('addresses of files are signed, expire, and those of options are deleted', async () => {
  await using discord = await startFakeDiscord({ patienceMs: 0 });
  const channel = discord.guild('Shop').text('general');
  const ann = discord.person('ann');
  const message = ann.sends(channel, { attachments: [picture] });
  const url = String(message.attachments[0]?.url);
  const get = async (address: string) => {
    const answer = await fetch(address);
    return answer.ok ? await answer.text() : answer.status;
  };
  expect(new URL(url).searchParams.get('ex')).toMatch(/^[0-9a-f]{8}$/);
  expect(await get(url)).toBe('a picture');
  discord.next('file', discordFaults.failBefore(503));
  expect(await get(url)).toBe(503);
  expect(await get(url.replace(/hm=.*/, 'hm=0'))).toBe(404);
  expect(await get(url.replace(/\?.*/, ''))).toBe(404);
  discord.clock.offsetMs += 86_401_000;
  expect(await get(url)).toBe(404);
  expect(await get(String(message.attachments[0]?.url))).toBe('a picture');
  message.delete();
  expect(await get(String(message.attachments[0]?.url))).toBe(404);

  const asked = await ann.slash(channel, 'mockup', { logo: picture });
  const { resolved } = asked.payload['data'] as { resolved: { attachments: Record<string, APIAttachment> } };
  const [logo] = Object.values(resolved.attachments);
  expect(await get(String(logo?.url))).toBe('a picture');
  discord.clock.offsetMs += discord.cdn.ephemeralLifeMs + 1;
  expect(await get(String(logo?.url))).toBe(404);
});
