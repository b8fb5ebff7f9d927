import { refusals } from './refusals.ts';

export type FormPath = readonly (string | number)[];

interface ErrorTree {
  [field: string]: ErrorTree | readonly { readonly code: string; readonly message: string }[];
}

/** Gathers what is wrong with a body, in the shape of Discord's `errors`: the body's own tree with `_errors` at its leaves. */
export class FormErrors {
  readonly #tree: ErrorTree = {};
  #count = 0;

  add(path: FormPath, code: string, message: string): void {
    this.#count += 1;
    let node = this.#tree;
    for (const key of path) node = (node[String(key)] ??= {}) as ErrorTree;
    node['_errors'] = [...((node['_errors'] as []) ?? []), { code, message }];
  }

  /** A text of `min` to `max` characters. A missing one is wrong when `min` is above 0. */
  text(path: FormPath, value: unknown, min: number, max: number): void {
    if (value === undefined || value === null) {
      if (min > 0) this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
      return;
    }
    if (typeof value !== 'string') return this.add(path, 'STRING_TYPE_CONVERT', 'Could not interpret value as string.');
    if (value.length < min || value.length > max) {
      const code = value.length > max ? 'BASE_TYPE_MAX_LENGTH' : 'BASE_TYPE_MIN_LENGTH';
      this.add(
        path,
        code,
        value.length > max ? `Must be ${max} or fewer in length.` : `Must be ${min} or more in length.`,
      );
    }
  }

  /** A list of `min` to `max` entries; gives an empty one for what is none. */
  list(path: FormPath, value: unknown, min: number, max: number): readonly unknown[] {
    if (value === undefined || value === null) {
      if (min > 0) this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
      return [];
    }
    if (!Array.isArray(value)) {
      this.add(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
      return [];
    }
    if (value.length < min || value.length > max) {
      this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
    }
    return value;
  }

  oneOf(path: FormPath, value: unknown, allowed: readonly unknown[]): void {
    if (!allowed.includes(value)) {
      this.add(path, 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`);
    }
  }

  throwIfAny(): void {
    if (this.#count > 0) throw refusals.invalidForm(this.#tree);
  }
}

export type Json = Record<string, unknown>;

/** The object, or an empty one: what is wrong with it is for a rule to say. */
export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** The text, or what a number or boolean reads as; empty for anything else. */
export function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
