import { z } from 'zod';
import { composePrompt, defaultColor, defaultProduct, defaultSize, productNames } from '#core/catalog/catalog.ts';
import { UserError } from '#core/errors.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import { LogoSource, maxMockupsPerBatch } from '#core/mockups/batch.ts';
import { colorOf } from './color-option.ts';
import { defineCommand } from './command.ts';
import { detailMistakes, detailOptions, detailsOf } from './detail-options.ts';
import { excerpt } from './excerpt.ts';
import { promptMistake, promptOption, sizeMistake, sizeOption } from './request-options.ts';

const maxCount = 4;

const LogoInput = z.custom<LogoSource>((value) => LogoSource.safeParse(value).success);

/** `/mockup`: logos in, product shots out. Several logos, or a count, make one batch. */
export const mockup = defineCommand({
  name: 'mockup',
  description: 'command.mockup',
  kind: 'makes',
  options: z.object({
    logo: z.array(LogoInput).min(1).meta({ input: 'image', description: 'command.mockup.logo' }),
    prompt: promptOption('command.mockup.prompt'),
    product: z.enum(productNames).optional().meta({ description: 'command.mockup.product' }),
    color: z.string().trim().min(1).max(60).optional().meta({ description: 'command.mockup.color' }),
    size: sizeOption('command.mockup.size').default(defaultSize).meta({ description: 'command.mockup.size' }),
    count: z.int().min(1).max(maxCount).default(1).meta({ description: 'command.mockup.count' }),
    deployment: z.string().optional().meta({ description: 'command.mockup.deployment' }),
    ...detailOptions,
  }),
  mistakes: {
    logo: () => sentence('option.logo'),
    prompt: promptMistake,
    product: (value) => sentence('option.product', { product: excerpt(value), names: productNames.join(', ') }),
    color: (value) => sentence('option.color', { color: excerpt(value) }),
    size: sizeMistake,
    count: () => sentence('option.count', { limit: maxCount }),
    ...detailMistakes,
  },
  async execute({ person, thread, place, eventKey, mockups }, options) {
    if (options.logo.length * options.count > maxMockupsPerBatch) {
      throw new UserError('option.tooMany', { limit: maxMockupsPerBatch });
    }
    const color = options.color === undefined ? undefined : colorOf(options.color);
    const names = mockups.backend.deploymentNames;
    const deployment = options.deployment?.toLowerCase() ?? names[0] ?? '';
    if (!names.includes(deployment)) {
      throw new UserError('option.deployment', {
        deployment: excerpt(options.deployment ?? ''),
        names: names.join(', '),
      });
    }
    const request = {
      prompt:
        options.prompt ?? composePrompt({ product: options.product ?? defaultProduct, color: color ?? defaultColor }),
      ...(options.product ? { product: options.product } : {}),
      ...(color ? { color } : {}),
      ...detailsOf(options),
      size: options.size,
      deployment,
    };
    const batch = await mockups.submit({
      person,
      thread,
      place,
      ...(eventKey === undefined ? {} : { eventKey }),
      mockups: options.logo.flatMap((logo) => Array.from({ length: options.count }, () => ({ logo, request }))),
    });
    return { batchId: batch.id };
  },
});
