import sharp from 'sharp';
import type { BenchMachine } from './bench-machine.ts';
import { noise } from './pictures.ts';

const bytesOfPixel = 3;

/** A picture of about so many bytes that no format makes much smaller without loss. */
export async function drawHeavy(bytes: number, seed = 1): Promise<Buffer> {
  const side = Math.ceil(Math.sqrt(bytes / bytesOfPixel));
  return noise(side, side, seed).png({ compressionLevel: 0 }).toBuffer();
}

/** A small picture in a gray of its own, by which it is told from others. */
export async function drawNumbered(number: number): Promise<Buffer> {
  const background = { r: number, g: number, b: number };
  return sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();
}

/** Which of the numbered pictures this is. */
export async function numberIn(picture: Uint8Array): Promise<number> {
  const { data } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  return data[0] ?? -1;
}

/** From now on each run ends with these pictures. The first run is number 0. */
export function makes(machine: BenchMachine, picturesOf: (run: number) => readonly Uint8Array[]): void {
  let runs = 0;
  machine.work = async (_, { onPicture }) => {
    const run = runs++;
    for (const [index, bytes] of picturesOf(run).entries()) {
      await onPicture({ fileName: 'product-shot.png', bytes, nodeId: String(index + 1), outputId: 'out' });
    }
  };
}
