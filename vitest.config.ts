import { defineConfig } from 'vitest/config';

const shared = { environment: 'node' } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/contract/**', 'test/soak/**'],
          testTimeout: 15_000,
        },
      },
      { test: { ...shared, name: 'contract', include: ['test/contract/**/*.test.ts'], testTimeout: 15_000 } },
      { test: { ...shared, name: 'soak', include: ['test/soak/**/*.test.ts'], testTimeout: 1_800_000 } },
      {
        test: { ...shared, name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
    ],
  },
});
