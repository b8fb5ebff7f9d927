import { expect, test, vi } from 'vitest';
import { openDiscordBench } from '../../support/discord-bench.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 6 });

test.concurrent('Make a mockup in the menu of a message asks for the rest, and every picture in it is a logo', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const [ann, bob] = [discord.person('ann'), discord.person('bob')];
  const message = bob.sends(channel, {
    content: 'look',
    attachments: [logo, { ...logo, fileName: 'other.png' }],
  });
  const opened = await ann.contextMenu(channel, 'Make a mockup', message);
  expect(opened.first).toMatchObject({ type: 9 });
  expect(opened.modal?.title).toBe('Make a mockup');
  const sent = await ann.submit(opened, { size: ['512'] });
  await vi.waitUntil(() => sent.message?.attachments.length === 2, { timeout: 10_000 });
  await vi.waitUntil(() => sent.message?.content.includes('512 px'), { timeout: 5000 });
});

test.concurrent('a message without a picture is answered with a sentence, not a window', async () => {
  await using bench = await openDiscordBench();
  const { discord } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const message = discord.person('bob').sends(channel, { content: 'no picture' });
  const asked = await discord.person('ann').contextMenu(channel, 'Make a mockup', message);
  expect(asked.message).toMatchObject({ isEphemeral: true });
  expect(asked.message?.content).toContain('no picture');
});

test.concurrent('a picture sent to the bot alone is a logo, and the words beside it are the prompt', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo } = bench;
  const ann = discord.person('ann');
  ann.joins(discord.guild('Coffee shop'));
  const sent = ann.sends(ann.dm, { content: 'a blue mug', attachments: [logo] });
  await vi.waitUntil(
    () => discord.messages(ann.dm).some(({ attachments, authorId }) => authorId !== ann.id && attachments.length === 1),
    { timeout: 10_000 },
  );
  const answer = discord.messages(ann.dm).find(({ authorId }) => authorId !== ann.id);
  expect(answer?.reference).toMatchObject({ messageId: sent.id });
  await vi.waitUntil(() => answer?.content.includes('a blue mug'), { timeout: 5000 });
  expect(discord.messages(ann.dm)).toHaveLength(2);
});

test.concurrent('words alone to the bot are answered with what it can do', async () => {
  await using bench = await openDiscordBench();
  const { discord } = bench;
  const ann = discord.person('ann');
  ann.joins(discord.guild('Coffee shop'));
  ann.sends(ann.dm, { content: 'hello?' });
  await vi.waitUntil(() => discord.messages(ann.dm).length === 2, { timeout: 10_000 });
  expect(discord.messages(ann.dm).at(-1)?.content).toContain('Send a logo');
});

test.concurrent('an event that comes twice makes one batch', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo, machine } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const ann = discord.person('ann');
  discord.gateway.duplicateNext();
  await ann.slash(channel, 'mockup', { logo });
  discord.gateway.duplicateNext();
  ann.sends(ann.dm, { attachments: [logo] });
  await vi.waitUntil(() => machine.runs.length === 2, { timeout: 10_000 });
  await bench.service.idle();
  expect(machine.runs).toHaveLength(2);
  expect(discord.messages(ann.dm)).toHaveLength(2);
});

test.concurrent('a mistake is said to the person alone, and nothing is left behind', async () => {
  await using bench = await openDiscordBench();
  const { discord, logo, machine } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const asked = await discord
    .person('ann', { locale: 'de' })
    .slash(channel, 'mockup', { logo, color: 'no color at all' });
  await vi.waitUntil(() => asked.followUps.length === 1, { timeout: 5000 });
  expect(asked.followUps[0]).toMatchObject({ isEphemeral: true });
  expect(asked.followUps[0]?.content).toContain('no color at all');
  expect(asked.followUps[0]?.content).not.toContain('Please');
  await vi.waitUntil(() => discord.messages(channel).every(({ isEphemeral }) => isEphemeral), { timeout: 5000 });
  expect(machine.runs).toEqual([]);
});

test.concurrent('colors are suggested while they are typed', async () => {
  await using bench = await openDiscordBench();
  const { discord } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const asked = await discord.person('ann').autocomplete(channel, 'mockup', 'color', 'nav');
  expect(asked.choices?.map(({ name }) => name)[0]).toBe('Navy');
  expect((await discord.person('ann').autocomplete(channel, 'mockup', 'color', '')).choices).toHaveLength(25);
});

test.concurrent('colors are suggested by what they are called in the person’s language, and in any form of it', async () => {
  await using bench = await openDiscordBench();
  const { discord } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const suggested = async (locale: 'de' | 'fr', typed: string) => {
    const asked = await discord
      .person(`${locale}-${typed}`, { locale })
      .autocomplete(channel, 'mockup', 'color', typed);
    return asked.choices?.map(({ name, value }) => `${name}: ${value}`) ?? [];
  };
  expect((await suggested('de', 'schwarzes'))[0]).toBe('Schwarz: Black');
  expect(await suggested('de', 'dunkel')).toContain('Dunkelblau: Dark Blue');
  expect((await suggested('fr', 'bleu mar'))[0]).toBe('Bleu marine: Navy');
  expect((await suggested('fr', 'nav'))[0]).toBe('Bleu marine: Navy');
  // The English name is another color in French.
  const roses = await suggested('fr', 'rose');
  expect(roses[0]).toBe('Rose: Pink');
  expect(roses).toContain('Rose (#d98a98): #d98a98');
  expect((await suggested('fr', '#1b2a4a'))[0]).toBe('Bleu marine (#1b2a4a): #1b2a4a');
});

test.concurrent('whoever is not let in is told so, and costs nothing', async () => {
  const env = { DISCORD_ALLOWED_ROLES: '123456789012345678' };
  await using bench = await openDiscordBench({ env });
  const { discord, logo, machine } = bench;
  const channel = discord.guild('Coffee shop').text('general');
  const asked = await discord.person('ann').slash(channel, 'mockup', { logo });
  expect(asked.message).toMatchObject({ isEphemeral: true });
  expect(asked.message?.content).toContain('not open to everyone');
  const dan = discord.person('dan', { roles: ['123456789012345678'] });
  await dan.slash(channel, 'mockup', { logo });
  await vi.waitUntil(() => machine.runs.length === 1, { timeout: 10_000 });
  // After a start the library knows the server by name, and none of its roles.
  await bench.stop();
  await bench.start();
  await dan.slash(channel, 'mockup', { logo });
  await vi.waitUntil(() => machine.runs.length === 2, { timeout: 10_000 });
});
