import { type DetailName, detailNames } from '#core/catalog/details.ts';
import { ConfigurationError } from '#core/errors.ts';
import {
  describeInputs,
  externalPrefix,
  findId,
  type InputsById,
  kindsOf,
  type NumberInput,
  numberInput,
  optionsOf,
} from './input-nodes.ts';
import { safeText } from './safe-text.ts';
import { type Deployment, DeploymentInput, WorkflowNode } from './schema.ts';

/** Which of a deployment's inputs get what. Without `text` or `number` the prompt or the size has no effect there. */
export interface ChosenInputs {
  /** Takes the logo. `keepsAlpha` is false where the workflow throws the transparency away. */
  readonly image: { readonly id: string; readonly keepsAlpha: boolean };
  readonly text?: { readonly id: string };
  readonly number?: NumberInput;
  readonly seed?: NumberInput;
  /** `options` is empty where any text goes. */
  readonly product?: { readonly id: string; readonly options: readonly string[] };
  readonly color?: { readonly id: string; readonly options: readonly string[] };
  /** Inputs named after the details of a shot, such as `view` or `input_scene`. */
  readonly details?: Readonly<
    Partial<Record<DetailName, { readonly id: string; readonly options: readonly string[] }>>
  >;
}

export interface InputChoice {
  /** The deployment's name in the settings; `red-cap` stands for variables ending in `_RED_CAP`. */
  readonly deploymentName: string;
  /** Input ids the operator set. */
  readonly overrides: { readonly image?: string; readonly text?: string; readonly number?: string };
}

/**
 * All inputs a deployment has: its `input_types`, and the nodes missing from there (the service leaves out Seed and others), found
 * in its workflow. Bounds that only the workflow knows are filled in. Inputs without an id cannot be addressed and are left out.
 */
export function discoverInputs(deployment: Deployment): DeploymentInput[] {
  const nodes = Object.values(deployment.version?.workflow_api ?? {}).flatMap(inputOfNode);
  const same = (a: DeploymentInput) => (b: DeploymentInput) =>
    a.input_id === b.input_id && a.class_type === b.class_type;
  const listed = deployment.input_types.filter((input) => input.input_id !== '');
  const completed = listed.map((input) => {
    const node = nodes.find(same(input));
    return {
      ...input,
      min_value: input.min_value ?? node?.min_value ?? null,
      max_value: input.max_value ?? node?.max_value ?? null,
      step: input.step ?? node?.step ?? null,
    };
  });
  return [...completed, ...nodes.filter((node) => !listed.some(same(node)))];
}

function inputOfNode(value: unknown): DeploymentInput[] {
  const node = WorkflowNode.safeParse(value);
  if (!node.success || !node.data.class_type.startsWith(externalPrefix)) return [];
  const { class_type, inputs } = node.data;
  if (typeof inputs['input_id'] !== 'string' || inputs['input_id'] === '') return [];
  const parsed = DeploymentInput.safeParse({ ...inputs, class_type, enum_options: optionList(inputs['options']) });
  return parsed.success ? [parsed.data] : [];
}

/** An Enum node holds its options as JSON text. */
function optionList(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return [];
  }
}

interface Role {
  readonly variable: string;
  readonly what: string;
  readonly purpose: string;
  readonly usualId: string;
  readonly kinds: readonly string[];
}

const image: Role = {
  variable: 'COMFY_INPUT_IMAGE',
  what: 'picture input',
  purpose: 'the logo',
  usualId: 'input_image',
  kinds: ['Image', 'ImageAlpha'],
};
const text: Role = {
  variable: 'COMFY_INPUT_TEXT',
  what: 'text input',
  purpose: 'the prompt',
  usualId: 'input_text',
  kinds: ['Text', 'TextAny', 'TextSingleLine'],
};
const number: Role = {
  variable: 'COMFY_INPUT_NUMBER',
  what: 'number input',
  purpose: 'the size',
  usualId: 'input_number',
  kinds: ['Number', 'NumberInt', 'NumberSlider', 'NumberSliderInt'],
};

/**
 * Finds the inputs for logo, prompt and size: the one the operator named, else the one with the usual id, else the only one of a fitting
 * class. Product, color and seed are found by their names and never taken for prompt or size.
 * @throws {ConfigurationError} there is no logo input, a choice is left open, or an override fits no input
 */
