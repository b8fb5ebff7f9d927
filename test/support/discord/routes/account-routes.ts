import type { Route } from './route.ts';

/** What the gateway tells a client before it connects. */
export interface GatewayInformation {
  readonly url: string;
  readonly sessionStarts: { readonly total: number; readonly remaining: number; readonly resetAfterMs: number };
  readonly maxConcurrency: number;
}

/** The application, its bot user, and where the gateway is. */
export function accountRoutes(gateway: () => GatewayInformation): readonly Route[] {
  return [
    {
      name: 'gateway',
      method: 'GET',
      pattern: '/gateway',
      needs: 'interaction',
      handle: () => ({ status: 200, body: { url: gateway().url } }),
    },
    {
      name: 'gatewayBot',
      method: 'GET',
      pattern: '/gateway/bot',
      needs: 'bot',
      handle: () => {
        const { url, sessionStarts, maxConcurrency } = gateway();
        const { total, remaining, resetAfterMs } = sessionStarts;
        return {
          status: 200,
          body: {
            url,
            shards: 1,
            session_start_limit: { total, remaining, reset_after: resetAfterMs, max_concurrency: maxConcurrency },
          },
        };
      },
    },
    {
      name: 'me',
      method: 'GET',
      pattern: '/users/@me',
      needs: 'bot',
      handle: ({ world }) => ({ status: 200, body: { ...world.bot, verified: true, mfa_enabled: false, email: null } }),
    },
    {
      name: 'application',
      method: 'GET',
      pattern: '/applications/@me',
      needs: 'bot',
      handle: ({ world }) => ({
        status: 200,
        body: {
          ...world.application,
          approximate_guild_count: world.guilds.filter(({ installation }) => installation === 'bot').length,
        },
      }),
    },
    {
      name: 'oauthApplication',
      method: 'GET',
      pattern: '/oauth2/applications/@me',
      needs: 'bot',
      handle: ({ world }) => ({ status: 200, body: world.application }),
    },
  ];
}
