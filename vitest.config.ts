import { defineConfig } from 'vitest/config';

/** unit, server, client: what `npm run check` runs; bots: whole voyages and kills; e2e: real server, real Chromium. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          testTimeout: 30_000,
          include: ['tests/domain/**/*.test.ts', 'tests/formats/**/*.test.ts', 'tests/*.test.ts'],
        },
      },
      {
        test: {
          name: 'server',
          // A busy machine gets a second chance; a fault fails twice.
          retry: 1,
          globalSetup: ['tests/helpers/pg-template.ts'],
          environment: 'node',
          pool: 'forks',
          testTimeout: 30_000,
          hookTimeout: 30_000,
          include: [
            'tests/store/**/*.test.ts',
            'tests/analytics/**/*.test.ts',
            'tests/routes/**/*.test.ts',
            'tests/rooms/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'client',
          retry: 1,
          environment: 'jsdom',
          testTimeout: 30_000,
          // A screen tested by itself has its texts, as one that is opened by the App.
          setupFiles: ['client/i18n/aboard.ts'],
          include: ['tests/client/**/*.test.ts', 'tests/client/**/*.test.tsx'],
        },
      },
      {
        test: {
          name: 'bots',
          environment: 'node',
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 60_000,
          include: ['tests/bots/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'e2e',
          // A busy machine gets a second chance; a fault fails twice.
          retry: 1,
          environment: 'node',
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 480_000,
          hookTimeout: 120_000,
          include: ['tests/e2e/**/*.test.ts'],
        },
      },
    ],
  },
});
