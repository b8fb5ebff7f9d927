import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

export type Address = { readonly address: string; readonly family: 4 | 6 };

/** Refused before a single byte was sent: not http(s), or it leads into a private network. */
export class BlockedAddressError extends Error {
  override readonly name = 'BlockedAddressError';
}

/** True for addresses of the open internet; loopback only when `allowLoopback`. IPv4 inside IPv6 counts as what it stands for. */
export function isReachable(address: string, allowLoopback: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  return range === 'unicast' || (allowLoopback && range === 'loopback');
}

/**
 * The addresses a URL may be fetched from. The caller connects to these and to nothing else, so that a name cannot answer with a
 * public address here and with a private one a moment later.
 * @throws {BlockedAddressError}
 */
export async function resolvePublic(url: URL, allowLoopback: boolean): Promise<readonly [Address, ...Address[]]> {
  if (!/^https?:$/.test(url.protocol)) throw new BlockedAddressError('Only http and https addresses are fetched.');
  if (url.username || url.password) throw new BlockedAddressError('Addresses with a user name are not fetched.');
  const name = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const found = ipaddr.isValid(name) ? [{ address: name }] : await lookup(name, { all: true, verbatim: true });
  const [first, ...rest] = found
    .filter(({ address }) => isReachable(address, allowLoopback))
    .map(({ address }): Address => ({ address, family: address.includes(':') ? 6 : 4 }));
  if (!first) throw new BlockedAddressError('The address leads into a private network.');
  return [first, ...rest];
}
