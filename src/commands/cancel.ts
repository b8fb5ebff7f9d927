import { z } from 'zod';
import { UserError } from '#core/errors.ts';
import { type SentenceRef, sentence } from '#core/messages/sentence-ref.ts';
import { isAtRest } from '#core/mockups/stage.ts';
import { batchIdMistake, batchIdOption } from './batch-id.ts';
import { defineCommand } from './command.ts';

/** How long the answer waits for what becomes of it, in ms: short enough for every platform. */
const knownWithinMs = 2000;

/** `/cancel`: stops a batch, or one mockup of it, and says what really happened. */
export const cancel = defineCommand({
  name: 'cancel',
  description: 'command.cancel',
  kind: 'changes',
  options: z.object({ id: batchIdOption('command.cancel.id') }),
  mistakes: { id: batchIdMistake },
  async execute({ archive, person, place, reply, signal }, { id }) {
    const asker = { person, place };
    const [batchId, number] = id?.toLowerCase().split('-') ?? [];
    if (batchId === undefined && !(await archive.list(asker)).some((listed) => !listed.isAtRest)) {
      throw new UserError('cancel.nothing');
    }
    const { batch, shelf } = await archive.find(asker, batchId, (listed) => !listed.isAtRest);
    const meant = batch.mockups.filter((mockup) => number === undefined || mockup.id === `${batch.id}-${number}`);
    if (meant.length === 0) throw new UserError('history.unknown');
    const running = meant.filter(({ stage }) => !isAtRest(stage.state) || stage.state === 'undecided');
    if (running.length === 0) throw new UserError('cancel.nothing');
    await shelf.cancel(batch.id, number === undefined ? undefined : `${batch.id}-${number}`);
    await shelf.finished(batch.id, AbortSignal.any([signal, AbortSignal.timeout(knownWithinMs)]));
    const after = (await shelf.read(batch.id)) ?? batch;
    const ids = new Set(running.map((mockup) => mockup.id));
    const states = after.mockups.filter((mockup) => ids.has(mockup.id)).map(({ stage }) => stage.state);
    await reply(whatHappened(states), [{ id: batch.id, states }]);
    return {};
  },
});

function whatHappened(states: readonly string[]): SentenceRef[] {
  const cancelled = states.filter((state) => state === 'cancelled').length;
  const finished = states.filter((state) => state === 'delivered' || state === 'delivering').length;
  const open = states.filter((state) => !['cancelled', 'delivered', 'delivering', 'failed', 'expired'].includes(state));
  return [
    ...(cancelled > 0 ? [sentence('cancel.cancelled', { count: cancelled })] : []),
    ...(finished > 0 ? [sentence('cancel.finished', { count: finished })] : []),
    ...(open.length > 0 ? [sentence('cancel.requested', { count: open.length })] : []),
    ...(cancelled + finished + open.length === 0 ? [sentence('cancel.nothing')] : []),
  ];
}
