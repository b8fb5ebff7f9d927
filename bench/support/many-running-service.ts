/*
 * Run as a process of its own: node many-running-service.ts <data folder> <origin of the API> <mockups>. Takes up what the store holds,
 * lets it settle, and prints what following it costs as JSON.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { createLogger } from '#core/log.ts';
import { Backend } from '#core/mockups/backend.ts';
import { MockupService } from '#core/mockups/mockup-service.ts';
import { openStore } from '#core/store/store.ts';
import { connect } from '../../test/support/comfydeploy-client.ts';
import { HangingMessenger } from './hanging-messenger.ts';

const settleMs = 15_000;
const watchMs = 12_000;
const [folder = '', origin = '', count = '0'] = process.argv.slice(2);
const mockups = Number(count);

using store = openStore(folder);
await using api = connect(`${origin}/api`);
let questions = 0;
let open = 0;
const backend = new Backend({
  id: 'bench',
  api: {
    ...api,
    getRun: (...call) => {
      questions++;
      open++;
      return api.getRun(...call).finally(() => open--);
    },
  },
  deployments: [{ name: 'studio', id: 'none', inputs: {} }],
});
await using service = new MockupService({
  backend,
  store,
  messengers: [new HangingMessenger()],
  log: createLogger('silent'),
  limits: { maxActive: 4, maxActivePerPerson: 2, maxRunsPerDay: 1_000_000 },
});

const startedAt = performance.now();
const left = await service.recover();
// A mockup is being asked about, or has a timer for its next question.
while (timers() + open < mockups && performance.now() - startedAt < 20_000) await turn();
const restartMs = performance.now() - startedAt;

await sleep(settleMs);
const delay = monitorEventLoopDelay({ resolution: 10 });
const cpu = process.cpuUsage();
const before = questions;
delay.enable();
await sleep(watchMs);
delay.disable();
const { user, system } = process.cpuUsage(cpu);
console.log(
  JSON.stringify({
    taken: left.length,
    restartMs,
    rssMb: process.memoryUsage.rss() / 1024 ** 2,
    peakMb: process.resourceUsage().maxRSS / 1024,
    delayP99Ms: delay.percentile(99) / 1e6,
    cpuMsPerMockup: (user + system) / 1000 / mockups,
    questionsPerMockup: (questions - before) / mockups,
  }),
);

function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}
