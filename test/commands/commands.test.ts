import { expect, test } from 'vitest';
import { z } from 'zod';
import { commands } from '#commands/index.ts';
import { en } from '#core/messages/en.ts';

test('every command and every option has a name a platform can take, and words that describe it', () => {
  expect(commands.map(({ name }) => name)).toEqual([
    'mockup',
    'again',
    'cancel',
    'status',
    'history',
    'help',
    'forget',
  ]);
  for (const { name, description, options } of commands) {
    expect(name).toMatch(/^[a-z]{1,32}$/);
    expect(en).toHaveProperty([description]);
    const { properties = {} } = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' });
    for (const [option, schema] of Object.entries(properties)) {
      expect(option).toMatch(/^[a-z]{1,32}$/);
      // A list is written in the place of the option it is of.
      if (typeof schema === 'object' && 'listOf' in schema) {
        expect(properties).toHaveProperty([String(schema.listOf), 'description']);
        continue;
      }
      const described = typeof schema === 'object' ? (schema.description ?? '') : '';
      // The longest description a slash command can have is 100 characters.
      expect(en[described as keyof typeof en]?.length, option).toBeLessThanOrEqual(100);
    }
  }
});

test('every option that can be wrong in more than its type has a sentence for it', () => {
  const [mockup] = commands;
  expect(Object.keys(mockup?.mistakes ?? {}).toSorted()).toEqual([
    'background',
    'color',
    'colors',
    'count',
    'logo',
    'offset',
    'placement',
    'product',
    'products',
    'prompt',
    'rotation',
    'scale',
    'scene',
    'size',
    'technique',
    'view',
  ]);
});
