import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { rows } from '#bots/telegram/answer-controls.ts';
import {
  type Color,
  colorTitle,
  findColor,
  type ProductName,
  productNames,
  productTitle,
  type Size,
  sizes,
} from '#core/catalog/catalog.ts';
import { type Language, languages } from '#core/messages/languages.ts';

/** The colors garments are sold in most; any other is written in a caption or a prompt. */
const colorNames = [
  'Black',
  'White',
  'Heather Grey',
  'Natural',
  'Navy',
  'Royal Blue',
  'Red',
  'Burgundy',
  'Forest Green',
  'Olive',
  'Yellow',
  'Pink',
] as const;

/** A choice of one of the kinds there are. */
export type Choice =
  | { readonly size: Size }
  | { readonly product: ProductName }
  | { readonly color: Color }
  | { readonly language: Language | undefined }
  | { readonly asksFirst: boolean };

/** Buttons to choose a product or a color from, two or three in a row, with a way back. */
export function choices(
  menu: 'product' | 'color',
  { product, color, locale }: { readonly product: ProductName; readonly color: Color; readonly locale: string },
  choose: (value: string, text: string, isChosen: boolean) => InlineKeyboardButton,
  back: InlineKeyboardButton,
): InlineKeyboardMarkup {
  const buttons =
    menu === 'product'
      ? productNames.map((name) => choose(`p.${name}`, productTitle(name, locale), name === product))
      : colorNames.flatMap((name) => {
          const known = findColor(name);
          return known ? [choose(`c.${known.hex.slice(1)}`, colorTitle(known, locale), known.hex === color.hex)] : [];
        });
  return rows(...chunks(buttons, menu === 'product' ? 2 : 3), [back]);
}

/** What was chosen, as a button says it. Undefined for what no button of ours says: people can send anything. */
export function readChoice(value: string): Choice | undefined {
  const [kind, rest = ''] = value.split('.');
  switch (kind) {
    case 's': {
      const size = sizes.find((each) => String(each) === rest);
      return size === undefined ? undefined : { size };
    }
    case 'p': {
      const product = productNames.find((each) => each === rest);
      return product === undefined ? undefined : { product };
    }
    case 'c': {
      const color = /^[0-9a-f]{6}$/.test(rest) ? findColor(`#${rest}`) : undefined;
      return color === undefined ? undefined : { color };
    }
    case 'l': {
      const language = languages.find((each) => each === rest);
      return language === undefined && rest !== 'own' ? undefined : { language };
    }
    case 'a':
      return rest === '1' || rest === '0' ? { asksFirst: rest === '1' } : undefined;
    default:
      return undefined;
  }
}

export function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, row) => all.slice(row * size, (row + 1) * size));
}

/** A choice that is made says so with a mark, not by a color alone. */
export function marked(text: string, isChosen: boolean): string {
  return isChosen ? `✓ ${text}` : text;
}
