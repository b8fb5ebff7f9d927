import { nanoid } from 'nanoid';
import type { RunInputs } from '#core/comfydeploy/schema.ts';
import { readCapped, TooLargeError } from '#core/images/read-capped.ts';
import type { FileLinks } from './file-links.ts';
import type { FileStore } from './file-store.ts';
import { guardedRequest } from './guarded-request.ts';
import { MachineError } from './machines/machine.ts';
import { BlockedAddressError } from './public-address.ts';

/** The largest picture an input may name, in bytes, and the longest its download may take. */
export const maxPictureBytes = 20 * 1024 * 1024;
const downloadTimeoutMs = 20_000;

// Exactly the prefixes the real service decodes itself; other data URIs stay as they are and mean nothing to a node.
const dataUri = /^data:image\/(png|jpeg|jpg);base64,/;

/** Stores pictures that came as data URIs among the inputs and puts their URLs in their place. */
export async function storeDataUris(
  inputs: RunInputs,
  files: FileStore,
  links: FileLinks,
  origin: string,
): Promise<RunInputs> {
  const stored: RunInputs = {};
  for (const [key, value] of Object.entries(inputs)) {
    const match = typeof value === 'string' ? dataUri.exec(value) : null;
    if (!match || typeof value !== 'string') {
      stored[key] = value;
      continue;
    }
    const { path } = files.newInput(`${nanoid()}.${match[1] === 'png' ? 'png' : 'jpg'}`);
    const bytes = Buffer.from(value.slice(match[0].length), 'base64');
    await files.write(path, [bytes], bytes.length);
    stored[key] = links.toRead(path, origin);
  }
  return stored;
}

export type InputPicturesOptions = {
  readonly files: FileStore;
  /** Only for a studio that itself listens on loopback. */
  readonly allowLoopback: boolean;
};

/** Reads the pictures that runs name by URL: own files from the disk, all others over a guarded connection. */
export class InputPictures {
  readonly #options: InputPicturesOptions;

  constructor(options: InputPicturesOptions) {
    this.#options = options;
  }

  /**
   * At most 20 MB within 20 s. An own file is known by its path: host and port may have been others when its URL was made.
   * @throws {MachineError} with a sentence that never repeats the URL, which may hold a secret
   */
  async read(url: string, signal: AbortSignal): Promise<Buffer> {
    const { files } = this.#options;
    try {
      const path = files.pathOf(url);
      const own = path && (await files.find(path));
      return own ? await readCapped(files.read(own.path), maxPictureBytes) : await this.#download(url, signal);
    } catch (error) {
      if (error instanceof MachineError) throw error;
      signal.throwIfAborted();
      throw new MachineError(sentenceFor(error), { cause: error });
    }
  }

  async #download(url: string, signal: AbortSignal): Promise<Buffer> {
    const { allowLoopback } = this.#options;
    const limited = AbortSignal.any([signal, AbortSignal.timeout(downloadTimeoutMs)]);
    const headers = { accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': 'mockup-studio' };
    return await guardedRequest(url, { method: 'GET', headers, signal: limited, allowLoopback }, async (answer) => {
      if (answer.statusCode === 200) return await readCapped(answer.body, maxPictureBytes);
      await answer.body.dump({ limit: 65_536, signal: limited });
      throw new MachineError(`The logo could not be fetched: its server answered ${answer.statusCode}.`);
    });
  }
}

function sentenceFor(error: unknown): string {
  if (error instanceof TooLargeError) return `The logo is larger than ${maxPictureBytes / 1024 / 1024} MB.`;
  if (error instanceof BlockedAddressError) return `The logo could not be fetched: ${error.message}`;
  if (error instanceof Error && error.name === 'TimeoutError')
    return 'The logo could not be fetched: its server took too long.';
  return 'The logo could not be fetched: its server did not answer.';
}
