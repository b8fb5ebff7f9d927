import { z } from 'zod';
import { isLoopbackUrl, resolveApiUrl } from './comfydeploy/api-url.ts';
import { type DiscordConfig, discordConfig, discordVariables } from './discord-settings.ts';
import { ConfigurationError } from './errors.ts';
import { type LogLevel, logLevels } from './log.ts';
import {
  type TelegramConfig,
  telegramConfig,
  telegramVariables,
  telegramWarnings,
  webhookProblem,
} from './telegram-settings.ts';
import { webBase } from './web-base.ts';

/** One ComfyDeploy deployment the operator named. */
export interface DeploymentConfig {
  /** `COMFY_DEPLOYMENT_ID_RED_CAP` is called `red-cap`. */
  readonly name: string;
  readonly id: string;
  /** Input ids the operator chose, where the deployment leaves a choice. */
  readonly inputs: { readonly image?: string; readonly text?: string; readonly number?: string };
}

/** Where runs are made: in our own box, or at a ComfyDeploy API. */
export type BackendConfig =
  | { readonly kind: 'studio' }
  | {
      readonly kind: 'remote';
      readonly apiUrl: string;
      readonly token?: string;
      readonly deployments: readonly DeploymentConfig[];
    };

export interface Config {
  readonly backend: BackendConfig;
  /** Chat platforms that are set up. */
  readonly platforms: { readonly discord?: DiscordConfig; readonly telegram?: TelegramConfig };
  readonly host: string;
  readonly port: number;
  readonly metricsToken?: string;
  /** Where this service can be reached from outside, without a slash at the end. */
  readonly publicUrl?: string;
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  readonly maxActiveRuns: number;
  readonly maxActivePerPerson: number;
  readonly maxWaitingPerPerson: number;
  readonly maxPerPersonPerDay: number;
  readonly maxRunsPerDay: number;
  readonly retentionDays: number;
  /** Whether the operator named, for each chat platform that is set up, the people or places that may ask. */
  readonly hasAllowList: boolean;
  /** Sentences for the operator: understood, but better changed. */
  readonly warnings: readonly string[];
}

const count = (fallback: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(1, 'must be at least 1').max(max, `must be at most ${max}`))
    .default(fallback);

const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d+$/, 'must be a port number')
    .transform(Number)
    .pipe(z.number().max(65_535, 'must be at most 65535'))
    .default(8080),
  METRICS_TOKEN: z.string().min(8, 'must have at least 8 characters').optional(),
  PUBLIC_URL: webBase('https://bot.example.com').optional(),
  DATA_DIR: z.string().default('data'),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  MAX_ACTIVE_RUNS: count(4, 1000),
  MAX_ACTIVE_PER_PERSON: count(2, 1000),
  MAX_WAITING_PER_PERSON: count(20, 100_000),
  MAX_PER_PERSON_PER_DAY: count(100, 1_000_000),
  MAX_RUNS_PER_DAY: count(200, 1_000_000),
  RETENTION_DAYS: count(90, 36_500),
  ...discordVariables,
  ...telegramVariables,
  COMFY_API_URL: z.string().optional(),
  COMFY_API_TOKEN: z.string().regex(/^\S+$/, 'must not contain white space').optional(),
});

const deploymentPrefix = 'COMFY_DEPLOYMENT_ID_';

/** Variables set to nothing count as not set: that is what an empty line of an env file means. */
function dropEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      const trimmed = value?.trim();
      return trimmed ? [[name, trimmed]] : [];
    }),
  );
}

