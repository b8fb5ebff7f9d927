import { sizes } from '#core/catalog/catalog.ts';
import { createComfyDeploy } from '#core/comfydeploy/client.ts';
import { type ChosenInputs, checkNumber } from '#core/comfydeploy/inputs.ts';
import type { BackendConfig, Config } from '#core/config.ts';
import { BackendError, ConfigurationError } from '#core/errors.ts';
import { createLogger } from '#core/log.ts';
import { Backend, type ReadyDeployment, remoteBackendId } from '#core/mockups/backend.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** How long one request may take, in ms. */
const callMs = 10_000;
/** How long all of them together may take: one that fails is asked once more. */
const inAllMs = 30_000;

const ownDeployment = 'To use your own deployment, set COMFY_API_TOKEN and COMFY_DEPLOYMENT_ID_CUSTOM.';

/** Whether shots can be made, and how each deployment will be used. Starts no run. @throws the signal's reason */
export async function checkBackend({ backend, platforms }: Config, signal: AbortSignal): Promise<Finding[]> {
  if (backend.kind === 'remote') return checkRemote(backend, signal);
  const sentence = 'No ComfyDeploy is set up, so shots are rendered from built-in templates.';
  // People in a chat expect more than somebody who tries the command line.
  return Object.keys(platforms).length > 0 ? [warn(sentence, ownDeployment)] : [ok(`${sentence} ${ownDeployment}`)];
}

async function checkRemote(
  { apiUrl, token, deployments }: Extract<BackendConfig, { kind: 'remote' }>,
  signal: AbortSignal,
): Promise<Finding[]> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(inAllMs)]);
  try {
    await using api = createComfyDeploy({
      apiUrl,
      ...(token === undefined ? {} : { token }),
      log: createLogger('silent'),
      timeouts: { readMs: callMs },
      retry: { attempts: 2, maxDelayMs: 2000 },
    });
    const backend = new Backend({ id: remoteBackendId(apiUrl, token), api, deployments });
    const looks = await Promise.allSettled(backend.deploymentNames.map((name) => backend.deployment(name, deadline)));
    signal.throwIfAborted();
    const found = looks.flatMap((look) => (look.status === 'fulfilled' ? [look.value] : []));
    const failures = looks.flatMap((look): unknown[] => (look.status === 'rejected' ? [look.reason] : []));
    return [
      ...(found.length > 0 ? [ok(`ComfyDeploy at ${apiUrl} answers and accepts what it is asked with.`)] : []),
      ...found.flatMap(describe),
      ...describeFailures(failures, apiUrl),
    ];
  } catch (error) {
    signal.throwIfAborted();
    return describeFailures([error], apiUrl);
  }
}

/** How a deployment will be used, and what people should not expect of it. */
function describe({ name, inputs }: ReadyDeployment): Finding[] {
  const { image, text, number, product, color, seed } = inputs;
  const roles = { logo: image, prompt: text, size: number, product, color, seed };
  const uses = Object.entries(roles).flatMap(([role, input]) => (input ? [`${role} to ${input.id}`] : []));
  return [
    ok(`Deployment ${name} is there: ${uses.join(', ')}.`),
    ...(text
      ? []
      : [
          warn(
            `Deployment ${name} takes no prompt, so prompts have no effect.`,
            'Give its workflow an external text node.',
          ),
        ]),
    ...describeSizes(name, number),
  ];
}

function describeSizes(name: string, number: ChosenInputs['number']): Finding[] {
  if (!number) {
    const mend = 'Give its workflow an external number node.';
    return [warn(`Deployment ${name} takes no size, so sizes have no effect.`, mend)];
  }
  const refused = sizes.filter((size) => checkNumber(number, size));
  if (refused.length === 0) return [];
  const range = `${number.min} to ${number.max}`;
  return [
    warn(
      `Deployment ${name} makes sizes from ${range}, so people are refused ${refused.join(' and ')}.`,
      'Widen the bounds of its number node.',
    ),
  ];
}

function describeFailures(failures: readonly unknown[], apiUrl: string): Finding[] {
  const problems = new Map<string, Finding>();
  for (const failure of failures) {
    if (failure instanceof ConfigurationError) {
      for (const problem of failure.problems) problems.set(problem, fail(problem));
    } else if (failure instanceof BackendError) {
      // What does not answer one question does not answer the others.
      problems.set('', fail(failure.message, 'Check COMFY_API_URL and the connection, or try again later.'));
    } else if (failure instanceof DOMException) {
      problems.set(
        '',
        fail(`ComfyDeploy at ${apiUrl} did not answer in time.`, 'Check the connection, or try again later.'),
      );
    } else throw failure;
  }
  return [...problems.values()];
}
