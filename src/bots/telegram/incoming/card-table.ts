import { hash } from 'node:crypto';
import { bringStatus, type StatusForm, targetOf } from '#bots/telegram/status-message.ts';
import type { TelegramMessages } from '#bots/telegram/telegram-messages.ts';
import { type LogoSource, maxMockupsPerBatch } from '#core/mockups/batch.ts';
import { KeyedTurns } from '#core/queue/keyed-turns.ts';
import type { RecordCollection } from '#core/store/record-collection.ts';
import { type Card, type CardMenu, cardControls, cardWords, shownOf } from './card.ts';
import type { Previews } from './previews.ts';

/** A card nobody has used for so long, in ms, is taken off. */
const keptMs = 7 * 24 * 60 * 60_000;

/** The cards on the table: what people are still choosing. They outlive a restart. */
export class CardTable {
  readonly #records: RecordCollection<typeof Card>;
  readonly #messages: TelegramMessages;
  readonly #previews: Previews;
  readonly #turns = new KeyedTurns();
  /** How often each card was changed: who has drawn one that was changed meanwhile leaves it to the next. */
  readonly #changes = new Map<string, number>();

  constructor(parts: {
    readonly records: RecordCollection<typeof Card>;
    readonly messages: TelegramMessages;
    readonly previews: Previews;
  }) {
    this.#records = parts.records;
    this.#messages = parts.messages;
    this.#previews = parts.previews;
  }

  /** @throws {StoreError} when it cannot be read */
  get(id: string): Promise<Card | undefined> {
    return this.#records.get(id);
  }

  /**
   * Lays a card for what an event asked for, once for each event, and shows it.
   * @throws {UserError} when a logo is of no use {TelegramError} when the card cannot be shown {StoreError} when it could not be written
   */
  async lay(eventKey: string, card: Omit<Card, 'id' | 'state' | 'at'>, signal: AbortSignal): Promise<string> {
    const id = hash('sha256', eventKey, 'hex').slice(0, 14);
    const known = await this.get(id);
    if (!known) await this.#records.put(id, { ...card, id, state: 'open', at: Date.now() });
    if (!known?.thread.status) await this.show(id, signal);
    return id;
  }

  /** Changes an open card; gives it as it is then, or undefined when it is open no more. @throws {StoreError} when it could not be written */
  change(id: string, change: (card: Card) => Card): Promise<Card | undefined> {
    return this.#turns.take(`write ${id}`, async () => {
      const card = await this.get(id);
      if (!card || card.state !== 'open') return undefined;
      const changed = change(card);
      await this.#records.put(id, changed);
      this.#changes.set(id, (this.#changes.get(id) ?? 0) + 1);
      return changed;
    });
  }

  /** One more logo for an open card. False when there is no room, or no such card any more. */
  async add(id: string, logo: LogoSource): Promise<boolean> {
    let isAdded = false;
    await this.change(id, (card) => {
      isAdded = card.logos.length < maxMockupsPerBatch;
      return isAdded ? { ...card, logos: [...card.logos, logo] } : card;
    });
    return isAdded;
  }

  /** Resolves when nothing is being shown for a card: what is shown after that stays. */
  settled(id: string): Promise<void> {
    return this.#turns.take(`show ${id}`, async () => {});
  }

  /** It was not made after all. */
  async reopen(card: Card): Promise<void> {
    await this.#records.put(card.id, { ...card, state: 'open' });
  }

  /**
   * Brings the card's message in step: draws its proof anew and puts words and buttons under it. Of several that ask while it is drawn, the
   * last one decides.
   */
  show(id: string, signal: AbortSignal): Promise<void> {
    return this.#turns.take(`show ${id}`, async () => {
      const card = await this.get(id);
      if (!card || card.state !== 'open') return;
      const seen = this.#changes.get(id);
      const png = await this.#previews.draw(card, signal);
      // Whoever changed it meanwhile has asked for it to be shown too.
      if (card.thread.status && this.#changes.get(id) !== seen) return;
      const thread = await bringStatus(card.thread, formOf(card, png), this.#messages, { signal, isFinal: true });
      await this.#turns.take(`write ${id}`, async () => {
        const newest = await this.get(id);
        if (newest) await this.#records.put(id, { ...newest, thread });
      });
    });
  }

  /** The buttons alone. */
  async showMenu(card: Card, menu: CardMenu, signal: AbortSignal): Promise<void> {
    const { status } = card.thread;
    if (!status) return;
    await this.#messages.editControls(targetOf(card.thread, status.id), cardControls(card, menu), signal);
  }

  /** Removes what nobody chooses from any more. */
  async prune(): Promise<void> {
    const old: string[] = [];
    for await (const [id, { at }] of this.#records.entries(() => {})) if (Date.now() - at > keptMs) old.push(id);
    for (const id of old) await this.#records.delete(id);
  }
}

function formOf(card: Card, png: Buffer): StatusForm {
  const { size } = card;
  const view = {
    fileName: `proof-${shownOf(card).product}.png`,
    mime: 'image/png',
    width: size,
    height: size,
    bytes: png.byteLength,
    altText: '',
    read: async () => png,
  };
  return { words: () => cardWords(card), controls: cardControls(card, 'card'), picture: { name: 'proof', view } };
}
