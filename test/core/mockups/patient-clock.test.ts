import { expect, test } from 'vitest';
import { PatientClock } from '#core/mockups/patient-clock.ts';
import { jumpingClock } from '../../support/jumping-clock.ts';

const hourMs = 60 * 60_000;
const yearMs = 365 * 24 * hourMs;

/** A patient clock beside a wall clock that can jump, and hours that pass on both. */
function openClocks(wallMs = Date.now()) {
  const wall = jumpingClock();
  const steady = { now: 5000 };
  const clock = new PatientClock(wallMs, () => steady.now);
  return {
    /** How far the patient clock is from the one on the wall, in hours. */
    behind: () => Math.round((Date.now() - clock.now()) / hourMs),
    jump: (ms: number) => wall.jump(ms),
    pass: (hours: number) => {
      wall.jump(hours * hourMs);
      steady.now += hours * hourMs;
    },
    [Symbol.dispose]: () => wall[Symbol.dispose](),
  };
}

test('goes with the clock on the wall, also over nights in which nobody asks', () => {
  using clocks = openClocks();
  for (const hours of [0, 6, 1000, 0]) {
    clocks.pass(hours);
    expect(clocks.behind()).toBe(0);
  }
});

test('a small step ahead counts at once, and so does every step back', () => {
  using clocks = openClocks();
  for (const ms of [hourMs * 0.9, -hourMs, -yearMs]) {
    clocks.jump(ms);
    expect(clocks.behind()).toBe(0);
    clocks.pass(1);
  }
});

test('a jump ahead counts when it has held for half a day, and time goes on until then', () => {
  using clocks = openClocks();
  clocks.jump(48 * hourMs);
  expect(clocks.behind()).toBe(48);
  clocks.pass(6);
  expect(clocks.behind()).toBe(48);
  clocks.pass(6);
  expect(clocks.behind()).toBe(0);
  clocks.pass(6);
  expect(clocks.behind()).toBe(0);
});

test('a jump that is taken back never counted, and the next one has to hold as long', () => {
  using clocks = openClocks();
  for (let times = 0; times < 3; times++) {
    clocks.jump(yearMs);
    expect(clocks.behind()).toBe(365 * 24);
    clocks.pass(6);
    expect(clocks.behind()).toBe(365 * 24);
    clocks.jump(-yearMs);
    expect(clocks.behind()).toBe(0);
    clocks.pass(6);
  }
});

test('what the clock on the wall says at first is no more believed than a jump', () => {
  using clocks = openClocks(Date.now() - yearMs);
  expect(clocks.behind()).toBe(365 * 24);
  clocks.pass(12);
  expect(clocks.behind()).toBe(0);
});
