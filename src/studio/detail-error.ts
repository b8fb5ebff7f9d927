import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** One entry of a 422 answer. `input` echoes what was sent, as the real service does. */
export type DetailIssue = {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
  readonly ctx?: Record<string, unknown>;
};

/** Ends a request with `{"detail": …}`; the status and the text are part of the API. */
export class DetailError extends Error {
  override readonly name = 'DetailError';
  readonly status: ContentfulStatusCode;
  readonly detail: string | readonly DetailIssue[];

  constructor(status: ContentfulStatusCode, detail: string | readonly DetailIssue[]) {
    super(typeof detail === 'string' ? detail : `${detail.length} values refused`);
    this.status = status;
    this.detail = detail;
  }
}
