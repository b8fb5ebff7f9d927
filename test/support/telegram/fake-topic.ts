import type { FakeChat } from './fake-chat.ts';
import type { FakeMessage } from './fake-message.ts';
import type { Json } from './json.ts';

/** The topic every forum has; messages in it carry no thread id. */
export class GeneralTopic {
  isClosed = false;
  readonly #note: (fields: Json) => void;

  /** `note` writes the service message of a change. */
  constructor(note: (fields: Json) => void) {
    this.#note = note;
  }

  close(): void {
    this.isClosed = true;
    this.#note({ forum_topic_closed: {} });
  }

  reopen(): void {
    this.isClosed = false;
    this.#note({ forum_topic_reopened: {} });
  }
}

/** A topic somebody made. */
export class FakeTopic extends GeneralTopic {
  readonly chat: FakeChat;
  readonly name: string;
  /** The service message that made it; its id is the topic's. */
  readonly head: FakeMessage;
  isDeleted = false;

  constructor(head: FakeMessage, name: string, note: (fields: Json) => void) {
    super(note);
    this.chat = head.chat;
    this.name = name;
    this.head = head;
  }

  /** `message_thread_id` */
  get threadId(): number {
    return this.head.id;
  }

  /** With all its messages. */
  delete(): void {
    this.isDeleted = true;
    this.head.delete();
    for (const message of this.chat.messages) if (message.topic === this) message.delete();
  }
}
