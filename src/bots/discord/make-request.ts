import type { RESTOptions } from 'discord.js';
import { type Agent, FormData, fetch } from '#core/fetch.ts';

type MakeRequest = RESTOptions['makeRequest'];
type Init = Parameters<MakeRequest>[1];

/**
 * How discord.js makes its requests here. It brings an undici of its own, which takes the dispatcher that ours has set for the whole process
 * and then fails at every upload, because a form of the one is none for the other.
 */
export function makeRequestWith(agent: Agent): MakeRequest {
  return (url, init) => fetch(url, { ...plain(init), dispatcher: agent });
}

function plain(init: Init): NonNullable<Parameters<typeof fetch>[1]> {
  const { body, dispatcher: _, ...rest } = init as Init & { readonly dispatcher?: unknown };
  const own = body instanceof globalThis.FormData ? ownForm(body) : body;
  return { ...rest, body: own } as NonNullable<Parameters<typeof fetch>[1]>;
}

function ownForm(form: globalThis.FormData): FormData {
  const own = new FormData();
  for (const [name, value] of form) {
    if (typeof value === 'string') own.append(name, value);
    else own.append(name, value, value.name);
  }
  return own;
}
