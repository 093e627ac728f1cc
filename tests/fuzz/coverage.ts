import { Session } from 'node:inspector/promises';

/** Counts blocks of server/formats that ran for the first time; the profiler of V8 tells which did. */
export const startCoverage = async (): Promise<() => Promise<number>> => {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const seen = new Set<string>();
  return async () => {
    const before = seen.size;
    const { result } = await session.post('Profiler.takePreciseCoverage');
    for (const script of result) {
      const file = /server\/formats\/([\w-]+)\.ts$/u.exec(script.url)?.[1];
      if (file === undefined) continue;
      for (const { ranges } of script.functions)
        for (const r of ranges) if (r.count > 0) seen.add(`${file}:${r.startOffset}-${r.endOffset}`);
    }
    return seen.size - before;
  };
};
