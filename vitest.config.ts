import { defineConfig } from 'vitest/config';

/** unit and server: what `npm run check` runs; e2e: a real server and a real Chromium, after a build. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/domain/**/*.test.ts', 'tests/formats/**/*.test.ts', 'tests/*.test.ts'],
        },
      },
      {
        test: {
          name: 'server',
          environment: 'node',
          pool: 'forks',
          testTimeout: 30_000,
          hookTimeout: 30_000,
          include: ['tests/store/**/*.test.ts', 'tests/routes/**/*.test.ts', 'tests/rooms/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'client',
          environment: 'jsdom',
          include: ['tests/client/**/*.test.ts', 'tests/client/**/*.test.tsx'],
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          include: ['tests/e2e/**/*.test.ts'],
        },
      },
    ],
  },
});
