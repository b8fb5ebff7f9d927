import { readFileSync } from 'node:fs';

/** A payload as a service sends it, from `test/fixtures`: `comfydeploy/run-running`. */
export function recorded(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
}
