import { getMimeType } from 'hono/utils/mime';

// Extensions the table lacks although the real service's answer depends on them.
const more: Readonly<Record<string, string>> = {
  md: 'text/markdown',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  bmp: 'image/bmp',
  heic: 'image/heic',
  obj: 'model/obj',
  stl: 'model/stl',
};

/** The type a file name stands for; only the extension counts, as with the real service. Unknown = `application/octet-stream`. */
export function contentTypeOf(fileName: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return more[extension] ?? getMimeType(fileName.toLowerCase())?.split(';')[0] ?? 'application/octet-stream';
}
