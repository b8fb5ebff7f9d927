import { z } from 'zod';
import { MediaItem, type RunOutput } from './schema.ts';

/** A picture a run made. The URL may be signed and good for an hour: download at once, read the run again for a new one. */
export interface OutputPicture {
  readonly url: string;
  /** Without folders. */
  readonly fileName: string;
  readonly outputId: string | null;
}

// What carries none of these endings may be a picture: files come without a true type, and only their bytes tell in the end.
const otherEndings =
  /\.(?:mp4|webm|mov|mkv|avi|m4v|mp3|wav|flac|ogg|opus|m4a|aac|txt|json|md|csv|log|ya?ml|xml|html?|pdf|zip|tar|gz|7z|glb|gltf|obj|ply|stl|fbx|usdz|splat|exr|hdr|safetensors|ckpt|pt|pth|gguf|bin|npy|npz|latent)$/i;

const NodeMeta = z.object({ node_id: z.union([z.string(), z.number()]).transform(String) });

interface Found extends OutputPicture {
  readonly nodeId: string;
  readonly key: string;
  readonly index: number;
}

/**
 * Every picture of a run, under whatever key its node put it, each URL once. Texts, films, sounds and models are left out. The service
 * promises no order, so they come by output id (those without one last), then node, then place in the node's answer.
 */
export function outputPictures(outputs: readonly RunOutput[]): OutputPicture[] {
  const found = outputs.flatMap(picturesOf).sort(byPlace);
  const byFile = new Map<string, OutputPicture>();
  for (const { url, fileName, outputId } of found) {
    const file = withoutSignature(url);
    if (!byFile.has(file)) byFile.set(file, { url, fileName, outputId });
  }
  return [...byFile.values()];
}

function picturesOf(output: RunOutput): Found[] {
  const nodeId = NodeMeta.safeParse(output.node_meta).data?.node_id ?? '';
  return Object.entries(output.data ?? {}).flatMap(([key, items]) =>
    (Array.isArray(items) ? items : []).flatMap((item, index) => {
      const media = MediaItem.safeParse(item);
      if (!media.success) return [];
      const url = URL.parse(media.data.url);
      if (!url || !/^https?:$/.test(url.protocol)) return [];
      const fileName = plainName(media.data.filename ?? '') || plainName(decodePath(url)) || 'picture';
      if (otherEndings.test(fileName)) return [];
      return [
        { url: media.data.url, fileName, outputId: output.output_id ?? media.data.output_id, nodeId, key, index },
      ];
    }),
  );
}

function byPlace(a: Found, b: Found): number {
  return (
    Number(a.outputId === null) - Number(b.outputId === null) ||
    compare(a.outputId ?? '', b.outputId ?? '') ||
    compare(a.nodeId, b.nodeId) ||
    compare(a.key, b.key) ||
    a.index - b.index ||
    compare(a.url, b.url)
  );
}

const collator = new Intl.Collator('en', { numeric: true });

/** Node `9` comes before node `12`. */
function compare(a: string, b: string): number {
  return collator.compare(a, b);
}

function plainName(name: string): string {
  return (name.split(/[/\\]/).at(-1) ?? '').replace(/\p{C}/gu, '').trim().slice(-120);
}

function decodePath(url: URL): string {
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    return url.pathname;
  }
}

/** A private file is signed anew for every row, so the signature does not make it another file. */
function withoutSignature(text: string): string {
  const url = new URL(text);
  const rest = [...url.searchParams].filter(([key]) => !/^x-amz-/i.test(key));
  return `${url.origin}${url.pathname}?${new URLSearchParams(rest).toString()}`;
}
