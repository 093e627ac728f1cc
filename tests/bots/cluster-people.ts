import { randomUUID } from 'node:crypto';
import { Client, type Room } from '@colyseus/sdk';
import { Redis } from 'ioredis';
import type { SystemHealth } from '../../server/domain/api-system.ts';
import type { Role } from '../../server/domain/person.ts';
import { browserAt } from '../helpers/server.ts';
import { arriveAt, type Bather } from './battle-crowd.ts';
import type { Ground } from './cluster-ground.ts';

export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
/** Waits until something holds; fails after `ms`. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  ms = 10_000,
): Promise<number> => {
  const from = performance.now();
  while (!(await holds())) {
    if (performance.now() - from > ms) throw new Error(`not within ${ms} ms: ${what}`);
    await sleep(50);
  }
  return performance.now() - from;
};

/** Somebody by an invite of this role, through the process at `url`. */
export const arriveAs = async (ground: Ground, url: string, role: Role, name: string): Promise<Bather> => {
  const browser = browserAt(url);
  const account = { login: `p${randomUUID().slice(0, 13)}`, password: 'mango-tree-42' };
  const body = { code: await ground.invite(role), name, lang: 'zh' as const, ...account };
  const me = await browser.call('POST /api/join', { body });
  return { me, browser, receipts: new Map(), late: new Set(), faults: [], backs: [] };
};

let page = '';
/** Says from which address the pages come. */
export const pagesFrom = (url: string): void => {
  page = url;
};

/** Learners who join by the processes in turn. */
export const arriveMany = (ground: Ground, names: readonly string[]): Promise<Bather[]> =>
  Promise.all(names.map((name, i) => arriveAt(ground.urls[i % 2] ?? '', ground.joinCode, name)));

/** A line to a room, asked of the process at `url` as the page of the company asks; the token is of the process to which
 * the person's browser talks. */
export const lineTo = async (who: Bather, url: string, name: string, options: object): Promise<Room> => {
  const { token } = await who.browser.call('POST /api/room-token', { body: {} });
  const sdk = new Client(url, { headers: { origin: page } });
  sdk.http.authToken = token;
  const room = (await sdk.joinOrCreate(name, options)) as Room;
  room.reconnection.enabled = false;
  room.onMessage('*' as never, () => undefined);
  room.onError(() => undefined);
  return room;
};

type Listed = { name: string; roomId: string; metadata?: { battle?: string }; publicAddress?: string };
/** The rooms that Redis knows of. */
const listing = async (ground: Ground): Promise<Listed[]> => {
  const line = new Redis(ground.redis.url);
  const all = await line.hgetall('roomcaches');
  await line.quit();
  return Object.values(all).map((text) => JSON.parse(text) as Listed);
};
/** The room of a battle. */
export const roomOf = async (ground: Ground, battle: string): Promise<Listed | undefined> =>
  (await listing(ground)).find((room) => room.metadata?.battle === battle);
/** The number of the process whose room has a battle; -1 = none. */
export const ownerOf = async (ground: Ground, battle: string): Promise<number> =>
  Number(/\/n(\d)$/.exec((await roomOf(ground, battle))?.publicAddress ?? '0')?.[1] ?? 0) - 1;

/** Writes where somebody stands, as a process has done that is no more. */
export const leaveTrace = async (ground: Ground, who: Bather): Promise<void> => {
  const line = new Redis(ground.redis.url);
  const at = { island: 'i1', station: '', room: 'a-room-that-is-no-more' };
  await line.hset(`where:${who.me.org.id}`, who.me.person.id, JSON.stringify(at));
  await line.quit();
};

/** What the process at `url` says of its jobs, to an administrator who is signed in there. */
export const jobsAt = async (admin: Bather, url: string): Promise<SystemHealth['jobs']> => {
  const res = await fetch(`${url}/api/system/health`, { headers: { cookie: admin.browser.cookie() } });
  return ((await res.json()) as SystemHealth).jobs;
};
