import { z } from 'zod';
import { sentence } from '#core/messages/sentence-ref.ts';
import { progressText } from '#core/mockups/progress-sentence.ts';
import { isAtRest } from '#core/mockups/stage.ts';
import { type CommandContext, defineCommand } from './command.ts';

const views = ['mine', 'queue'] as const;

/** `/status`: how far everything is that was asked for, or how long the queue is. */
export const status = defineCommand({
  name: 'status',
  description: 'command.status',
  kind: 'looks',
  options: z.object({ of: z.enum(views).default('mine').meta({ description: 'command.status.of' }) }),
  mistakes: { of: () => sentence('option.of', { names: views.join(', ') }) },
  async execute(context, options) {
    if (options.of === 'queue') await tellQueue(context);
    else await tellMine(context);
    return {};
  },
});

async function tellQueue({ archive, reply }: CommandContext): Promise<void> {
  const loads = await Promise.all(archive.shelves.map((shelf) => shelf.load()));
  const load = {
    active: loads.reduce((sum, { active }) => sum + active, 0),
    waiting: loads.reduce((sum, { waiting }) => sum + waiting, 0),
  };
  await reply([sentence('status.queue', load)], [load]);
}

async function tellMine({ archive, person, place, reply }: CommandContext): Promise<void> {
  const unfinished = (await archive.list({ person, place })).filter((listed) => !listed.isAtRest);
  const lines = [];
  const records = [];
  for (const { batchId, shelf } of unfinished) {
    const batch = await shelf.read(batchId);
    if (!batch) continue;
    const isLeft = !shelf.isAtWork(batchId);
    for (const mockup of shelf.view(batch).mockups) {
      if (isAtRest(mockup.state)) continue;
      const progress = progressText(mockup, person.locale);
      if (!isLeft) lines.push(sentence('status.line', { id: mockup.id, logo: mockup.logoName, progress }));
      const estimate = mockup.estimateMs ? [mockup.estimateMs.low, mockup.estimateMs.high].map(Math.round) : null;
      records.push({ id: mockup.id, status: mockup.state, logo: mockup.logoName, progress, estimate_ms: estimate });
    }
    if (isLeft) lines.push(sentence('status.left', { id: batchId }));
  }
  await reply(lines.length > 0 ? lines : [sentence('status.nothing')], records);
}
