import { z } from 'zod';
import { sentence } from '#core/messages/sentence-ref.ts';
import { defineCommand } from './command.ts';

/** `/forget`: removes everything of a person here, wherever they asked for it, and says what it cannot reach. */
export const forget = defineCommand({
  name: 'forget',
  description: 'command.forget',
  kind: 'changes',
  options: z.object({}),
  mistakes: {},
  async execute({ archive, person, place, reply }) {
    const count = { removed: 0, stopping: 0, elsewhere: 0 };
    // What was asked for in shared places is theirs too.
    for (const { batchId, shelf } of await archive.list({ person, place: { ...place, isShared: false } })) {
      count[await shelf.forget(batchId)]++;
    }
    const { removed, stopping, elsewhere } = count;
    await reply(
      [
        ...(removed > 0 || stopping + elsewhere === 0 ? [sentence('forget.done', { count: removed })] : []),
        ...(stopping > 0 ? [sentence('forget.stopping', { count: stopping })] : []),
        ...(elsewhere > 0 ? [sentence('forget.elsewhere', { count: elsewhere })] : []),
        sentence('forget.limits'),
      ],
      [count],
    );
    return {};
  },
});
