import { addAbortListener } from 'node:events';
import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { type Address, BlockedAddressError, resolvePublic } from './public-address.ts';

export type GuardedRequest = {
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Only for a studio that itself listens on loopback. */
  readonly allowLoopback: boolean;
};

const maxRedirects = 5;

/**
 * Sends a request whose URL a stranger chose. Host names are resolved here and the connection is pinned to the addresses that
 * were checked; each redirect (at most 5) is checked anew. 301, 302 and 303 turn a POST into a GET without body.
 * `use` gets the final answer and reads its body; the connection is closed when it returns.
 * @throws {BlockedAddressError} also for too many redirects
 */
export async function guardedRequest<T>(
  target: string,
  options: GuardedRequest,
  use: (answer: Dispatcher.ResponseData) => Promise<T>,
): Promise<T> {
  let url = parse(target);
  let { method, headers, body } = options;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const addresses = await abortable(resolvePublic(url, options.allowLoopback), options.signal);
    const agent = pinnedAgent(addresses);
    try {
      const { signal } = options;
      const answer = await request(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        dispatcher: agent,
        signal,
      });
      const { location } = answer.headers;
      if (![301, 302, 303, 307, 308].includes(answer.statusCode) || typeof location !== 'string')
        return await use(answer);
      // Left unread it would fail without anyone listening once the connection is closed.
      await answer.body.dump({ limit: 65_536, signal });
      url = parse(location, url);
      if (answer.statusCode < 304 && method === 'POST') {
        method = 'GET';
        headers = {};
        body = undefined;
      }
    } finally {
      await agent.destroy();
    }
  }
  throw new BlockedAddressError('The address redirects too often.');
}

function parse(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (!url) throw new BlockedAddressError('This is no web address.');
  return url;
}

function pinnedAgent(addresses: readonly [Address, ...Address[]]): Agent {
  const [first] = addresses;
  const lookup: LookupFunction = (_name, { all }, callback) =>
    all ? callback(null, [...addresses]) : callback(null, first.address, first.family);
  return new Agent({ connect: { lookup, timeout: 10_000 }, pipelining: 0 });
}

// A name lookup cannot be stopped, only be waited for no longer.
async function abortable<T>(task: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  using _listener = addAbortListener(signal, () => aborted.reject(signal.reason));
  return await Promise.race([task, aborted.promise]);
}
