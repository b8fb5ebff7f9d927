import ipaddr from 'ipaddr.js';
import { isLoopbackUrl } from '#core/comfydeploy/api-url.ts';
import type { Config } from '#core/config.ts';
import { comfyDeployWebhookPath } from '#core/http/webhooks.ts';
import { type Finding, ok, warn } from './finding.ts';

/** Whether ComfyDeploy can tell at once that a run has ended. Asks nobody. */
export function checkPublicUrl({ backend, publicUrl, host, port, platforms }: Config): Finding {
  if (backend.kind === 'studio') {
    const isForTelegram = platforms.telegram?.webhookSecret !== undefined;
    return ok(
      `Runs end in this program itself, so PUBLIC_URL is ${isForTelegram ? 'for Telegram alone' : 'not needed'}.`,
    );
  }
  if (publicUrl === undefined) {
    return ok('PUBLIC_URL is not set, so ComfyDeploy is asked about runs now and then instead of telling by itself.');
  }
  const isElsewhere = !isLoopbackUrl(backend.apiUrl);
  if (isElsewhere && isInternal(publicUrl)) {
    return warn(
      `PUBLIC_URL is ${publicUrl}, which ComfyDeploy cannot reach from outside.`,
      'Set it to an address on the internet that leads here, or leave it empty.',
    );
  }
  if (isElsewhere && publicUrl.startsWith('http:')) {
    return warn(`PUBLIC_URL is ${publicUrl}, where others can read along.`, 'Use an https:// address.');
  }
  return ok(
    `ComfyDeploy tells by itself when a run ends, if ${publicUrl}${comfyDeployWebhookPath}/… leads to port ${port} on ${host}.`,
  );
}

/** Whether an address leads nowhere for those outside of this network. */
export function isInternal(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() !== 'unicast';
  return isLoopbackUrl(url) || !host.includes('.');
}
