import { z } from 'zod';

/** What a button of ours does. */
export const actions = [
  // Under an answer.
  'again',
  'edit',
  'size',
  'sized',
  'back',
  'files',
  'delete',
  'cancel',
  'fetch',
  'look',
  'remake',
  'drop',
  // Under a card, before anything is made.
  'pick',
  'set',
  'prompt',
  'make',
  'discard',
  // Under words.
  'history',
  'forget',
  'settings',
] as const;
export type Action = (typeof actions)[number];

export interface Press {
  readonly action: Action;
  /** The batch, the card, or whatever else the action is about. */
  readonly id: string;
  /** What was chosen. */
  readonly value?: string;
}

const version = 'm1';
const token = z.string().regex(/^[\w.#-]{0,30}$/);
const Parts = z.tuple([z.literal(version), z.enum(actions), token], token);

/**
 * Version, action, what it is about and what was chosen, in at most 64 bytes: a button works for as long as the record lives, whatever was
 * deployed since.
 */
export function pressData({ action, id, value }: Press): string {
  return [version, action, id, ...(value === undefined ? [] : [value])].join(':');
}

/** Undefined for what is not ours, or of a version that is no longer known: people can send anything. */
export function readPress(data: string): Press | undefined {
  const parsed = Parts.safeParse(data.split(':'));
  if (!parsed.success || parsed.data.length > 4) return undefined;
  const [, action, id, value] = parsed.data;
  return { action, id, ...(value === undefined ? {} : { value }) };
}
