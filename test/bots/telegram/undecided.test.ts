import { expect, test, vi } from 'vitest';
import { faults } from '../../support/faults.ts';
import type { TelegramBench } from '../../support/telegram-bench.ts';
import { answerWhere, eventually, labels, openQuickBench, wordsOf } from '../../support/telegram-talk.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 4 });

/** A mockup of which nobody knows whether its run was made: it was, and its answer lost. */
async function lose(bench: TelegramBench) {
  const { telegram, logo, front } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  const group = telegram.group('Team', { people: [ann], admins: [bob] });
  front.next('queue', faults.dropAfter());
  front.always('runs', faults.serverError(503));
  ann.sends(group, { document: { bytes: logo, fileName: 'logo.png' }, caption: '/mockup a cup' });
  const answer = await answerWhere(bench, group, (message) => labels(message).includes('Drop it'));
  front.heal();
  return { ann, bob, answer };
}

test.concurrent('the choices are offered, with what they may cost, and looking again finds the run', async () => {
  await using bench = await openQuickBench();
  const { ann, bob, answer } = await lose(bench);
  expect(wordsOf(answer)).toContain('Making it again may cost twice');
  expect(labels(answer)).toEqual(['Look for it again', 'Make it again (may cost twice)', 'Drop it']);
  // Money is its person's to risk, whatever others may do in the group.
  const refused = await bob.presses(answer, 'Make it again (may cost twice)');
  expect(refused.answer?.text).toContain('Only the person who asked');
  await ann.presses(answer, 'Look for it again');
  await eventually(() => answer.photo && labels(answer).includes('Again'));
  expect(bench.machine.runs).toHaveLength(1);
});

test.concurrent('making it again makes one more run', async () => {
  await using bench = await openQuickBench();
  const { ann, answer } = await lose(bench);
  await ann.presses(answer, 'Make it again (may cost twice)');
  await eventually(() => answer.photo && labels(answer).includes('Again'));
  expect(bench.machine.runs).toHaveLength(2);
});

test.concurrent('dropping it ends it', async () => {
  await using bench = await openQuickBench();
  const { ann, answer } = await lose(bench);
  await ann.presses(answer, 'Drop it');
  await eventually(() => labels(answer).includes('Try again'));
  expect(wordsOf(answer)).toContain('Cancelled.');
});
