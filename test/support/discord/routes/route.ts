import type { UploadedFile } from '../multipart.ts';
import type { World } from '../world.ts';

export const routeNames = [
  'gateway',
  'gatewayBot',
  'me',
  'application',
  'oauthApplication',
  'guilds',
  'guild',
  'callback',
  'followUp',
  'getOriginal',
  'editOriginal',
  'deleteOriginal',
  'getFollowUp',
  'editFollowUp',
  'deleteFollowUp',
  'channel',
  'editChannel',
  'typing',
  'listMessages',
  'createMessage',
  'getMessage',
  'editMessage',
  'deleteMessage',
  'openDm',
  'listCommands',
  'putCommands',
  'createCommand',
  'getCommand',
  'editCommand',
  'deleteCommand',
  'listGuildCommands',
  'putGuildCommands',
  'createGuildCommand',
  'getGuildCommand',
  'editGuildCommand',
  'deleteGuildCommand',
  'file',
  'unknown',
] as const;

/** What a request is for. */
export type RouteName = (typeof routeNames)[number];

export interface RouteRequest {
  readonly world: World;
  /** The variable parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

export interface RouteAnswer {
  readonly status: number;
  /** Sent as JSON; nothing is sent when it is undefined. */
  readonly body?: unknown;
}

export interface Route {
  readonly name: RouteName;
  readonly method: string;
  /** Below `/api/v10`, with `:name` for variable parts. */
  readonly pattern: string;
  /**
   * Whose right it needs: the bot's token, or the interaction token in its path. The latter kind is not counted
   * against the global limit.
   */
  readonly needs: 'bot' | 'interaction';
  /** Answers, or throws a Refusal. */
  readonly handle: (request: RouteRequest) => RouteAnswer;
}

/** A variable part of the path. */
export function param({ params }: RouteRequest, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`The route has no part :${name}.`);
  return value;
}
