import type { FakePress } from './callback-queries.ts';
import { entitiesIn } from './entities.ts';
import { FakeChat, type Inhabitant } from './fake-chat.ts';
import type { FakeMessage } from './fake-message.ts';
import { type Json, present } from './json.ts';
import { mediaOf } from './person-media.ts';
import { originOf, type SentByPerson } from './person-origin.ts';
import type { World } from './world.ts';

export interface PersonOptions {
  /** `language_code`, an IETF tag; left out when undefined, as it is optional. */
  readonly language?: string;
  readonly username?: string;
  /** Whether they pressed Start: before, the bot may not write to them. */
  readonly hasStarted?: boolean;
}

let count = 0;

/** Somebody with a Telegram account. */
export class FakePerson implements Inhabitant {
  readonly id: number;
  readonly name: string;
  readonly user: Json;
  /** The private chat with the bot. */
  readonly dm: FakeChat;
  hasStarted: boolean;
  hasBlocked = false;
  /** The account is deleted. */
  isDeactivated = false;
  readonly #world: World;
  readonly #patienceMs: () => number;

  constructor(world: World, name: string, options: PersonOptions, patienceMs: () => number) {
    this.#world = world;
    this.#patienceMs = patienceMs;
    this.id = world.nextPersonId();
    this.name = name;
    this.hasStarted = options.hasStarted ?? true;
    this.user = present({
      id: this.id,
      is_bot: false,
      first_name: name,
      username: options.username,
      language_code: options.language,
    });
    this.dm = new FakeChat(world, this.id, 'private', name, { partner: this, people: [this] });
  }

  /** Blocks the bot, which is told so. */
  blocks(): void {
    this.hasBlocked = true;
    this.#world.tellMembership(this.dm, 'member', 'kicked', this.user);
  }

  unblocks(): void {
    this.hasBlocked = false;
    this.#world.tellMembership(this.dm, 'kicked', 'member', this.user);
  }

  joins(chat: FakeChat): void {
    chat.members.set(this.id, this);
  }

  leaves(chat: FakeChat): void {
    chat.members.delete(this.id);
    chat.admins.delete(this.id);
  }

  /** Sends one message. It is in the chat at once; the bot is told when its picture is kept (`message.arrived`). */
  sends(chat: FakeChat, sent: SentByPerson): FakeMessage {
    const { message, ready } = this.#post(chat, sent);
    this.#world.offer(message, ready);
    this.#world.discuss(message, ready);
    return message;
  }

  /** Sends several pictures or files as one album: as many updates with one `media_group_id`, `pauseMs` apart. */
  sendsAlbum(
    chat: FakeChat,
    items: readonly SentByPerson[],
    { pauseMs = 0 }: { readonly pauseMs?: number } = {},
  ): FakeMessage[] {
    count += 1;
    const mediaGroupId = String(13_900_000_000_000_000n + BigInt(count));
    return items.map((item, at) => {
      const { message, ready } = this.#post(chat, item, mediaGroupId);
      if (pauseMs > 0 && at > 0) this.#world.offerLater(message, at * pauseMs, ready);
      else this.#world.offer(message, ready);
      return message;
    });
  }

  /** Changes the words of a message of theirs. */
  edits(message: FakeMessage, words: { readonly text?: string; readonly caption?: string }): void {
    message.change(this.#world.clock.now(), { ...message.content, ...wordsOf(words) });
    this.#world.offer(message);
  }

  /** Presses a button that is there, by its words or its data. */
  async presses(
    message: FakeMessage,
    textOrData: string,
    options: { readonly isInaccessible?: boolean } = {},
  ): Promise<FakePress> {
    if (message.isDeleted) throw new Error('The message was deleted: nobody can press its buttons.');
    const { data, disabled, text } = message.button(textOrData);
    if (disabled || data === undefined) throw new Error(`The button ${text} does nothing the bot hears of.`);
    return await this.forges(message, data, options);
  }

  /** As a changed client may: any data, on any message. */
  async forges(
    message: FakeMessage,
    data: string,
    options: { readonly isInaccessible?: boolean } = {},
  ): Promise<FakePress> {
    this.joinsSilently(message.chat);
    return await this.#world.callbacks.press(this, message, data, { patienceMs: this.#patienceMs(), ...options });
  }

  /** Who does something in a group is in it. */
  joinsSilently(chat: FakeChat): void {
    if (!chat.members.has(this.id)) this.joins(chat);
  }

  #post(to: FakeChat, sent: SentByPerson, mediaGroupId?: string): { message: FakeMessage; ready?: Promise<unknown> } {
    const chat = sent.businessConnectionId === undefined ? to : this.#businessChat(sent.businessConnectionId);
    this.joinsSilently(chat);
    if (chat === this.dm) this.hasStarted = true;
    const { media, ready } = mediaOf(this.#world, sent);
    const origin = originOf(this.#world, chat, this, sent);
    const message = this.#world.add({ ...origin, mediaGroupId }, { ...wordsOf(sent), media });
    return ready ? { message, ready } : { message };
  }

  #businessChat(id: string): FakeChat {
    const business = this.#world.businesses.get(id);
    if (!business) throw new Error(`No business connection ${id}: make it by telegram.business(owner, id).`);
    return this.#world.businessChat(business, this);
  }
}

function wordsOf({ text, caption }: Pick<SentByPerson, 'text' | 'caption'>) {
  return {
    ...(text === undefined ? {} : { text, entities: entitiesIn(text) }),
    ...(caption === undefined ? {} : { caption, captionEntities: entitiesIn(caption) }),
  };
}
