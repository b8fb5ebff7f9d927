/* Run as a process of its own: node read-rows.ts <data folder>. Prints how long all batches take to read with SQLite and JSON alone, in ms. */
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const startedAt = performance.now();
using database = new DatabaseSync(path.join(process.argv[2] ?? '', 'mockups.sqlite'), { readOnly: true });
const rows = database.prepare("SELECT key, value FROM keyv WHERE namespace = 'batch'").all();
const batches = rows.map((row): unknown => JSON.parse(String(row.value)));
const readMs = performance.now() - startedAt;
console.log(JSON.stringify({ batches: batches.length, readMs }));
