import { customAlphabet } from 'nanoid';
import { z } from 'zod';
import { productNames, sizes } from '#core/catalog/catalog.ts';
import { detailNames } from '#core/catalog/details.ts';
import { repairWishes } from '#core/images/preflight/repairs.ts';
import { SentenceRef } from '#core/messages/sentence-ref.ts';
import { isAtRest, Picture, Stage } from './stage.ts';

/**
 * What JSON can say. Checked by hand: zod notes every object it meets inside a schema that holds itself, which takes longer than all the
 * rest of a record.
 */
const PlainJson = z.custom<z.core.util.JSONType>(isPlainJson);

function isPlainJson(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isPlainJson);
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** Plain JSON that only the adapter of its platform can read: where the answer belongs. */
export const Thread = z.object({ platform: z.string(), data: PlainJson });
export type Thread = z.output<typeof Thread>;

/** Who asked. `id` is the platform's; the locale decides the language of every sentence of the batch. */
export const Person = z.object({ platform: z.string(), id: z.string(), locale: z.string() });
export type Person = z.output<typeof Person>;

/**
 * The chat, channel or room where something was asked for, by the platform's id. In a shared one others listen: a person finds there only
 * what was asked for there.
 */
export const Place = z.object({ id: z.string(), isShared: z.boolean() });
export type Place = z.output<typeof Place>;

/** Where the logo can be fetched, as plain JSON that only the adapter of its platform can read. Holds no secret. */
export const LogoSource = z.object({
  fileName: z.string(),
  data: PlainJson,
  /** What is to be mended in it before it is used. */
  repairs: z.array(z.enum(repairWishes)).exactOptional(),
});
export type LogoSource = z.output<typeof LogoSource>;

export const Color = z.object({ name: z.string(), hex: z.string().regex(/^#[0-9a-f]{6}$/) });

/** What was asked for one mockup. The prompt is what a deployment gets; product and color reach only deployments that have such inputs. */
export const MockupRequest = z.object({
  prompt: z.string().min(1).max(2000),
  product: z.enum(productNames).exactOptional(),
  color: Color.exactOptional(),
  size: z.union(sizes.map((size) => z.literal(size))),
  /** View, scene, placement and the like, for deployments that have inputs of these names. */
  details: z.partialRecord(z.enum(detailNames), z.string().max(40)).exactOptional(),
  deployment: z.string(),
  /** Drawn when the mockup is made, so that it can be told and repeated; used where the deployment has a seed input. */
  seed: z.number().int().min(0).max(0xffff_ffff),
});
export type MockupRequest = z.output<typeof MockupRequest>;

/** One logo on one product and its whole life. */
export const Mockup = z.object({
  /** At most 22 characters of A-Za-z0-9_-. Sent along with the run as its mark. */
  id: z.string(),
  request: MockupRequest,
  logo: LogoSource,
  /** Which ComfyDeploy (base and token) it was accepted for; another one never gets it. */
  backend: z.string(),
  cancelRequested: z.boolean(),
  /** Things the person should know, in the order they turned up. */
  notes: z.array(SentenceRef),
  proof: Picture.exactOptional(),
  stage: Stage,
});
export type Mockup = z.output<typeof Mockup>;

/** What one message asked for: one record, written as a whole. */
export const Batch = z.object({
  id: z.string(),
  person: Person,
  thread: Thread,
  place: Place,
  createdAt: z.number().int(),
  /** Which event of the platform asked, so that the same one asks only once. */
  eventKey: z.string().exactOptional(),
  mockups: z.array(Mockup).min(1).max(10),
  /** Parts already delivered: stable part key → the platform's ids of what was sent. */
  sent: z.record(z.string(), z.array(z.string())),
  /** Set when nothing is left to do and the last word was shown, so that a later start need not show it again. */
  told: z.literal(true).exactOptional(),
  /** Set when the platform refused the answer for good: it stays here, to be asked for again. */
  undeliverable: z.object({ reason: z.string(), at: z.number().int() }).exactOptional(),
  /** Its person wants it gone: nothing of it is delivered, and it is removed as soon as it has ended. */
  forgotten: z.literal(true).exactOptional(),
});
export type Batch = z.output<typeof Batch>;

/** How many mockups one message may ask for. */
export const maxMockupsPerBatch = 10;

const letters = customAlphabet('23456789abcdefghijkmnpqrstuvwxyz', 12);

/** 12 characters that can be read out loud: 60 bits. */
export function createBatchId(): string {
  return letters();
}

export function mockupId(batchId: string, index: number): string {
  return `${batchId}-${index + 1}`;
}

/** Whether nothing is left to do for a batch without a person's choice. */
export function isBatchAtRest(batch: Batch): boolean {
  const isKept = batch.undeliverable !== undefined || batch.forgotten === true;
  return batch.mockups.every(({ stage }) => isAtRest(stage.state) || (isKept && stage.state === 'delivering'));
}
