import { config as loadDotenv } from 'dotenv';
import type { Config } from '#core/config.ts';
import { spendingSentences } from '../start-up-sentences.ts';
import { checkBackend } from './check-backend.ts';
import { checkData } from './check-data.ts';
import { checkDiscord } from './check-discord.ts';
import { checkPublicUrl } from './check-public-url.ts';
import { checkSettings } from './check-settings.ts';
import { checkTelegram } from './check-telegram.ts';
import { type Finding, fail, lineOf, ok, summaryOf, warn } from './finding.ts';

/** Far more than all looks take by their own limits; a last resort. */
const inAllMs = 3 * 60_000;

/** Looks at everything the service needs, one after the other, and changes nothing. */
async function* examine(env: NodeJS.ProcessEnv, signal: AbortSignal): AsyncGenerator<Finding> {
  const { findings, config } = checkSettings(env);
  yield* findings;
  if (!config) return;
  yield* look('DATA_DIR', () => checkData(config.dataDir));
  yield* look('The image service', () => checkBackend(config, signal));
  yield* look('PUBLIC_URL', () => [checkPublicUrl(config)]);
  yield* look('The chat platforms', () => checkPlatforms(config, signal));
}

async function checkPlatforms(config: Config, signal: AbortSignal): Promise<Finding[]> {
  const { backend, platforms } = config;
  const { discord, telegram } = platforms;
  if (!discord && !telegram) {
    return [
      ok(
        'No chat platform is set up, so mockups can be asked for on the command line alone. For Discord, set DISCORD_TOKEN; for Telegram, TELEGRAM_BOT_TOKEN.',
      ),
    ];
  }
  const deployments = backend.kind === 'remote' ? backend.deployments.map(({ name }) => name) : ['studio'];
  return [
    ...spendingSentences(config).map((sentence) => warn(sentence, 'Name them, or lower MAX_RUNS_PER_DAY.')),
    ...(discord ? await checkDiscord(discord, deployments, signal) : []),
    ...(telegram ? await checkTelegram(telegram, config.publicUrl, signal) : []),
  ];
}

/** One look; one that goes wrong by our fault does not end the others. */
async function* look(
  what: string,
  check: () => readonly Finding[] | Promise<readonly Finding[]>,
): AsyncGenerator<Finding> {
  try {
    yield* await check();
  } catch (error) {
    // Its text may hold anything; its kind is enough to ask us about it.
    const kind = error instanceof Error ? error.name : typeof error;
    yield fail(`${what} could not be looked at (${kind}).`, 'Try again, and tell us if it stays so.');
  }
}

async function main(): Promise<number> {
  loadDotenv({ quiet: true });
  const all: Finding[] = [];
  for await (const finding of examine(process.env, AbortSignal.timeout(inAllMs))) {
    all.push(finding);
    process.stdout.write(`${lineOf(finding)}\n`);
  }
  process.stdout.write(`${lineOf(summaryOf(all))}\n`);
  return all.some(({ level }) => level === 'fail') ? 1 : 0;
}

process.exitCode = await main();
