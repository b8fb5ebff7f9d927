import { cleanLogo } from '#core/images/clean-logo.ts';
import { proofSheet } from '#core/images/proof-sheet.ts';
import type { LogoSource } from '#core/mockups/batch.ts';
import type { Renderer } from '#core/renderer/renderer.ts';
import { type Card, shownOf } from './card.ts';

/** Of so many logos the clean picture is at hand: whoever chooses looks at the same one again and again. */
const mostLogos = 12;
/** Of several, each is small. */
const sheetTile = 512;

/** Draws what a card shows. */
export class Previews {
  readonly #renderer: Renderer;
  readonly #fetch: (source: LogoSource, options: { readonly signal: AbortSignal }) => Promise<Buffer>;
  readonly #logos = new Map<string, Promise<Buffer>>();

  constructor(
    renderer: Renderer,
    fetch: (source: LogoSource, options: { readonly signal: AbortSignal }) => Promise<Buffer>,
  ) {
    this.#renderer = renderer;
    this.#fetch = fetch;
  }

  /**
   * The proof of a card's logo, or of all its logos in one picture, in their order; a PNG.
   * @throws {UserError} when a logo is of no use {TelegramError} when one cannot be fetched
   */
  async draw(card: Card, signal: AbortSignal): Promise<Buffer> {
    const { product, color } = shownOf(card);
    const size = card.logos.length > 1 ? sheetTile : card.size;
    const proofs: Buffer[] = [];
    for (const source of card.logos) {
      const logo = await this.#logo(source, signal);
      const shot = await this.#renderer.render({ logo, product, color: color.hex, size }, { signal });
      proofs.push(Buffer.from(shot.png));
    }
    const [only] = proofs;
    return only && proofs.length === 1 ? only : await proofSheet(proofs, { signal });
  }

  async #logo(source: LogoSource, signal: AbortSignal): Promise<Buffer> {
    const key = JSON.stringify(source.data);
    const known = this.#logos.get(key);
    if (known) return await known;
    const loading = this.#load(source, signal);
    this.#logos.set(key, loading);
    const [oldest] = this.#logos.keys();
    if (oldest !== undefined && this.#logos.size > mostLogos) this.#logos.delete(oldest);
    try {
      return await loading;
    } catch (error) {
      this.#logos.delete(key);
      throw error;
    }
  }

  async #load(source: LogoSource, signal: AbortSignal): Promise<Buffer> {
    return Buffer.from((await cleanLogo(await this.#fetch(source, { signal }), { signal })).png);
  }
}
