import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of the test's own with the files given, removed at the end of its scope. */
export function temporaryFolder(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Disposable & { readonly path: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'mockup-bot-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
