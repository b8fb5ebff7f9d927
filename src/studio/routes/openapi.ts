import type { StudioApp } from '#studio/studio-deps.ts';

/** The description of all routes registered before it, made from their own definitions. Needs no token. */
export function registerOpenapiRoute(app: StudioApp): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'Bearer', { type: 'http', scheme: 'bearer' });
  for (const path of ['/openapi.json', '/api/doc']) {
    app.doc31(path, {
      openapi: '3.1.0',
      info: {
        title: 'Mockup studio',
        version: '1.0.0',
        description: 'Speaks the ComfyDeploy API; runs are rendered from product templates on this machine.',
      },
    });
  }
}
