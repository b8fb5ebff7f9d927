import { setTimeout as sleep } from 'node:timers/promises';
import type { TelegramMessage } from '#bots/telegram/telegram-update.ts';
import { pictureIn, type SentPicture } from './pictures.ts';

/** How long more pictures of an album are waited for: Telegram does not say how many there are. In ms. */
export interface AlbumWaits {
  /** It is complete when none has come for so long. */
  readonly settleMs: number;
  /** A slow phone sends them seconds apart: longer than this from the first nobody waits for one. */
  readonly mostMs: number;
}

const usualWaits: AlbumWaits = { settleMs: 1000, mostMs: 8000 };
/** So many albums are remembered, with the pictures that were seen of them. */
const remembered = 500;

/** One picture of an album, with the message it came in. */
export interface AlbumPart {
  readonly message: TelegramMessage;
  readonly picture: SentPicture;
}

/** What became of an album, for pictures of it that come late. */
export type OnLate = (part: AlbumPart) => Promise<unknown>;

/** Deals with an album once it is complete, as far as anybody can tell; gives who deals with what comes after. */
export type OnAlbum = (parts: readonly AlbumPart[]) => Promise<OnLate>;

interface Album {
  readonly parts: AlbumPart[];
  readonly firstAt: number;
  lastAt: number;
  /** What comes from now on is late. */
  isClosed: boolean;
  outcome: Promise<OnLate>;
}

/** Gathers the pictures of albums: each comes as a message of its own. */
export class Albums {
  readonly #albums = new Map<string, Album>();
  readonly #signal: AbortSignal;
  readonly #waits: AlbumWaits;

  constructor(signal: AbortSignal, waits: AlbumWaits = usualWaits) {
    this.#signal = signal;
    this.#waits = waits;
  }

  /**
   * Takes a picture of an album. The first of each decides what is done with all of them. Resolves when this very picture is dealt with.
   * @throws the signal's reason when it fires, and what dealing with the album throws
   */
  async take(part: AlbumPart, onAlbum: OnAlbum): Promise<void> {
    const album = this.#albums.get(keyOf(part.message));
    if (!album) {
      await this.#open(part, onAlbum).outcome;
      return;
    }
    const isKnown = album.parts.some(({ message }) => message.message_id === part.message.message_id);
    const isLate = album.isClosed && !isKnown;
    if (!isKnown) album.parts.push(part);
    album.lastAt = performance.now();
    const onLate = await album.outcome;
    if (isLate) await onLate(part);
  }

  /**
   * All pictures of an album that were seen, in the order they were sent, once it is complete.
   * @throws the signal's reason when it fires
   */
  async partsOf(message: Pick<TelegramMessage, 'chat' | 'media_group_id'>): Promise<readonly AlbumPart[]> {
    const album = this.#albums.get(keyOf(message));
    if (!album) return [];
    await this.#complete(album);
    return inOrder(album.parts);
  }

  #open(part: AlbumPart, onAlbum: OnAlbum): Album {
    const key = keyOf(part.message);
    const now = performance.now();
    const { promise, resolve } = Promise.withResolvers<OnLate>();
    const album: Album = { parts: [part], firstAt: now, lastAt: now, isClosed: false, outcome: promise };
    this.#remember(key, album);
    resolve(this.#close(key, album, onAlbum));
    return album;
  }

  async #close(key: string, album: Album, onAlbum: OnAlbum): Promise<OnLate> {
    try {
      await this.#complete(album);
      album.isClosed = true;
      return await onAlbum(inOrder(album.parts));
    } catch (error) {
      // Whoever brings its pictures again begins anew.
      this.#albums.delete(key);
      throw error;
    }
  }

  async #complete(album: Album): Promise<void> {
    const { settleMs, mostMs } = this.#waits;
    for (;;) {
      const now = performance.now();
      const leftMs = Math.min(album.lastAt + settleMs, album.firstAt + mostMs) - now;
      if (leftMs <= 0) return;
      await sleep(leftMs, undefined, { signal: this.#signal }).catch(() => this.#signal.throwIfAborted());
    }
  }

  #remember(key: string, album: Album): void {
    this.#albums.set(key, album);
    const [oldest] = this.#albums.keys();
    if (oldest !== undefined && this.#albums.size > remembered) this.#albums.delete(oldest);
  }
}

function keyOf({ chat, media_group_id: group }: Pick<TelegramMessage, 'chat' | 'media_group_id'>): string {
  return `${chat.id} ${group}`;
}

function inOrder(parts: readonly AlbumPart[]): readonly AlbumPart[] {
  return parts.toSorted((a, b) => a.message.message_id - b.message.message_id);
}

/** The picture of a message, when it is one of an album. */
export function albumPart(message: TelegramMessage): AlbumPart | undefined {
  const picture = message.media_group_id === undefined ? undefined : pictureIn(message);
  return picture && picture !== 'moving' ? { message, picture } : undefined;
}
