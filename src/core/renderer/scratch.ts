/**
 * Buffers that outlive a shot, by name. A shot needs some 20 MB of them; made anew each time they pile up as garbage faster than
 * they are collected. What is handed out still holds an older shot's data and is good until the same name is asked for again.
 */
export class Scratch {
  readonly #buffers = new Map<string, ArrayBuffer>();

  bytes(name: string, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#room(name, length), 0, length);
  }

  shorts(name: string, length: number): Uint16Array<ArrayBuffer> {
    return new Uint16Array(this.#room(name, length * 2), 0, length);
  }

  ints(name: string, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#room(name, length * 4), 0, length);
  }

  floats(name: string, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#room(name, length * 4), 0, length);
  }

  #room(name: string, bytes: number): ArrayBuffer {
    const buffer = this.#buffers.get(name);
    if (buffer && buffer.byteLength >= bytes) return buffer;
    // Enough for all but freak logos at once: outgrown buffers leave holes in the allocator's memory, untouched pages cost nothing.
    const larger = new ArrayBuffer(Math.max(usualBytes, bytes));
    this.#buffers.set(name, larger);
    return larger;
  }
}

const usualBytes = 8 * 1024 * 1024;
