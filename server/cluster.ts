import { ErrorCode, matchMaker, type Server, ServerError } from '@colyseus/core';
import { RedisDriver } from '@colyseus/redis-driver';
import { RedisPresence } from '@colyseus/redis-presence';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { shareRoomSecret } from './auth.ts';

/** A killed process is noticed after this time; it then has two seconds to answer. */
const LOOK_MS = 1_000;
/** After a lost line everybody has so long to be there again. */
const SETTLE_MS = 5_000;
/** So often a process looks whether Redis still knows its rooms. */
const HEAL_MS = 5_000;
/** Rooms opened within this time may be missing in the counts of their process. */
const RECENT_MS = 2_000;
/** A room weighs as much as so many people. */
const ROOM_WEIGHT = 10;
const SECRET = 'room-secret';

export type ClusterOptions = { redisUrl: string; publicAddress: string; log: Logger };
export type Cluster = {
  /** What the live server is made with. */
  live: Pick<Server['options'], 'driver' | 'presence' | 'publicAddress' | 'selectProcessIdToCreateRoom'>;
  /** Ends the look-out; the connections end with the live server. */
  stop: () => void;
};

/** What asks without Redis is refused at once and may come again; what tells waits until it is back. */
const need = ({ status }: { status: string }): void => {
  if (status !== 'ready') throw new ServerError(ErrorCode.MATCHMAKE_UNHANDLED, 'storage.unavailable');
};
const end = async (line: { status: string; quit: () => Promise<unknown>; disconnect: () => void }) => {
  if (line.status === 'ready') await line.quit();
  else line.disconnect();
};

class SafeDriver extends RedisDriver {
  readonly #line: Redis;
  constructor(line: Redis) {
    super(line);
    this.#line = line;
  }
  /** The driver keeps the promise of a listing that failed, and would give it to everybody for ever. */
  async #fresh<T>(read: () => Promise<T>): Promise<T> {
    need(this.#line);
    try {
      return await read();
    } catch (error) {
      Reflect.set(this, '_concurrentRoomCacheRequest', undefined);
      Reflect.set(this, '_roomCacheRequestByName', {});
      throw error;
    }
  }
  override query(...asked: Parameters<RedisDriver['query']>) {
    return this.#fresh(() => super.query(...asked));
  }
  override findOne(...asked: Parameters<RedisDriver['findOne']>) {
    return this.#fresh(async () => super.findOne(...asked));
  }
  override shutdown(): Promise<void> {
    return end(this.#line);
  }
}

class SafePresence extends RedisPresence {
  override async hget(key: string, field: string) {
    need(this.pub);
    return super.hget(key, field);
  }
  override async hgetall(key: string) {
    need(this.pub);
    return super.hgetall(key);
  }
  override async channels(pattern?: string) {
    need(this.pub);
    return super.channels(pattern);
  }
  override shutdown(): void {
    void end(this.sub);
    void end(this.pub);
  }
}

const connect = async (redisUrl: string, log: Logger): Promise<Redis> => {
  const line = new Redis(redisUrl, {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 100, 1_000),
  });
  let isThere = false;
  let why = '';
  // Without a listener a fault of the line would end the process; that it is lost is said once.
  line.on('error', (err: Error) => {
    why = err.message;
    log.debug({ err }, 'the line to Redis');
  });
  line.on('ready', () => {
    if (isThere) return;
    isThere = true;
    log.info('Redis is there');
  });
  line.on('close', () => {
    if (isThere) log.warn('the line to Redis is lost: what is open goes on, nobody can join');
    isThere = false;
  });
  try {
    await line.connect();
  } catch (error) {
    line.disconnect();
    throw new Error(`Redis cannot be reached (REDIS_URL): ${why || (error as Error).message}`);
  }
  return line;
};

/** Whoever lives has a channel; a killed process loses it at once, long before its entry is removed. */
const livingProcesses = async () => {
  const [all, channels] = await Promise.all([
    matchMaker.stats.fetchAll(),
    matchMaker.presence.channels('p:*'),
  ]);
  return all.filter(({ processId }) => channels.includes(`p:${processId}`));
};

/** Chooses the living process with the least to do; counts come late, so that rooms just opened are counted here. */
const spreader = (): (() => Promise<string>) => {
  let recent: { id: string; at: number }[] = [];
  return async () => {
    const all = await livingProcesses();
    const at = performance.now();
    recent = recent.filter((one) => at - one.at < RECENT_MS);
    const loads = all.map(({ processId: id, roomCount, ccu }) => {
      const rooms = roomCount + recent.filter((one) => one.id === id).length;
      return { id, load: rooms * ROOM_WEIGHT + ccu + Math.random() };
    });
    const id = loads.sort((a, b) => a.load - b.load)[0]?.id ?? matchMaker.processId;
    recent.push({ id, at });
    return id;
  };
};

/** All processes sign room tokens with one secret, also after Redis was started empty. */
const agree =
  (line: Redis) =>
  async (ours: string): Promise<string> => {
    await line.set(SECRET, ours, 'NX');
    return (await line.get(SECRET)) ?? ours;
  };

/** Joins this process to the others of its company. Throws when Redis cannot be reached. */
export const openCluster = async ({ redisUrl, publicAddress, log }: ClusterOptions): Promise<Cluster> => {
  const listing = await connect(redisUrl, log);
  const line = await connect(redisUrl, log);
  await shareRoomSecret(agree(line));
  let readyAt = performance.now();
  const isLive = (): boolean =>
    line.status === 'ready' && matchMaker.state === matchMaker.MatchMakerState.READY;
  const fail = (err: unknown): void => log.error({ err }, 'the line between the processes');
  /** A Redis that keeps nothing on disk, or was emptied, has forgotten who is there and which rooms are open. */
  const heal = async (): Promise<void> => {
    if (!isLive()) return;
    await shareRoomSecret(agree(line));
    await matchMaker.restoreMissingRoomCaches();
    await matchMaker.stats.persist(true);
  };
  listing.on('ready', () => {
    readyAt = performance.now();
    heal().catch(fail);
  });
  const look = (): void => {
    if (isLive() && performance.now() - readyAt > SETTLE_MS) matchMaker.healthCheckAllProcesses().catch(fail);
  };
  const timers = [setInterval(look, LOOK_MS), setInterval(() => void heal().catch(fail), HEAL_MS)];
  for (const timer of timers) timer.unref();
  return {
    live: {
      ...{ driver: new SafeDriver(listing), presence: new SafePresence(line), publicAddress },
      selectProcessIdToCreateRoom: spreader(),
    },
    stop: () => {
      for (const timer of timers) clearInterval(timer);
    },
  };
};
