import { createHash, randomBytes } from 'node:crypto';
import { isTerminalStatus } from '#core/comfydeploy/schema.ts';
import type { Mockup } from './batch.ts';
import type { Nudges, Urgency } from './nudges.ts';

/** What a webhook says. Anyone who may read a run can read its webhook's URL, so none of this is believed. */
export interface RunHint {
  readonly runId: string;
  readonly status: string | null;
}

/** `unknown`: nobody waits under this token, or no longer. `other-run`: it names a run that is not the mockup's. */
export type HintResult = 'taken' | 'unknown' | 'other-run';

interface Awaited {
  readonly mockupId: string;
  readonly digest: string;
  /** The mockup's run, once it is known. */
  runId: string | undefined;
  /** The run the last hint named before it was known. */
  named: string | undefined;
  /** What the last hint said of the run; undefined before the first. */
  said: Urgency | undefined;
}

/**
 * Who waits for word about a run, and under which secret. Tokens are known from the intent to queue until the run has ended and at no other
 * time; only their hashes are kept here, and looked up by, so that the time of a look-up tells nothing about a token.
 */
export class RunHints {
  readonly #nudges: Nudges;
  readonly #urlOf: ((token: string) => string) | undefined;
  readonly #byDigest = new Map<string, Awaited>();
  readonly #byMockup = new Map<string, Awaited>();

  /** Without `urlOf` no webhooks are asked for; those of runs that were queued with one are still heard. */
  constructor(nudges: Nudges, urlOf?: (token: string) => string) {
    this.#nudges = nudges;
    this.#urlOf = urlOf;
  }

  /** A new secret of 40 characters of A-Za-z0-9_-, so long that it is cut out of foreign text; undefined when no webhook is to be asked for. */
  drawToken(): string | undefined {
    return this.#urlOf && randomBytes(30).toString('base64url');
  }

  /** Where ComfyDeploy may send its hints. A secret, for its token. */
  webhookUrl(token: string): string | undefined {
    return this.#urlOf?.(token);
  }

  /** Brings what is awaited in step with where a mockup stands. */
  follow(mockup: Mockup): void {
    const { stage } = mockup;
    const token = stage.state === 'submitting' || stage.state === 'running' ? stage.webhookToken : undefined;
    const runId = stage.state === 'running' ? stage.runId : undefined;
    const known = this.#byMockup.get(mockup.id);
    const digest = token === undefined ? undefined : digestOf(token);
    if (known && known.digest === digest) {
      known.runId = runId;
      return;
    }
    this.forget(mockup.id);
    if (digest === undefined) return;
    const awaited = { mockupId: mockup.id, digest, runId, named: undefined, said: undefined };
    this.#byDigest.set(digest, awaited);
    this.#byMockup.set(mockup.id, awaited);
  }

  /** Nobody waits for word about this mockup any more. */
  forget(mockupId: string): void {
    const awaited = this.#byMockup.get(mockupId);
    if (awaited) this.#byDigest.delete(awaited.digest);
    this.#byMockup.delete(mockupId);
    this.#nudges.forget(mockupId);
  }

  isAwaited(token: string): boolean {
    return this.#byDigest.has(digestOf(token));
  }

  /** Takes a hint: the mockup's next question is asked soon. Duplicates and disorder do no harm. */
  take(token: string, { runId, status }: RunHint): HintResult {
    const awaited = this.#byDigest.get(digestOf(token));
    if (!awaited) return 'unknown';
    if (awaited.runId === undefined) awaited.named = runId;
    else if (awaited.runId !== runId) return 'other-run';
    awaited.said = status !== null && isTerminalStatus(status) ? 'ended' : 'moved';
    this.#nudges.nudge(awaited.mockupId, awaited.said);
    return 'taken';
  }

  /** The run a hint named while the answer to the queue call was still open. To be looked at before it is believed. */
  namedRun(mockupId: string): string | undefined {
    return this.#byMockup.get(mockupId)?.named;
  }

  /** True when hints find their way and another one is to come: not after one that spoke of the end, which reads may only show later. */
  isHintDue(mockupId: string): boolean {
    return this.#byMockup.get(mockupId)?.said === 'moved';
  }
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
