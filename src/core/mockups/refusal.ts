import { ComfyDeployError } from '#core/comfydeploy/comfydeploy-error.ts';
import { type BackendError, PlatformError, type PlatformReason } from '#core/errors.ts';
import { type SentenceRef, sentence } from '#core/messages/sentence-ref.ts';

/** A definite no of the image service, or of the platform that has the logo, in words a person can use. */
export function refusal(error: BackendError, deployment: string): SentenceRef {
  if (error instanceof PlatformError) return platformRefusal(error.reason, error.platformName);
  switch (error instanceof ComfyDeployError ? error.reason : undefined) {
    case 'no-credit':
      return sentence('service.noCredit');
    case 'bad-token':
      return sentence('service.badToken');
    case 'not-found':
      return sentence('service.notFound', { deployment });
    default:
      return sentence('service.refused', { status: error.status ?? 0 });
  }
}

/** Who has not answered for longer than it is waited for. */
export function silence(error: BackendError): SentenceRef {
  if (error instanceof PlatformError) return platformRefusal('unavailable', error.platformName);
  return sentence('service.unreachable');
}

function platformRefusal(reason: PlatformReason, platform: string): SentenceRef {
  switch (reason) {
    case 'unavailable':
      return sentence('platform.unavailable', { platform });
    case 'gone':
      return sentence('platform.gone', { platform });
    case 'forbidden':
      return sentence('platform.forbidden', { platform });
    case 'too-big':
      return sentence('platform.tooBig', { platform });
    case 'refused':
      return sentence('platform.refused', { platform });
  }
}
