import { createHttpApp, type HttpApp } from '#core/http/app.ts';
import type { ComfyDeployWebhooks } from '#core/http/webhooks.ts';
import type { Logger } from '#core/log.ts';
import type { Metrics, Standing } from '#core/metrics.ts';
import type { MockupService } from '#core/mockups/mockup-service.ts';
import type { RunHints } from '#core/mockups/run-hints.ts';
import type { StoreProbe } from '#core/store/store-probe.ts';

/** The HTTP surface of a service that runs. */
export function createServiceApp(parts: {
  readonly service: MockupService;
  readonly metrics: Metrics;
  readonly standing: () => Standing;
  readonly probe: StoreProbe;
  readonly templateRenders: boolean;
  readonly metricsToken: string | undefined;
  /** Adds the routes of a platform that brings what people do. */
  readonly mount?: (app: HttpApp) => void;
  readonly stop: AbortSignal;
  readonly log: Logger;
}): ReturnType<typeof createHttpApp> {
  const { service, metrics, standing, probe, templateRenders, metricsToken, mount, stop, log } = parts;
  const app = createHttpApp({
    log,
    metrics: metrics.registry,
    ...(metricsToken === undefined ? {} : { metricsToken }),
    isReady: async () => !stop.aborted && (await probe.isWritable()),
    details: () => {
      const { states, isApiPaused, lastAnswer, ...rest } = standing();
      const mockups = Object.fromEntries(states);
      return { ...rest, mockups, backend: { lastAnswer, isPaused: isApiPaused, templateRenders } };
    },
    comfyDeployWebhooks: webhooksOf(service.hints, metrics, log),
  });
  mount?.(app);
  return app;
}

/** Lets webhooks through to those who wait for them. Each one that is not taken is one log line, without its address, which is a secret. */
export function webhooksOf(
  hints: Pick<RunHints, 'isAwaited' | 'take'>,
  metrics: Metrics,
  log: Logger,
): ComfyDeployWebhooks {
  return {
    isAwaited: (token) => hints.isAwaited(token),
    take: (token, hint) => hints.take(token, hint),
    onResult: (result) => {
      metrics.countWebhook(result);
      if (result !== 'taken') log.info({ result }, 'webhook not taken');
    },
  };
}
