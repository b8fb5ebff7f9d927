import { randomBytes } from 'node:crypto';
import type { ApiOptions } from '#core/comfydeploy/api.ts';
import { createComfyDeploy } from '#core/comfydeploy/client.ts';
import type { Config } from '#core/config.ts';
import { ConfigurationError } from '#core/errors.ts';
import type { Logger } from '#core/log.ts';
import { Backend, remoteBackendId } from '#core/mockups/backend.ts';
import { Renderer } from '#core/renderer/renderer.ts';
import { studioDeploymentId } from '#studio/deployment.ts';
import { StartError } from '#studio/start-error.ts';
import { startStudio } from '#studio/studio.ts';

/** Where runs are made, ready to use. Dispose it to close connections and, if it was started here, the studio. */
export interface StartedBackend extends AsyncDisposable {
  readonly backend: Backend;
  /** True when the shots come from the built-in templates. */
  readonly templateRenders: boolean;
}

/**
 * The ComfyDeploy API that the settings name, or without any settings the studio, in this process and on a free port of its own. From
 * here on both are the same thing: a base URL and a token.
 */
export async function startBackend(
  config: Config,
  options: {
    readonly studioDirectory: string;
    readonly log: Logger;
    /** One to share; its owner disposes it. */
    readonly renderer?: Renderer;
    /** Somebody is about to wait for a single shot: have a render thread ready when it is needed. */
    readonly warmUp?: boolean;
    /** Told of each request to the API. */
    readonly onCall?: ApiOptions['onCall'];
  },
): Promise<StartedBackend> {
  const { log, onCall } = options;
  const listeners = onCall ? { log, onCall } : { log };
  await using stack = new AsyncDisposableStack();
  if (config.backend.kind === 'remote') {
    const { apiUrl, token, deployments } = config.backend;
    const api = stack.use(createComfyDeploy({ apiUrl, ...(token === undefined ? {} : { token }), ...listeners }));
    const backend = new Backend({ id: remoteBackendId(apiUrl, token), api, deployments });
    const started = stack.move();
    return { backend, templateRenders: false, [Symbol.asyncDispose]: () => started.disposeAsync() };
  }
  const token = randomBytes(24).toString('base64url');
  const { studioDirectory: dataDir } = options;
  const renderer = options.renderer ?? stack.use(new Renderer({ threads: 2 }));
  if (options.warmUp) renderer.warmUp();
  const studio = stack.use(
    await startStudio({
      dataDir,
      host: '127.0.0.1',
      port: 0,
      token,
      origins: [],
      slots: 2,
      log,
      renderer,
    }).catch((error: unknown) => {
      throw error instanceof StartError ? new ConfigurationError([error.message]) : error;
    }),
  );
  const api = stack.use(createComfyDeploy({ apiUrl: studio.url, token, ...listeners }));
  const deployments = [{ name: 'studio', id: studioDeploymentId, inputs: {} }];
  const started = stack.move();
  return {
    // Its port and token change with every start, its runs and uploads do not: it stays the same backend.
    backend: new Backend({ id: 'studio', api, deployments }),
    templateRenders: true,
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
