import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { type Config, loadConfig } from '#core/config.ts';
import { ConfigurationError, createReference, UserError } from '#core/errors.ts';
import { languageOf } from '#core/messages/languages.ts';
import { loadLanguages, message } from '#core/messages/message.ts';
import { StoreError } from '#core/store/store-error.ts';
import { type Invocation, parseArguments, UsageExit } from './arguments.ts';
import { checkLogos } from './check-logos.ts';
import { localeOf } from './locale.ts';
import type { StartBackend } from './open-place.ts';
import { runCommand } from './run-command.ts';

export interface CommandLine {
  /** The words after the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly startBackend: (config: Config, options: Parameters<StartBackend>[0]) => ReturnType<StartBackend>;
}

/** Reads the words and the settings, and carries the command out. Resolves with the exit code. */
export async function runCommandLine({ argv, env, startBackend }: CommandLine): Promise<number> {
  const locale = localeOf(env);
  await loadLanguages([languageOf(locale)]);
  try {
    const invocation: Invocation = parseArguments(argv, locale);
    // npm runs scripts in the project's folder and says here where the person was.
    const cwd = env.npm_lifecycle_event === 'mockup' ? (env.INIT_CWD ?? process.cwd()) : process.cwd();
    if (invocation.check) {
      const { stdin, stdout, stderr } = process;
      // There is nothing to be put away, so that Ctrl-C may end the program as it ends any other.
      const { signal } = new AbortController();
      return await checkLogos(invocation, { stdin, stdout, stderr, cwd, locale, signal });
    }
    const config = loadConfig(env);
    if (!invocation.quiet) for (const warning of config.warnings) complain(warning);
    return await runCommand({
      invocation,
      config,
      locale,
      startBackend: (options) => startBackend(config, options),
      dataDirectory: path.resolve(config.dataDir, 'terminal'),
      cwd,
      user: env.USER ?? 'me',
    });
  } catch (error) {
    return explain(error, locale);
  }
}

/** Says what is wrong, as sentences on standard error. */
function explain(error: unknown, locale: string): number {
  if (error instanceof UsageExit) {
    (error.exitCode === 0 ? process.stdout : process.stderr).write(error.text);
    return error.exitCode;
  }
  if (error instanceof ConfigurationError) error.problems.forEach(complain);
  else if (error instanceof StoreError) complain(message('terminal.store', locale, { reason: error.message }));
  else if (error instanceof UserError) complain(error.text(locale));
  else complain(crashSentence(error, locale));
  return 1;
}

/** Our fault: where it happened is written to a file, because a terminal is no place for it, and told by a reference number. */
function crashSentence(error: unknown, locale: string): string {
  const reference = createReference();
  const file = path.join(tmpdir(), `mockup-bot-${reference}.log`);
  try {
    writeFileSync(file, inspect(error), { mode: 0o600 });
    return message('terminal.bug', locale, { reference, file });
  } catch {
    // On a full disk there is only the sentence left.
    return message('mockup.bug', locale, { reference });
  }
}

function complain(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
