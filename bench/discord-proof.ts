import { z } from 'zod';
import { DiscordCalls } from '#bots/discord/discord-calls.ts';
import { DiscordMessages } from '#bots/discord/discord-messages.ts';
import { Renderer } from '#core/renderer/renderer.ts';
import { openChatSetting } from './support/chat-setting.ts';
import { exampleLogos } from './support/example-logos.ts';
import { median, type Report, timed } from './support/report.ts';

const rounds = 15;
const signal = AbortSignal.timeout(300_000);

/** From a request to its proof on Discord, against the render and the upload alone, measured in the same run. */
export async function measure(report: Report): Promise<void> {
  await using setting = await openChatSetting();
  const discord = await setting.startPlatform('discord-server');
  await using _service = await setting.startService(discord);
  await using renderer = new Renderer({ threads: 1 });
  await using calls = new DiscordCalls({
    token: discord.env['DISCORD_TOKEN'] ?? '',
    apiUrl: discord.env['DISCORD_API_URL'] ?? '',
  });
  const messages = new DiscordMessages(calls);
  const [logo] = await exampleLogos();
  if (!logo) throw new Error('There is no example logo.');
  const render = () => renderer.render({ logo: logo.png, product: 'cap', color: '#000080', size: 768 });
  const { png } = await render();
  const file = { name: 'proof.png', data: Buffer.from(png), contentType: 'image/png' };
  const form = { body: { content: 'a proof', attachments: [{ id: 0, filename: file.name }] }, files: [file] };
  const channelId = z.string().parse(await discord.tell('channel'));
  const { id } = await messages.post(channelId, 'first', form, { signal });
  const upload = () => messages.edit(channelId, id, form, { signal });
  const times = { proof: [] as number[], render: [] as number[], upload: [] as number[] };
  await discord.tell('proof');
  for (let round = 0; round < rounds; round++) {
    times.render.push(await timed(render));
    times.upload.push(await timed(upload));
    times.proof.push(z.number().parse(await discord.tell('proof')));
  }
  const bare = median(times.render) + median(times.upload);
  report.row({ what: 'bare render at 768, median', value: median(times.render), unit: 'ms' });
  report.row({ what: 'upload of it, median', value: median(times.upload), unit: 'ms' });
  report.row({ what: 'interaction → proof uploaded, median', value: median(times.proof), unit: 'ms' });
  report.row({ what: 'the same, longest', value: Math.max(...times.proof), unit: 'ms' });
  report.row({
    what: 'interaction → proof ÷ (render + upload)',
    value: median(times.proof) / bare,
    unit: '×',
    limit: 3,
  });
}
