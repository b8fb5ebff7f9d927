/*
 * `npm run bench [section …]` measures what the project promises. A section is a file of this folder that exports `measure`. Ratios
 * compare with a peer measured in the same run; a target that is missed is printed, not thrown.
 */
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { consoleReport, type Report } from './support/report.ts';

const Section = z.object({
  measure: z.custom<(report: Report) => Promise<void>>((value) => typeof value === 'function'),
});

const files = (await readdir(import.meta.dirname)).filter(
  (file) => file.endsWith('.ts') && file !== basename(import.meta.filename),
);
const known = files.map((file) => basename(file, '.ts')).sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));

if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exitCode = 2;
} else {
  for (const name of wanted.length > 0 ? wanted : known) {
    console.log(`\n${name}`);
    const { measure } = Section.parse(await import(`./${name}.ts`));
    await measure(consoleReport);
  }
}
