import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BoardView } from '../../server/domain/api-honour.ts';
import { DEFAULT_POLICY } from '../../server/domain/policy.ts';
import { followHonours } from '../../server/jobs/honours.ts';
import { shareAbove } from '../../server/store/board.ts';
import { commit } from '../../server/store/commit.ts';
import { creditPerson } from '../../server/store/ledger.ts';
import { type Browser, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

type Person = Awaited<ReturnType<TestServer['joined']>>;
const pay = async (who: Person, amount: number): Promise<void> => {
  const { person, org } = who.me;
  const by = { org: org.id, person: person.id, zone: org.zone };
  await commit(server.ctx, (tx) =>
    creditPerson(tx, by, { amount, reason: 'exam', key: `${person.id} ${amount}` }),
  );
};
const follow = async (): Promise<void> => {
  const ctx = { ...server.ctx, log: pino({ level: 'silent' }) };
  while (!(await followHonours(ctx)));
};
const get = async <T>(who: Browser, path: string): Promise<T> => {
  const res = await who.request(path);
  expect(res.status, path).toBe(200);
  return (await res.json()) as T;
};
const BOARD = '/api/boards?measure=xp&period=week&scope=company';
const DOORS = [
  BOARD,
  '/api/boards/groups?by=department&measure=xp&period=week',
  '/api/league',
  '/api/honours',
  '/api/honours/line',
  '/api/honours/new',
  '/api/honours/catalogue',
];

describe('the doors of honours', () => {
  test('nobody without a session reads any of them', async () => {
    for (const path of DOORS) expect((await server.client().request(path)).status, path).toBe(401);
  });

  test('a shape that is none is refused', async () => {
    const { request } = await server.joined('形状');
    for (const query of [
      '',
      '?measure=xp',
      '?measure=coins&period=week&scope=company',
      '?measure=xp&period=week&scope=world',
    ])
      expect((await request(`/api/boards${query}`)).status, query).toBe(400);
  });

  test('what I have earned is shown to me alone, and seen by my own word', async () => {
    const lin = await server.joined('林林', 'learner');
    const mei = await server.joined('梅梅', 'learner');
    await pay(lin, 700);
    await follow();
    const line = await lin.call('GET /api/honours/line');
    expect(line).toMatchObject({ xp: 700, level: 7, title: 'first-mate', fresh: 3 });
    const { earned } = await lin.call('GET /api/honours/new');
    expect(earned.map((e) => e.ref).sort()).toEqual(['apprentice', 'first-mate', 'sailor']);
    const ids = earned.map((e) => e.id);
    expect(await mei.call('GET /api/honours/new')).toEqual({ earned: [] });
    await mei.call('POST /api/honours/seen', { body: { ids } });
    expect((await lin.call('GET /api/honours/line')).fresh).toBe(3);
    expect(await lin.call('POST /api/honours/seen', { body: { ids } })).toEqual({ left: 0 });
    const all = await lin.call('GET /api/honours');
    expect(all.titles.find((t) => t.id === 'captain')?.progress).toEqual({ n: 700, of: 1200 });
  });

  test('a guest of the company stands on its board; a person hidden there is nobody to others', async () => {
    const guest = await server.joined('客人');
    const shy = await server.joined('害羞', 'learner');
    await pay(guest, 5000);
    await pay(shy, 4000);
    await follow();
    await shy.call('POST /api/settings', { body: { hideFromBoards: true } });
    const seen = await get<BoardView>(guest, BOARD);
    expect(seen.me?.rank).toBe(1);
    expect(JSON.stringify(seen)).not.toContain(shy.me.person.id);
    expect(JSON.stringify(seen)).not.toContain('害羞');
    expect((await get<BoardView>(shy, BOARD)).me).toMatchObject({ rank: 2, hidden: true });
    const league = await guest.call('GET /api/league');
    expect(JSON.stringify(league)).not.toContain('害羞');
    expect(league.rows.some((r) => r.me)).toBe(true);
    expect(await shareAbove(server.ctx.db.read, shy.me.org.id, shy.me.person.id)).toBeGreaterThan(0);
  });

  test('a company that shows no boards keeps its people’s honours', async () => {
    const boss = await server.joined('唐老师', 'trainer');
    const one = await server.joined('某某', 'learner');
    await pay(one, 60);
    await follow();
    const policy = { ...DEFAULT_POLICY, boards: { people: false, departments: false } };
    await boss.call('POST /api/studio/policy', { body: { policy, before: DEFAULT_POLICY } });
    for (const path of DOORS.slice(0, 3)) {
      const res = await one.request(path);
      expect([res.status, ((await res.json()) as { code: string }).code], path).toEqual([
        409,
        'board.closed',
      ]);
    }
    expect((await refusalOf(one.call('GET /api/league'))).code).toBe('board.closed');
    expect((await one.call('GET /api/honours/line')).xp).toBe(60);
  });
});
