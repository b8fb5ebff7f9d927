import { z } from 'zod';
import { type ReceivedRequest, type ScriptedAnswer, startScriptedServer } from './scripted-server.ts';

/** A command in the form Discord keeps it. */
export type KeptCommand = Record<string, unknown> & {
  readonly id: string;
  readonly type: number;
  readonly name: string;
};

const Body = z.looseObject({ name: z.string(), type: z.number().default(1) });
const commandsPath = /^\/api\/v10\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands(?:\/(\d+))?(?:\?(.*))?$/;

/** Answers a request instead of the desk; undefined leaves it to the desk. */
export type Interruption = (request: ReceivedRequest) => ScriptedAnswer | undefined;

export interface CommandDesk extends AsyncDisposable {
  readonly apiUrl: string;
  readonly requests: readonly ReceivedRequest[];
  /** What changed something, as `POST everywhere mockup`. */
  readonly writes: string[];
  /** By guild; `everywhere` for the global ones. */
  readonly kept: Map<string, KeptCommand[]>;
  interrupt: Interruption;
  /** Added to every answer of the desk itself. */
  headers: Readonly<Record<string, string>>;
}

/**
 * The part of Discord's REST API where commands are registered. Like the real one it fills in defaults, gives nulls for what was not said,
 * leaves out what is false, gives lists in an order of its own, and texts in other languages only when asked for.
 */
export async function startCommandDesk(): Promise<CommandDesk> {
  const kept = new Map<string, KeptCommand[]>();
  const writes: string[] = [];
  let nextId = 4_000_000_000_000_000_000n;
  const desk = { kept, writes, interrupt: (() => undefined) as Interruption, headers: {} };
  const server = await startScriptedServer(
    (request) => desk.interrupt(request) ?? { ...answer(request), headers: desk.headers },
  );
  function answer(request: ReceivedRequest): ScriptedAnswer {
    const [, applicationId = '', guildId, id, query] = commandsPath.exec(request.path) ?? [];
    if (!applicationId) return { status: 404, body: { code: 0, message: '404: Not Found' } };
    const scope = guildId ?? 'everywhere';
    const list = kept.get(scope) ?? [];
    if (request.method === 'GET') return { body: list.map((each) => shown(each, query === 'with_localizations=true')) };
    const old = list.find((each) => each.id === id);
    if (id !== undefined && !old) return { status: 404, body: { code: 10063, message: 'Unknown application command' } };
    writes.push(`${request.method} ${scope} ${old?.name ?? Body.parse(JSON.parse(String(request.body))).name}`);
    const others = list.filter((each) => each.id !== id);
    if (request.method === 'DELETE') {
      kept.set(scope, others);
      return { status: 204 };
    }
    const body = Body.parse({ ...old, ...JSON.parse(String(request.body)) });
    const same = others.find(({ type, name }) => type === body.type && name === body.name);
    const command: KeptCommand = { ...body, id: id ?? same?.id ?? String(nextId++), application_id: applicationId };
    kept.set(scope, [command, ...others.filter((each) => each !== same)]);
    return { status: id === undefined ? 201 : 200, body: shown(command, true) };
  }
  return Object.assign(desk, {
    apiUrl: `${server.origin}/api`,
    requests: server.requests,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  });
}

function shown(command: KeptCommand, withLocalizations: boolean): unknown {
  const { options, contexts, integration_types, ...rest } = command;
  return {
    version: '1',
    default_member_permissions: null,
    dm_permission: true,
    nsfw: false,
    name_localizations: null,
    description: '',
    ...(localizable(rest, withLocalizations) as object),
    ...(Array.isArray(options) && options.length > 0 ? { options: localizable(options, withLocalizations) } : {}),
    contexts: Array.isArray(contexts) ? contexts.toReversed() : null,
    integration_types: Array.isArray(integration_types) ? integration_types.toReversed() : [0],
  };
}

/** Keys in an order of its own, no `required: false`, null for no texts, and none at all when they are not asked for. */
function localizable(value: unknown, isWanted: boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => localizable(each, isWanted));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    if (inner === false) return [];
    if (!name.endsWith('_localizations')) return [[name, localizable(inner, isWanted)]];
    if (!isWanted) return [];
    return [[name, inner && Object.keys(inner).length > 0 ? inner : null]];
  });
  return Object.fromEntries(entries.reverse());
}
