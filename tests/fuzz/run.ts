import { parseArgs } from 'node:util';
import { startCoverage } from './coverage.ts';
import { fuzz } from './engine.ts';
import { TARGETS } from './targets.ts';
import { startWatchdog } from './watchdog.ts';

/** `npx node tests/fuzz/run.ts <format|all> --seconds N --seed S`: N seconds for each reader; 1 = a failure was found. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});
const wanted = positionals.length === 0 ? ['all'] : positionals;
const targets = TARGETS.filter((t) => wanted.includes('all') || wanted.includes(t.name));
if (targets.length === 0)
  throw new Error(`no such format; there are: ${TARGETS.map((t) => t.name).join(', ')}`);

const newBlocks = await startCoverage();
const watchdog = startWatchdog();
let failed = false;
for (const target of targets) {
  const options = { until: { seconds: Number(values.seconds) }, seed: Number(values.seed), newBlocks };
  const { failures, ...figures } = await fuzz(target, { ...options, before: watchdog.before });
  console.log(
    `${target.name}: ${figures.executions} executions, ${figures.perSecond}/s, ${figures.unique} unique outcomes, ${figures.blocks} blocks, corpus ${figures.corpus}, slowest ${figures.slowestMs.toFixed(0)} ms, heap ${figures.growthMb.toFixed(1)} MB`,
  );
  for (const { kind, message, input } of failures) {
    failed = true;
    console.log(
      `  ${kind}: ${message}\n  input (base64): ${Buffer.from(input).toString('base64').slice(0, 4000)}`,
    );
  }
}
await watchdog.stop();
process.exit(failed ? 1 : 0);
