import { z } from 'zod';
import { type LogLevel, logLevels } from '#core/log.ts';
import { StartError } from './start-error.ts';

export type StudioConfig = {
  readonly host: string;
  readonly port: number;
  readonly token?: string;
  readonly origins: readonly string[];
  readonly dataDir: string;
  readonly logLevel: LogLevel;
};

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text;
}

const Environment = z.object({
  STUDIO_HOST: z.string().default('127.0.0.1'),
  STUDIO_PORT: z
    .string()
    .regex(/^\d+$/, 'must be a port number')
    .transform(Number)
    .pipe(z.number().max(65_535, 'must be at most 65535'))
    .default(3011),
  STUDIO_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must not contain spaces, line breaks or special characters')
    .min(8, 'must have at least 8 characters')
    .optional(),
  STUDIO_ORIGINS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine((origins) => origins.every(isOrigin), 'must be origins like https://shop.example, separated by commas')
    .default([]),
  DATA_DIR: z.string().default('data'),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
});

/**
 * Settings of a studio that runs alone. Pure; a variable set to nothing counts as not set.
 * @throws {StartError} naming every bad variable, one line each
 */
export function loadStudioConfig(env: Readonly<Record<string, string | undefined>>): StudioConfig {
  const set = Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : []));
  const parsed = Environment.safeParse(Object.fromEntries(set));
  if (!parsed.success) {
    throw new StartError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join('\n'));
  }
  const { STUDIO_HOST, STUDIO_PORT, STUDIO_TOKEN, STUDIO_ORIGINS, DATA_DIR, LOG_LEVEL } = parsed.data;
  return {
    host: STUDIO_HOST,
    port: STUDIO_PORT,
    ...(STUDIO_TOKEN === undefined ? {} : { token: STUDIO_TOKEN }),
    origins: STUDIO_ORIGINS,
    dataDir: DATA_DIR,
    logLevel: LOG_LEVEL,
  };
}
