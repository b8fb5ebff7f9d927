import { expect, vi } from 'vitest';
import type { Timeouts } from '#core/comfydeploy/api.ts';
import { createLogger } from '#core/log.ts';
import { Backend } from '#core/mockups/backend.ts';
import type { Batch, Mockup, MockupRequest } from '#core/mockups/batch.ts';
import type { Pace, Patience } from '#core/mockups/journey-context.ts';
import type { LimitSettings } from '#core/mockups/limits.ts';
import { MockupService } from '#core/mockups/mockup-service.ts';
import type { Stage, State } from '#core/mockups/stage.ts';
import type { Renderer } from '#core/renderer/renderer.ts';
import type { Store } from '#core/store/store.ts';
import { studioDeploymentId, studioWorkflowId } from '#studio/deployment.ts';
import type { Studio } from '#studio/studio.ts';
import { BenchMachine } from './bench-machine.ts';
import { startBenchStudio } from './bench-studio.ts';
import { openBreakableStore, type WriteBudget } from './breakable-store.ts';
import { connect } from './comfydeploy-client.ts';
import { type FlakyComfyDeploy, startFlakyComfyDeploy } from './flaky-comfydeploy.ts';
import { drawDisc } from './pictures.ts';
import { RecordingMessenger } from './recording-messenger.ts';
import { TcpGate } from './tcp-gate.ts';
import { temporaryFolder } from './temporary-folder.ts';

const token = 'key-of-the-bench';
const quickPatience: Patience = {
  toCreateRunMs: 10_000,
  toReconcileMs: 200,
  toCollectMs: 30_000,
  coldStartMs: 60_000,
  marginMs: 60_000,
  afterStopMs: 200,
  forReasonMs: 600,
};
const quickPace: Pace = { firstMs: 5, growth: 1.3, ceilingMs: 25 };

export interface BenchOptions {
  readonly patience?: Partial<Patience>;
  readonly limits?: { readonly maxActive: number; readonly maxActivePerPerson: number } & Partial<LimitSettings>;
  readonly retentionDays?: number;
  readonly timeouts?: Partial<Timeouts>;
  readonly proofRenderer?: Renderer;
  readonly pace?: Pace;
  readonly webhookUrl?: (token: string) => string;
  readonly hintFloorMs?: number;
  /** Hurts this share of all API calls, by draws that the seed repeats. */
  readonly random?: { readonly seed: number; readonly fraction: number };
  /** Runs at once at the studio. */
  readonly slots?: number;
}

/** What is asked for, as far as a test cares; the rest is usual. */
export type Wish = Partial<Omit<MockupRequest, 'seed'>> & { readonly logo?: string };

/** A run as the API's own table has it. */
export interface TableRun {
  readonly id: string;
  readonly status: string;
  readonly created_at: string;
  readonly workflow_inputs: Readonly<Record<string, unknown>>;
}

/** Opens the whole way a mockup takes, with everything at its ends in the test's hands. */
export async function openMockupBench(options: BenchOptions = {}): Promise<MockupBench> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const machine = new BenchMachine();
  const studio = stack.use(await startBenchStudio(folder.path, machine, { token, slots: options.slots ?? 4 }));
  const front = stack.use(
    await startFlakyComfyDeploy({
      upstream: studio.url,
      rewriteUrls: true,
      ...(options.random ? { random: options.random } : {}),
    }),
  );
  const gate = stack.use(await TcpGate.to(front.origin));
  const bench = new MockupBench({ options, directory: folder.path, machine, studio, front, gate });
  bench.messenger.logos.set('logo.png', await drawDisc(48));
  bench.start();
  const opened = stack.move();
  bench.onClose(() => opened.disposeAsync());
  return bench;
}

/**
 * The mockups with a real store and a real client, before them a messenger that remembers everything, behind them a studio that is
 * reached through a front which can hurt every call.
 */
