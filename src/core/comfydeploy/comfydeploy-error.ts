import { BackendError } from '#core/errors.ts';

/** Why a call failed, for code that must tell the cases apart. */
export type ErrorReason =
  /** No connection, or it broke before the answer was complete. */
  | 'unreachable'
  /** No complete answer within the call's time. */
  | 'timed-out'
  /** Not asked, because it has failed many times in a row and is left alone for a moment. */
  | 'paused'
  /** The API does not accept our token. */
  | 'bad-token'
  /** The account behind the deployment has no GPU credit left. */
  | 'no-credit'
  /** Not allowed for another reason: suspended account, foreign object, expired link. */
  | 'forbidden'
  | 'not-found'
  /** The machine behind the deployment refused the run. A 401 here is about the machine's own token, not ours. */
  | 'machine-refused'
  /** The run cannot be cancelled through the API: unknown, already gone, or on a self-hosted machine. */
  | 'not-cancellable'
  /** Refused as wrong: bad input, unknown route. */
  | 'refused'
  /** Too many requests (429). */
  | 'busy'
  /** The address sends us elsewhere; nothing was followed, so that the token goes nowhere else. */
  | 'moved'
  /** The answer is not what the API promises: a web page, cut-off or foreign JSON. */
  | 'unreadable'
  | 'too-large'
  | 'server-error';

/** The one error of the ComfyDeploy client. Its message is one safe line: no token, no signed URL, nothing of what was sent. */
export class ComfyDeployError extends BackendError {
  readonly reason: ErrorReason;
  /** What the service said, as one safe line; '' when it said nothing. */
  readonly detail: string;
  /**
   * True when the service may have done what was asked although it did not say so: no answer, an unreadable one, or a server error. After
   * a call that starts a run this means: find out before asking again.
   */
  readonly outcomeUnknown: boolean;

  constructor(
    message: string,
    options: {
      readonly reason: ErrorReason;
      readonly retryable: boolean;
      readonly outcomeUnknown: boolean;
      readonly detail?: string;
      readonly status?: number;
      readonly retryAfterMs?: number | undefined;
      readonly notSent?: boolean;
      readonly cause?: unknown;
    },
  ) {
    super(message, { service: 'comfydeploy', ...options });
    this.reason = options.reason;
    this.detail = options.detail ?? '';
    this.outcomeUnknown = options.outcomeUnknown;
  }
}
