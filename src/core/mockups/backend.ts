import { createHash } from 'node:crypto';
import type { ComfyDeploy } from '#core/comfydeploy/client.ts';
import { type ChosenInputs, chooseInputs, discoverInputs } from '#core/comfydeploy/inputs.ts';
import type { DeploymentConfig } from '#core/config.ts';
import { BackendError, ConfigurationError } from '#core/errors.ts';
import { unlessAborted } from '#core/unless-aborted.ts';

/** More than the client takes to give up; a last resort. */
const longestReadMs = 5 * 60_000;

/** A deployment as the mockups use it. */
export interface ReadyDeployment {
  readonly name: string;
  readonly id: string;
  readonly workflowId: string | null;
  /** How long a run may take by the deployment's own settings, in ms. */
  readonly runTimeoutMs: number;
  readonly inputs: ChosenInputs;
}

/** Where runs are made: one ComfyDeploy API and the deployments the operator named there. */
export class Backend {
  /** Stable across restarts; another base or token is another backend. */
  readonly id: string;
  readonly api: ComfyDeploy;
  /** Whether this server gives unknown inputs back with a run, learnt from the first one that shows its inputs to this process. */
  keepsMarks: boolean | undefined;
  readonly #configured: ReadonlyMap<string, DeploymentConfig>;
  readonly #ready = new Map<string, Promise<ReadyDeployment>>();

  constructor(options: {
    readonly id: string;
    readonly api: ComfyDeploy;
    readonly deployments: readonly DeploymentConfig[];
  }) {
    this.id = options.id;
    this.api = options.api;
    this.#configured = new Map(options.deployments.map((each) => [each.name, each]));
  }

  /** Names people can pick, the default first. */
  get deploymentNames(): readonly string[] {
    return [...this.#configured.keys()];
  }

  /**
   * The deployment of a name, read once for all who ask and kept; the signal ends the wait of one of them. Read again after it failed.
   * @throws {ConfigurationError} when it cannot serve: unknown, no logo input, or inputs that leave a choice
   * @throws {BackendError} when the API did not answer
   */
  async deployment(name: string, signal: AbortSignal): Promise<ReadyDeployment> {
    const known = this.#ready.get(name);
    if (known) return unlessAborted(known, signal);
    const reading = this.#read(name);
    this.#ready.set(name, reading);
    reading.catch(() => this.#ready.delete(name));
    return unlessAborted(reading, signal);
  }

  learnMarks(kept: boolean): void {
    this.keepsMarks ??= kept;
  }

  /** Reads all deployments. @throws {ConfigurationError} with what is wrong with any of them; @throws {BackendError} */
  async check(signal: AbortSignal): Promise<ReadyDeployment[]> {
    const results = await Promise.allSettled(this.deploymentNames.map((name) => this.deployment(name, signal)));
    const failures = results.filter((each) => each.status === 'rejected').map((each): unknown => each.reason);
    const problems = failures.flatMap((each) => (each instanceof ConfigurationError ? each.problems : []));
    if (problems.length > 0) throw new ConfigurationError([...new Set(problems)]);
    if (failures.length > 0) throw failures[0];
    return results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  }

  async #read(name: string): Promise<ReadyDeployment> {
    const configured = this.#configured.get(name);
    if (!configured) throw new ConfigurationError([`There is no deployment called ${name}.`]);
    try {
      const deployment = await this.api.getDeployment(configured.id, { signal: AbortSignal.timeout(longestReadMs) });
      return {
        name,
        id: configured.id,
        workflowId: deployment.workflow_id ?? deployment.workflow?.id ?? null,
        runTimeoutMs: (deployment.run_timeout ?? 300) * 1000,
        inputs: chooseInputs(discoverInputs(deployment), { deploymentName: name, overrides: configured.inputs }),
      };
    } catch (error) {
      throw asConfigurationError(error, configured) ?? error;
    }
  }
}

/** Identity of a remote backend: a hash, because the token must not be stored. */
export function remoteBackendId(apiUrl: string, token: string | undefined): string {
  return createHash('sha256')
    .update(`${apiUrl}\n${token ?? ''}`)
    .digest('hex')
    .slice(0, 16);
}

/** What only the operator can put right. */
function asConfigurationError(error: unknown, configured: DeploymentConfig): ConfigurationError | undefined {
  if (!(error instanceof BackendError)) return undefined;
  const variable = `COMFY_DEPLOYMENT_ID_${configured.name.toUpperCase().replaceAll('-', '_')}`;
  if (error.status === 401)
    return new ConfigurationError(['COMFY_API_TOKEN was not accepted: the API says it is wrong, expired or revoked.']);
  if (error.status === 403)
    return new ConfigurationError([`COMFY_API_TOKEN may not use deployment ${configured.name}.`]);
  if (error.status === 404)
    return new ConfigurationError([`${variable} names a deployment that is not there, or not for this token.`]);
  return undefined;
}
