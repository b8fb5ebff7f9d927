import { isTerminalStatus, type RunStatus } from '#core/comfydeploy/schema.ts';
import type { NewRun, StoredOutput, StoredRun } from './run.ts';
import { toRawOutput } from './run-model.ts';
import type { RunStore } from './run-store.ts';
import type { WebhookSender } from './webhook-sender.ts';

export type RunLedgerOptions = {
  readonly store: RunStore;
  readonly webhooks: WebhookSender;
  /** Turns the stored path of an own file into the URL that webhooks carry. */
  readonly locate: (url: string) => string;
};

/** Every change of a run goes through here: written first, then told by webhook, then to those who listen for its end. */
export class RunLedger {
  readonly #options: RunLedgerOptions;
  readonly #endListeners: ((id: string) => void)[] = [];

  constructor(options: RunLedgerOptions) {
    this.#options = options;
  }

  get store(): RunStore {
    return this.#options.store;
  }

  /** Called whenever a run has ended, whoever ended it. */
  onEnd(listener: (id: string) => void): void {
    this.#endListeners.push(listener);
  }

  create(run: NewRun): StoredRun {
    return this.store.insert(run);
  }

  /** False when the run had ended already. Every status is told, also one the run had before. */
  setStatus(id: string, status: RunStatus): boolean {
    const isChanged = this.store.setStatus(id, status);
    if (isChanged) this.#tellUpdated(id, true);
    if (isChanged && isTerminalStatus(status)) for (const listener of this.#endListeners) listener(id);
    return isChanged;
  }

  /** Tells the state again without changing it, as the service does when a status arrives for a run that has ended. */
  repeatStatus(id: string): void {
    this.#tellUpdated(id, true);
  }

  setProgress(id: string, progress: number, liveStatus: string): void {
    this.store.setProgress(id, progress, liveStatus);
    if (this.store.find(id)?.wantsProgress) this.#tellUpdated(id, false);
  }

  addOutput(id: string, data: unknown, nodeMeta: unknown): void {
    const output = this.store.addOutput(id, data, nodeMeta);
    const run = this.store.find(id);
    if (run?.webhook && wantsOutputs(run.webhook)) this.#tell(run, run.webhook, 'run.output', [output]);
  }

  addLog(id: string, text: string, type = 'info'): void {
    this.store.addLog(id, type, text);
  }

  #tellUpdated(id: string, withOutputs: boolean): void {
    const run = this.store.find(id);
    if (!run?.webhook) return;
    this.#tell(run, run.webhook, 'run.updated', withOutputs ? this.store.outputsOf(id) : []);
  }

  #tell(
    run: StoredRun,
    webhook: string,
    eventType: 'run.updated' | 'run.output',
    outputs: readonly StoredOutput[],
  ): void {
    const body = {
      event_type: eventType,
      status: run.status,
      live_status: run.liveStatus,
      progress: run.progress,
      run_id: run.id,
      outputs: outputs.map((output) => toRawOutput(output, this.#options.locate)),
    };
    this.#options.webhooks.send(webhook, body, (outcome) => this.addLog(run.id, outcome, 'webhook'));
  }
}

// The service looks at the query as it stands, undecoded: an encoded comma does not separate.
function wantsOutputs(webhook: string): boolean {
  const query = webhook.split('?')[1]?.split('#')[0] ?? '';
  return query.split('&').some((pair) => {
    const [name, value = ''] = pair.split('=');
    return name === 'target_events' && value.split(',').includes('run.output');
  });
}
