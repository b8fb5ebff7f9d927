import type { ProductName } from '#core/catalog/catalog.ts';
import type { Scratch } from './scratch.ts';
import { loadTemplate, type Template, templateBytes } from './template.ts';
import type { TemplateInfo } from './template-info.ts';

/**
 * The templates used last. Each takes 5 MB at 1024 pixels; when a new one needs room, it is loaded into the memory of the one that
 * was not used for longest, so that no garbage arises. A template is good until the next one is asked for.
 */
export class TemplateCache {
  readonly #most: number;
  readonly #scratch: Scratch;
  readonly #kept = new Map<string, { readonly template: Template; readonly memory: ArrayBuffer }>();

  constructor(most: number, scratch: Scratch) {
    this.#most = most;
    this.#scratch = scratch;
  }

  async get(product: ProductName, info: TemplateInfo, side: number): Promise<Template> {
    const key = `${product} ${info.view} ${side}`;
    const known = this.#kept.get(key);
    if (known) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known.template;
    }
    const memory = this.#room(templateBytes(info));
    const template = await loadTemplate(product, info, side, memory, this.#scratch);
    this.#kept.set(key, { template, memory });
    return template;
  }

  #room(bytes: number): ArrayBuffer {
    const [oldest] = this.#kept;
    if (oldest && this.#kept.size >= this.#most) {
      this.#kept.delete(oldest[0]);
      if (oldest[1].memory.byteLength >= bytes) return oldest[1].memory;
    }
    // A little more than asked, so that templates of slightly different print areas can take each other's place.
    return new ArrayBuffer(bytes + 512 * 1024);
  }
}
