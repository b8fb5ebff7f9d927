import { type Answer, Deadline, networkFailure, parseRetryAfter, readBody, type Sending, send } from '#core/fetch.ts';
import { TooLargeError } from '#core/images/read-capped.ts';
import { ComfyDeployError, type ErrorReason } from './comfydeploy-error.ts';
import { errorDetail } from './error-detail.ts';

const maxErrorBytes = 256 * 1024;

/** One request and the limits of its answer. */
export interface Exchange extends Sending {
  readonly url: string;
  /** How messages and logs call the request, without secrets: `GET /run/…`. */
  readonly label: string;
  /** What must not come back in an error's text even if the other side repeats it. */
  readonly secret?: string | undefined;
  /** From the start of the request to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Told of the head of the answer, whatever its status. */
  readonly onAnswer?: (answer: Answer) => void;
}

/**
 * Sends one request and reads its whole answer.
 * @throws {ComfyDeployError} for everything but a 2xx with a complete body; when the caller's signal fires, its reason is thrown
 */
export async function exchange(request: Exchange): Promise<Buffer> {
  using deadline = new Deadline(request.signal, request.timeoutMs);
  let answer: Answer | undefined;
  try {
    answer = await send(request.url, { ...request, signal: deadline.signal });
    request.onAnswer?.(answer);
    if (answer.status >= 200 && answer.status < 300) return await readBody(answer, request.maxBytes);
  } catch (error) {
    throw transportError(request, deadline.signal, answer, error);
  }
  throw await refusal(request, answer);
}

function transportError(request: Exchange, deadline: AbortSignal, answer: Answer | undefined, cause: unknown): unknown {
  if (request.signal.aborted) return request.signal.reason;
  const status = answer ? { status: answer.status } : {};
  if (cause instanceof TooLargeError) {
    const message = `ComfyDeploy's answer to ${request.label} is larger than ${request.maxBytes} bytes.`;
    return new ComfyDeployError(message, { reason: 'too-large', retryable: false, outcomeUnknown: true, ...status });
  }
  if (deadline.aborted) {
    const message = `ComfyDeploy did not finish answering ${request.label} within ${request.timeoutMs / 1000} s.`;
    return new ComfyDeployError(message, {
      reason: 'timed-out',
      retryable: true,
      outcomeUnknown: true,
      cause,
      ...status,
    });
  }
  const { code, notSent, badCertificate } = networkFailure(cause);
  const message = badCertificate
    ? `The certificate of ComfyDeploy's address cannot be trusted (${code}).`
    : `ComfyDeploy could not be reached for ${request.label} (${code}).`;
  return new ComfyDeployError(message, {
    reason: 'unreachable',
    retryable: !badCertificate,
    outcomeUnknown: !notSent,
    notSent,
    cause,
    ...status,
  });
}

async function refusal(request: Exchange, answer: Answer): Promise<ComfyDeployError> {
  const { status } = answer;
  if (status < 400) {
    await readBody(answer, maxErrorBytes).catch(() => undefined);
    const target = URL.parse(answer.header('location') ?? '', request.url)?.origin ?? 'elsewhere';
    const message = `ComfyDeploy answered ${request.label} with a redirect (${status}) to ${target}; check COMFY_API_URL.`;
    return new ComfyDeployError(message, { reason: 'moved', retryable: false, outcomeUnknown: false, status });
  }
  const detail = await readErrorDetail(request, answer);
  const reason = reasonOf(status, detail);
  const outcomeUnknown = status >= 500 || status === 408;
  return new ComfyDeployError(`ComfyDeploy answered ${status} to ${request.label}${detail && `: ${detail}`}`, {
    reason,
    detail,
    retryable: reason === 'busy' || (outcomeUnknown && reason !== 'not-cancellable'),
    outcomeUnknown,
    status,
    retryAfterMs: parseRetryAfter(answer.header('retry-after')),
  });
}

/** The status alone is worth reporting, so a body that is too large or breaks off only costs its detail. */
async function readErrorDetail(request: Exchange, answer: Answer): Promise<string> {
  try {
    const body = (await readBody(answer, maxErrorBytes)).toString('utf8');
    return errorDetail(request.secret ? body.replaceAll(request.secret, '…') : body);
  } catch {
    request.signal.throwIfAborted();
    return '';
  }
}

function reasonOf(status: number, detail: string): ErrorReason {
  // The status of a self-hosted machine is passed through, so 401 and 429 can be the machine's.
  if (status < 500 && detail.startsWith('Error creating run')) return 'machine-refused';
  if (status === 401) return 'bad-token';
  if (status === 402 || (status === 403 && /insufficient|credit/i.test(detail))) return 'no-credit';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 429) return 'busy';
  if (status >= 500) return detail.includes('no modal function call ID') ? 'not-cancellable' : 'server-error';
  return 'refused';
}
