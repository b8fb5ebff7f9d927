import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Batch, createBatchId, mockupId } from '#core/mockups/batch.ts';
import { KeyvSqlite } from '#core/store/keyv-sqlite.ts';
import { RecordCollection } from '#core/store/record-collection.ts';
import { openStore } from '#core/store/store.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { median, type Report } from './support/report.ts';

const few = 100;
const many = 10_000;
const peoplePerMockup = 0.25;

const Read = z.object({ readMs: z.number() });
const Result = z.object({
  taken: z.number(),
  restartMs: z.number(),
  rssMb: z.number(),
  peakMb: z.number(),
  delayP99Ms: z.number(),
  cpuMsPerMockup: z.number(),
  questionsPerMockup: z.number(),
});
type Result = z.output<typeof Result>;

/** What it costs to follow ten thousand runs at once, against a hundred, and to take them up after a restart. The API is another process. */
export async function measure(report: Report): Promise<void> {
  await using api = await startApi();
  const small = await follow(few, api.origin);
  const large = await follow(many, api.origin);
  if (small.taken !== few || large.taken !== many) {
    report.skip('many running', `only ${small.taken} and ${large.taken} were taken up`);
    return;
  }
  const of = `with ${many} running`;
  report.row({ what: `resident memory with ${few} running`, value: small.rssMb, unit: 'MB' });
  report.row({ what: `resident memory ${of}`, value: large.rssMb, unit: 'MB', limit: 400 });
  report.row({ what: `peak memory ${of}`, value: large.peakMb, unit: 'MB' });
  report.row({ what: `event-loop delay p99 with ${few} running`, value: small.delayP99Ms, unit: 'ms' });
  report.row({ what: `event-loop delay p99 ${of}`, value: large.delayP99Ms, unit: 'ms' });
  report.row({ what: 'many ÷ few, delay', value: large.delayP99Ms / small.delayP99Ms, unit: '×', limit: 3 });
  report.row({ what: `CPU per mockup in 12 s with ${few} running`, value: small.cpuMsPerMockup, unit: 'ms' });
  report.row({ what: `CPU per mockup in 12 s ${of}`, value: large.cpuMsPerMockup, unit: 'ms' });
  report.row({
    what: 'many ÷ few, CPU per mockup',
    value: large.cpuMsPerMockup / small.cpuMsPerMockup,
    unit: '×',
    limit: 1.5,
  });
  report.row({
    what: 'many ÷ few, questions per mockup',
    value: large.questionsPerMockup / small.questionsPerMockup,
    unit: '×',
  });
  report.row({ what: `reading ${many} rows with node:sqlite`, value: large.readMs, unit: 'ms' });
  report.row({ what: `restart: next polls of ${many} scheduled`, value: large.restartMs, unit: 'ms' });
  report.row({ what: 'restart ÷ reading', value: large.restartMs / large.readMs, unit: '×', limit: 5 });
}

/** A service of its own process on a store of so many running mockups, and how long its rows take to read without it. */
async function follow(mockups: number, origin: string): Promise<Result & { readonly readMs: number }> {
  using folder = temporaryFolder();
  await fill(folder.path, mockups);
  // In a process of its own each time: whoever restarts is cold too.
  const reads: number[] = [];
  for (let round = 0; round < 5; round++) reads.push(Read.parse(await runScript('read-rows', folder.path)).readMs);
  const result = Result.parse(await runScript('many-running-service', folder.path, origin, String(mockups)));
  return { ...result, readMs: median(reads) };
}

async function runScript(name: string, ...args: readonly string[]): Promise<unknown> {
  const script = fileURLToPath(new URL(`./support/${name}.ts`, import.meta.url));
  const limits = { timeout: 60_000, killSignal: 'SIGKILL' } as const;
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], limits);
  return JSON.parse(stdout);
}

/** Writes the records as the service does, but without waiting for the disk: only their reading is measured. */
async function fill(folder: string, mockups: number): Promise<void> {
  openStore(folder)[Symbol.dispose]();
  using database = new DatabaseSync(path.join(folder, 'mockups.sqlite'));
  database.exec('PRAGMA synchronous = OFF');
  const batches = new RecordCollection(Batch, new KeyvSqlite(database, 'batch'));
  const people = Math.ceil(mockups * peoplePerMockup);
  for (let i = 0; i < mockups; i++) {
    const id = createBatchId();
    await batches.put(id, runningBatch(id, `person-${i % people}`));
  }
}

function runningBatch(id: string, person: string): Batch {
  const now = Date.now();
  const mockup = mockupId(id, 0);
  return {
    id,
    person: { platform: 'bench', id: person, locale: 'en' },
    thread: { platform: 'bench', data: { room: '1234567890', message: '1234567890' } },
    place: { id: 'room-1', isShared: true },
    createdAt: now,
    eventKey: `bench:${id}`,
    sent: {},
    mockups: [
      {
        id: mockup,
        request: { prompt: 'a black cap', product: 'cap', size: 768, deployment: 'studio', seed: 7 },
        logo: { fileName: 'logo.png', data: { file: 'logo.png' } },
        backend: 'bench',
        cancelRequested: false,
        notes: [],
        stage: { state: 'running', runId: `run-${mockup}`, submittedAt: now },
      },
    ],
  };
}

async function startApi(): Promise<AsyncDisposable & { readonly origin: string }> {
  const script = fileURLToPath(new URL('./support/running-api.ts', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const [line] = await once(child.stdout, 'data', { signal: AbortSignal.timeout(10_000) });
  return {
    origin: String(line).trim(),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
