import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, playDay } from '../../server/domain/time.ts';
import { commit } from '../../server/store/commit.ts';
import { browserAt, startTestServer, type TestServer } from '../helpers/server.ts';

const HOUR = 3_600_000;
let server: TestServer;
let zone = 'Asia/Shanghai';
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** The company moves to another zone. */
const moveTo = async (to: string): Promise<void> => {
  zone = to;
  await commit(server.ctx, ({ db }) =>
    db.updateTable('org').set({ zone: to }).where('id', '=', server.company.id).execute().then(),
  );
};
const at = (instant: string): void => server.clock.set(Date.parse(instant));
const newcomer = (name: string) => server.joined(name);
type L = Awaited<ReturnType<typeof newcomer>>;
const checkin = (l: Pick<L, 'call'>) => l.call('POST /api/checkin', { body: {} });
const streak = async (l: L): Promise<number> => (await l.call('GET /api/quest')).streak;
const coins = async (l: L): Promise<number> => (await l.call('GET /api/quest')).coins;
/** The same account on another device that lives in another part of the world. */
const otherDevice = (l: L) => {
  const device = browserAt(server.url, 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Auckland');
  device.setCookie(l.cookie());
  return device;
};

describe('the door of the daily check-in', () => {
  it.each(['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'])(
    'counts midnight and 03:59 to the day before and 04:00 to the next one (%s)',
    async (to) => {
      await moveTo(to);
      at('2026-11-16T12:00:00Z');
      const l = await newcomer('夜一');
      expect(await checkin(l)).toMatchObject({ streak: 1, first: true });
      const today = playDay(server.clock.now(), zone);
      while (playDay(server.clock.now() + 60_000, zone) === today) server.clock.advance(60_000);
      expect(await checkin(l)).toEqual({ streak: 1, coins: 0, first: false });
      expect((await l.call('GET /api/quest')).day).toBe(1);
      server.clock.advance(60_000);
      expect(playDay(server.clock.now(), zone)).toBe(addDays(today, 1));
      expect(await streak(l)).toBe(1);
      expect(await checkin(l)).toEqual({ streak: 2, coins: 5, first: true });
      expect((await l.call('GET /api/quest')).day).toBe(2);
      server.clock.advance(-1);
      expect(await checkin(l)).toEqual({ streak: 2, coins: 0, first: false });
      server.clock.advance(1);
      expect(await checkin(l)).toEqual({ streak: 2, coins: 0, first: false });
      expect(await coins(l)).toBe(10);
    },
  );

  it('lets two devices race at 04:00: one of them is first, the day counts once', async () => {
    await moveTo('Asia/Shanghai');
    at('2026-11-16T03:59:59+08:00');
    const l = await newcomer('夜二');
    const phone = otherDevice(l);
    await checkin(l);
    for (let day = 2; day <= 6; day++) {
      server.clock.set(Date.parse('2026-11-16T04:00:00+08:00') + (day - 2) * 24 * HOUR);
      const all = await Promise.all([l, phone, l, phone, phone, l].map(checkin));
      expect(all.filter((r) => r.first)).toHaveLength(1);
      expect(new Set(all.map((r) => r.streak))).toEqual(new Set([day]));
    }
    expect(await coins(l)).toBe(6 * 5);
  });

  it.each([
    ['Europe/Berlin', '2026-03-27T20:00:00+01:00'],
    ['Europe/Berlin', '2026-10-23T20:00:00+02:00'],
    ['America/New_York', '2026-03-06T20:00:00-05:00'],
    ['America/New_York', '2026-10-30T20:00:00-04:00'],
    ['Australia/Lord_Howe', '2026-04-03T20:00:00+11:00'],
    ['Africa/Casablanca', '2026-02-13T20:00:00+01:00'],
  ])('loses and doubles nothing when the clocks of %s change, from %s on', async (to, begin) => {
    await moveTo(to);
    at(begin);
    const l = await newcomer('夜三');
    const days = new Set<number>();
    const end = Date.parse(begin) + 4 * 24 * HOUR;
    for (; server.clock.now() < end; server.clock.advance(2.5 * HOUR)) {
      const today = playDay(server.clock.now(), zone);
      const { first, streak: n } = await checkin(l);
      expect(first).toBe(!days.has(today));
      days.add(today);
      expect(n).toBe(days.size);
    }
    expect(days.size).toBe(5);
    expect(await coins(l)).toBe(25);
  });

  it('keeps the streak when the company moves to another zone, there and back', async () => {
    await moveTo('Asia/Shanghai');
    at('2026-11-16T10:00:00+08:00');
    const l = await newcomer('夜四');
    await checkin(l);
    server.clock.advance(24 * HOUR);
    expect(await checkin(l)).toMatchObject({ streak: 2, first: true });
    await moveTo('America/New_York');
    expect(playDay(server.clock.now(), zone)).toBe(20261116);
    expect(await streak(l)).toBe(2);
    expect(await checkin(l)).toEqual({ streak: 2, coins: 0, first: false });
    server.clock.advance(24 * HOUR);
    expect(await checkin(l)).toEqual({ streak: 2, coins: 0, first: false });
    server.clock.advance(24 * HOUR);
    expect(await checkin(l)).toMatchObject({ streak: 3, first: true });
    await moveTo('Asia/Shanghai');
    expect(await checkin(l)).toMatchObject({ streak: 4, first: true });
    await moveTo('America/New_York');
    expect(await checkin(l)).toEqual({ streak: 4, coins: 0, first: false });
    expect(await coins(l)).toBe(20);
    await moveTo('Asia/Shanghai');
  });
});

describe('a missed day', () => {
  it('is free twice a week and breaks the streak the third time', async () => {
    at('2026-11-16T10:00:00+08:00');
    const l = await newcomer('漏一');
    await checkin(l);
    const comeAfter = async (days: number) => {
      server.clock.advance(days * 24 * HOUR);
      const shown = await streak(l);
      return [shown, (await checkin(l)).streak];
    };
    expect(await comeAfter(2)).toEqual([1, 2]);
    expect(await comeAfter(2)).toEqual([2, 3]);
    expect(await comeAfter(2)).toEqual([0, 1]);
    expect(await comeAfter(3)).toEqual([1, 2]);
  });
});
