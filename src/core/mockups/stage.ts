import { z } from 'zod';
import { SentenceRef } from '#core/messages/sentence-ref.ts';

/** A picture of a batch: its file in the picture store and what a platform needs to show it. Sizes in pixels and bytes. */
export const Picture = z.object({
  /** Name among the batch's files. */
  name: z.string(),
  /** The name a person sees, without folders. */
  fileName: z.string(),
  mime: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
});
export type Picture = z.output<typeof Picture>;

/** A picture a run made, before it is here. */
export const RemotePicture = z.object({ url: z.string(), fileName: z.string() });
export type RemotePicture = z.output<typeof RemotePicture>;

const at = z.number().int();
/** The last part of the run's webhook URL: a secret. Not there when no webhook was asked for. */
const webhookToken = z.string().exactOptional();
/** Set before the shots are sent so long after the end of the run that their person is owed a word about it. */
const isLate = z.literal(true).exactOptional();

/**
 * Where a mockup is in its life, with exactly what that state has on disk. A kill in a state means: the next start does that
 * state's work again.
 */
export const Stage = z.discriminatedUnion('state', [
  z.object({ state: z.literal('received') }),
  z.object({ state: z.literal('accepted') }),
  z.object({ state: z.literal('preparing') }),
  /** `attempt` counts the queue calls made so far. */
  z.object({ state: z.literal('queued'), logoUrl: z.string(), attempt: z.number().int() }),
  z.object({
    state: z.literal('submitting'),
    logoUrl: z.string(),
    attemptedAt: at,
    attempt: z.number().int(),
    webhookToken,
  }),
  z.object({ state: z.literal('running'), runId: z.string(), submittedAt: at, webhookToken }),
  z.object({
    state: z.literal('collecting'),
    runId: z.string(),
    pictures: z.array(RemotePicture),
    /** True when the run was cut off by its time limit but had made pictures. */
    timedOut: z.boolean(),
    /** When the run ended, in ms since 1970 by our clock, also where that was noticed later. */
    endedAt: at,
  }),
  z.object({
    state: z.literal('delivering'),
    runId: z.string(),
    shots: z.array(Picture).min(1),
    timedOut: z.boolean(),
    endedAt: at,
    isLate,
  }),
  z.object({
    state: z.literal('delivered'),
    runId: z.string(),
    shots: z.array(Picture).min(1),
    timedOut: z.boolean(),
    endedAt: at,
    isLate,
  }),
  z.object({ state: z.literal('failed'), reason: SentenceRef, endedAt: at }),
  z.object({ state: z.literal('cancelled'), endedAt: at }),
  z.object({ state: z.literal('undecided'), logoUrl: z.string(), attemptedAt: at, webhookToken }),
  z.object({ state: z.literal('expired'), endedAt: at }),
]);
export type Stage = z.output<typeof Stage>;
export type State = Stage['state'];
export type StageOf<S extends State> = Extract<Stage, { state: S }>;

const transitions: Readonly<Record<State, readonly State[]>> = {
  received: ['accepted', 'failed', 'cancelled'],
  accepted: ['preparing', 'failed', 'cancelled'],
  preparing: ['queued', 'failed', 'cancelled'],
  queued: ['submitting', 'failed', 'cancelled'],
  submitting: ['running', 'queued', 'undecided', 'failed', 'cancelled'],
  running: ['collecting', 'failed', 'cancelled'],
  collecting: ['delivering', 'failed'],
  delivering: ['delivered', 'expired'],
  undecided: ['submitting', 'queued', 'running', 'failed', 'cancelled'],
  delivered: [],
  failed: [],
  cancelled: [],
  expired: [],
};

/** So many queue calls are made for a mockup without asking its person; after each lost answer only if surely no run came of it. */
export const mostQueueCalls = 3;

/** States a mockup never leaves. */
export function isTerminal(state: State): boolean {
  return transitions[state].length === 0;
}

/** Whether this process has nothing more to do for a mockup in that state: it ended, or it waits for a person's choice. */
export function isAtRest(state: State): boolean {
  return isTerminal(state) || state === 'undecided';
}

/** @throws {TypeError} when a mockup may not go that way: a bug, and better found than followed */
export function assertTransition(from: State, to: State): void {
  if (!transitions[from].includes(to)) throw new TypeError(`a mockup cannot go from ${from} to ${to}`);
}
