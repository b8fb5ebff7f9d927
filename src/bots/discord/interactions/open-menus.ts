import type { LogoSource } from '#core/mockups/batch.ts';

/** The pictures a person has chosen, and the message they are in. */
export interface OpenMenu {
  readonly logos: readonly LogoSource[];
  readonly messageId: string;
}

/** A window stays open for as long as the token that opened it lives. */
const openForMs = 15 * 60_000;
const most = 500;

/** What windows that are open now are about: Discord does not say it again when they are sent. Lost at a restart, and then said. */
export class OpenMenus {
  readonly #menus = new Map<string, OpenMenu & { readonly until: number }>();

  open(id: string, menu: OpenMenu): void {
    const now = performance.now();
    for (const [old, { until }] of this.#menus) if (until < now || this.#menus.size >= most) this.#menus.delete(old);
    this.#menus.set(id, { ...menu, until: now + openForMs });
  }

  /** What a window is about. The same window can be sent twice, when the first sending seemed to fail. */
  find(id: string): OpenMenu | undefined {
    const menu = this.#menus.get(id);
    return menu && menu.until >= performance.now() ? menu : undefined;
  }
}
