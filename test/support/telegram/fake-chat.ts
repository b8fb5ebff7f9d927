import type { FakeMessage } from './fake-message.ts';
import { FakeTopic, GeneralTopic } from './fake-topic.ts';
import { type Json, present } from './json.ts';
import type { World } from './world.ts';

export type ChatKind = 'private' | 'group' | 'supergroup' | 'channel';
export type BotStatus = 'administrator' | 'member' | 'left' | 'kicked';

/** What the rules need to know of a person. */
export interface Inhabitant {
  readonly id: number;
  readonly user: Json;
  readonly hasStarted: boolean;
  readonly hasBlocked: boolean;
  readonly isDeactivated: boolean;
}

export interface ChatOptions {
  readonly people?: readonly Inhabitant[];
  readonly admins?: readonly Inhabitant[];
  readonly isForum?: boolean;
  readonly botIsAdmin?: boolean;
  /** Without `@`. */
  readonly username?: string;
  /** The direct messages of a channel. */
  readonly isDirectMessages?: boolean;
  /** The other side of a private chat. */
  readonly partner?: Inhabitant;
  /** The business connection a private chat is seen through. */
  readonly connectionId?: string;
}

/** What a member without a say may send. */
export interface SendingRights {
  text: boolean;
  photos: boolean;
  documents: boolean;
}

/** A chat, and what may be changed in it while the bot runs. */
export class FakeChat {
  readonly id: number;
  readonly kind: ChatKind;
  readonly title: string;
  readonly isForum: boolean;
  readonly isDirectMessages: boolean;
  readonly partner: Inhabitant | undefined;
  readonly connectionId: string | undefined;
  readonly username: string | undefined;
  readonly messages: FakeMessage[] = [];
  readonly topics: FakeTopic[] = [];
  readonly general: GeneralTopic;
  readonly members = new Map<number, Inhabitant>();
  readonly admins = new Set<number>();
  readonly rights: SendingRights = { text: true, photos: true, documents: true };
  /** What sendChatAction said here. */
  readonly actions: { readonly action: string; readonly threadId: number | undefined; readonly at: number }[] = [];
  botStatus: BotStatus;
  /** Whether another bot posted after this one: then commands without a name are that bot's. */
  isOtherBotLast = false;
  migratedTo: FakeChat | undefined;
  /** The group where the posts of a channel are discussed. */
  discussion: FakeChat | undefined;
  readonly #world: World;
  #lastId = 1;

  constructor(world: World, id: number, kind: ChatKind, title: string, options: ChatOptions = {}) {
    this.#world = world;
    this.id = id;
    this.kind = kind;
    this.title = title;
    this.isForum = options.isForum ?? false;
    this.isDirectMessages = options.isDirectMessages ?? false;
    this.username = options.username;
    this.partner = options.partner;
    this.connectionId = options.connectionId;
    this.botStatus = options.botIsAdmin ? 'administrator' : 'member';
    for (const person of [...(options.people ?? []), ...(options.admins ?? [])]) this.members.set(person.id, person);
    for (const { id: admin } of options.admins ?? []) this.admins.add(admin);
    this.general = new GeneralTopic((fields) => this.#note(fields));
  }

  get isGroup(): boolean {
    return this.kind === 'group' || this.kind === 'supergroup';
  }

  get json(): Json {
    const { id, kind: type, title, username } = this;
    if (this.partner) {
      const { first_name, username: name } = this.partner.user;
      return present({ id, type, first_name, username: name });
    }
    const is_forum = this.isForum || undefined;
    const is_direct_messages = this.isDirectMessages || undefined;
    return present({ id, type, title, username, is_forum, is_direct_messages });
  }

  memberJson(id: number): Json | undefined {
    return this.members.get(id)?.user;
  }

  /** Ids of supergroups and channels begin anew in each, those of private chats and basic groups are of one row. */
  nextId(): number {
    if (this.kind === 'private' || this.kind === 'group') return this.#world.nextCommonId();
    this.#lastId += 1;
    return this.#lastId;
  }

  /** A new topic, made by somebody of the group; in a private chat the bot must have topics enabled. */
  topic(name: string): FakeTopic {
    const fields = { forum_topic_created: { name, icon_color: 7_322_096 }, is_topic_message: true };
    const head = this.#world.note(this, fields, undefined, (id) => ({ message_thread_id: id }));
    const topic: FakeTopic = new FakeTopic(head, name, (changed) => this.#note(changed, topic));
    this.topics.push(topic);
    return topic;
  }

  addAdmin(person: Inhabitant): void {
    this.members.set(person.id, person);
    this.admins.add(person.id);
  }

  removeAdmin(person: Inhabitant): void {
    this.admins.delete(person.id);
  }

  promoteBot(): void {
    this.#setBot('administrator');
  }

  demoteBot(): void {
    this.#setBot('member');
  }

  /** Banned and gone. */
  kickBot(): void {
    this.#setBot('kicked');
  }

  /** Added again after it was kicked or had left. */
  addBot(): void {
    this.#setBot('member');
    this.#note({ new_chat_members: [this.#world.userOfBot] });
  }

  /** The bot left by itself. */
  leaveBot(): void {
    this.#setBot('left');
  }

  /** What members, so also the bot when it is no administrator, may not send any more: `{ photos: false }`. */
  restrict(rights: Partial<SendingRights>): void {
    Object.assign(this.rights, rights);
  }

  /** Something another bot says, which this one never hears of. */
  otherBotPosts(): void {
    this.isOtherBotLast = true;
  }

  /** A basic group becomes a supergroup with another id; messages stay behind. */
  upgrade(): FakeChat {
    const members = [...this.members.values()];
    const admins = members.filter(({ id }) => this.admins.has(id));
    const chat = this.#world.addGroup('supergroup', this.title, {
      people: members,
      admins,
      botIsAdmin: this.botStatus === 'administrator',
    });
    this.#note({ migrate_to_chat_id: chat.id });
    this.migratedTo = chat;
    chat.#note({ migrate_from_chat_id: this.id });
    return chat;
  }

  #note(fields: Json, topic?: FakeTopic): void {
    this.#world.note(this, fields, topic);
  }

  #setBot(status: BotStatus): void {
    const old = this.botStatus;
    this.botStatus = status;
    this.#world.tellMembership(this, old, status);
  }
}