export function chooseInputs(inputs: readonly DeploymentInput[], choice: InputChoice): ChosenInputs {
  const byId: InputsById = Map.groupBy(inputs, (input) => input.input_id);
  const special = {
    seed: findId(byId, ['Seed']) ?? findId(byId, ['NumberInt', 'NumberSliderInt'], /(?:^|[^a-z])seed(?:$|[^a-z])/i),
    product: findId(byId, ['Enum', ...text.kinds], /^(?:input_)?product$/i),
    color: findId(byId, ['Enum', ...text.kinds], /^(?:input_)?colou?r$/i),
  };
  const detailIds = detailNames.flatMap((name) => {
    const id = findId(byId, ['Enum', ...text.kinds], new RegExp(`^(?:input_)?${name}$`, 'i'));
    return id === undefined ? [] : [[name, id] as const];
  });
  const problems: string[] = [];
  const taken = [...Object.values(special), ...detailIds.map(([, id]) => id)];
  const pick = (role: Role, override: string | undefined) => pickId(byId, role, override, taken, choice, problems);
  const [imageId, textId, numberId] = [
    pick(image, choice.overrides.image),
    pick(text, choice.overrides.text),
    pick(number, choice.overrides.number),
  ];
  if (imageId === undefined && problems.length === 0) {
    const variable = `COMFY_DEPLOYMENT_ID_${suffixOf(choice.deploymentName)}`;
    problems.push(
      `${variable} names a deployment that takes no picture, so it cannot show a logo; ${describeInputs(inputs)}.`,
    );
  }
  if (imageId === undefined || problems.length > 0) throw new ConfigurationError(problems);
  // An operator who names one of the special inputs means it.
  const free = (id: string | undefined) => (id === textId || id === numberId ? undefined : id);
  const [seedId, productId, colorId] = [free(special.seed), free(special.product), free(special.color)];
  const details = detailIds.filter(([, id]) => free(id) !== undefined);
  return {
    image: { id: imageId, keepsAlpha: kindsOf(byId, imageId).every((kind) => kind === 'ImageAlpha') },
    ...(textId === undefined ? {} : { text: { id: textId } }),
    ...(numberId === undefined ? {} : { number: numberInput(byId, numberId) }),
    ...(seedId === undefined ? {} : { seed: numberInput(byId, seedId) }),
    ...(productId === undefined ? {} : { product: { id: productId, options: optionsOf(byId, productId) } }),
    ...(colorId === undefined ? {} : { color: { id: colorId, options: optionsOf(byId, colorId) } }),
    ...(details.length === 0
      ? {}
      : { details: Object.fromEntries(details.map(([name, id]) => [name, { id, options: optionsOf(byId, id) }])) }),
  };
}

/**
 * The bounds of an input that a number breaks; undefined when it fits. The service would not refuse such a number but use the workflow's
 * default, so this is asked before queueing.
 */
export function checkNumber(
  input: NumberInput,
  value: number,
): { readonly min: number; readonly max: number } | undefined {
  const { min, max, integer } = input;
  const fits = value >= min && value <= max && (!integer || Number.isSafeInteger(value));
  return fits ? undefined : { min, max };
}

function pickId(
  byId: InputsById,
  role: Role,
  override: string | undefined,
  taken: readonly (string | undefined)[],
  { deploymentName }: InputChoice,
  problems: string[],
): string | undefined {
  const fitting = [...byId.keys()].filter((id) => kindsOf(byId, id).every((kind) => role.kinds.includes(kind)));
  const variable = `${role.variable}_${suffixOf(deploymentName)} (or ${role.variable} for all deployments)`;
  if (override) {
    if (fitting.includes(override)) return override;
    const has = describeInputs([...byId.values()].flat());
    problems.push(
      `${variable} names "${safeText(override, 60)}", but deployment ${deploymentName} has no ${role.what} of that name; ${has}.`,
    );
    return undefined;
  }
  if (fitting.includes(role.usualId)) return role.usualId;
  const left = fitting.filter((id) => !taken.includes(id));
  if (left.length > 1) {
    const ids = left.map((id) => safeText(id, 60)).join(', ');
    problems.push(
      `${variable} must name the one that takes ${role.purpose}, because deployment ${deploymentName} has several: ${ids}.`,
    );
  }
  return left.length === 1 ? left[0] : undefined;
}

function suffixOf(deploymentName: string): string {
  return deploymentName.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}
