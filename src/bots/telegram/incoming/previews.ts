import { PlatformError, UserError } from '#core/errors.ts';
import { cleanLogo } from '#core/images/clean-logo.ts';
import { proofSheet } from '#core/images/proof-sheet.ts';
import { type SentenceRef, sentenceOf } from '#core/messages/sentence-ref.ts';
import type { LogoSource } from '#core/mockups/batch.ts';
import { refusal } from '#core/mockups/refusal.ts';
import { readShotDetails } from '#core/renderer/read-details.ts';
import type { Renderer } from '#core/renderer/renderer.ts';
import { retry } from '#core/retry.ts';
import { type Card, shownOf } from './card.ts';
import { patience } from './patience.ts';

/** Of so many logos the clean picture is at hand: whoever chooses looks at the same one again and again. */
const mostLogos = 12;
/** Of several, each is small. */
const sheetTile = 512;

/** A logo that is of no use, and why; the `number`th of so many, from 1. */
export interface UselessLogo {
  readonly source: LogoSource;
  readonly reason: SentenceRef;
  readonly number: number;
  readonly of: number;
}

/** What a card shows. */
export interface Preview {
  /** The proof of its logo, or of all its logos in one picture, in their order; undefined when none is of use. */
  readonly png: Buffer | undefined;
  readonly useless: readonly UselessLogo[];
}

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

  /** @throws {TelegramError} when a logo cannot be fetched right now */
  async draw(card: Card, signal: AbortSignal): Promise<Preview> {
    const { product, color, details: asked } = shownOf(card);
    const { details } = readShotDetails(asked, product);
    const size = card.logos.length > 1 ? sheetTile : card.size;
    const proofs: Buffer[] = [];
    const useless: UselessLogo[] = [];
    for (const [index, source] of card.logos.entries()) {
      try {
        const logo = await this.#logo(source, signal);
        const shot = await this.#renderer.render({ ...details, logo, product, color: color.hex, size }, { signal });
        proofs.push(Buffer.from(shot.png));
      } catch (error) {
        useless.push({ source, reason: reasonOf(error), number: index + 1, of: card.logos.length });
      }
    }
    const [only] = proofs;
    const png = proofs.length > 1 ? await proofSheet(proofs, { signal }) : only;
    return { png, useless };
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
    const bytes = await retry(() => this.#fetch(source, { signal }), { ...patience, signal });
    return Buffer.from((await cleanLogo(bytes, { signal })).png);
  }
}

/** Why a logo is of no use; what may pass, and what is no fault of the logo, is thrown on. */
function reasonOf(error: unknown): SentenceRef {
  if (error instanceof UserError) return sentenceOf(error);
  if (error instanceof PlatformError && !error.retryable) return refusal(error, '');
  throw error;
}
