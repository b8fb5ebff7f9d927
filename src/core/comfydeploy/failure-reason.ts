import { safeText } from './safe-text.ts';
import type { RunLogLine } from './schema.ts';

/** What a line says, the most telling first. */
const tellingPatterns = [
  /out of memory|OutOfMemoryError/i,
  // The last line of a Python traceback: `ValueError: …`, `torch.cuda.SomeError`.
  /^(?:!!! Exception during processing !!! |[A-Za-z_]\w*(?:\.\w+)*(?:Error|Exception)(?::|$))/,
  /\b(?:error|exception|failed|failure|fatal|invalid|not found|no such|unable to|could not|cannot|timed out|killed)\b/i,
];
/** Lines that look like errors and explain nothing. */
const emptyTalk =
  /^(?:Traceback \(most recent call last\)|File ".*", line \d+|~*\^+~*$|[\W_]*$)|\b0 (?:errors|failed)\b|import failed|^(?:\S+: )?(?:FutureWarning|UserWarning|DeprecationWarning)/i;
/** The time a logger puts before a line, and its level. */
const time = /^\[?\d{4}-\d\d-\d\d[T ][\d:.,+Z-]+\]?\s*/;
const level = /^(?:\[?(?:error|err|critical|fatal|warning)\]?\s*[:|-]*\s+|!!! Exception during processing !!!\s*)/i;

const maxLength = 300;

/**
 * Why a run failed, from its log, as one line of at most 300 characters that may be shown: the last out-of-memory line, else the last
 * Python exception, else the last line that speaks of an error. Undefined when there is none of these.
 */
export function failureReason(log: readonly RunLogLine[]): string | undefined {
  const lines = log
    // These repeat the webhook's URL and payload.
    .filter((entry) => entry.log_type !== 'webhook')
    .flatMap((entry) => entry.log.slice(-20_000).split(/[\r\n]+/))
    .map((line) => safeText(line, maxLength + 100).replace(time, ''))
    .filter((line) => line !== '' && !emptyTalk.test(line));
  for (const pattern of tellingPatterns) {
    const line = lines.findLast((each) => pattern.test(each));
    if (line) return safeText(line.replace(level, ''), maxLength) || undefined;
  }
  return undefined;
}
