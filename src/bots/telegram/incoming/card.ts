import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { z } from 'zod';
import { rows } from '#bots/telegram/answer-controls.ts';
import { type Action, pressData } from '#bots/telegram/press-data.ts';
import { cut, joined, longestCaption, plain, quoted, type RichText } from '#bots/telegram/rich-text.ts';
import { TelegramThread } from '#bots/telegram/telegram-thread.ts';
import { detailsIn } from '#core/catalog/caption.ts';
import {
  colorTitle,
  composePrompt,
  findColor,
  productNames,
  productTitle,
  readWish,
  sizes,
} from '#core/catalog/catalog.ts';
import { type Details, detailNames } from '#core/catalog/details.ts';
import { formatMessage, isMessageKey, message } from '#core/messages/message.ts';
import { Color, LogoSource, maxMockupsPerBatch, Person, Place } from '#core/mockups/batch.ts';
import { choices, marked } from './choices.ts';

/** What is chosen before anything is made: it costs nothing until then. */
export const Card = z.object({
  id: z.string(),
  person: Person,
  place: Place,
  /** Its status is the card's own message, which becomes the batch's. */
  thread: TelegramThread,
  logos: z.array(LogoSource).min(1).max(maxMockupsPerBatch),
  size: z.union(sizes.map((size) => z.literal(size))),
  product: z.enum(productNames),
  color: Color,
  /** View, scene, placement and the like, beside product and color. */
  details: z.partialRecord(z.enum(detailNames), z.string().max(40)).exactOptional(),
  /** In the person's own words; without it, product, color and details write it. */
  prompt: z.string().exactOptional(),
  /** The prompt that product, color and details were read from, as long as they are what they were. */
  words: z.string().exactOptional(),
  state: z.enum(['open', 'made', 'discarded']),
  /** How often it was changed: who has drawn one that was changed meanwhile leaves it to the next. */
  changes: z.number().int(),
  /** When it was changed last, in ms since 1970. */
  at: z.number(),
});
export type Card = z.output<typeof Card>;

/** Which buttons show: those of the card, or what there is to choose from. */
export type CardMenu = 'card' | 'product' | 'color';

/** What a card would make, as it is asked for. */
export function wishOf(card: Card): Readonly<Record<string, unknown>> {
  const { prompt, product, color, size, details } = card;
  if (prompt !== undefined) return { prompt, size };
  return { ...details, ...(details && { prompt: promptOf(card) }), product, color: color.hex, size };
}

/** What a card's prompt is. Details stand in it, for who draws from words alone. */
export function promptOf(card: Card): string {
  const { prompt, words, details = {} } = card;
  return prompt ?? words ?? [composePrompt(card), ...detailTitles(details, 'en')].join(', ');
}

/** What the proof shows: what the prompt names, and what is chosen where it names nothing. */
export function shownOf({
  prompt,
  product,
  color,
  details = {},
}: Card): Required<Pick<Card, 'product' | 'color' | 'details'>> {
  if (prompt === undefined) return { product, color, details };
  const wish = readWish(prompt);
  return { product: wish.product ?? product, color: wish.color ?? color, details: detailsIn(prompt) };
}

/** The words under a card's picture. */
export function cardWords(card: Card): RichText {
  const { locale } = card.person;
  const { product, details } = shownOf(card);
  const prompt = quoted(promptOf(card), 300);
  const lines = [
    plain(message('card.choose', locale, { count: card.logos.length })),
    joined([prompt, ...[`${card.size} px`, ...detailTitles(details, locale)].map(plain)], ' · '),
    plain(message('card.proof', locale, { product: productTitle(product, locale) })),
  ];
  return cut(joined(lines, '\n'), longestCaption);
}

/** What people call the details, in their order. */
function detailTitles(details: Details, locale: string): string[] {
  return detailNames.flatMap((name) => {
    const value = details[name];
    if (value === undefined) return [];
    const label = `${formatMessage(`option.${name}.name`, locale, {})}: `;
    const color = name === 'background' ? findColor(value) : undefined;
    const key = `choice.${name}.${value}`;
    return [label + (color ? colorTitle(color, locale) : isMessageKey(key) ? formatMessage(key, locale, {}) : value)];
  });
}

/** The buttons under a card. What is chosen has a mark before it. */
export function cardControls(card: Card, menu: CardMenu): InlineKeyboardMarkup {
  const { id } = card;
  const { locale } = card.person;
  const button = (text: string, action: Action, value?: string): InlineKeyboardButton => ({
    text,
    callback_data: pressData({ action, id, ...(value === undefined ? {} : { value }) }),
  });
  const choose = (value: string, text: string, isChosen: boolean) => button(marked(text, isChosen), 'set', value);
  const shown = shownOf(card);
  if (menu !== 'card')
    return choices(menu, { ...shown, locale }, choose, button(message('button.back', locale), 'pick', 'card'));
  return rows(
    sizes.map((size) => choose(`s.${size}`, String(size), size === card.size)),
    [
      button(message('settings.product', locale, { product: productTitle(shown.product, locale) }), 'pick', 'product'),
      button(message('settings.color', locale, { color: colorTitle(shown.color, locale) }), 'pick', 'color'),
    ],
    [button(message('button.writePrompt', locale), 'prompt'), button(message('button.make', locale), 'make')],
    [button(message('button.discard', locale), 'discard')],
  );
}
