import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DockNews } from '../../server/domain/api-battle.ts';
import { PRESETS } from '../../server/domain/battle-shape.ts';
import type { Notice } from '../../server/domain/notice.ts';
import type { LobbyState } from '../../server/rooms/lobby-state.ts';
import { openDatabase } from '../../server/store/db.ts';
import { takeLease } from '../../server/store/lease.ts';
import { browserAt } from '../helpers/server.ts';
import { auditFaults } from './accounts.ts';
import { arriveAt, type Bather, hostBattle, playBattle, type Seat } from './battle-crowd.ts';
import { type Ground, hasCluster, openGround } from './cluster-ground.ts';
import {
  arriveAs,
  arriveMany,
  jobsAt,
  leaveTrace,
  lineTo,
  ownerOf,
  pagesFrom,
  roomOf,
  sleep,
  until,
} from './cluster-people.ts';

/** `KILLS=10 PLAYERS=100` is a campaign. */
const PLAYERS = Math.max(10, Number(process.env.PLAYERS ?? 10));
const KILLS = Number(process.env.KILLS ?? 1);
const BACK_MS = 10_000;
const hasAll = await hasCluster();

let ground: Ground;
let host: Bather;
let admin: Bather;
let crowd: Bather[];
const battles: string[] = [];

const url = (n: number): string => ground.urls[n] ?? '';

const openShow = async (rounds: number): Promise<string> => {
  const rules = { ...PRESETS.standard, rounds, auto: false };
  const { id } = await host.browser.call('POST /api/battles', { body: { mode: 'show', rules } });
  return id;
};

type Show = { id: string; seats: Seat[]; players: Bather[]; done: Promise<unknown> };
/** A show that plays itself, everybody through the proxy. */
const playShow = async (rounds: number, players: Bather[]): Promise<Show> => {
  const id = await openShow(rounds);
  battles.push(id);
  const around = { url: ground.front.url, battle: id };
  const seats = players.map((bot, i) => playBattle(bot, around, i + battles.length * 100));
  seats.push(hostBattle(host, around, players.length));
  return { id, seats, players, done: Promise.all(seats.map((s) => s.done)) };
};
const receiptsIn = ({ id, players }: Show): number =>
  players.reduce((n, bot) => n + [...bot.receipts.keys()].filter((key) => key.startsWith(id)).length, 0);

/** The first return of the slowest player after a moment. */
const slowest = (players: readonly Bather[], from: number): number =>
  Math.max(...players.map((bot) => (bot.backs.find((at) => at > from) ?? Infinity) - from));

const answersOf = async (battle: string) => {
  const rows = await ground.db.read
    .selectFrom('battle_input')
    .select(['person', 'data'])
    .where('battle', '=', battle)
    .where('kind', '=', 'answer')
    .execute();
  return rows.map(({ person, data }) => ({ person, ...(JSON.parse(data) as { id: string; round: number }) }));
};

/** Every acknowledged answer is stored once and nobody has two; everybody has one result. */
const expectOneTruth = async ({ id, players }: Show): Promise<void> => {
  const answers = await answersOf(id);
  const keys = answers.map(({ person, round }) => `${person} ${round}`);
  expect(new Set(keys).size).toBe(keys.length);
  const stored = new Set(answers.map((a) => a.id));
  const promised = players.flatMap((bot) =>
    [...bot.receipts].filter(([key]) => key.startsWith(id)).map(([, receipt]) => receipt.id),
  );
  expect(promised.filter((one) => !stored.has(one))).toEqual([]);
  const results = ground.db.read.selectFrom('battle_result').select('person').where('battle', '=', id);
  await until('everybody has a result', async () => (await results.execute()).length === players.length);
};

