import { type Color, colorTitle, findColor, productTitle, readWish } from '#core/catalog/catalog.ts';
import { type ContactSheet, contactSheet, maxSheetTiles, type SheetTile } from '#core/images/contact-sheet.ts';
import { canWrite } from '#core/images/lettering.ts';
import { message } from '#core/messages/message.ts';
import type { BatchView, MockupView } from './messenger.ts';
import { progressText } from './progress-sentence.ts';

/** All shots of a batch in one picture. */
export interface BatchSheet extends ContactSheet {
  /** What a person may call the file; says whether all of it are template renders, as the shots' own names do. */
  readonly fileName: string;
  /** What is to be seen, in the person's language. */
  readonly altText: string;
}

const renderMark = 'template-render';
const renderDescription = 'Contact sheet of template renders, not AI-generated pictures and not photographs.';

/** Whether a batch is one to lay out on a sheet: it has several products or colors, and a shot at least. */
export function hasSheet({ mockups }: BatchView): boolean {
  const kinds = new Set(mockups.map(({ request }) => `${request.product} ${request.color?.hex}`));
  return kinds.size > 1 && mockups.some(({ shots }) => shots.length > 0);
}

/**
 * A batch as a contact sheet, in the order asked. Where there are several products and several colors, each row is a product and each
 * column a color. A mockup without a shot leaves its place empty, with its number and what became of it.
 * @throws the signal's reason
 */
export async function batchSheet(view: BatchView, { signal }: { readonly signal: AbortSignal }): Promise<BatchSheet> {
  const { mockups, locale } = view;
  const hasLogos = new Set(mockups.map(({ logoName }) => logoName)).size > 1;
  const perMockup = Math.floor(maxSheetTiles / mockups.length);
  const tiles = mockups.flatMap((mockup): SheetTile[] => {
    const caption = hasLogos ? `${titleOf(mockup, locale)} · ${mockup.logoName}` : titleOf(mockup, locale);
    const missing = progressText(mockup.shots.length > 0 ? { ...mockup, state: 'failed' } : mockup, locale);
    if (mockup.shots.length === 0) return [{ caption, missing }];
    return mockup.shots.slice(0, perMockup).map((shot) => ({ caption, missing, read: () => shot.read() }));
  });
  const shots = mockups.flatMap((mockup) => mockup.shots);
  const areRenders = shots.every(({ fileName }) => fileName.includes(renderMark));
  const columns = tiles.length === mockups.length ? columnsOf(mockups) : undefined;
  const sheet = await contactSheet(tiles, {
    pictureSide: Math.max(...shots.map(({ width, height }) => Math.max(width, height))),
    ...(columns === undefined ? {} : { columns }),
    ...(areRenders ? { description: renderDescription } : {}),
    signal,
  });
  const captions = tiles.map(({ caption }, index) => `${index + 1} ${caption}`).join(', ');
  return {
    ...sheet,
    fileName: `contact-sheet${areRenders ? `-${renderMark}` : ''}.${sheet.extension}`,
    altText: message('alt.sheet', locale, { captions }).slice(0, 1024),
  };
}

/** How many mockups in a row are of one product, where there are several products and colors and all have as many. */
function columnsOf(mockups: readonly MockupView[]): number | undefined {
  const products = mockups.map(({ request }) => request.product);
  const colors = new Set(mockups.map(({ request }) => request.color?.hex));
  if (new Set(products).size < 2 || colors.size < 2) return undefined;
  const columns = products.findIndex((product) => product !== products[0]);
  const isEven = products.every((product, index) => product === products[index - (index % columns)]);
  return isEven ? columns : undefined;
}

/** "Baseball cap · Black". Names that the sheet has no signs for are said in English. */
function titleOf({ request }: MockupView, locale: string): string {
  const wish = readWish(request.prompt);
  const product = request.product ?? wish.product;
  const color = request.color ?? wish.color;
  const title = product && productTitle(product, locale);
  const written = title === undefined || canWrite(title) ? title : productTitle(product ?? '', 'en');
  return [written, color && shadeOf(color, locale)].filter((part) => part !== undefined).join(' · ') || request.prompt;
}

/** A shade that only has the name of its nearest neighbour is told by its digits. */
function shadeOf(color: Color, locale: string): string {
  const { name, hex } = color;
  if (findColor(name)?.hex !== hex) return hex;
  const title = colorTitle(color, locale);
  return canWrite(title) ? title : name;
}
