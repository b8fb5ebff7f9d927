import { enableCompileCache } from 'node:module';

// Before anything else is loaded: from the second start on, loading takes half the time.
enableCompileCache();
const { config } = await import('dotenv');
config({ quiet: true });
const [{ startBackend }, { runCommandLine }] = await Promise.all([
  import('../../start-backend.ts'),
  import('./command-line.ts'),
]);

process.exitCode = await runCommandLine({
  argv: process.argv.slice(2),
  env: process.env,
  startBackend: (settings, options) => startBackend(settings, { ...options, warmUp: true }),
});
