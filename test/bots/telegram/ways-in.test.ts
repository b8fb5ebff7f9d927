import { expect, test, vi } from 'vitest';
import { openTelegramBench } from '../../support/telegram-bench.ts';

const soon = { timeout: 10_000, interval: 10 };

test.concurrent('a picture with words to the bot alone is answered with one message that becomes the shot', async () => {
  await using bench = await openTelegramBench();
  const { telegram, logo, machine } = bench;
  const ann = telegram.person('ann');
  const asked = ann.sends(ann.dm, {
    document: { bytes: logo, fileName: 'logo.png' },
    caption: 'a blue mug on a table',
  });
  const answers = () => telegram.messages(ann.dm).filter(({ isByBot }) => isByBot);
  await vi.waitUntil(() => answers().some(({ photo }) => photo), soon);
  await bench.service.idle();
  expect(answers()).toHaveLength(1);
  const [answer] = answers();
  expect(answer?.replyToId).toBe(asked.id);
  expect(answer?.caption).toContain('a blue mug on a table · 768 px · seed');
  expect(answer?.buttons.map(({ text }) => text)).toEqual([
    'Again',
    'Edit prompt',
    'Another size',
    'Original files',
    'Delete',
  ]);
  expect(machine.runs).toHaveLength(1);
  expect(bench.log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

test.concurrent('a picture without words is answered with a card, and nothing is made before somebody says so', async () => {
  await using bench = await openTelegramBench();
  const { telegram, logo, machine } = bench;
  const ann = telegram.person('ann');
  ann.sends(ann.dm, { document: { bytes: logo, fileName: 'logo.png' } });
  await vi.waitUntil(() => telegram.messages(ann.dm).length === 2, soon);
  const card = telegram.messages(ann.dm)[1];
  if (!card) throw new Error('There is to be a card.');
  expect(card.photo).toBeDefined();
  expect(card.caption).toContain('Black baseball cap');
  expect(machine.runs).toEqual([]);
  const press = await ann.presses(card, 'Make it');
  expect(press.answer?.text).toBeUndefined();
  await vi.waitUntil(() => card.buttons.some(({ text }) => text === 'Again'), soon);
  expect(machine.runs).toHaveLength(1);
  expect(telegram.messages(ann.dm)).toHaveLength(2);
});
