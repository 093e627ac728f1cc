import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weekdayOf } from '../../server/domain/calendar.ts';
import { playDay } from '../../server/domain/time.ts';
import { learnerAt, wrongAt } from '../bots/learner.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
const learner = async (name: string) => learnerAt(server, await server.joined(name));
type L = Awaited<ReturnType<typeof learner>>;
const checkin = (l: L, commandId?: string) =>
  l.call('POST /api/checkin', { body: {} }, commandId === undefined ? {} : { commandId });
const pick = (l: L, spot: string, island = 'sail', commandId?: string) =>
  l.call('POST /api/finds/pick', { body: { island, spot } }, commandId === undefined ? {} : { commandId });
/** The next 04:00 in Shanghai. */
const nextDay = (): void => {
  const shifted = server.clock.now() + 4 * HOUR;
  server.clock.set((Math.floor(shifted / DAY) + 1) * DAY - 4 * HOUR);
};

describe('the quest as a newcomer sees it', () => {
  it('is day 1 of 7 with six islands, the first station open and no coins', async () => {
    const l = await learner('新一');
    await checkin(l);
    const quest = await l.call('GET /api/quest');
    expect(quest).toMatchObject({ id: 'onboarding', day: 1, days: 7, streak: 1 });
    expect(quest.islands.map((i) => i.state)).toEqual([
      'current',
      'locked',
      'locked',
      'locked',
      'locked',
      'locked',
    ]);
    expect(quest.islands.flatMap((i) => i.stations).filter((s) => s.state !== 'locked')).toHaveLength(1);
    expect(quest.current).toEqual({ island: 'sail', station: 'sail-1' });
    expect(quest.islands[0]?.stations.map((s) => s.coins)).toEqual([10, 64, 10, 64, 10, 64, 10, 120, 80]);
  });

  it('needs somebody who is signed in', async () => {
    expect((await refusalOf(server.client().call('GET /api/quest'))).code).toBe('auth.required');
  });

  it('shows colleagues where they stand, not oneself', async () => {
    const [a, b] = [await learner('伴甲'), await learner('伴乙')];
    await a.readCard('sail-1');
    await checkin(b);
    const { peers } = await b.call('GET /api/quest');
    expect(peers.find((p) => p.id === a.me.person.id)).toMatchObject({
      island: 'sail',
      station: 'sail-2',
      name: '伴甲',
    });
    expect(peers.some((p) => p.id === b.me.person.id)).toBe(false);
    expect(peers.length).toBeLessThanOrEqual(12);
  });

  it('counts its days from 04:00 to 04:00', async () => {
    const l = await learner('新二');
    await checkin(l);
    nextDay();
    expect((await l.call('GET /api/quest')).day).toBe(2);
    server.clock.advance(-1);
    expect((await l.call('GET /api/quest')).day).toBe(1);
    server.clock.advance(1);
  });

  it('ticks off what was done today and starts anew tomorrow', async () => {
    const l = await learner('新三');
    await l.readCard('sail-1');
    const task = async (kind: string) => (await l.call('GET /api/quest')).tasks.find((t) => t.kind === kind);
    expect(await task('card')).toMatchObject({ count: 1, done: 1 });
    expect(await task('practice')).toMatchObject({ count: 1, done: 0, coins: 40 });
    nextDay();
    expect(await task('card')).toMatchObject({ done: 0 });
  });
});

