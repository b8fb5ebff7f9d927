/** So many answers are remembered. */
const kept = 8;

/**
 * The server's clock, from the `Date` of its answers: what is compared with its stamps is told by it, because ours may be wrong by hours and
 * nobody notices. Good to a second or two. Ours until there was an answer, and where answers have no date.
 */
export class ServerClock {
  /** How far the server was ahead of us at each of the last answers, in ms. */
  readonly #offsetsMs: number[] = [];

  /** Notes the `Date` header of an answer that has just come. */
  note(header: string | null): void {
    const ms = Date.parse(header ?? '');
    if (Number.isNaN(ms)) return;
    this.#offsetsMs.push(ms - Date.now());
    if (this.#offsetsMs.length > kept) this.#offsetsMs.shift();
  }

  /** In ms since 1970. By the newest date of the last answers: an old one may come out of somebody's cache. */
  now(): number {
    return Date.now() + (this.#offsetsMs.length > 0 ? Math.max(...this.#offsetsMs) : 0);
  }
}
