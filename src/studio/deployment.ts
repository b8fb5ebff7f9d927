import { defaultPrompt, defaultSize, productNames } from '#core/catalog/catalog.ts';
import { placements, scenes, techniques, views } from '#core/catalog/details.ts';

/** The one deployment of a studio. The ids are fixed, so that a configuration that names them works on every machine. */
export const studioDeploymentId = '5d1a7c1e-9f0b-4c53-8a7e-000000000001';
export const studioWorkflowId = '5d1a7c1e-9f0b-4c53-8a7e-000000000002';
export const studioVersionId = '5d1a7c1e-9f0b-4c53-8a7e-000000000003';
export const studioMachineId = '5d1a7c1e-9f0b-4c53-8a7e-000000000004';
/** Everything belongs to this user: a studio has one owner. */
export const studioUserId = 'studio';

/** What the real service calls a machine whose runs it can cancel; that is what a client concludes from the name. */
export const studioMachineType = 'comfy-deploy-serverless';
export const studioGpu = 'CPU';
/** Node and output that carry the finished picture. */
export const outputNodeId = '8';
export const outputId = 'output_images';
/** Range of a fixed seed, as the Seed node has it; anything outside means "draw one". */
export const seedRange = { min: 1, max: 4_294_967_295 } as const;

type Node = { class_type: string; inputs: Record<string, unknown>; _meta: { title: string } };

function external(kind: string, inputId: string, title: string, rest: Record<string, unknown>): Node {
  return {
    class_type: `ComfyUIDeployExternal${kind}`,
    inputs: { input_id: inputId, display_name: title, description: '', ...rest },
    _meta: { title },
  };
}

/** Nothing chosen means what suits the product. */
function choice(options: readonly string[]): Record<string, unknown> {
  return { default_value: '', options: JSON.stringify(options) };
}

/**
 * The workflow in ComfyUI's API format. ImageAlpha and not Image, because Image throws the logo's transparency away; NumberInt,
 * because a slider would replace a number outside its range silently.
 */
export const workflowApi: Readonly<Record<string, Node>> = {
  '1': external('ImageAlpha', 'input_image', 'Logo', {}),
  '2': external('Text', 'input_text', 'Prompt', { default_value: defaultPrompt }),
  '3': external('NumberInt', 'input_number', 'Size', { default_value: defaultSize }),
  '4': external('Enum', 'product', 'Product', choice(productNames)),
  '5': external('Text', 'color', 'Color', { default_value: '' }),
  '6': external('Seed', 'input_seed', 'Seed', {
    default_value: -1,
    min_value: seedRange.min,
    max_value: seedRange.max,
  }),
  '9': external('Enum', 'view', 'View', choice(views)),
  '10': external('Enum', 'scene', 'Scene', choice(scenes)),
  '11': external('Text', 'background', 'Background color', { default_value: '' }),
  '12': external('Enum', 'technique', 'Technique', choice(techniques)),
  '13': external('Enum', 'placement', 'Placement', choice(placements)),
  '14': external('Text', 'scale', 'Scale in percent', { default_value: '' }),
  '15': external('Text', 'offset', 'Offset in percent of the print area: right,down', { default_value: '' }),
  '16': external('Text', 'rotation', 'Rotation in degrees, clockwise', { default_value: '' }),
  '7': {
    class_type: 'TemplateProductShot',
    inputs: {
      logo: ['1', 0],
      prompt: ['2', 0],
      size: ['3', 0],
      product: ['4', 0],
      color: ['5', 0],
      seed: ['6', 0],
      view: ['9', 0],
      scene: ['10', 0],
      background: ['11', 0],
      technique: ['12', 0],
      placement: ['13', 0],
      scale: ['14', 0],
      offset: ['15', 0],
      rotation: ['16', 0],
    },
    _meta: { title: 'Product shot' },
  },
  [outputNodeId]: {
    class_type: 'ComfyDeployOutputImage',
    inputs: { images: ['7', 0], filename_prefix: 'product-shot', file_type: 'png', quality: 100, output_id: outputId },
    _meta: { title: 'Output' },
  },
};

// The service's own table from node class to input type. Seed is not in it, which is why clients must also read workflow_api.
const wireTypes = new Map([
  ['ComfyUIDeployExternalImageAlpha', 'string'],
  ['ComfyUIDeployExternalText', 'string'],
  ['ComfyUIDeployExternalNumberInt', 'integer'],
  ['ComfyUIDeployExternalEnum', 'string'],
]);

function inputTypes() {
  return Object.values(workflowApi).flatMap(({ class_type, inputs }) => {
    const type = wireTypes.get(class_type);
    if (!type) return [];
    return {
      type,
      class_type,
      input_id: String(inputs['input_id']),
      default_value: inputs['default_value'] ?? null,
      min_value: null,
      max_value: null,
      step: null,
      display_name: String(inputs['display_name']),
      description: '',
      enum_options: class_type.endsWith('Enum') ? (JSON.parse(String(inputs['options'])) as string[]) : null,
    };
  });
}

const madeAt = '2026-01-01T00:00:00.000Z';

/** What `GET /deployment/{id}` and `GET /deployments` say about it. `runTimeoutMs` is told in whole seconds. */
export function deploymentModel(runTimeoutMs: number) {
  return {
    id: studioDeploymentId,
    user_id: studioUserId,
    org_id: null,
    workflow_version_id: studioVersionId,
    workflow_id: studioWorkflowId,
    machine_id: studioMachineId,
    share_slug: null,
    description: 'Product shots rendered from templates on this machine',
    share_options: null,
    showcase_media: null,
    environment: 'production',
    created_at: madeAt,
    updated_at: madeAt,
    workflow: { id: studioWorkflowId, name: 'product shot', cover_url: null },
    version: { id: studioVersionId, version: 1, workflow: { nodes: [], links: [] }, workflow_api: workflowApi },
    machine: {
      id: studioMachineId,
      name: 'template renderer',
      type: studioMachineType,
      status: 'ready',
      gpu: studioGpu,
    },
    input_types: inputTypes(),
    output_types: [],
    dub_link: null,
    gpu: studioGpu,
    machine_version_id: null,
    // Null makes it an ordinary ("not fluid") deployment, the kind that GET /deployments lists without being asked.
    modal_image_id: null,
    concurrency_limit: null,
    run_timeout: Math.ceil(runTimeoutMs / 1000),
    idle_timeout: 0,
    keep_warm: 0,
    activated_at: null,
    modal_app_id: null,
  };
}
