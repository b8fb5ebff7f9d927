import { z } from 'zod';
import {
  type Color,
  composePrompt,
  defaultColor,
  defaultProduct,
  defaultSize,
  type ProductName,
  productNames,
} from '#core/catalog/catalog.ts';
import { UserError } from '#core/errors.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import { LogoSource, maxMockupsPerBatch } from '#core/mockups/batch.ts';
import { colorOf } from './color-option.ts';
import { defineCommand } from './command.ts';
import { detailMistakes, detailOptions, detailsOf } from './detail-options.ts';
import { excerpt } from './excerpt.ts';
import { promptMistake, promptOption, sizeMistake, sizeOption } from './request-options.ts';

const maxCount = 4;
const colorText = z.string().trim().min(1).max(60);

const LogoInput = z.custom<LogoSource>((value) => LogoSource.safeParse(value).success);

/** The sentence for a product that there is none of. */
const productMistake = (name: unknown) =>
  sentence('option.product', { product: excerpt(name), names: productNames.join(', ') });

/** The sentence for something that is no color. */
const colorMistake = (text: unknown) => sentence('option.color', { color: excerpt(text) });

/** `/mockup`: logos in, product shots out. Several logos, products or colors, or a count, make one batch of all combinations. */
export const mockup = defineCommand({
  name: 'mockup',
  description: 'command.mockup',
  kind: 'makes',
  options: z.object({
    logo: z.array(LogoInput).min(1).meta({ input: 'image', description: 'command.mockup.logo' }),
    prompt: promptOption('command.mockup.prompt'),
    product: z.enum(productNames).optional().meta({ description: 'command.mockup.product' }),
    products: z.array(z.enum(productNames)).min(1).optional().meta({ listOf: 'product' }),
    color: colorText.optional().meta({ description: 'command.mockup.color' }),
    colors: z.array(colorText).min(1).optional().meta({ listOf: 'color' }),
    size: sizeOption('command.mockup.size').default(defaultSize).meta({ description: 'command.mockup.size' }),
    count: z.int().min(1).max(maxCount).default(1).meta({ description: 'command.mockup.count' }),
    deployment: z.string().optional().meta({ description: 'command.mockup.deployment' }),
    ...detailOptions,
  }),
  mistakes: {
    logo: () => sentence('option.logo'),
    prompt: promptMistake,
    product: productMistake,
    products: (value) => productMistake(named(value).find((name) => !productNames.includes(name))),
    color: colorMistake,
    colors: (value) => colorMistake(named(value).find((text) => !colorText.safeParse(text).success)),
    size: sizeMistake,
    count: () => sentence('option.count', { limit: maxCount }),
    ...detailMistakes,
  },
  async execute({ person, thread, place, eventKey, mockups }, options) {
    const products = distinct(options.products ?? [options.product], (product) => product);
    const wanted = (options.colors ?? [options.color]).map((text) =>
      text === undefined ? undefined : colorOf(text, person.locale),
    );
    const colors = distinct(wanted, (color) => color?.hex);
    const count = options.logo.length * products.length * colors.length * options.count;
    if (count > maxMockupsPerBatch) throw new UserError('option.tooMany', { limit: maxMockupsPerBatch });
    const names = mockups.backend.deploymentNames;
    const deployment = options.deployment?.toLowerCase() ?? names[0] ?? '';
    if (!names.includes(deployment)) {
      throw new UserError('option.deployment', {
        deployment: excerpt(options.deployment ?? ''),
        names: names.join(', '),
      });
    }
    const shared = { ...detailsOf(options, person.locale), size: options.size, deployment };
    const requests = products.flatMap((product) =>
      colors.map((color) => ({ ...subjectOf(options.prompt, product, color), ...shared })),
    );
    // Several products or colors side by side look as if they were taken in one go.
    const seriesOf = (shot: number) => (requests.length > 1 ? { series: shot } : {});
    const batch = await mockups.submit({
      person,
      thread,
      place,
      ...(eventKey === undefined ? {} : { eventKey }),
      mockups: options.logo.flatMap((logo) =>
        requests.flatMap((request) =>
          Array.from({ length: options.count }, (_, shot) => ({ logo, request, ...seriesOf(shot) })),
        ),
      ),
    });
    return { batchId: batch.id };
  },
});

/** What is shown: the words, and product and color for deployments that have inputs for them. */
function subjectOf(prompt: string | undefined, product: ProductName | undefined, color: Color | undefined) {
  return {
    prompt: prompt ?? composePrompt({ product: product ?? defaultProduct, color: color ?? defaultColor }),
    ...(product ? { product } : {}),
    ...(color ? { color } : {}),
  };
}

/** The first of each kind, in their order. */
function distinct<T>(values: readonly T[], kindOf: (value: T) => unknown): T[] {
  const kinds = values.map(kindOf);
  return values.filter((_, index) => kinds.indexOf(kinds[index]) === index);
}

/** What a list that does not fit names. */
function named(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
