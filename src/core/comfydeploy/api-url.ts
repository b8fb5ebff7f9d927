const defaultApiUrl = 'https://api.comfydeploy.com/api';

const apiHosts = ['api.comfydeploy.com', 'staging.api.comfydeploy.com'];
/** Hosts of the dashboard and of the retired first API. They answer, but with other routes or web pages. */
const otherHosts = ['comfydeploy.com', 'www.comfydeploy.com', 'app.comfydeploy.com', 'studio.comfydeploy.com'];

export interface ApiUrl {
  /** Base of all routes, without a slash at the end. */
  readonly url: string;
  /** A sentence for the operator: understood, but better changed. */
  readonly warning?: string;
}

/**
 * The base of the API from what an operator wrote; the public service when nothing is. All routes of this API live under `/api`, at
 * every server that speaks it, so an address without a path gets it; another path is kept. The addresses of older guides
 * are mapped to the public service, with a warning.
 * @throws {TypeError} whose message goes on from the setting's name: "must start with https:// …"
 */
export function resolveApiUrl(text?: string): ApiUrl {
  const trimmed = text?.trim() ?? '';
  if (!trimmed) return { url: defaultApiUrl };
  const url = URL.parse(trimmed);
  if (!url || !/^https?:\/\//i.test(trimmed))
    throw new TypeError(`must start with https:// or http://, like ${defaultApiUrl}.`);
  if (url.username || url.password)
    throw new TypeError('must not hold a user name or password; the key belongs in COMFY_API_TOKEN.');
  if (url.search || url.hash) throw new TypeError(`must end after the path, without ? or #, like ${defaultApiUrl}.`);

  if (otherHosts.includes(url.hostname)) {
    return {
      url: defaultApiUrl,
      warning: `${url.host} is not the address of the API; ${defaultApiUrl} is used instead.`,
    };
  }
  const path = url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '') || '/api';
  if (url.protocol === 'https:' || isLoopback(url)) return { url: `${url.origin}${path}` };
  if (apiHosts.includes(url.hostname)) {
    return {
      url: `https://${url.hostname}${path}`,
      warning: 'http:// would send the token unprotected; https:// is used instead.',
    };
  }
  return {
    url: `${url.origin}${path}`,
    warning: 'http:// sends the token unprotected to another machine; https:// would be safer.',
  };
}

/** Whether an http(s) URL stays on this machine. False for anything that is not a URL. */
export function isLoopbackUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && isLoopback(url);
}

function isLoopback({ hostname }: URL): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
