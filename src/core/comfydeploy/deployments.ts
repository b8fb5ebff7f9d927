import { z } from 'zod';
import type { Api, Call } from './api.ts';
import { ComfyDeployError } from './comfydeploy-error.ts';
import { Deployment, ListedDeployment } from './schema.ts';

/** Real answers hold the whole workflow twice. */
const maxBytes = 64 * 1024 * 1024;
const pageSize = 100;
const maxPages = 20;

/**
 * Reads a deployment with its inputs. The service answers 500 for an unknown or foreign id, so on a 500 its list is asked too: an id that
 * is not on it gives an error with reason `not-found` and the status that was meant, 404.
 */
export async function getDeployment(api: Api, id: string, { signal }: Call): Promise<Deployment> {
  try {
    return await api.get(`/deployment/${encodeURIComponent(id)}`, Deployment, { verb: 'deployment', maxBytes, signal });
  } catch (error) {
    if (!(error instanceof ComfyDeployError) || error.status !== 500) throw error;
    const listed = await listDeployments(api, { signal });
    if (listed.some((deployment) => deployment.id === id)) throw error;
    const message = `ComfyDeploy has no deployment ${id} that this token may see.`;
    throw new ComfyDeployError(message, {
      reason: 'not-found',
      retryable: false,
      outcomeUnknown: false,
      status: 404,
      cause: error,
    });
  }
}

/** All deployments the token may see, newest first, the "fluid" ones after the others: the service lists them apart. */
export async function listDeployments(api: Api, { signal }: Call): Promise<ListedDeployment[]> {
  const byId = new Map<string, ListedDeployment>();
  for (const isFluid of [false, true]) {
    for (let page = 0; page < maxPages; page += 1) {
      const query = { is_fluid: isFluid, page_size: pageSize, offset: page * pageSize };
      const rows = await api.get('/deployments', z.array(z.unknown()), {
        verb: 'deployments',
        query,
        maxBytes,
        signal,
      });
      const known = byId.size;
      for (const row of rows) {
        const parsed = ListedDeployment.safeParse(row);
        if (parsed.success) byId.set(parsed.data.id, parsed.data);
      }
      // A server that does not page answers every page with the same rows.
      if (rows.length < pageSize || byId.size === known) break;
    }
  }
  return [...byId.values()];
}
