import { z } from 'zod';
import { sentence } from '#core/messages/sentence-ref.ts';
import { defineCommand } from './command.ts';

/** `/help`: what can be asked for, and what the shots are. */
export const help = defineCommand({
  name: 'help',
  description: 'command.help',
  kind: 'looks',
  options: z.object({}),
  mistakes: {},
  async execute({ reply, templateRenders }) {
    await reply([sentence('help.text'), ...(templateRenders ? [sentence('help.templateRenders')] : [])]);
    return {};
  },
});
