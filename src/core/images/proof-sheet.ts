import { decodeInTurn } from './decode-in-turn.ts';
import { blankPicture, openPicture } from './open-picture.ts';

const tile = 420;
const gap = 12;
const background = '#ffffff';

/** Square pictures side by side in one, row by row in their order; a PNG. */
export async function proofSheet(
  pictures: readonly Uint8Array[],
  { signal }: { readonly signal: AbortSignal },
): Promise<Buffer> {
  const columns = pictures.length <= 3 ? pictures.length : pictures.length === 4 ? 2 : pictures.length <= 9 ? 3 : 4;
  const lines = Math.ceil(pictures.length / columns);
  const [width, height] = [columns * (tile + gap) + gap, lines * (tile + gap) + gap];
  const draw = async (): Promise<Buffer> => {
    const tiles = await Promise.all(
      pictures.map(async (picture, index) => ({
        input: await openPicture(picture, { maxPixels: 4_000_000 })
          .resize(tile, tile, { fit: 'contain', background })
          .png()
          .toBuffer(),
        left: gap + (index % columns) * (tile + gap),
        top: gap + Math.floor(index / columns) * (tile + gap),
      })),
    );
    return await blankPicture(width, height, background).composite(tiles).png({ compressionLevel: 6 }).toBuffer();
  };
  return await decodeInTurn(width * height, draw, signal);
}
