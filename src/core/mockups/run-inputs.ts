import { defaultProduct, productOf, readWish } from '#core/catalog/catalog.ts';
import { type DetailName, detailNames } from '#core/catalog/details.ts';
import type { NumberInput } from '#core/comfydeploy/input-nodes.ts';
import { type ChosenInputs, checkNumber } from '#core/comfydeploy/inputs.ts';
import type { RunInputs } from '#core/comfydeploy/schema.ts';
import { UserError } from '#core/errors.ts';
import { type SentenceRef, sentence } from '#core/messages/sentence-ref.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
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
export async function requestNotes(request: MockupRequest, inputs: ChosenInputs): Promise<SentenceRef[]> {
  const { deployment, details = {} } = request;
  const asked = detailNames.filter((name) => details[name] !== undefined);
  const taken = asked.filter((name) => isTaken(name, request, inputs));
  const names = asked.filter((name) => !taken.includes(name)).join(', ');
  const choices = inputs.product ? (await missingChoices(request, taken)).join(', ') : '';
  return [
    ...(inputs.text ? [] : [sentence('note.noPromptInput', { deployment })]),
    ...(inputs.number ? [] : [sentence('note.noSizeInput', { deployment })]),
    // A deployment that has a product input draws the products of the catalog, and a cap when the prompt names none.
    ...(inputs.product && !request.product && !readWish(request.prompt).product
      ? [sentence('note.unknownProduct')]
      : []),
    ...(names === '' ? [] : [sentence('note.noDetailInput', { deployment, names })]),
    ...(choices === '' ? [] : [sentence('note.noSuchChoice', { choices })]),
  ];
}

function isTaken(name: DetailName, { details }: MockupRequest, { details: inputs = {} }: ChosenInputs): boolean {
  const input = inputs[name];
  return input !== undefined && takes(input, details?.[name]);
}

/** What the product of the catalog does not have of what was asked for; the usual is drawn instead. */
async function missingChoices(request: MockupRequest, taken: readonly DetailName[]): Promise<string[]> {
  const asked = taken.filter((name) => name === 'view' || name === 'technique' || name === 'placement');
  if (asked.length === 0) return [];
  const { prompt, details = {} } = request;
  const product = request.product ?? readWish(prompt).product ?? defaultProduct;
  const { views, techniques } = productOf(product);
  const { printAreas } = await readTemplateInfo(product, taken.includes('view') ? details.view : undefined);
  // Every product has a front, also where that is all of what can be printed.
  const known = { view: views, technique: techniques, placement: ['front', ...Object.keys(printAreas ?? {})] };
  return asked.flatMap((name) => {
    const value = details[name];
    const here: readonly string[] = known[name];
    return value === undefined || here.includes(value) ? [] : [`${name} ${value}`];
  });
}