/**
 * Reads the settings from an environment. Pure: the caller hands the environment in.
 * @throws {ConfigurationError} naming every bad or missing variable at once
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = dropEmpty(env);
  const problems: string[] = [];
  const warnings: string[] = [];
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.push(`${issue.path.join('.')} ${issue.message}.`);
  }
  const backend = readBackend(set, problems, warnings);
  const telegram = parsed.data && telegramConfig(parsed.data);
  const refusal = telegram && webhookProblem(telegram, parsed.data?.PUBLIC_URL);
  if (refusal !== undefined) problems.push(refusal);
  if (problems.length > 0 || !parsed.success) throw new ConfigurationError(problems);
  const values = parsed.data;
  const discord = discordConfig(values);
  if (discord?.apiUrl?.startsWith('http:') && !isLoopbackUrl(discord.apiUrl)) {
    warnings.push('DISCORD_API_URL: http:// sends the token unprotected to another machine; https:// would be safer.');
  }
  if (telegram) warnings.push(...telegramWarnings(telegram));
  return {
    backend,
    platforms: { ...(discord ? { discord } : {}), ...(telegram ? { telegram } : {}) },
    host: values.HOST,
    port: values.PORT,
    ...(values.METRICS_TOKEN === undefined ? {} : { metricsToken: values.METRICS_TOKEN }),
    ...(values.PUBLIC_URL === undefined ? {} : { publicUrl: values.PUBLIC_URL }),
    dataDir: values.DATA_DIR,
    logLevel: values.LOG_LEVEL,
    maxActiveRuns: values.MAX_ACTIVE_RUNS,
    maxActivePerPerson: values.MAX_ACTIVE_PER_PERSON,
    maxWaitingPerPerson: values.MAX_WAITING_PER_PERSON,
    maxPerPersonPerDay: values.MAX_PER_PERSON_PER_DAY,
    maxRunsPerDay: values.MAX_RUNS_PER_DAY,
    retentionDays: values.RETENTION_DAYS,
    hasAllowList: hasAllowList(discord, telegram),
    warnings,
  };
}

/** One platform without a list is enough for everyone to get in. */
function hasAllowList(discord: DiscordConfig | undefined, telegram: TelegramConfig | undefined): boolean {
  const lists = [
    ...(discord ? [discord.allowedGuilds.length > 0 || discord.allowedRoles.length > 0] : []),
    ...(telegram ? [telegram.allowedChats.length > 0 || telegram.allowedUsers.length > 0] : []),
  ];
  return lists.length > 0 && lists.every(Boolean);
}

/** The studio serves only when nothing of ComfyDeploy is set; any other incomplete set is a mistake worth stopping for. */
function readBackend(set: Readonly<Record<string, string>>, problems: string[], warnings: string[]): BackendConfig {
  if (set.COMFY_DEPLOYMENT_ID) {
    problems.push('COMFY_DEPLOYMENT_ID needs a name at its end: call it COMFY_DEPLOYMENT_ID_CUSTOM.');
  }
  const deployments = readDeployments(set, problems);
  if (!set.COMFY_API_URL && !set.COMFY_API_TOKEN && deployments.length === 0) return { kind: 'studio' };

  let apiUrl = '';
  try {
    const resolved = resolveApiUrl(set.COMFY_API_URL);
    apiUrl = resolved.url;
    if (resolved.warning) warnings.push(`COMFY_API_URL: ${resolved.warning}`);
  } catch (error) {
    problems.push(`COMFY_API_URL ${error instanceof Error ? error.message : 'is not a URL'}`);
  }
  if (!set.COMFY_API_TOKEN && apiUrl && !isLoopbackUrl(apiUrl)) {
    problems.push('COMFY_API_TOKEN is missing: make an API key in the ComfyDeploy dashboard and set it.');
  }
  if (deployments.length === 0) {
    problems.push('COMFY_DEPLOYMENT_ID_CUSTOM is missing: set it to the id of the deployment that makes the shots.');
  }
  return {
    kind: 'remote',
    apiUrl,
    ...(set.COMFY_API_TOKEN ? { token: set.COMFY_API_TOKEN } : {}),
    deployments,
  };
}

function readDeployments(set: Readonly<Record<string, string>>, problems: string[]): DeploymentConfig[] {
  const suffixes = Object.keys(set)
    .filter((name) => name.startsWith(deploymentPrefix) && name.length > deploymentPrefix.length)
    .map((name) => name.slice(deploymentPrefix.length))
    .sort((a, b) => Number(b === 'CUSTOM') - Number(a === 'CUSTOM'));
  const names = suffixes.map((suffix) => suffix.toLowerCase());
  return suffixes.map((suffix, index) => {
    if (names.indexOf(suffix.toLowerCase()) !== index) {
      problems.push(
        `${deploymentPrefix}${suffix} has the name of another deployment but for its case: give it one of its own.`,
      );
    }
    const id = set[`${deploymentPrefix}${suffix}`] ?? '';
    if (!z.guid().safeParse(id).success) {
      problems.push(
        `${deploymentPrefix}${suffix} must be the id of a deployment, like 3f2a1c9e-0b1d-4c2a-9e8f-1a2b3c4d5e6f.`,
      );
    }
    const input = (kind: string): string | undefined =>
      set[`COMFY_INPUT_${kind}_${suffix}`] ?? set[`COMFY_INPUT_${kind}`];
    const [image, text, number] = [input('IMAGE'), input('TEXT'), input('NUMBER')];
    return {
      name: suffix.toLowerCase().replaceAll('_', '-'),
      id: id.toLowerCase(),
      inputs: { ...(image ? { image } : {}), ...(text ? { text } : {}), ...(number ? { number } : {}) },
    };
  });
}
