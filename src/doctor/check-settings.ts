import { type Config, loadConfig } from '#core/config.ts';
import { ConfigurationError } from '#core/errors.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Reads the settings. Without a config there is nothing more to look at. */
export function checkSettings(env: Readonly<Record<string, string | undefined>>): {
  readonly findings: readonly Finding[];
  readonly config?: Config;
} {
  try {
    const config = loadConfig(env);
    return { config, findings: [ok('The settings can be used.'), ...config.warnings.map((each) => warn(each))] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return {
      findings: [
        ...error.problems.map((problem) => fail(problem)),
        warn('The rest is not looked at before the settings can be used.'),
      ],
    };
  }
}
