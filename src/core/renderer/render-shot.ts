import { embroider } from './embroidery.ts';
import { encodePng } from './encode-png.ts';
import { prepareLogo } from './logo.ts';
import { lookOf } from './look.ts';
import { paintLogo } from './paint-logo.ts';
import { paintProduct } from './paint-product.ts';
import { Scratch } from './scratch.ts';
import type { Shot, ShotNote, ShotRequest } from './shot.ts';
import { planeSide, setStage } from './stage.ts';
import { TemplateCache } from './template-cache.ts';
import type { TemplateInfo } from './template-info.ts';
import { createTexture } from './texture.ts';

/** What one shot leaves for the next. Only one shot at a time may use it. */
export class Workspace {
  readonly scratch = new Scratch();
  readonly templates = new TemplateCache(6, this.scratch);
}

/** Called after each piece of work with the share of all work that is done, rising to 1. What it throws ends the render. */
export type OnStep = (done: number) => void;

/** A picture before it is encoded: RGB bytes that are good until the workspace is used again. */
export type Painting = { readonly pixels: Uint8Array; readonly notes: readonly ShotNote[] };

// Bands in which the picture is painted: how often a cancelled render looks up.
const bands = 4;

/** Paints a shot in the calling thread, some 20 ms of it without a pause. */
export async function paintShot(
  request: ShotRequest,
  info: TemplateInfo,
  workspace: Workspace,
  onStep: OnStep = () => {},
): Promise<Painting> {
  const { templates, scratch } = workspace;
  const { product, color, size } = request;
  const look = lookOf(request.seed, info);
  const template = await templates.get(product, info, planeSide(size, look));
  const stage = setStage(template, look, size, color);
  onStep(0.2);

  const technique = request.technique ?? info.technique;
  const logo = await prepareLogo(
    request.logo,
    { info, pixelsPerWidth: template.pixelsPerWidth, color, technique },
    scratch,
  );
  onStep(0.4);
  const texture =
    logo &&
    (technique === 'embroidery'
      ? await embroider(logo, scratch)
      : createTexture({ values: logo.texels, width: logo.width, height: logo.height }, 4, logo.padding, scratch));
  onStep(0.5);

  const pixels = scratch.bytes('picture', size * size * 3);
  for (let band = 0; band < bands; band++) {
    paintProduct(stage, pixels, (size * band) / bands, (size * (band + 1)) / bands);
    onStep(0.5 + (0.2 * (band + 1)) / bands);
  }
  if (logo && texture) paintLogo(stage, texture, logo.placement, pixels);
  onStep(0.8);
  return { pixels, notes: logo?.notes ?? [] };
}

/** Paints and encodes a shot in the calling thread. */
export async function renderShot(
  request: ShotRequest,
  info: TemplateInfo,
  workspace: Workspace,
  onStep: OnStep = () => {},
): Promise<Shot> {
  const { pixels, notes } = await paintShot(request, info, workspace, onStep);
  const png = await encodePng(pixels, request);
  onStep(1);
  return { png, width: request.size, height: request.size, notes };
}
