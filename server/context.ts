import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Notice, Whereabouts } from './domain/notice.ts';
import type { Database } from './store/db.ts';

/** The live line to people who are here now; what is told is lost on those who are not. */
export type Line = {
  /** Call it after the commit, never before. */
  tell: (org: string, people: readonly string[], notice: Notice) => void;
  /** The face, privacy or blocks of `people` have changed: what is shown of them on the map is looked up anew. */
  refresh: (org: string, people: readonly string[]) => void;
  /** Those of `people` who are here, and where. */
  whereAre: (org: string, people: readonly string[]) => Promise<Map<string, Whereabouts>>;
};

/** All that a route, room or job needs from outside; passed by reference, nothing is global. */
export type Ctx = {
  db: Database;
  /** Milliseconds UTC. */
  now: () => number;
  /** 0 <= x < 1; not for secrets. */
  random: () => number;
  log: Logger;
  config: Config;
  line: Line;
};
