import { isHeather } from '#core/catalog/heathers.ts';
import { embroider } from './embroidery.ts';
import { encodePng } from './encode-png.ts';
import { engrave } from './engraving.ts';
import { type Logo, prepareLogo } from './logo.ts';
import { lookOf } from './look.ts';
import { mixFibres } from './mixed-fibres.ts';
import { paintLogo } from './paint-logo.ts';
import { paintProduct } from './paint-product.ts';
import { cutOut, putBehind } from './scene.ts';
import { Desk } from './scene-desk.ts';
import { studioBackdrop } from './scene-studio.ts';
import { Scratch } from './scratch.ts';
import type { Shot, ShotNote, ShotRequest, Technique } from './shot.ts';
import { planeSide, setStage } from './stage.ts';
import { TemplateCache } from './template-cache.ts';
import type { TemplateInfo } from './template-info.ts';
import { createTexture, type Texture } from './texture.ts';

/** What one shot leaves for the next. Only one shot at a time may use it. */
export class Workspace {
  readonly scratch = new Scratch();
  readonly templates = new TemplateCache(6, this.scratch);
  readonly desk = new Desk(this.scratch);
}

/** Called after each piece of work with the share of all work that is done, rising to 1. What it throws ends the render. */
export type OnStep = (done: number) => void;

/** A picture before it is encoded: RGB bytes, or RGBA for a transparent one, that are good until the workspace is used again. */
export type Painting = { readonly pixels: Uint8Array; readonly channels: 3 | 4; readonly notes: readonly ShotNote[] };

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
  const { scene = 'studio', background } = request;
  const look = lookOf(request.seed, info);
  const template = await templates.get(product, info, planeSide(size, look));
  const stage = setStage(template, look, size, color, scene === 'studio' && background === undefined);
  onStep(0.2);

  const technique = request.technique ?? info.technique;
  const logo = await prepareLogo(
    request.logo,
    { info, pixelsPerWidth: template.pixelsPerWidth, color, technique, wish: request },
    scratch,
  );
  onStep(0.4);
  const texture = logo && (await textureOf(logo, technique, color, scratch));
  onStep(0.5);

  const pixels = scratch.bytes('picture', size * size * 3);
  for (let band = 0; band < bands; band++) {
    paintProduct(stage, pixels, (size * band) / bands, (size * (band + 1)) / bands);
    onStep(0.5 + (0.2 * (band + 1)) / bands);
  }
  if (isHeather(color, product)) mixFibres(stage, pixels);
  if (logo && texture) paintLogo(stage, texture, logo.placement, technique, pixels);
  onStep(0.75);
  const notes = logo?.notes ?? [];
  if (scene === 'transparent') {
    const cut = scratch.bytes('transparent', size * size * 4);
    cutOut(stage, pixels, cut);
    return { pixels: cut, channels: 4, notes };
  }
  if (scene === 'desk') putBehind(stage, workspace.desk.backdropOf(stage, look, request.seed), pixels);
  else if (background !== undefined) putBehind(stage, studioBackdrop(stage, background), pixels);
  onStep(0.8);
  return { pixels, channels: 3, notes };
}

async function textureOf(logo: Logo, technique: Technique, color: string, scratch: Scratch): Promise<Texture> {
  switch (technique) {
    case 'print':
      return createTexture({ values: logo.texels, width: logo.width, height: logo.height }, 4, logo.padding, scratch);
    case 'embroidery':
      return await embroider(logo, scratch);
    case 'engraving':
      return await engrave(logo, color, scratch);
  }
}

/** Paints and encodes a shot in the calling thread. */
export async function renderShot(
  request: ShotRequest,
  info: TemplateInfo,
  workspace: Workspace,
  onStep: OnStep = () => {},
): Promise<Shot> {
  const { pixels, channels, notes } = await paintShot(request, info, workspace, onStep);
  const png = await encodePng(pixels, channels, request);
  onStep(1);
  return { png, width: request.size, height: request.size, notes };
}
