import path from 'node:path';
import { parseArguments } from '#bots/terminal/arguments.ts';
import { runCommand } from '#bots/terminal/run-command.ts';
import { loadConfig } from '#core/config.ts';
import { defaultPatience } from '#core/mockups/journey-context.ts';
import { startBackend } from '../../src/start-backend.ts';

// The mockup command as it is, for a person who gives an API a second or two instead of a minute.
const config = loadConfig(process.env);
process.exitCode = await runCommand({
  invocation: parseArguments(process.argv.slice(2), 'en'),
  config,
  locale: 'en',
  startBackend: (options) => startBackend(config, options),
  dataDirectory: path.resolve(config.dataDir, 'terminal'),
  cwd: process.cwd(),
  user: 'test',
  patience: { firstAnswerMs: 1500, silenceMs: 1500, cancelMs: 1500 },
  servicePatience: { ...defaultPatience, toReconcileMs: 1000 },
});
