import { Api } from 'grammy';
import { z } from 'zod';
import { type Agent, Deadline, fetch } from '#core/fetch.ts';
import { readCapped } from '#core/images/read-capped.ts';
import type { GrammySignal } from './grammy-signal.ts';

export interface TelegramApiOptions {
  readonly token: string;
  /** Base of the Bot API without a slash at the end; Telegram's own when not given. */
  readonly apiRoot?: string | undefined;
  /** Its owner closes it, when no more calls are made. */
  readonly agent: Agent;
  /** How long one call may take, in ms, from when its request is made; what a long poll asks Telegram to wait is added. */
  readonly callMs?: number;
  /** As `callMs`, for calls that bring files along. */
  readonly uploadMs?: number;
}

/** The part of a request that the library sets. */
interface Init {
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or a stream that is a form with files. */
  readonly body: string | AsyncIterable<Uint8Array>;
  readonly signal: GrammySignal;
}

/** A hundred updates with the longest texts and captions there are. */
const maxAnswerBytes = 8 * 1024 * 1024;

const Polling = z.object({ timeout: z.number().min(0).max(60).default(0) });

const Answer = z.union([
  z.looseObject({ ok: z.literal(true), result: z.unknown() }).refine(({ result }) => result !== undefined),
  z.object({
    ok: z.literal(false),
    error_code: z.number(),
    description: z.string(),
    parameters: z
      .looseObject({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() })
      .optional(),
  }),
]);

/**
 * The library's client, with our HTTP: one attempt for each call, a deadline of its own, an answer of a bounded size, and no following of
 * redirects, because the address holds the token. Hand what it throws to `toTelegramError`; when the caller's own signal fired, too, so look at that first.
 */
export function createTelegramApi(options: TelegramApiOptions): Api {
  const { token, apiRoot, agent, callMs = 30_000, uploadMs = 120_000 } = options;
  return new Api(token, {
    ...(apiRoot === undefined ? {} : { apiRoot }),
    sensitiveLogs: false,
    // The library's own limit of 500 s is never reached.
    fetch: async (url: string, init: Init) => {
      const patienceMs = typeof init.body === 'string' ? callMs + pollMs(url, init.body) : uploadMs;
      return ask(url, init, agent, patienceMs);
    },
  });
}

/** How long Telegram is asked to hold the answer back. */
function pollMs(url: string, body: string): number {
  return url.endsWith('/getUpdates') ? Polling.parse(JSON.parse(body)).timeout * 1000 : 0;
}

/** What the library does not give `fetch` is left out: its agent and its header for the connection are those of another HTTP client. */
async function ask(url: string, { headers, body, signal }: Init, agent: Agent, ms: number): Promise<object> {
  // Of a signal nothing is used here but what the library's kind has as well.
  using deadline = new Deadline(signal as unknown as AbortSignal, ms);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': headers['content-type'] ?? '' },
    body,
    duplex: 'half',
    redirect: 'manual',
    dispatcher: agent,
    signal: deadline.signal,
  });
  const bytes = answer.body ? await readCapped(answer.body, maxAnswerBytes) : Buffer.alloc(0);
  return { json: () => parse(bytes, answer.status) };
}

/** Whatever is not of the Bot API comes from something before it: a proxy, or a server that is another. */
function parse(bytes: Buffer, status: number): z.output<typeof Answer> {
  try {
    return Answer.parse(JSON.parse(String(bytes)));
  } catch {
    // What was wrong with it is of no use to anybody.
    return { ok: false, error_code: status >= 300 ? status : 502, description: '' };
  }
}
