import { safeText } from './safe-text.ts';
import type { DeploymentInput } from './schema.ts';

/** What the classes of a workflow's input nodes begin with. */
export const externalPrefix = 'ComfyUIDeployExternal';

/** An input that takes a number. What lies outside its bounds would silently become the workflow's default. */
export interface NumberInput {
  readonly id: string;
  readonly integer: boolean;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
}

/** Inputs by id. Nodes that share an id all get the same value, so it fits only what fits each of them. */
export type InputsById = ReadonlyMap<string, readonly DeploymentInput[]>;

/** First id whose nodes all are of one of these kinds and whose name fits. */
export function findId(byId: InputsById, kinds: readonly string[], name = /./): string | undefined {
  return [...byId.keys()].find((id) => name.test(id) && kindsOf(byId, id).every((kind) => kinds.includes(kind)));
}

export function kindsOf(byId: InputsById, id: string): string[] {
  return (byId.get(id) ?? []).map(kindOf);
}

function kindOf({ class_type }: DeploymentInput): string {
  return class_type.startsWith(externalPrefix) ? class_type.slice(externalPrefix.length) : class_type;
}

export function optionsOf(byId: InputsById, id: string): string[] {
  return [...new Set((byId.get(id) ?? []).flatMap((input) => input.enum_options))];
}

/** What a node of this class takes. Bounds beyond the class's own count only as far as the class goes. */
function boundsOf(node: DeploymentInput): { readonly min: number; readonly max: number } {
  const { min_value: min, max_value: max } = node;
  switch (kindOf(node)) {
    // Reads digits only: a sign makes it fall back to its default.
    case 'NumberInt':
      return { min: Math.max(0, min ?? 0), max: Math.min(2_147_483_647, max ?? 2_147_483_647) };
    // Takes anything outside for "draw one".
    case 'Seed':
      return { min: min ?? 1, max: max ?? 4_294_967_295 };
    default:
      return { min: min ?? -Number.MAX_SAFE_INTEGER, max: max ?? Number.MAX_SAFE_INTEGER };
  }
}

/** The bounds all nodes of this id agree on. */
export function numberInput(byId: InputsById, id: string): NumberInput {
  const nodes = byId.get(id) ?? [];
  const bounds = nodes.map(boundsOf);
  const step = nodes.find((node) => node.step !== null && node.step > 0)?.step ?? null;
  return {
    id,
    integer: nodes.some((node) => /Int$|^Seed$/.test(kindOf(node))),
    min: Math.max(...bounds.map(({ min }) => min)),
    max: Math.min(...bounds.map(({ max }) => max)),
    ...(step === null ? {} : { step }),
  };
}

export function describeInputs(inputs: readonly DeploymentInput[]): string {
  if (inputs.length === 0) return 'it has no inputs at all';
  const all = [...new Set(inputs.map((input) => `${safeText(input.input_id, 60)} (${safeText(kindOf(input), 40)})`))];
  return `its inputs are ${all.slice(0, 20).join(', ')}${all.length > 20 ? ' and more' : ''}`;
}
