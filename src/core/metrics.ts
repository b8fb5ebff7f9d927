import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** How things stand, read whenever the metrics are asked for. */
export interface Standing {
  readonly waiting: number;
  readonly active: number;
  /** Mockups in each state, of those something is left to do for. */
  readonly states: ReadonlyMap<string, number>;
  /** True while the API is left alone because it failed many times in a row. */
  readonly isApiPaused: boolean;
  /** Whether the API answered the last request. */
  readonly lastAnswer: 'ok' | 'failed' | 'unknown';
  /** Whether each chat platform that is configured is connected. */
  readonly platforms: Readonly<Record<string, boolean>>;
}

/** Every metric of the service, and how to count what happens. */
export interface Metrics {
  readonly registry: Registry;
  /** One request to the API, by what it was for and what came of it. */
  readonly countCall: (call: { readonly verb: string; readonly outcome: string }) => void;
  readonly countWebhook: (result: string) => void;
  /** An interaction with a person that was not answered in time. */
  readonly countMiss: (outcome: string) => void;
  /** A run that succeeded, in ms. */
  readonly observeRun: (waitMs: number, runMs: number) => void;
}

const secondsToMinutes = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800];

export function createMetrics(standing: () => Standing): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: (now: Standing) => number): void => {
    const collect = function (this: Gauge): void {
      this.set(read(standing()));
    };
    registry.registerMetric(new Gauge({ name, help, registers: [], collect }));
  };
  gauge('mockup_queue_waiting', 'Mockups that wait for their turn', ({ waiting }) => waiting);
  gauge('mockup_runs_active', 'Runs that are out at the API', ({ active }) => active);
  gauge(
    'mockup_outbox_waiting',
    'Finished mockups that are not delivered yet',
    ({ states }) => states.get('delivering') ?? 0,
  );
  gauge('comfydeploy_breaker_open', '1 while the API is left alone', ({ isApiPaused }) => Number(isApiPaused));
  gauge(
    'comfydeploy_reachable',
    '1 when the API answered the last request, 0 when it did not, NaN before the first',
    ({ lastAnswer }) => (lastAnswer === 'unknown' ? Number.NaN : Number(lastAnswer === 'ok')),
  );
  const labelled = (
    name: string,
    help: string,
    label: string,
    read: (now: Standing) => Iterable<readonly [string, number]>,
  ): void => {
    const collect = function (this: Gauge): void {
      this.reset();
      for (const [value, count] of read(standing())) this.set({ [label]: value }, count);
    };
    registry.registerMetric(new Gauge({ name, help, labelNames: [label], registers: [], collect }));
  };
  labelled('mockups', 'Mockups by state, of those something is left to do for', 'state', ({ states }) => states);
  labelled('chat_platform_connected', '1 when a configured chat platform is connected', 'platform', ({ platforms }) =>
    Object.entries(platforms).map(([platform, isConnected]) => [platform, Number(isConnected)] as const),
  );
  const calls = new Counter({
    name: 'comfydeploy_calls_total',
    help: 'Requests to the API',
    labelNames: ['verb', 'outcome'],
    registers,
  });
  const webhooks = new Counter({
    name: 'comfydeploy_webhooks_total',
    help: 'Webhooks that came',
    labelNames: ['result'],
    registers,
  });
  const misses = new Counter({
    name: 'discord_interactions_missed_total',
    help: 'Interactions that could not be answered in time, or were answered by another process',
    labelNames: ['outcome'],
    registers,
  });
  const waits = new Histogram({
    name: 'mockup_run_wait_seconds',
    help: 'From the queue call to a machine picking the run up, of runs that succeeded',
    buckets: secondsToMinutes,
    registers,
  });
  const runs = new Histogram({
    name: 'mockup_run_seconds',
    help: 'From there to the end',
    buckets: secondsToMinutes,
    registers,
  });
  return {
    registry,
    countCall: ({ verb, outcome }) => calls.inc({ verb, outcome }),
    countWebhook: (result) => webhooks.inc({ result }),
    countMiss: (outcome) => misses.inc({ outcome }),
    observeRun: (waitMs, runMs) => {
      waits.observe(waitMs / 1000);
      runs.observe(runMs / 1000);
    },
  };
}
