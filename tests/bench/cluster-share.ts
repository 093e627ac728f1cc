import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PERIOD_US = 100_000;
/** Clock ticks of /proc in a second, on every Linux that Node runs on. */
const TICKS = 100;

/** A share of one core for a process: so small that nothing else on the machine is the bottleneck. */
export type Share = {
  add: (pid: number) => void;
  limit: (share: number | undefined) => void;
  end: () => void;
};

const ROOTS = [
  { root: '/sys/fs/cgroup/cpu', quota: 'cpu.cfs_quota_us', words: (us: number): string => `${us}` },
  {
    root: '/sys/fs/cgroup',
    quota: 'cpu.max',
    words: (us: number): string => `${us < 0 ? 'max' : us} ${PERIOD_US}`,
  },
];

/** A group of its own where the machine lets us make one (cgroup v1 or v2); else undefined. */
export const shareOf = (name: string): Share | undefined => {
  for (const { root, quota, words } of ROOTS) {
    const group = join(root, `archipelago-bench-${process.pid}-${name}`);
    try {
      mkdirSync(group);
    } catch {
      continue;
    }
    const limit: Share['limit'] = (share) =>
      writeFileSync(join(group, quota), words(share === undefined ? -1 : Math.round(share * PERIOD_US)));
    try {
      limit(undefined);
    } catch {
      rmdirSync(group);
      continue;
    }
    return {
      limit,
      add: (pid) => writeFileSync(join(group, 'cgroup.procs'), String(pid)),
      end: () => rmdirSync(group),
    };
  }
  return undefined;
};

/** CPU seconds that a process has used so far; undefined where there is no /proc. */
export const cpuOf = (pid: number): number | undefined => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return undefined;
  }
};