export class MockupBench implements AsyncDisposable {
  readonly machine: BenchMachine;
  readonly front: FlakyComfyDeploy;
  /** Before the front: shut, nothing of the API can be reached. */
  readonly gate: TcpGate;
  readonly messenger = new RecordingMessenger();
  /** How many records may still be written. */
  readonly writes: WriteBudget = { left: Number.POSITIVE_INFINITY, batches: [] };
  /** Log lines as objects, oldest first. */
  readonly log: Record<string, unknown>[] = [];
  readonly directory: string;
  readonly #options: BenchOptions;
  readonly #studio: Studio;
  #running: { readonly service: MockupService; readonly store: Store; readonly close: () => Promise<void> } | undefined;
  #close: () => Promise<void> = async () => {};

  constructor(parts: {
    readonly options: BenchOptions;
    readonly directory: string;
    readonly machine: BenchMachine;
    readonly studio: Studio;
    readonly front: FlakyComfyDeploy;
    readonly gate: TcpGate;
  }) {
    this.machine = parts.machine;
    this.front = parts.front;
    this.gate = parts.gate;
    this.directory = parts.directory;
    this.#options = parts.options;
    this.#studio = parts.studio;
  }

  get service(): MockupService {
    return this.#parts.service;
  }

  get store(): Store {
    return this.#parts.store;
  }

  get #parts() {
    if (!this.#running) throw new Error('The service of this bench was stopped.');
    return this.#running;
  }

  onClose(close: () => Promise<void>): void {
    this.#close = close;
  }

