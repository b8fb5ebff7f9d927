/*
 * Run as a process of its own, with a channel to its parent: a Telegram, and the people on it. Says where it is, then does what it is told
 * and answers with what came of it.
 */
import type { FakePerson } from '../../test/support/telegram/fake-person.ts';
import { startFakeTelegram } from '../../test/support/telegram/fake-telegram.ts';
import { type Deeds, serveDeeds, until } from './deeds.ts';
import { exampleLogos } from './example-logos.ts';

const telegram = await startFakeTelegram();
const [example] = await exampleLogos();
const document = { bytes: example?.png ?? Buffer.alloc(0), fileName: 'logo.png' };
let people = 0;

const person = (): FakePerson => telegram.person(`person-${people++}`);

/** From the sending of a picture to the first picture that came back, in ms. */
async function proofAfter(one: FakePerson, caption?: string): Promise<number> {
  const sentAt = performance.now();
  const asked = one.sends(one.dm, { document, ...(caption === undefined ? {} : { caption }) });
  await until(() => telegram.messages(one.dm).some(({ isByBot, photo, id }) => isByBot && photo && id > asked.id));
  return performance.now() - sentAt;
}

const deeds: Deeds = {
  /** Until the bot is there and its commands are registered. */
  registered: () => until(() => telegram.updates.polls.length > 0 && telegram.of('setMyCommands').length >= 18),

  /** A request with words: its proof comes while the shot is made. */
  proof: () => proofAfter(person(), 'navy cap'),

  /** So many people at once, each with one picture without words, that is answered with a card. */
  cards: (count) => Promise.all(Array.from({ length: count }, () => proofAfter(person()))),

  /** One person sends so many pictures; nobody waits for what comes of them. */
  flood: async (count) => {
    const one = person();
    for (let index = 0; index < count; index++) one.sends(one.dm, { document });
  },

  /** A file to download, by its id, and a chat to upload to. */
  file: async () => {
    const one = person();
    const { document: file } = one.sends(one.dm, { document });
    return { fileId: file?.fileId, chatId: one.dm.id };
  },
};

serveDeeds(deeds, { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot });
