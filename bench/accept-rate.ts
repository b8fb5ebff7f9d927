import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createLogger } from '#core/log.ts';
import { Backend } from '#core/mockups/backend.ts';
import { MockupService } from '#core/mockups/mockup-service.ts';
import { openStore } from '#core/store/store.ts';
import { connect } from '../test/support/comfydeploy-client.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { HangingMessenger } from './support/hanging-messenger.ts';
import { interleaved, median, type Report } from './support/report.ts';

const rounds = 5;
const perRound = 400;
/** Never reached, so that the daily limits are counted as in a service that has them, and refuse nobody. */
const plenty = 1_000_000;

/**
 * How many batches a second are accepted, one after another and each on disk before the next, against bare commits of rows of the same
 * size. What follows an acceptance hangs at its first step, so that nothing else is measured.
 */
export async function measure(report: Report): Promise<void> {
  using folder = temporaryFolder();
  using store = openStore(path.join(folder.path, 'ours'));
  const log = createLogger('silent');
  await using api = connect('http://127.0.0.1:9/api');
  await using service = new MockupService({
    backend: new Backend({ id: 'bench', api, deployments: [{ name: 'studio', id: 'none', inputs: {} }] }),
    store,
    messengers: [new HangingMessenger()],
    log,
    limits: {
      maxActive: 4,
      maxActivePerPerson: 2,
      maxWaitingPerPerson: 20,
      maxPerPersonPerDay: plenty,
      maxRunsPerDay: plenty,
    },
  });
  let asked = 0;
  const submit = async (): Promise<string> => {
    const { id } = await service.submit({
      person: { platform: 'bench', id: `person-${asked++ % 1000}`, locale: 'en' },
      thread: { platform: 'bench', data: { room: 1 } },
      place: { id: 'room-1', isShared: true },
      eventKey: `event-${asked}`,
      mockups: [
        {
          logo: { fileName: 'logo.png', data: { file: 'logo.png' } },
          request: { prompt: 'a black cap', size: 768, deployment: 'studio' },
        },
      ],
    });
    return id;
  };
  const record = JSON.stringify({ value: await store.batches.get(await submit()) });
  using bare = openBare(path.join(folder.path, 'bare.sqlite'));
  const times = await interleaved(
    rounds,
    async () => {
      for (let i = 0; i < perRound; i++) await submit();
    },
    () => {
      for (let i = 0; i < perRound; i++) bare.commit(record);
    },
  );
  const ours = perRound / (median(times.first) / 1000);
  const peer = perRound / (median(times.second) / 1000);
  report.row({ what: 'bare node:sqlite, commits of one such row', value: peer, unit: '/s' });
  report.row({ what: 'durable submissions', value: ours, unit: '/s', least: Math.round(Math.min(500, 0.5 * peer)) });
  report.row({ what: 'durable submissions ÷ bare', value: ours / peer, unit: '×' });
}

function openBare(file: string): Disposable & { readonly commit: (value: string) => void } {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec('CREATE TABLE rows (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT');
  const insert = database.prepare('INSERT INTO rows (key, value) VALUES (?, ?)');
  let written = 0;
  return {
    commit: (value) => void insert.run(`row-${written++}`, value),
    [Symbol.dispose]: () => database.close(),
  };
}
