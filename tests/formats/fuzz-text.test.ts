import { describe, expect, test } from 'vitest';
import { fuzz } from '../fuzz/engine.ts';
import { TARGETS } from '../fuzz/targets.ts';

/** Two seconds each; `tests/fuzz/run.ts` goes on for as long as one likes, guided by coverage. */
const OURS = ['gift', 'aiken', 'json'];

describe('mutated files', () => {
  test.each(TARGETS.filter((t) => OURS.includes(t.name)).map((t) => [t.name, t] as const))(
    'never crash, hold up or swell the reader of %s, and what it returns fits the schema',
    async (_, target) => {
      const report = await fuzz(target, { seconds: 2, seed: 20261122 });
      expect(report.failures.map((f) => `${f.kind}: ${f.message}`)).toEqual([]);
      expect(report.executions).toBeGreaterThan(50);
      expect(report.unique).toBeGreaterThan(10);
    },
    60_000,
  );
});
