import { createRoute, z } from '@hono/zod-openapi';
import { deploymentModel } from '#studio/deployment.ts';
import { queryCount, queryFlag } from '#studio/query-values.ts';
import type { StudioApp, StudioDeps } from '#studio/studio-deps.ts';
import { bearer, failures, jsonContent } from './api-responses.ts';
import { DeploymentModel } from './get-deployment.ts';

const environments = ['staging', 'production', 'public-share', 'private-share', 'preview', 'community-share'] as const;

const Query = z.object({
  environment: z.enum(environments).optional(),
  is_fluid: queryFlag(false),
  page_size: queryCount(100, 1000),
  offset: queryCount(0, Number.MAX_SAFE_INTEGER),
});

const route = createRoute({
  method: 'get',
  path: '/api/deployments',
  summary: 'List deployments: the ordinary ones, or the fluid ones when asked',
  security: bearer,
  request: { query: Query },
  responses: { 200: jsonContent(z.array(DeploymentModel), 'Newest first'), ...failures },
});

export function registerListDeploymentsRoute(app: StudioApp, { runTimeoutMs }: StudioDeps): void {
  app.openapi(route, (c) => {
    const { environment, is_fluid, page_size, offset } = c.req.valid('query');
    const listed = [deploymentModel(runTimeoutMs)].filter(
      (deployment) =>
        (environment ?? deployment.environment) === deployment.environment &&
        is_fluid === (deployment.modal_image_id !== null),
    );
    return c.json(listed.slice(offset, offset + page_size), 200);
  });
}
