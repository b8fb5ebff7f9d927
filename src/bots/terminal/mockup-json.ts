import { say } from '#core/messages/sentence-ref.ts';
import type { BatchSheet } from '#core/mockups/batch-sheet.ts';
import type { MockupView } from '#core/mockups/messenger.ts';

/** A mockup that has come to rest, as `--json` prints it. Field names are part of the command's contract. */
export function mockupJson(mockup: MockupView, files: readonly string[], locale: string): string {
  const { request } = mockup;
  return JSON.stringify({
    id: mockup.id,
    status: mockup.state,
    logo: mockup.logoName,
    prompt: request.prompt,
    product: request.product ?? null,
    color: request.color ?? null,
    size: request.size,
    seed: request.seed,
    deployment: request.deployment,
    run: mockup.runId ?? null,
    took_ms: mockup.tookMs ?? null,
    files: mockup.shots.map((shot, index) => ({
      path: files[index] ?? null,
      width: shot.width,
      height: shot.height,
      bytes: shot.bytes,
      type: shot.mime,
      alt: shot.altText,
    })),
    notes: mockup.notes.map((note) => say(note, locale)),
    error: mockup.reason ? say(mockup.reason, locale) : null,
  });
}

/** The contact sheet of a batch, as `--json` prints it after the batch's mockups. Field names are part of the command's contract. */
export function sheetJson(sheet: BatchSheet, file: string): string {
  const { width, height, bytes, mime, altText } = sheet;
  return JSON.stringify({ sheet: { path: file, width, height, bytes: bytes.byteLength, type: mime, alt: altText } });
}
