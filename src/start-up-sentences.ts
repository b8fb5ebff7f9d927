import { isLoopbackUrl } from '#core/comfydeploy/api-url.ts';
import type { Config } from '#core/config.ts';
import type { Backend } from '#core/mockups/backend.ts';

/** Where the shots come from, in plain words. */
export function backendSentence(backend: Backend, templateRenders: boolean): string {
  if (templateRenders) {
    return 'No ComfyDeploy is set up, so shots are rendered from built-in templates. To use your own deployment, set COMFY_API_TOKEN and COMFY_DEPLOYMENT_ID_CUSTOM.';
  }
  return `Shots are made by: ${backend.deploymentNames.join(', ')}.`;
}

/** What strangers could cost, when everyone may ask and runs are paid for. */
export function spendingSentences({ backend, hasAllowList, maxRunsPerDay }: Config): string[] {
  if (backend.kind === 'studio' || isLoopbackUrl(backend.apiUrl) || hasAllowList) return [];
  return [
    `Everyone who can reach this bot in a chat can spend your ComfyDeploy credit: up to ${maxRunsPerDay} runs a day in all (MAX_RUNS_PER_DAY), and nobody is named who alone may ask.`,
  ];
}

/** Which chat platforms are connected, and what to do when none is. */
export function platformSentences({ platforms }: Config): string[] {
  const names = [...(platforms.discord ? ['Discord'] : []), ...(platforms.telegram ? ['Telegram'] : [])];
  if (names.length > 0) return names.map((name) => `Connecting to ${name}.`);
  return [
    'No chat platform is connected, so nobody can ask for a mockup here. The command line can: npm run mockup -- <logo>',
  ];
}
