import type { en } from './en.ts';

/** Name of one sentence of the catalogue. */
export type MessageKey = keyof typeof en;

/** All sentences in one language: the keys of the English ones, and ICU texts with the same arguments. */
export type Catalogue = Readonly<Record<MessageKey, string>>;
