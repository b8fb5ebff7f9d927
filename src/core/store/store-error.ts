/** The store could not be opened, read or written. Nothing may leave the process on the strength of a write that ended so. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  static from(error: unknown, message: string): StoreError {
    return error instanceof StoreError ? error : new StoreError(message, { cause: error });
  }
}
