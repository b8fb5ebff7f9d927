import { z } from 'zod';
import { CallPace } from '#bots/telegram/call-pace.ts';
import { downloadLogo } from '#bots/telegram/logo-download.ts';
import { plain } from '#bots/telegram/rich-text.ts';
import { createTelegramApi } from '#bots/telegram/telegram-api.ts';
import { TelegramMessages } from '#bots/telegram/telegram-messages.ts';
import { createAgent } from '#core/fetch.ts';
import { Renderer } from '#core/renderer/renderer.ts';
import { openChatSetting } from './support/chat-setting.ts';
import { exampleLogos } from './support/example-logos.ts';
import { median, type Report, timed } from './support/report.ts';

const rounds = 15;
const signal = AbortSignal.timeout(300_000);
/** Faster than Telegram lets anybody be: the peer waits for nothing. */
const noLimit = { most: 1e9, ms: 1 };
const unlimited = new CallPace({ chat: noLimit, group: noLimit, overall: noLimit });
const Upload = z.object({ fileId: z.string(), chatId: z.number() });

/** From a picture to its proof on Telegram, against the download, the render and the upload alone, measured in the same run. */
export async function measure(report: Report): Promise<void> {
  await using setting = await openChatSetting();
  const telegram = await setting.startPlatform('telegram-server');
  await using _service = await setting.startService(telegram);
  await using renderer = new Renderer({ threads: 1 });
  const agent = createAgent();
  const { TELEGRAM_BOT_TOKEN: token = '', TELEGRAM_API_ROOT: apiRoot = '' } = telegram.env;
  const api = createTelegramApi({ token, apiRoot, agent });
  const messages = new TelegramMessages(api, unlimited);
  const [logo] = await exampleLogos();
  if (!logo) throw new Error('There is no example logo.');
  const { fileId, chatId } = Upload.parse(await telegram.tell('file'));
  const source = { fileName: 'logo.png', data: { fileId } };
  const download = () => downloadLogo(source, { api, agent, token, apiRoot }, signal);
  const render = () => renderer.render({ logo: logo.png, product: 'cap', color: '#1b2a4a', size: 768 });
  const picture = { bytes: Buffer.from((await render()).png), fileName: 'proof.png', as: 'photo' } as const;
  const upload = () => messages.sendPicture({ chat_id: chatId }, picture, { words: plain('a proof') }, signal);
  const times = { proof: [] as number[], download: [] as number[], render: [] as number[], upload: [] as number[] };
  await telegram.tell('proof');
  for (let round = 0; round < rounds; round++) {
    times.download.push(await timed(download));
    times.render.push(await timed(render));
    times.upload.push(await timed(upload));
    times.proof.push(z.number().parse(await telegram.tell('proof')));
  }
  const bare = median(times.download) + median(times.render) + median(times.upload);
  report.row({ what: 'bare download of the logo, median', value: median(times.download), unit: 'ms' });
  report.row({ what: 'bare render at 768, median', value: median(times.render), unit: 'ms' });
  report.row({ what: 'upload of it, median', value: median(times.upload), unit: 'ms' });
  report.row({ what: 'picture → proof sent, median', value: median(times.proof), unit: 'ms' });
  report.row({ what: 'the same, longest', value: Math.max(...times.proof), unit: 'ms' });
  report.row({
    what: 'picture → proof ÷ (download + render + upload)',
    value: median(times.proof) / bare,
    unit: '×',
    limit: 3,
  });
  await agent.destroy();
}
