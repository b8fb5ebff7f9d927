import { vi } from 'vitest';

/** The clock on the wall in the test's hands. Timers and the monotonic clock go on as they are. */
export interface JumpingClock extends Disposable {
  /** Sets it ahead, or back by less than nothing, in ms. */
  jump(ms: number): void;
}

/** From now on, for everything in this process: tests that use it cannot run side by side with others. */
export function jumpingClock(): JumpingClock {
  vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
  return {
    jump: (ms) => void vi.setSystemTime(Date.now() + ms),
    [Symbol.dispose]: () => void vi.useRealTimers(),
  };
}
