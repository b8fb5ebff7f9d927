import { randomUUID } from 'node:crypto';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { nanoid } from 'nanoid';
import { type RunStatus, terminalStatuses } from '#core/comfydeploy/schema.ts';
import { type NewRun, StoredLog, StoredOutput, StoredRun, timeOfStatus } from './run.ts';
import { StartError } from './start-error.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS runs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, status TEXT NOT NULL, inputs TEXT NOT NULL,
    webhook TEXT, wantsProgress INTEGER NOT NULL, liveStatus TEXT, progress REAL NOT NULL DEFAULT 0, callId TEXT NOT NULL,
    gpuEventId TEXT, createdAt INTEGER NOT NULL, updatedAt INTEGER NOT NULL, queuedAt INTEGER, startedAt INTEGER, endedAt INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS runs_by_status ON runs (status, seq);
  CREATE TABLE IF NOT EXISTS outputs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, runId TEXT NOT NULL, data TEXT NOT NULL, nodeMeta TEXT NOT NULL,
    createdAt INTEGER NOT NULL, FOREIGN KEY (runId) REFERENCES runs (id) ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX IF NOT EXISTS outputs_by_run ON outputs (runId, seq);
  CREATE TABLE IF NOT EXISTS logs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, runId TEXT NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL, type TEXT NOT NULL,
    FOREIGN KEY (runId) REFERENCES runs (id) ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX IF NOT EXISTS logs_by_run ON logs (runId, seq);
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;
const ended = terminalStatuses.map((status) => `'${status}'`).join(', ');
const waiting = `'not-started', 'queued'`;

/** Every run, its outputs and its log, in one SQLite file that only this process may open. All calls are synchronous and short. */
export class RunStore implements Disposable {
  readonly #db: DatabaseSync;

  /** @throws {StartError} when another process has the file open */
  constructor(file: string) {
    this.#db = new DatabaseSync(file);
    try {
      // Exclusive: two studios on one folder would run everything twice. The kernel lets go of the lock when the process dies.
      this.#db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      this.#db.exec(`PRAGMA foreign_keys = ON; BEGIN IMMEDIATE; ${schema} COMMIT;`);
    } catch (cause) {
      this.#db.close();
      throw new StartError(`The data folder is used by another studio, or ${file} cannot be read.`, { cause });
    }
  }

  insert(run: NewRun): StoredRun {
    const now = Date.now();
    const row = { id: randomUUID(), callId: `fc-${nanoid()}`, now };
    this.#write(
      `INSERT INTO runs (id, status, inputs, webhook, wantsProgress, callId, createdAt, updatedAt)
       VALUES (:id, 'not-started', :inputs, :webhook, :wantsProgress, :callId, :now, :now)`,
      { ...row, inputs: JSON.stringify(run.inputs), webhook: run.webhook, wantsProgress: run.wantsProgress ? 1 : 0 },
    );
    const inserted = this.find(row.id);
    if (!inserted) throw new Error('A run vanished while it was written');
    return inserted;
  }

  find(id: string): StoredRun | undefined {
    return this.#read('SELECT * FROM runs WHERE id = :id', { id }, StoredRun)[0];
  }

  /** The run that has waited longest and nobody has taken yet. */
  nextWaiting(): StoredRun | undefined {
    return this.#read(`SELECT * FROM runs WHERE status = 'not-started' ORDER BY seq LIMIT 1`, {}, StoredRun)[0];
  }

  /** How many runs wait before this one; 0 = next. */
  countWaitingBefore(run: StoredRun): number {
    const sql = `SELECT count(*) AS n FROM runs WHERE status IN (${waiting}) AND seq < ?`;
    return Number(this.#db.prepare(sql).get(run.seq)?.['n'] ?? 0);
  }

  /** Newest first. */
  list({ limit, offset }: { readonly limit: number; readonly offset: number }): StoredRun[] {
    return this.#read('SELECT * FROM runs ORDER BY seq DESC LIMIT :limit OFFSET :offset', { limit, offset }, StoredRun);
  }

  /** False when the run has ended already (an end is never left) or is unknown. */
  setStatus(id: string, status: RunStatus): boolean {
    const time = timeOfStatus[status];
    const setTime = time ? `, ${time} = coalesce(${time}, :now)` : '';
    const sql = `UPDATE runs SET status = :status, updatedAt = :now${setTime} WHERE id = :id AND status NOT IN (${ended})`;
    return this.#write(sql, { id, status, now: Date.now() }) > 0;
  }

  /** As with the real service an end does not guard these two. */
  setProgress(id: string, progress: number, liveStatus: string): void {
    const sql = 'UPDATE runs SET progress = :progress, liveStatus = :liveStatus, updatedAt = :now WHERE id = :id';
    this.#write(sql, { id, progress, liveStatus, now: Date.now() });
  }

  addOutput(runId: string, data: unknown, nodeMeta: unknown): StoredOutput {
    const row = {
      id: randomUUID(),
      runId,
      data: JSON.stringify(data),
      nodeMeta: JSON.stringify(nodeMeta),
      now: Date.now(),
    };
    this.#write(
      'INSERT INTO outputs (id, runId, data, nodeMeta, createdAt) VALUES (:id, :runId, :data, :nodeMeta, :now)',
      row,
    );
    return { id: row.id, runId, data, nodeMeta, createdAt: row.now };
  }

  /** In the order they were made. */
  outputsOf(runId: string): StoredOutput[] {
    return this.#read('SELECT * FROM outputs WHERE runId = :runId ORDER BY seq', { runId }, StoredOutput);
  }

  addLog(runId: string, type: string, text: string): void {
    const row = { runId, type, text, now: Date.now() };
    // A webhook may end after its run was swept away: then there is nothing left to log to.
    const sql = 'INSERT INTO logs (runId, at, text, type) SELECT id, :now, :text, :type FROM runs WHERE id = :runId';
    this.#write(sql, row);
  }

  logsOf(runId: string): StoredLog[] {
    return this.#read('SELECT * FROM logs WHERE runId = :runId ORDER BY seq', { runId }, StoredLog);
  }

  /** Puts runs that a dead process was working on back in the queue, at their old place and without half of their outputs. */
  requeueInterrupted(): number {
    const interrupted = `SELECT id FROM runs WHERE status NOT IN ('not-started', ${ended})`;
    this.#write(`DELETE FROM outputs WHERE runId IN (${interrupted})`, {});
    return this.#write(
      `UPDATE runs SET status = 'not-started', progress = 0, liveStatus = NULL, queuedAt = NULL, startedAt = NULL, updatedAt = :now
       WHERE id IN (${interrupted})`,
      { now: Date.now() },
    );
  }

  /** Forgets runs that ended before `cutoff`. */
  sweep(cutoff: Date): number {
    return this.#write(`DELETE FROM runs WHERE status IN (${ended}) AND updatedAt < :cutoff`, {
      cutoff: cutoff.getTime(),
    });
  }

  /** A setting, made by `create` the first time it is asked for. */
  setting(name: string, create: () => string): string {
    this.#write('INSERT OR IGNORE INTO settings (name, value) VALUES (:name, :value)', { name, value: create() });
    return String(this.#db.prepare('SELECT value FROM settings WHERE name = ?').get(name)?.['value']);
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }

  #read<T>(sql: string, values: Record<string, SQLInputValue>, row: { parse(value: unknown): T }): T[] {
    return this.#db
      .prepare(sql)
      .all(values)
      .map((found) => row.parse(found));
  }

  #write(sql: string, values: Record<string, SQLInputValue>): number {
    return Number(this.#db.prepare(sql).run(values).changes);
  }
}
