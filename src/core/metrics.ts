import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** Every metric of the service. */
export function createMetrics(load: () => { readonly waiting: number; readonly active: number }): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const waiting = new Gauge({
    name: 'mockup_queue_waiting',
    help: 'Mockups that wait for their turn',
    registers: [],
    collect() {
      this.set(load().waiting);
    },
  });
  const active = new Gauge({
    name: 'mockup_runs_active',
    help: 'Runs that are out at the API',
    registers: [],
    collect() {
      this.set(load().active);
    },
  });
  registry.registerMetric(waiting);
  registry.registerMetric(active);
  return registry;
}
