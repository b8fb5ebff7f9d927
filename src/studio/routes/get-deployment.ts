import { createRoute, z } from '@hono/zod-openapi';
import { deploymentModel, studioDeploymentId } from '#studio/deployment.ts';
import { DetailError } from '#studio/detail-error.ts';
import type { StudioApp, StudioDeps } from '#studio/studio-deps.ts';
import { bearer, failures, jsonContent } from './api-responses.ts';

/** The part of a deployment worth describing; the answer holds more. */
export const DeploymentModel = z
  .looseObject({
    id: z.string(),
    workflow_id: z.string(),
    environment: z.string(),
    input_types: z.array(z.looseObject({ type: z.string(), class_type: z.string(), input_id: z.string() })),
  })
  .openapi('DeploymentModel');

const route = createRoute({
  method: 'get',
  path: '/api/deployment/{deployment_id}',
  summary: 'Read a deployment and the inputs it takes',
  security: bearer,
  request: { params: z.object({ deployment_id: z.string() }) },
  responses: { 200: jsonContent(DeploymentModel, 'The deployment'), ...failures },
});

/** An unknown id is a 500: the real service swallows its own 404 here. */
export function registerGetDeploymentRoute(app: StudioApp, { runTimeoutMs }: StudioDeps): void {
  app.openapi(route, (c) => {
    if (c.req.valid('param').deployment_id.toLowerCase() !== studioDeploymentId)
      throw new DetailError(500, 'Internal server error');
    return c.json(deploymentModel(runTimeoutMs), 200);
  });
}
