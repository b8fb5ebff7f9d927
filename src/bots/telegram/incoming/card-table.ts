import { hash } from 'node:crypto';
import { bringStatus, type StatusForm } from '#bots/telegram/status-message.ts';
import type { TelegramMessages } from '#bots/telegram/telegram-messages.ts';
import { type LogoSource, maxMockupsPerBatch } from '#core/mockups/batch.ts';
import { KeyedTurns } from '#core/queue/keyed-turns.ts';
import { retry } from '#core/retry.ts';
import type { RecordCollection } from '#core/store/record-collection.ts';
import { type Card, cardControls, cardWords, shownOf } from './card.ts';
import { patience } from './patience.ts';
import type { Preview, Previews } from './previews.ts';

/** A card nobody has used for so long, in ms, is taken off. */
const keptMs = 7 * 24 * 60 * 60_000;

/** What came of showing a card: the logos of it that are of no use. */
export type Shown = Pick<Preview, 'useless'>;

/** The cards on the table: what people are still choosing. They outlive a restart. */
export class CardTable {
  readonly #records: RecordCollection<typeof Card>;
  readonly #messages: TelegramMessages;
  readonly #previews: Previews;
  readonly #turns = new KeyedTurns();

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
   * Lays a card for what an event asked for, once for each event, and shows it. Not laid when no logo of it is of use.
   * @throws {TelegramError} when the card cannot be shown {StoreError} when it could not be written
   */
  async lay(
    eventKey: string,
    card: Omit<Card, 'id' | 'state' | 'changes' | 'at'>,
    signal: AbortSignal,
  ): Promise<Shown & { readonly id: string; readonly isLaid: boolean }> {
    const id = hash('sha256', eventKey, 'hex').slice(0, 14);
    const known = await this.get(id);
    if (!known) await this.#records.put(id, { ...card, id, state: 'open', changes: 0, at: Date.now() });
    const { useless } = known?.thread.status ? { useless: [] } : await this.show(id, signal);
    return { id, useless, isLaid: (await this.get(id)) !== undefined };
  }

  /** Changes an open card; gives it as it is then, or undefined when it is open no more. @throws {StoreError} when it could not be written */
  change(id: string, change: (card: Card) => Card): Promise<Card | undefined> {
    return this.#turns.take(`write ${id}`, async () => {
      const card = await this.get(id);
      if (!card || card.state !== 'open') return undefined;
      const changed = { ...change(card), changes: card.changes + 1, at: Date.now() };
      await this.#records.put(id, changed);
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
   * last one decides. A logo that is of no use is taken off; a card without any other is not shown.
   * @throws {TelegramError} when it cannot be shown, or a logo not be fetched right now {StoreError}
   */
  show(id: string, signal: AbortSignal): Promise<Shown> {
    return this.#turns.take(`show ${id}`, async () => {
      const card = await this.get(id);
      if (!card || card.state !== 'open') return { useless: [] };
      const { png, useless } = await this.#previews.draw(card, signal);
      if (!png) {
        // One that nobody has seen is none.
        if (!card.thread.status) await this.#records.delete(id);
        return { useless };
      }
      const drawn = { ...card, logos: card.logos.filter((logo) => !useless.some(({ source }) => source === logo)) };
      const newest = await this.get(id);
      // Whoever changed it meanwhile has asked for it to be shown too, and the first sight of it is waited for.
      if (newest?.changes !== card.changes && card.thread.status) return { useless: [] };
      const bring = (): Promise<Card['thread']> =>
        bringStatus(card.thread, formOf(drawn, png), this.#messages, { signal, isFinal: true });
      const thread = await retry(bring, { ...patience, signal });
      await this.#turns.take(`write ${id}`, async () => {
        const now = await this.get(id);
        if (!now) return;
        const logos = now.changes === card.changes ? drawn.logos : now.logos;
        await this.#records.put(id, { ...now, logos, thread });
      });
      return { useless };
    });
  }

  /** Removes what somebody was choosing. */
  async forget(personId: string): Promise<void> {
    await this.#remove(({ person }) => person.id === personId);
  }

  /** Removes what nobody chooses from any more. */
  async prune(): Promise<void> {
    await this.#remove(({ at }) => Date.now() - at > keptMs);
  }

  async #remove(isOver: (card: Card) => boolean): Promise<void> {
    const over: string[] = [];
    for await (const [id, card] of this.#records.entries(() => {})) if (isOver(card)) over.push(id);
    for (const id of over) await this.#turns.take(`write ${id}`, () => this.#records.delete(id));
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
