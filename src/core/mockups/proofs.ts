import { defaultColor, readWish } from '#core/catalog/catalog.ts';
import type { Logger } from '#core/log.ts';
import { readShotDetails } from '#core/renderer/read-details.ts';
import type { Renderer } from '#core/renderer/renderer.ts';
import { shotFileName } from '#core/renderer/shot-file-name.ts';
import type { PictureFiles } from '#core/store/picture-files.ts';
import { type Batch, type Mockup } from './batch.ts';
import { type BatchBook, batchIdOf, mockupOf } from './batch-book.ts';

/** Draws the local proof of a mockup: an instant picture of the logo on the product, while the shots are being made. */
export class Proofs {
  readonly #book: BatchBook;
  readonly #pictures: PictureFiles;
  readonly #renderer: Renderer | undefined;
  readonly #log: Logger;

  /** Without a renderer there are no proofs: where the shots are template renders themselves, one would be the same picture. */
  constructor(options: { book: BatchBook; pictures: PictureFiles; renderer: Renderer | undefined; log: Logger }) {
    this.#book = options.book;
    this.#pictures = options.pictures;
    this.#renderer = options.renderer;
    this.#log = options.log;
  }

  /**
   * Renders and stores the proof when the product is given or named in the prompt, and drops it when the shots were there first. Never
   * throws: a proof is a kindness, its failure must not hurt the mockup.
   */
  async draw(mockup: Mockup, logo: Uint8Array, signal: AbortSignal): Promise<void> {
    const wish = readWish(mockup.request.prompt);
    const product = mockup.request.product ?? wish.product;
    if (!this.#renderer || !product || mockup.proof) return;
    const color = mockup.request.color ?? wish.color ?? defaultColor;
    const { size } = mockup.request;
    try {
      const { details } = readShotDetails(mockup.request.details ?? {}, product);
      const shot = await this.#renderer.render({ ...details, logo, product, color: color.hex, size }, { signal });
      const name = `${mockup.id}-proof.png`;
      const fileName = `proof-${shotFileName({ product, color: color.name, size })}`;
      await this.#pictures.write(batchIdOf(mockup), name, shot.png);
      const proof = {
        name,
        fileName,
        mime: 'image/png',
        width: shot.width,
        height: shot.height,
        bytes: shot.png.byteLength,
      };
      await this.#book.update(batchIdOf(mockup), (batch) => withProof(batch, mockup.id, proof));
    } catch (error) {
      if (!signal.aborted) this.#log.warn({ err: error, mockup: mockup.id }, 'proof not drawn');
    }
  }
}

function withProof(batch: Batch, id: string, proof: NonNullable<Mockup['proof']>): Batch {
  const early = ['received', 'accepted', 'preparing', 'queued', 'submitting', 'running'];
  if (!early.includes(mockupOf(batch, id).stage.state)) return batch;
  return { ...batch, mockups: batch.mockups.map((each) => (each.id === id ? { ...each, proof } : each)) };
}
