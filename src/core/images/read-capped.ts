/** A source gave more bytes than its reader allows. The rest of the source was left unread. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
  /** The most that would have been taken, in bytes. */
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`More than ${maxBytes} bytes`);
    this.maxBytes = maxBytes;
  }
}

/**
 * Everything a source gives, as one buffer of at most `maxBytes` bytes. As soon as the source passes that, it is closed and
 * `TooLargeError` is thrown: what a server or a person claims about a size is never trusted. Errors of the source pass through;
 * so does an abort, since whoever opened the source bound it to a signal.
 */
export async function readCapped(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop by a throw calls the iterator's return(), which closes the stream or connection behind it.
  for await (const chunk of source) {
    length += chunk.length;
    if (length > maxBytes) throw new TooLargeError(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