describe('the daily check-in', () => {
  it('pays five coins once a day and counts the days in a row', async () => {
    const l = await learner('签一');
    expect(await checkin(l)).toEqual({ streak: 1, coins: 5, first: true });
    expect(await checkin(l)).toEqual({ streak: 1, coins: 0, first: false });
    nextDay();
    expect(await checkin(l)).toEqual({ streak: 2, coins: 5, first: true });
    for (let n = 0; n < 6; n++) nextDay();
    expect(await checkin(l)).toEqual({ streak: 1, coins: 5, first: true });
    expect(await l.coins()).toBe(15);
  });

  it('repeated as the same command gives the same reply, after a lost line too', async () => {
    const l = await learner('签二');
    const id = randomUUID();
    const first = await checkin(l, id);
    expect(first).toEqual({ streak: 1, coins: 5, first: true });
    expect(await checkin(l, id)).toEqual(first);
    expect(await l.coins()).toBe(5);
  });

  it('from several tabs at once pays once', async () => {
    const l = await learner('签三');
    const all = await Promise.all(Array.from({ length: 6 }, () => checkin(l)));
    expect(all.filter((r) => r.first)).toHaveLength(1);
    expect(await l.coins()).toBe(5);
  });

  it('shows a streak until more than the two free days of a week were missed', async () => {
    const l = await learner('签四');
    const streak = async () => (await l.call('GET /api/quest')).streak;
    while (weekdayOf(playDay(server.clock.now(), 'Asia/Shanghai')) !== 1) nextDay();
    await checkin(l);
    for (const shown of [1, 1, 1, 0]) {
      nextDay();
      expect(await streak()).toBe(shown);
    }
    expect(await checkin(l)).toMatchObject({ streak: 1, first: true });
  });
});