  /** A service on the same folder as the last one. It takes nothing up by itself. */
  start(backendId = 'bench'): void {
    const { patience, limits, timeouts, proofRenderer, pace, webhookUrl, hintFloorMs } = this.#options;
    const store = openBreakableStore(this.directory, this.writes);
    const log = createLogger('info', { write: (line) => void this.log.push(JSON.parse(line)) });
    const api = connect(this.gate.through(this.front.apiUrl), { token, log, ...(timeouts ? { timeouts } : {}) });
    const service = new MockupService({
      backend: new Backend({
        id: backendId,
        api,
        deployments: [{ name: 'studio', id: studioDeploymentId, inputs: {} }],
      }),
      store,
      messengers: [this.messenger],
      log,
      limits: limits ?? { maxActive: 4, maxActivePerPerson: 4 },
      patience: { ...quickPatience, ...patience },
      pace: pace ?? quickPace,
      storePauseMs: 500,
      ...(this.#options.retentionDays === undefined ? {} : { retentionDays: this.#options.retentionDays }),
      ...(proofRenderer ? { proofRenderer } : {}),
      ...(webhookUrl ? { webhookUrl } : {}),
      ...(hintFloorMs === undefined ? {} : { hintFloorMs }),
    });
    const close = async () => {
      await service[Symbol.asyncDispose]();
      await api[Symbol.asyncDispose]();
      store[Symbol.dispose]();
    };
    this.#running = { service, store, close };
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.close();
  }

  /** Stops the service and has another one take up what is on disk. */
  async restart(backendId?: string): Promise<Batch[]> {
    await this.stop();
    this.start(backendId);
    return await this.service.recover();
  }

  /** Asks for a batch with one mockup per wish. */
  async ask(...wishes: readonly Wish[]): Promise<Batch & { readonly first: Mockup }> {
    return await this.askAs('ann', ...wishes);
  }

  async askAs(person: string, ...wishes: readonly Wish[]): Promise<Batch & { readonly first: Mockup }> {
    const all = wishes.length > 0 ? wishes : [{}];
    const batch = await this.service.submit({
      person: { platform: 'bench', id: person, locale: 'en' },
      thread: { platform: 'bench', data: { room: 1 } },
      place: { id: 'room-1', isShared: true },
      mockups: all.map(({ logo = 'logo.png', ...request }) => ({
        logo: { fileName: logo, data: { file: logo } },
        request: { prompt: 'a black cap', size: 768, deployment: 'studio', ...request },
      })),
    });
    return withFirst(batch);
  }

  /** Asks for a batch and waits until nothing is left to do for it. */
  async make(...wishes: readonly Wish[]): Promise<Batch & { readonly first: Mockup }> {
    const batch = await this.ask(...wishes);
    await this.service.finished(batch.id);
    return batch;
  }

  /** The record on disk. */
  async record(batchId: string): Promise<Batch & { readonly first: Mockup }> {
    const batch = await this.store.batches.get(batchId);
    if (!batch) throw new Error(`There is no record of ${batchId}.`);
    return withFirst(batch);
  }

  async stage(batchId: string): Promise<Stage> {
    return (await this.record(batchId)).first.stage;
  }

  /** Waits until the first mockup of a batch is on disk in a state. */
  async reaches(batchId: string, state: State): Promise<void> {
    await soon(async () => (await this.stage(batchId)).state).toBe(state);
  }

  /** Changes a record while no service runs, as if time or another program had. */
  async editRecord(batchId: string, change: (first: Mockup) => Mockup): Promise<void> {
    using store = openBreakableStore(this.directory, this.writes);
    const batch = await store.batches.get(batchId);
    if (!batch) throw new Error(`There is no record of ${batchId}.`);
    const [first, ...others] = batch.mockups;
    await store.batches.put(batchId, { ...batch, mockups: [...(first ? [change(first)] : []), ...others] });
  }

  /** Makes a batch older than it is, while no service runs. */
  async age(batchId: string, hours: number): Promise<void> {
    using store = openBreakableStore(this.directory, this.writes);
    const batch = await store.batches.get(batchId);
    if (!batch) throw new Error(`There is no record of ${batchId}.`);
    await store.batches.put(batchId, { ...batch, createdAt: batch.createdAt - hours * 60 * 60_000 });
  }

  /** The states a mockup had on disk, each once, in order. */
  statesOnDisk(mockupId: string): State[] {
    return this.writes.batches
      .flatMap((batch) => batch.mockups.filter((each) => each.id === mockupId).map(({ stage }) => stage.state))
      .filter((state, index, all) => state !== all[index - 1]);
  }

  /** All runs there ever were, oldest first, from the studio's own table, past the front. */
  async runs(): Promise<TableRun[]> {
    const url = `${this.#studio.url}/workflow/${studioWorkflowId}/runs?limit=1000`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    return ((await answer.json()) as TableRun[]).reverse();
  }

  async runsOf(mockup: Mockup): Promise<TableRun[]> {
    return (await this.runs()).filter((run) => run.workflow_inputs['mockup_mark'] === mockup.id);
  }

  /** As if somebody else had asked for it: past the front and past the service. */
  async cancelRun(runId: string): Promise<void> {
    const url = `${this.#studio.url}/run/${runId}/cancel`;
    await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.#close();
  }
}

function withFirst(batch: Batch): Batch & { readonly first: Mockup } {
  const [first] = batch.mockups;
  if (!first) throw new Error('A batch without mockups.');
  return { ...batch, first };
}

/** Asks again until it is so, for as long as a busy machine may take. */
export function soon<T>(look: () => T | Promise<T>) {
  // As expect.poll, which cannot be used in tests that run side by side.
  const until = (check: (value: T) => void) =>
    vi.waitFor(async () => check(await look()), { timeout: 10_000, interval: 10 });
  return {
    toBe: (wanted: unknown) => until((value) => expect(value).toBe(wanted)),
    toEqual: (wanted: unknown) => until((value) => expect(value).toEqual(wanted)),
    toBeGreaterThan: (least: number) => until((value) => expect(value).toBeGreaterThan(least)),
    toBeTypeOf: (type: 'number') => until((value) => expect(value).toBeTypeOf(type)),
  };
}
