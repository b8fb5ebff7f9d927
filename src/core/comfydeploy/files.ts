import { File } from 'node:buffer';
import { Deadline, FormData, send } from '#core/fetch.ts';
import type { Api, Call } from './api.ts';
import { UploadAnswer } from './schema.ts';

/** A picture to send. The service knows its type only by the ending of the name, so one that fits `contentType` is put there. */
export interface UploadCall extends Call {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly contentType: 'image/png' | 'image/jpeg' | 'image/webp';
}

const endings = { 'image/png': '.png', 'image/jpeg': '.jpg', 'image/webp': '.webp' } as const;

/** Puts a picture where the machines can read it. The URL may be a signed one: a secret, and good for an hour. */
export async function uploadFile(
  api: Api,
  { bytes, fileName, contentType, signal }: UploadCall,
): Promise<{ readonly url: string }> {
  const base =
    fileName
      .replace(/\.\w{1,5}$/, '')
      .replace(/[^\w.-]+/g, '-')
      .slice(0, 60) || 'logo';
  const form = new FormData();
  form.append('file', new File([bytes], `${base}${endings[contentType]}`, { type: contentType }));
  const answer = await api.post('/file/upload', UploadAnswer, { verb: 'upload', body: form, signal });
  return { url: answer.file_url };
}

/**
 * Whether an uploaded file can still be read: the first byte is asked for, and must come. False for everything else, also when
 * nothing could be found out: uploading again is always right. When the caller's signal fires, its reason is thrown.
 */
export async function isStillThere(api: Api, url: string, { signal }: Call): Promise<boolean> {
  using deadline = new Deadline(signal, api.timeouts.readMs);
  try {
    const { signal: sooner } = deadline;
    const headers = { range: 'bytes=0-0' };
    const answer = await send(url, { headers, agent: api.agent, followRedirects: true, signal: sooner });
    try {
      const isPage = answer.header('content-type')?.startsWith('text/html') ?? false;
      if ((answer.status !== 200 && answer.status !== 206) || isPage) return false;
      for await (const chunk of answer.body) {
        if (chunk.length > 0) return true;
      }
      return false;
    } finally {
      // A server that ignores the range sends the whole file.
      answer.body.destroy();
    }
  } catch {
    signal.throwIfAborted();
    // Not there, not reachable or not an address: for the caller the same.
    return false;
  }
}
