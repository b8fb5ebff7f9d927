import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Levels of `LOG_LEVEL`, loudest first. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

// Field names under which a secret could travel, at the top and one level down. Error messages are kept clean where the errors are made.
const secretFields = [
  'token',
  'authorization',
  'apiKey',
  'webhook',
  'webhookUrl',
  'webhookToken',
  'interactionToken',
  'fileUrl',
  'prompt',
  'inputs',
];

/** The program's log: one JSON object per line, secrets and customers' words cut out by field name. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
