import { defaultPrompt, defaultSize, productNames } from '#core/catalog/catalog.ts';

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

/**
 * The workflow in ComfyUI's API format. ImageAlpha and not Image, because Image throws the logo's transparency away; NumberInt,
 * because a slider would replace a number outside its range silently.
 */
export const workflowApi: Readonly<Record<string, Node>> = {
  '1': external('ImageAlpha', 'input_image', 'Logo', {}),
  '2': external('Text', 'input_text', 'Prompt', { default_value: defaultPrompt }),
  '3': external('NumberInt', 'input_number', 'Size', { default_value: defaultSize }),
  '4': external('Enum', 'product', 'Product', { default_value: '', options: JSON.stringify(productNames) }),
  '5': external('Text', 'color', 'Color', { default_value: '' }),
  '6': external('Seed', 'input_seed', 'Seed', {
    default_value: -1,
    min_value: seedRange.min,
    max_value: seedRange.max,
  }),
  '7': {
    class_type: 'TemplateProductShot',
    inputs: { logo: ['1', 0], prompt: ['2', 0], size: ['3', 0], product: ['4', 0], color: ['5', 0], seed: ['6', 0] },
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
      enum_options: class_type.endsWith('Enum') ? [...productNames] : null,
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
