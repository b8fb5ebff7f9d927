import { removePaper } from './background.ts';
import type { Bytes3 } from './ink-field.ts';
import type { Picture } from './picture.ts';
import { type Box, resize } from './resize.ts';
import type { Scratch } from './scratch.ts';
import { upscale } from './upscale.ts';

// Longest side on which paper is told from ink, unless the shot needs more.
const workSide = 640;

/** A part of an opaque picture at another size, without the paper it lies on. Kept in the scratch memory. */
export async function cutFromPaper(
  source: Picture,
  box: Box,
  paper: Bytes3,
  width: number,
  height: number,
  scratch: Scratch,
): Promise<Picture> {
  const isEnlarged = width > box.width || height > box.height;
  const crisp = isEnlarged ? await upscale(source, box, width, height, 'pixels', scratch) : undefined;
  if (crisp) {
    await removePaper(crisp, paper, scratch);
    return crisp;
  }
  // Before the logo shrinks: of small letters too little would be left to tell their counters. And before it grows, as a JPEG's noise
  // grows with it until it looks like ink.
  const work = Math.max(1, Math.min(workSide, Math.max(box.width, box.height)) / Math.max(width, height));
  const [workWidth, workHeight] = isEnlarged ? [box.width, box.height] : [width * work, height * work];
  const cut = await resize(source, box, Math.round(workWidth), Math.round(workHeight), 'cut out', scratch);
  await removePaper(cut, paper, scratch);
  if (cut.width === width && cut.height === height) return cut;
  return await resize(cut, { left: 0, top: 0, width: cut.width, height: cut.height }, width, height, 'pixels', scratch);
}
