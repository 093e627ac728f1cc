import pg from 'pg';
import type { Database } from './db.ts';

/** What one room or job may hold at a time, in this process and in all others on the same database. */
export type Lease = {
  /** False when it was lost, or while the line to the database is being mended. */
  isHeld: () => boolean;
  free: () => Promise<void>;
};
/** Where leases are kept. `take` gives undefined when somebody else has it. */
export type Leases = {
  take: (name: string, onLost: () => void) => Promise<Lease | undefined>;
  close: () => Promise<void>;
};

const MEND_MS = 500;
const LOOK_MS = 50;
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** For a database that one process has to itself. */
export const ownLeases = (): Leases => {
  const held = new Map<string, symbol>();
  return {
    take: async (name) => {
      if (held.has(name)) return undefined;
      const mine = Symbol(name);
      held.set(name, mine);
      const isHeld = (): boolean => held.get(name) === mine;
      return {
        isHeld,
        free: async () => {
          if (isHeld()) held.delete(name);
        },
      };
    },
    close: async () => held.clear(),
  };
};

const KEY = `hashtextextended('archipelago:' || $1, 0)`;
const ask = async (line: pg.Client, doing: 'pg_try_advisory_lock' | 'pg_advisory_unlock', name: string) => {
  const { rows } = await line.query<{ yes: boolean }>(`select ${doing}(${KEY}) as yes`, [name]);
  return rows[0]?.yes === true;
};

/** A machine that is gone without a word loses its leases after about ten seconds, a killed process at once. */
const optionsOf = (databaseUrl: string): pg.ClientConfig => ({
  connectionString: databaseUrl,
  application_name: 'archipelago leases',
  options: '-c tcp_keepalives_idle=4 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3',
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
});

type Holder = { onLost: () => void };

/**
 * Advisory locks of PostgreSQL on one connection of their own: they end with the process that held them. After a broken
 * line they are taken again; the holder of what somebody else has taken meanwhile hears `onLost`.
 */
export const sharedLeases = (databaseUrl: string): Leases => {
  const held = new Map<string, Holder>();
  /** A session may take the same lock twice: who asks twice is told apart here. */
  const taking = new Set<string>();
  let opening: Promise<pg.Client> | undefined;
  let live: pg.Client | undefined;
  let isClosed = false;

  const retake = async (line: pg.Client): Promise<void> => {
    for (const [name, holder] of [...held]) {
      const taken = await ask(line, 'pg_try_advisory_lock', name);
      const isWanted = held.get(name) === holder;
      if (taken && !isWanted) await ask(line, 'pg_advisory_unlock', name);
      if (taken || !isWanted) continue;
      held.delete(name);
      holder.onLost();
    }
  };
  const lost = (line: pg.Client): void => {
    if (live !== line) return;
    live = undefined;
    opening = undefined;
    void mend();
  };
  const open = async (): Promise<pg.Client> => {
    const line = new pg.Client(optionsOf(databaseUrl));
    line.on('error', () => lost(line));
    line.on('end', () => lost(line));
    await line.connect();
    await retake(line);
    live = line;
    return line;
  };
  const line = (): Promise<pg.Client> => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  async function mend(): Promise<void> {
    while (!isClosed && live === undefined && held.size > 0) {
      // The store itself says that the database is away; here it is only waited for.
      await line().catch(() => pause(MEND_MS));
    }
  }

  const holdOf = (name: string, onLost: () => void): Lease => {
    const mine: Holder = { onLost };
    held.set(name, mine);
    const isMine = (): boolean => held.get(name) === mine;
    const free = async (): Promise<void> => {
      if (!isMine()) return;
      held.delete(name);
      // A line that breaks now frees it, too.
      if (live) await ask(live, 'pg_advisory_unlock', name).catch(() => false);
    };
    return { isHeld: () => isMine() && live !== undefined, free };
  };
  const take: Leases['take'] = async (name, onLost) => {
    if (held.has(name) || taking.has(name)) return undefined;
    taking.add(name);
    try {
      const at = await line();
      const taken = await ask(at, 'pg_try_advisory_lock', name);
      return taken && live === at ? holdOf(name, onLost) : undefined;
    } finally {
      taking.delete(name);
    }
  };
  const close = async (): Promise<void> => {
    isClosed = true;
    held.clear();
    const last = live;
    live = undefined;
    await last?.end().catch(() => undefined);
  };
  return { take, close };
};

/** Takes a lease, waiting at most so long for who has it. Undefined = somebody still has it. */
export const takeLease = async (
  { internal: { leases } }: Database,
  name: string,
  { waitMs = 0, onLost = () => {} }: { waitMs?: number; onLost?: () => void } = {},
): Promise<Lease | undefined> => {
  const end = performance.now() + waitMs;
  for (;;) {
    const lease = await leases.take(name, onLost);
    if (lease || performance.now() >= end) return lease;
    await pause(LOOK_MS);
  }
};

/** Does something while no other process does anything of that name. Rejects after a minute of waiting. */
export const alone = async <T>(db: Database, name: string, work: () => Promise<T>): Promise<T> => {
  const lease = await takeLease(db, name, { waitMs: 60_000 });
  if (!lease) throw new Error(`another process has been busy with '${name}' for a minute`);
  try {
    return await work();
  } finally {
    await lease.free();
  }
};

const duties = new WeakMap<Database, Promise<Lease | undefined>>();

/** Whether this process is the one of all that runs the jobs: it takes the lease and keeps it until it ends. */
export const onDuty = async (db: Database): Promise<boolean> => {
  const known = duties.get(db);
  if (known) return (await known)?.isHeld() ?? false;
  const asked = takeLease(db, 'duty', { onLost: () => duties.delete(db) });
  duties.set(db, asked);
  const lease = await asked.catch((error: unknown) => {
    duties.delete(db);
    throw error;
  });
  if (!lease) duties.delete(db);
  return lease?.isHeld() ?? false;
};
