import { z } from 'zod';

/** What a button, a select or a modal of ours does. */
export const actions = [
  'again',
  'edit',
  'size',
  'files',
  'delete',
  'cancel',
  'fetch',
  'look',
  'remake',
  'drop',
  'history',
  'forget',
  'make',
] as const;
export type Action = (typeof actions)[number];

export interface Press {
  readonly action: Action;
  /** The batch, or whatever else the action is about. */
  readonly id: string;
}

const version = 'm1';
const Parts = z.tuple([z.literal(version), z.enum(actions), z.string().max(60)]);

/** Version, action and what it is about, in at most 100 characters: a button works for as long as the record lives, whatever was deployed since. */
export function customId({ action, id }: Press): string {
  return [version, action, id].join(':');
}

/** Undefined for one that is not ours, or of a version that is no longer known. */
export function readCustomId(text: string): Press | undefined {
  const parsed = Parts.safeParse(text.split(':'));
  return parsed.success ? { action: parsed.data[1], id: parsed.data[2] } : undefined;
}
