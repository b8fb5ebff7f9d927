import { z } from 'zod';
import { BackendError, UserError } from '#core/errors.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import type { Batch } from '#core/mockups/batch.ts';
import { batchIdMistake, batchIdOption } from './batch-id.ts';
import { type CommandContext, defineCommand } from './command.ts';
import { excerpt } from './excerpt.ts';

const perPage = 10;

/** `/history`: what was asked for, newest first; with an id, its shots once more. */
export const history = defineCommand({
  name: 'history',
  description: 'command.history',
  kind: 'looks',
  options: z.object({
    id: batchIdOption('command.history.id'),
    page: z.int().min(1).default(1).meta({ description: 'command.history.page' }),
  }),
  mistakes: { id: batchIdMistake, page: () => sentence('option.page') },
  async execute(context, { id, page }) {
    if (id === undefined) await tellPage(context, page);
    else await sendAgain(context, id);
    return {};
  },
});

async function tellPage({ archive, person, place, reply }: CommandContext, page: number): Promise<void> {
  const all = await archive.list({ person, place });
  if (all.length === 0) {
    await reply([sentence('history.empty')], []);
    return;
  }
  const pages = Math.ceil(all.length / perPage);
  if (page > pages) throw new UserError('history.noPage', { pages });
  const shown: Batch[] = [];
  for (const { batchId, shelf } of all.slice((page - 1) * perPage, page * perPage)) {
    const batch = await shelf.read(batchId);
    if (batch) shown.push(batch);
  }
  const lines = shown.map((batch) =>
    sentence('history.line', {
      id: batch.id,
      when: `${new Date(batch.createdAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
      made: batch.mockups.filter(({ stage }) => 'shots' in stage).length,
      count: batch.mockups.length,
      prompt: excerpt(batch.mockups[0]?.request.prompt),
    }),
  );
  await reply([...lines, ...(pages > 1 ? [sentence('history.page', { page, pages })] : [])], shown.map(asRecord));
}

function asRecord(batch: Batch): Readonly<Record<string, unknown>> {
  return {
    id: batch.id,
    created_at: new Date(batch.createdAt).toISOString(),
    mockups: batch.mockups.map(({ id, request, logo, stage }) => ({
      id,
      status: stage.state,
      logo: logo.fileName,
      prompt: request.prompt,
      size: request.size,
      seed: request.seed,
      deployment: request.deployment,
    })),
  };
}

async function sendAgain(context: CommandContext, id: string): Promise<void> {
  const { archive, mockups, person, place, thread, signal } = context;
  const { batch, shelf } = await archive.find({ person, place }, id);
  const view = shelf.view(batch);
  const made = view.mockups.filter(({ shots }) => shots.length > 0);
  if (made.length === 0) throw new UserError('history.noShots');
  try {
    // Shown as what it is: over, and here now, whatever became of it where it was to go.
    const { problem: _, ...copy } = view;
    const delivered = made.map((mockup) => ({ ...mockup, state: 'delivered' as const }));
    await mockups.resend({ ...copy, mockups: delivered, atRest: true }, thread, signal);
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    context.log.warn({ err: error, batch: batch.id }, 'shots not sent again');
    throw new UserError('history.notSent');
  }
  if (batch.undeliverable) await shelf.arrived(batch);
}
