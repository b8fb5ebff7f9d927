import type { Route } from './route.ts';

interface Compiled {
  readonly route: Route;
  readonly expression: RegExp;
}

/** Finds the route of a request. Of several that fit, the one listed first. */
export class RouteTable {
  readonly #compiled: readonly Compiled[];

  constructor(routes: readonly Route[]) {
    this.#compiled = routes.map((route) => ({ route, expression: expressionOf(route.pattern) }));
  }

  find(method: string, path: string): { readonly route: Route; readonly params: Record<string, string> } | undefined {
    const decoded = decodedPath(path);
    for (const { route, expression } of this.#compiled) {
      const match = route.method === method ? expression.exec(decoded) : null;
      if (match) return { route, params: { ...match.groups } };
    }
    return undefined;
  }

  /** Whether any method is served there. */
  knows(path: string): boolean {
    const decoded = decodedPath(path);
    return this.#compiled.some(({ expression }) => expression.test(decoded));
  }
}

/** Clients write `@original` as `%40original`. */
function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not well-formed: it is no route's path either.
    return path;
  }
}

function expressionOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}
