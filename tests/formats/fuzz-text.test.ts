import { describe, expect, test } from 'vitest';
import { fuzz } from '../fuzz/engine.ts';
import { TARGETS } from '../fuzz/targets.ts';

/** A fixed count, so that a seed means the same on every machine; `npm run -s fuzz` goes on, guided by coverage. */
const OURS = ['gift', 'aiken', 'json'];

describe('mutated files', () => {
  test.each(TARGETS.filter((t) => OURS.includes(t.name)).map((t) => [t.name, t] as const))(
    'never crash, hold up or swell the reader of %s, and what it returns fits the schema',
    async (_, target) => {
      const report = await fuzz(target, { until: { executions: 6000 }, seed: 20261122 });
      expect(report.failures.map((f) => `${f.kind}: ${f.message}`)).toEqual([]);
      expect(report.unique).toBeGreaterThan(10);
    },
    60_000,
  );
});
