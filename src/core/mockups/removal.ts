import type { PictureFiles } from '#core/store/picture-files.ts';
import type { Mockup } from './batch.ts';
import { type BatchBook, batchIdOf } from './batch-book.ts';
import type { Limits } from './limits.ts';
import type { LogoUploads } from './logo-uploads.ts';
import { uploadedLogoName } from './steps/prepare.ts';

/** Takes a batch off the disk: its pictures, where its logos were uploaded to, and last its record, so that a kill leaves it to be found. */
export class Removal {
  readonly #book: BatchBook;
  readonly #limits: Limits;
  readonly #pictures: PictureFiles;
  readonly #uploads: LogoUploads;

  constructor(options: {
    readonly book: BatchBook;
    readonly limits: Limits;
    readonly pictures: PictureFiles;
    readonly uploads: LogoUploads;
  }) {
    this.#book = options.book;
    this.#limits = options.limits;
    this.#pictures = options.pictures;
    this.#uploads = options.uploads;
  }

  /** To be called when nothing is under way for the batch. What was accepted today goes on counting. @throws {StoreError} */
  async remove(batchId: string): Promise<void> {
    const batch = await this.#book.find(batchId);
    if (!batch) return;
    await this.#limits.keep(batch);
    for (const mockup of batch.mockups) await this.#forgetUpload(mockup);
    await this.#pictures.removeBatch(batchId);
    await this.#book.remove(batchId);
  }

  async #forgetUpload(mockup: Mockup): Promise<void> {
    let png: Buffer;
    try {
      png = await this.#pictures.read(batchIdOf(mockup), uploadedLogoName(mockup));
    } catch {
      // It never came so far, or was removed before: then there is no telling what it was.
      return;
    }
    await this.#uploads.forget(png, mockup.backend);
  }
}
