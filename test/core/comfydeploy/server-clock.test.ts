import { expect, test } from 'vitest';
import { ServerClock } from '#core/comfydeploy/server-clock.ts';

const hourMs = 60 * 60_000;
const header = (offsetMs: number) => new Date(Date.now() + offsetMs).toUTCString();
const aheadMs = (clock: ServerClock) => clock.now() - Date.now();

test('tells our time as long as no server has told another', () => {
  const clock = new ServerClock();
  clock.note(null);
  clock.note('soon');
  expect(Math.abs(aheadMs(clock))).toBeLessThan(1000);
});

test('tells the time of a server that is hours behind or ahead', () => {
  for (const offsetMs of [-3 * hourMs, 3 * hourMs]) {
    const clock = new ServerClock();
    clock.note(header(offsetMs));
    expect(Math.abs(aheadMs(clock) - offsetMs)).toBeLessThan(2000);
  }
});

test('an old date out of a cache does not set it back, and a clock that was put right is believed in the end', () => {
  const clock = new ServerClock();
  clock.note(header(hourMs));
  clock.note(header(-hourMs));
  expect(Math.abs(aheadMs(clock) - hourMs)).toBeLessThan(2000);
  for (let answers = 0; answers < 20; answers++) clock.note(header(0));
  expect(Math.abs(aheadMs(clock))).toBeLessThan(2000);
});