describe('coins on the path', () => {
  it('are picked once each, by everybody for themselves', async () => {
    const [a, b] = [await learner('拾甲'), await learner('拾乙')];
    expect(await pick(a, 'coin-0')).toEqual({ coins: 2, balance: 2 });
    expect((await refusalOf(pick(a, 'coin-0'))).code).toBe('find.already_picked');
    expect(await pick(b, 'coin-0')).toEqual({ coins: 2, balance: 2 });
    const { islands } = await a.call('GET /api/quest');
    expect(islands[0]?.picked).toEqual(['coin-0']);
  });

  it('picked twice at once or by a repeated command come once', async () => {
    const l = await learner('拾丙');
    const two = await Promise.allSettled([pick(l, 'coin-1'), pick(l, 'coin-1')]);
    expect(two.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    const id = randomUUID();
    const first = await pick(l, 'coin-2', 'sail', id);
    expect(await pick(l, 'coin-2', 'sail', id)).toEqual(first);
    expect(await l.coins()).toBe(4);
  });

  it('lie on the five spots that the pictures show, on islands that are open', async () => {
    const l = await learner('拾丁');
    for (let n = 0; n < 5; n++) await pick(l, `coin-${n}`);
    expect((await refusalOf(pick(l, 'coin-5'))).code).toBe('find.unknown');
    expect((await refusalOf(pick(l, 'chest-1'))).code).toBe('bad_request');
    expect((await refusalOf(pick(l, 'coin-0', 'rules'))).code).toBe('island.locked');
    expect((await refusalOf(pick(l, 'coin-0', 'atlantis'))).code).toBe('find.unknown');
    expect(await l.coins()).toBe(10);
  });
});

describe('facts that only the client knows', () => {
  const fact = (over: object = {}) => ({
    id: uuidv7(),
    verb: 'card.viewed',
    at: server.clock.now(),
    n: 1,
    obj: 'sail-1',
    data: { side: 'text', dwellMs: 1200 },
    ...over,
  });
  const send = (l: L, events: ReturnType<typeof fact>[], sentAt = server.clock.now()) =>
    l.call('POST /api/events', { body: { sentAt, events } });
  const viewed = async (l: L) =>
    (await l.call('GET /api/log')).verbs.find((v) => v.verb === 'card.viewed')?.n ?? 0;

  it('are counted once however often they are sent, in one batch or in many', async () => {
    const l = await learner('事一');
    const one = fact();
    expect(await send(l, [one, one])).toMatchObject({ rejected: [] });
    expect((await send(l, [one])).accepted).toEqual([one.id]);
    await Promise.all([send(l, [one]), send(l, [one, fact()])]);
    expect(await viewed(l)).toBe(2);
  });

  it('are refused one by one: what pays or scores, what nobody knows, what has no proper id or shape', async () => {
    const l = await learner('事二');
    const good = fact();
    const bad = [
      fact({ verb: 'question.answered', data: {} }),
      fact({ verb: 'coin.credited', data: { txn: 'x', amount: 1000, reason: 'gift' } }),
      fact({ verb: 'exam.decided', data: { nth: 1, ruleVer: 1 } }),
      fact({ verb: 'whale.ridden' }),
      fact({ id: randomUUID() }),
      fact({ data: { side: 'text', dwellMs: -1 } }),
      fact({ data: { side: 'text', dwellMs: 5, coins: 100 } }),
    ];
    const receipt = await send(l, [...bad, good]);
    expect(receipt.accepted).toEqual([good.id]);
    expect(receipt.rejected.map((r) => r.code)).toEqual([
      'server_only',
      'server_only',
      'server_only',
      'unknown_verb',
      'bad_id',
      'bad_shape',
      'bad_shape',
    ]);
    expect(await l.coins()).toBe(0);
    expect(await viewed(l)).toBe(1);
  });

  it('that come late by hours keep their hour, those of last week are marked late', async () => {
    const l = await learner('事三');
    server.clock.advance(9 * DAY);
    const now = server.clock.now();
    const [fresh, old] = [fact({ at: now - 3 * HOUR }), fact({ at: now - 8 * DAY })];
    await send(l, [fresh, old]);
    const rows = await server.ctx.db.read
      .selectFrom('event_text')
      .select(['tEvent', 'tClient', 'flags'])
      .where('actor', '=', l.me.person.id)
      .where('tClient', 'is not', null)
      .orderBy('tClient', 'desc')
      .execute();
    expect(rows.map((r) => r.flags & 1)).toEqual([0, 1]);
    expect(rows[0]?.tEvent).toBe(now - 3 * HOUR);
  });

  it('of a device whose clock is wrong are moved to the time of the server, never into the future', async () => {
    const l = await learner('事四');
    const now = server.clock.now();
    await send(l, [fact({ at: now + 2 * HOUR - 5000 })], now + 2 * HOUR);
    await send(l, [fact({ at: now + 5 * HOUR })], now + 2 * HOUR);
    const rows = await server.ctx.db.read
      .selectFrom('event_text')
      .select('tEvent')
      .where('actor', '=', l.me.person.id)
      .where('tClient', 'is not', null)
      .orderBy('tClient')
      .execute();
    expect(rows.map((r) => r.tEvent)).toEqual([now - 5000, now]);
  });

  it('more than 200 at once are refused as a whole', async () => {
    const l = await learner('事五');
    const many = Array.from({ length: 201 }, () => fact());
    expect((await refusalOf(send(l, many))).status).toBeGreaterThanOrEqual(400);
    expect((await send(l, many.slice(0, 200))).accepted).toHaveLength(200);
    expect(await viewed(l)).toBe(200);
  });
});

describe('the learner’s own log', () => {
  it('tells how many facts of each dimension are kept, and they add up', async () => {
    const l = await learner('录一');
    await checkin(l);
    await l.readCard('sail-1');
    await l.play('sail-2', wrongAt(2));
    const log = await l.call('GET /api/log');
    expect(log.total).toBe(log.verbs.reduce((n, v) => n + v.n, 0));
    expect(log.total).toBe(Object.values(log.dimensions).reduce((a, b) => a + b, 0));
    const count = (verb: string) => log.verbs.find((v) => v.verb === verb)?.n ?? 0;
    expect(count('question.answered')).toBe(1 + 9);
    expect(count('coin.credited')).toBe(3);
    expect(count('attempt.submitted')).toBe(1);
    expect(count('level.finished')).toBe(1);
    expect(count('lesson.completed')).toBe(1);
  });
});