describe.skipIf(!hasAll)('two processes of one company', () => {
  beforeAll(async () => {
    ground = await openGround();
    pagesFrom(ground.front.url);
    const names = Array.from({ length: PLAYERS }, (_, i) => `潮${i + 1}`);
    host = await arriveAs(ground, url(0), 'trainer', '主持人');
    admin = await arriveAs(ground, url(1), 'admin', '管理员');
    crowd = await arriveMany(ground, names);
    // From now on everybody's pages and calls go through the proxy.
    for (const bot of [host, ...crowd]) {
      const through = browserAt(ground.front.url);
      through.setCookie(bot.browser.cookie());
      bot.browser = through;
    }
  }, 120_000);
  afterAll(() => ground?.close());

  it('that start at the same moment found it once', async () => {
    const orgs = await ground.db.read.selectFrom('org').select('code').execute();
    expect(orgs).toHaveLength(1);
    expect(ground.children.map((c) => c.joinCode)).toEqual(orgs.concat(orgs).map((o) => o.code));
  });

  it('run each job in one of them', async () => {
    const ran = async (n: number): Promise<boolean> =>
      (await jobsAt(admin, url(n))).some((job) => job.runs > 0);
    await until('a job has run', async () => (await ran(0)) || (await ran(1)));
    expect([await ran(0), await ran(1)].sort()).toEqual([false, true]);
  });

  it('show everybody on one map, and notices and whereabouts reach across', async () => {
    const [ann, bo] = [
      await arriveAt(url(0), ground.joinCode, '安'),
      await arriveAt(url(1), ground.joinCode, '波'),
    ];
    const org = ann.me.org.id;
    // The token of one process is good at the other.
    const rooms = await Promise.all([
      lineTo(ann, url(1), 'lobby', { org }),
      lineTo(bo, url(0), 'lobby', { org }),
    ]);
    const sees = (n: number, who: Bather): boolean =>
      (rooms[n]?.state as LobbyState | undefined)?.peers?.has(who.me.person.id) ?? false;
    await until('they see each other', () => sees(0, bo) && sees(1, ann));
    const heard: Notice[] = [];
    rooms[1]?.onMessage('notice' as never, (notice: Notice) => void heard.push(notice));
    const body = { person: bo.me.person.id, act: 'request' as const };
    await ann.browser.call('POST /api/friends', { body });
    await until('the request is heard', () => heard.some(({ kind }) => kind === 'friends'));
    const isHere = async (who: Bather): Promise<boolean> => {
      const params = { person: who.me.person.id };
      return (await ann.browser.call('GET /api/people/:person', { params })).online;
    };
    const ghost = crowd[0] as Bather;
    await leaveTrace(ground, ghost);
    expect([await isHere(bo), await isHere(ghost)]).toEqual([true, false]);
    for (const room of rooms) await room.leave();
  });

  it('find a partner for somebody at the other', async () => {
    const [ann, bo] = crowd as [Bather, Bather];
    const options = { mode: 'duel', org: ann.me.org.id };
    const matched: DockNews['matched'][] = [];
    const rooms = await Promise.all([
      lineTo(ann, url(0), 'dock', options),
      lineTo(bo, url(1), 'dock', options),
    ]);
    for (const room of rooms)
      room.onMessage('matched' as never, (news: DockNews['matched']) => void matched.push(news));
    await until('both are matched', () => matched.length === 2);
    expect(matched.map((m) => m.against)).toEqual(['person', 'person']);
    expect(matched[0]?.battle).toBe(matched[1]?.battle);
    for (const room of rooms) await room.leave();
  });

  it('asked at once to open a battle open one room, also when Redis has forgotten it', async () => {
    const places: number[] = [];
    for (let n = 0; n < 4; n++) {
      const battle = await openShow(1);
      const two = crowd.slice(2 * n, 2 * n + 2);
      const rooms = await Promise.all(
        two.map((bot, i) => lineTo(bot, url(i), 'battle', { battle, as: 'player' })),
      );
      expect(new Set(rooms.map((r) => r.roomId)).size).toBe(1);
      places.push(await ownerOf(ground, battle));
      if (n === 3) {
        const line = new Redis(ground.redis.url);
        await line.flushall();
        await line.quit();
        const other = 1 - (places[3] ?? 0);
        const late = crowd[9] as Bather;
        const codes: string[] = [];
        let joined: string | undefined;
        await until('the late one is in', async () => {
          const room = await lineTo(late, url(other), 'battle', { battle, as: 'player' }).catch(
            (error: Error) => void codes.push(error.message),
          );
          joined = room?.roomId;
          await room?.leave();
          return joined !== undefined;
        });
        expect(joined).toBe(rooms[0]?.roomId);
        expect(codes.filter((code) => code !== 'storage.unavailable')).toEqual([]);
      }
      for (const room of rooms) await room.leave();
    }
    // Rooms are spread over the processes.
    expect(new Set(places)).toEqual(new Set([0, 1]));
  });

  it('have one holder of a lease, who takes it again after a broken line unless somebody else did', async () => {
    const place = { dataDir: '', databaseUrl: ground.postgres.url };
    const [one, two] = [await openDatabase(place), await openDatabase(place)];
    const lost: string[] = [];
    const first = await takeLease(one, 'test', { onLost: () => lost.push('one') });
    const both = await Promise.all([takeLease(one, 'test'), takeLease(two, 'test', { waitMs: 200 })]);
    expect(both).toEqual([undefined, undefined]);
    const cut = (): Promise<unknown> =>
      sql`select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'advisory' and l.objid = (hashtextextended('archipelago:test', 0) & 4294967295)`.execute(
        one.read,
      );
    await cut();
    await until('it is taken again', () => first?.isHeld() === true);
    expect(lost).toEqual([]);
    await first?.free();
    expect(await takeLease(two, 'test')).toBeDefined();
    await one.close();
    await two.close();
  });

  it(
    'go on with a show whose process is killed in the middle of a question',
    async () => {
      for (let n = 0; n < KILLS; n++) {
        const show = await playShow(3, crowd);
        const enough = Math.random() * PLAYERS;
        await until('some have answered', () => receiptsIn(show) > enough, 20_000);
        const owner = await ownerOf(ground, show.id);
        await ground.children[owner]?.kill();
        const killed = performance.now();
        await until('all are back', () => slowest(crowd, killed) < Infinity, BACK_MS + 5_000);
        const backMs = slowest(crowd, killed);
        const restart = ground.start(owner);
        await show.done;
        ground.children[owner] = await restart;
        process.stdout.write(
          `cluster: all ${PLAYERS} back ${backMs.toFixed(0)} ms after the SIGKILL of the owner, ${receiptsIn(show)} receipts\n`,
        );
        expect(backMs).toBeLessThan(BACK_MS);
        expect(await ownerOf(ground, show.id)).toBe(1 - owner);
        await expectOneTruth(show);
      }
    },
    60_000 * KILLS,
  );

  it('play on without Redis for some seconds, and let people in when it is back', async () => {
    const late = crowd[9] as Bather;
    const show = await playShow(3, crowd.slice(0, 8));
    await until('the show has begun', () => receiptsIn(show) > 0, 20_000);
    const room = (await roomOf(ground, show.id))?.roomId;
    await ground.redis.kill();
    const before = receiptsIn(show);
    const options = { battle: show.id, as: 'watch' };
    const refused = await lineTo(late, url(0), 'battle', options).catch((error: Error) => error.message);
    await sleep(3_000);
    const during = receiptsIn(show);
    await ground.redis.start();
    let joined: string | undefined;
    const ms = await until('somebody gets in again', async () => {
      const line = await lineTo(late, url(1), 'battle', options).catch(() => undefined);
      joined = line?.roomId;
      await line?.leave();
      return joined !== undefined;
    });
    process.stdout.write(`cluster: first join ${ms.toFixed(0)} ms after Redis was back\n`);
    expect(refused).toBe('storage.unavailable');
    expect(during).toBeGreaterThan(before);
    expect(joined).toBe(room);
    await show.done;
    await expectOneTruth(show);
  }, 60_000);

  it('hand over battles and jobs when one is stopped', async () => {
    const onDuty = (await jobsAt(admin, url(0))).some((job) => job.runs > 0) ? 0 : 1;
    const show = await playShow(2, crowd.slice(0, 6));
    await until('the show has begun', () => receiptsIn(show) > 0, 20_000);
    const from = performance.now();
    const wasOwner = (await ownerOf(ground, show.id)) === onDuty;
    await ground.children[onDuty]?.stop();
    await show.done;
    if (wasOwner) expect(slowest(show.players, from)).toBeLessThan(BACK_MS);
    await expectOneTruth(show);
    await until(
      'the other runs the jobs',
      async () => (await jobsAt(admin, url(1 - onDuty))).some((job) => job.runs > 0),
      15_000,
    );
  }, 60_000);

  it('refused nobody honest and kept every law of the store', async () => {
    expect([host, ...crowd].flatMap((bot) => bot.faults)).toEqual([]);
    expect(await auditFaults(ground.db)).toEqual([]);
  });
});
