import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Database } from './store/db.ts';

/** All that a route, room or job needs from outside; passed by reference, nothing is global. */
export type Ctx = {
  db: Database;
  /** Milliseconds UTC. */
  now: () => number;
  /** 0 <= x < 1; not for secrets. */
  random: () => number;
  log: Logger;
  config: Config;
};
