import { expect, test } from 'vitest';
import { UserError } from '#core/errors.ts';
import { faults } from '../../support/faults.ts';
import { openMockupBench } from '../../support/mockup-bench.ts';

test('making again counts toward the ceiling, and is refused with its sentence when that is reached', async () => {
  await using bench = await openMockupBench({
    patience: { toReconcileMs: 50 },
    limits: { maxActive: 4, maxActivePerPerson: 4, maxRunsPerDay: 2 },
  });
  const { id, first } = await (async () => {
    bench.front.next('queue', faults.dropAfter());
    bench.front.always('runs', faults.serverError(503));
    const batch = await bench.make();
    bench.front.heal();
    return batch;
  })();
  expect((await bench.stage(id)).state).toBe('undecided');
  await bench.service.undecided.decide(id, first.id, 'again');
  await bench.reaches(id, 'delivered');
  await expect(bench.askAs('bob')).rejects.toThrow(UserError);
  await bench.restart();
  await expect(bench.askAs('bob')).rejects.toThrow(UserError);
});
