import { z } from 'zod';
import { detailsIn, readCaption, type Shortcut, shortcutPrompt } from '#core/catalog/caption.ts';
import { defaultColor, defaultProduct, readWish, type Size } from '#core/catalog/catalog.ts';
import { type Details, detailNames } from '#core/catalog/details.ts';
import { BackendError, ConfigurationError, UserError } from '#core/errors.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import type { Found } from '#core/mockups/archive.ts';
import type { BatchRequest } from '#core/mockups/intake.ts';
import { rawLogoName } from '#core/mockups/steps/receive.ts';
import { batchIdMistake, batchIdOption } from './batch-id.ts';
import { type CommandContext, defineCommand } from './command.ts';
import { maxPromptLength, promptMistake, promptOption, sizeMistake, sizeOption } from './request-options.ts';

/** How long it may take to find out whether a deployment draws anew, in ms: it is only a remark. */
const seedWithinMs = 5000;

/**
 * `/again`: the same request once more, from the logo that is kept here, also one that somebody else made where all see it; with another
 * prompt or size, or with some details over the old ones, if wished.
 */
export const again = defineCommand({
  name: 'again',
  description: 'command.again',
  kind: 'makes',
  options: z.object({
    id: batchIdOption('command.again.id'),
    prompt: promptOption('command.again.prompt'),
    size: sizeOption('command.again.size').optional(),
  }),
  mistakes: { id: batchIdMistake, prompt: promptMistake, size: sizeMistake },
  async execute(context, { id, prompt, size }) {
    const { archive, mockups, person, thread, place, eventKey } = context;
    const asker = { person, place };
    const found = id === undefined ? await archive.find(asker) : await archive.findHere(asker, id);
    const same = await wishesOf(found, mockups.backend.deploymentNames);
    const wishes = same.map((wish) => ({ ...wish, request: changed(wish.request, prompt, size, person.locale) }));
    const batch = await mockups.submit({
      person,
      thread,
      place,
      ...(eventKey === undefined ? {} : { eventKey }),
      mockups: wishes,
    });
    const deployments = [...new Set(wishes.map(({ request }) => request.deployment))];
    for (const deployment of deployments) {
      if (await takesNoSeed(deployment, context)) await context.reply([sentence('again.sameSeed', { deployment })]);
    }
    return { batchId: batch.id };
  },
});

/** What was asked for, with the logos as they were received; those that never came are left out. */
async function wishesOf({ batch, shelf }: Found, deployments: readonly string[]): Promise<BatchRequest['mockups']> {
  const wishes: BatchRequest['mockups'][number][] = [];
  for (const mockup of batch.mockups) {
    const { seed, ...request } = mockup.request;
    if (!deployments.includes(request.deployment)) {
      throw new UserError('again.noDeployment', { deployment: request.deployment });
    }
    const logoBytes = await shelf.pictures.read(batch.id, rawLogoName(mockup)).catch(ifMissing);
    // What looked alike looks alike again, in another way.
    if (logoBytes) wishes.push({ logo: mockup.logo, logoBytes, request, series: seed });
  }
  if (wishes.length === 0) throw new UserError('again.noLogo');
  return wishes;
}

type Request = BatchRequest['mockups'][number]['request'];

/**
 * A prompt of one's own says all: the product and color that wrote the old one no longer hold, nor the details that stood in it. A shortcut with
 * details that leaves out product or color is laid over the old request instead.
 */
function changed(request: Request, prompt: string | undefined, size: Size | undefined, locale: string): Request {
  const sized = size === undefined ? request : { ...request, size };
  if (prompt === undefined || prompt === sized.prompt) return sized;
  const caption = readCaption(prompt, locale);
  if (caption?.kind === 'shortcut' && caption.details && !(caption.product && caption.color)) {
    return { ...sized, ...laidOver(request, caption, prompt) };
  }
  const { product: _, color: __, details = {}, ...rest } = sized;
  const before: Details = detailsIn(request.prompt);
  const kept = detailNames.filter((name) => details[name] !== undefined && details[name] !== before[name]);
  const now = { ...Object.fromEntries(kept.map((name) => [name, details[name]])), ...caption?.details };
  return { ...rest, prompt, ...(Object.keys(now).length > 0 ? { details: now } : {}) };
}

/** What a shortcut changes of a request. Its words join the prompt, for who draws from words alone. */
function laidOver(old: Request, shortcut: Shortcut, words: string): Partial<Request> {
  const details = { ...old.details, ...shortcut.details };
  if (!shortcut.product && !shortcut.color) {
    const prompt = `${old.prompt}, ${words}`;
    return { details, ...(prompt.length > maxPromptLength ? {} : { prompt }) };
  }
  const wish = readWish(old.prompt);
  const product = shortcut.product ?? old.product ?? wish.product ?? defaultProduct;
  const color = shortcut.color ?? old.color ?? wish.color ?? defaultColor;
  return { details, product, color, prompt: shortcutPrompt(words, shortcut, { product, color }) };
}

function ifMissing(error: unknown): undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

async function takesNoSeed(deployment: string, { mockups, signal }: CommandContext): Promise<boolean> {
  const deadline = AbortSignal.timeout(seedWithinMs);
  try {
    const { inputs } = await mockups.backend.deployment(deployment, AbortSignal.any([signal, deadline]));
    return inputs.seed === undefined;
  } catch (error) {
    signal.throwIfAborted();
    // The mockup itself tells what is wrong with its deployment.
    if (deadline.aborted || error instanceof BackendError || error instanceof ConfigurationError) return false;
    throw error;
  }
}
