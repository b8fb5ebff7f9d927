import { createRoute, z } from '@hono/zod-openapi';
import { DetailError } from '#studio/detail-error.ts';
import type { StudioApp, StudioDeps } from '#studio/studio-deps.ts';
import { bearer, failures, jsonContent } from './api-responses.ts';

const Answer = z.object({ status: z.literal('success'), message: z.literal('Function cancelled') });

const route = createRoute({
  method: 'post',
  path: '/api/run/{run_id}/cancel',
  summary: 'Cancel a run',
  security: bearer,
  request: { params: z.object({ run_id: z.string() }) },
  responses: { 200: jsonContent(Answer, 'Accepted, also for a run that has ended'), ...failures },
});

/** The path is not checked to be a UUID, and whatever is wrong is a 500: so does the real service. */
export function registerCancelRunRoute(app: StudioApp, { dispatcher }: StudioDeps): void {
  app.openapi(route, (c) => {
    const id = c.req.valid('param').run_id;
    if (!z.guid().safeParse(id).success) {
      throw new DetailError(500, 'Error cancel function invalid input syntax for type uuid');
    }
    if (!dispatcher.cancel(id.toLowerCase())) {
      throw new DetailError(500, 'Error cancel function 404: Run not found or has no modal function call ID');
    }
    return c.json({ status: 'success' as const, message: 'Function cancelled' as const }, 200);
  });
}
