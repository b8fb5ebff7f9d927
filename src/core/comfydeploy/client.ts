import { Api, type ApiOptions, type Call } from './api.ts';
import { getDeployment, listDeployments } from './deployments.ts';
import { isStillThere, type UploadCall, uploadFile } from './files.ts';
import { cancelRun, getRun, listWorkflowRuns, type QueueCall, queueRun, runLogs } from './runs.ts';

/**
 * The ComfyDeploy API as plain verbs. Every call fails with a `ComfyDeployError` (a `BackendError`) or, when its signal fires, with
 * the signal's reason. Dispose it to close its connections; calls still under way then fail.
 */
export type ComfyDeploy = ReturnType<typeof createComfyDeploy>;

/** @throws {ConfigurationError} the token cannot be sent in a header */
export function createComfyDeploy(options: ApiOptions) {
  const api = new Api(options);
  return {
    upload: (call: UploadCall) => uploadFile(api, call),
    isStillThere: (url: string, call: Call) => isStillThere(api, url, call),
    queue: (call: QueueCall) => queueRun(api, call),
    getRun: (runId: string, call: Call & { readonly queuePosition?: boolean }) => getRun(api, runId, call),
    cancel: (runId: string, call: Call) => cancelRun(api, runId, call),
    getDeployment: (id: string, call: Call) => getDeployment(api, id, call),
    listDeployments: (call: Call) => listDeployments(api, call),
    listWorkflowRuns: (workflowId: string, page: Call & { readonly limit: number; readonly offset: number }) =>
      listWorkflowRuns(api, workflowId, page),
    runLogs: (runId: string, call: Call) => runLogs(api, runId, call),
    /** A file a run made, at most `maxBytes` long. The token is never sent along. */
    download: (url: string, call: Call & { readonly maxBytes: number }) => api.download(url, call),
    /** Whether the last request was answered; a refusal is an answer. */
    lastAnswer: () => api.lastAnswer,
    /** True while nothing is sent, because it failed many times in a row. */
    isPaused: () => api.isPaused,
    /** What the server's clock says, in ms since 1970, as far as its answers told. */
    serverNow: () => api.serverClock.now(),
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}
