import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import dotenv from 'dotenv';
import { createLogger } from '#core/log.ts';
import { studioDeploymentId } from './deployment.ts';
import { StartError } from './start-error.ts';
import { startStudio } from './studio.ts';
import { loadStudioConfig, type StudioConfig } from './studio-config.ts';

/** Ending in order takes less; whatever hangs beyond this is left behind, since the store survives that. */
const stopTimeoutMs = 9000;

function greeting(config: StudioConfig, url: string): string {
  return [
    `The studio is ready at ${url}`,
    config.token === undefined
      ? 'No token is needed; only this machine can reach it.'
      : 'Callers need the token in STUDIO_TOKEN.',
    'To make the bot use it, set:',
    `  COMFY_API_URL=${url}`,
    ...(config.token === undefined ? [] : ['  COMFY_API_TOKEN=<the value of STUDIO_TOKEN>']),
    `  COMFY_DEPLOYMENT_ID_CUSTOM=${studioDeploymentId}`,
  ].join('\n');
}

async function main(): Promise<void> {
  dotenv.config({ quiet: true });
  const config = loadStudioConfig(process.env);
  const log = createLogger(config.logLevel);
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await using studio = await startStudio({
    ...config,
    dataDir: join(config.dataDir, 'studio'),
    slots: Math.max(1, availableParallelism() - 1),
    log,
  });
  console.log(greeting(config, studio.url));
  await stopped;
  log.info('the studio stops');
  setTimeout(() => process.exit(1), stopTimeoutMs).unref();
}

try {
  await main();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
