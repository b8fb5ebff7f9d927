import type { Standing } from '#core/metrics.ts';

/** Nothing going on. */
export const quiet: Standing = {
  waiting: 0,
  active: 0,
  states: new Map(),
  isApiPaused: false,
  lastAnswer: 'unknown',
  platforms: {},
};
