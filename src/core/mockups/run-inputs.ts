import { readWish } from '#core/catalog/catalog.ts';
import { detailNames } from '#core/catalog/details.ts';
import type { NumberInput } from '#core/comfydeploy/input-nodes.ts';
import { type ChosenInputs, checkNumber } from '#core/comfydeploy/inputs.ts';
import type { RunInputs } from '#core/comfydeploy/schema.ts';
import { UserError } from '#core/errors.ts';
import { type SentenceRef, sentence } from '#core/messages/sentence-ref.ts';
import type { Mockup, MockupRequest } from './batch.ts';

/**
 * An input of ours that no workflow has: the service ignores it and gives it back with the run, so that a run whose queue answer
 * was lost can be recognised. No secret: inputs can be read by others.
 */
export const markInput = 'mockup_mark';

/** What a run of this mockup is queued with. */
export function runInputs(mockup: Mockup, inputs: ChosenInputs, logoUrl: string): RunInputs {
  const { request } = mockup;
  return {
    [inputs.image.id]: logoUrl,
    ...(inputs.text ? { [inputs.text.id]: request.prompt } : {}),
    ...(inputs.number ? { [inputs.number.id]: request.size } : {}),
    ...(inputs.seed ? { [inputs.seed.id]: fittingSeed(request.seed, inputs.seed) } : {}),
    ...(inputs.product && takes(inputs.product, request.product) ? { [inputs.product.id]: request.product } : {}),
    ...(inputs.color && takes(inputs.color, request.color?.hex) ? { [inputs.color.id]: request.color.hex } : {}),
    ...detailInputs(request, inputs),
    [markInput]: mockup.id,
  };
}

function detailInputs({ details = {} }: MockupRequest, { details: taken = {} }: ChosenInputs): RunInputs {
  return Object.fromEntries(
    detailNames.flatMap((name) => {
      const [input, value] = [taken[name], details[name]];
      return input && takes(input, value) ? [[input.id, value]] : [];
    }),
  );
}

/** The same seed always gives the same number; one outside the bounds would silently become the workflow's default. */
function fittingSeed(seed: number, input: NumberInput): number {
  const { min, max } = input;
  return checkNumber(input, seed) ? min + (seed % (max - min + 1)) : seed;
}

/** Whether an input can say this; one with options takes nothing else. */
function takes<T extends string>(input: { readonly options: readonly string[] }, value: T | undefined): value is T {
  return value !== undefined && (input.options.length === 0 || input.options.includes(value));
}

/** @throws {UserError} before anything is queued, for what the deployment would silently replace by a default */
export function assertInputs(request: MockupRequest, inputs: ChosenInputs): void {
  const range = inputs.number && checkNumber(inputs.number, request.size);
  if (!range) return;
  const { size, deployment } = request;
  throw new UserError('mockup.sizeRefused', { size, deployment, min: range.min, max: range.max });
}

/** What the person should know about how the deployment takes the request. */
export function requestNotes(request: MockupRequest, inputs: ChosenInputs): SentenceRef[] {
  const { deployment } = request;
  return [
    ...(inputs.text ? [] : [sentence('note.noPromptInput', { deployment })]),
    ...(inputs.number ? [] : [sentence('note.noSizeInput', { deployment })]),
    // A deployment that has a product input draws the products of the catalog, and a cap when the prompt names none.
    ...(inputs.product && !request.product && !readWish(request.prompt).product
      ? [sentence('note.unknownProduct')]
      : []),
  ];
}
