import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** Path of an example logo. */
export function examplePath(name: string): string {
  return fileURLToPath(new URL(`../../examples/logos/${name}`, import.meta.url));
}

/** The example logos as clean PNGs, as the intake hands them on. */
export async function exampleLogos(): Promise<readonly { readonly name: string; readonly png: Buffer }[]> {
  const names = ['summit.png', 'northwind.png', 'volt.jpg'];
  return await Promise.all(
    names.map(async (name) => ({ name, png: await sharp(examplePath(name)).ensureAlpha().png().toBuffer() })),
  );
}
