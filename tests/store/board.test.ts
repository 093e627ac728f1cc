import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BoardView } from '../../server/domain/api-honour.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { type Asked, boardOf, shareAbove } from '../../server/store/board.ts';
import { groupBoardOf } from '../../server/store/board-group.ts';
import { forgetBoards } from '../../server/store/board-index.ts';
import { commit } from '../../server/store/commit.ts';
import { creditPerson } from '../../server/store/ledger.ts';
import { saveSettings } from '../../server/store/person.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { newCompany, newDepartment, newEditor } from './bank-people.ts';
import { type HonourCrew, honourCrew } from './honour-crew.ts';

const DAY = 86_400_000;
const SUNDAY_EVENING = MORNING - 14 * 3_600_000;

describe.each(STORES)('boards on $name', ({ open }) => {
  let store: TestStore;
  let crew: HonourCrew;
  let org = '';
  beforeAll(async () => {
    store = await open();
    crew = honourCrew(store);
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    org = await newCompany(store.ctx);
  });
  const learner = (name: string, department: string | null = null) =>
    newEditor(store.ctx, org, { role: 'learner', name, department });
  /** Learners with these points today, named 员0, 员1 ... */
  const crowd = async (points: number[], department: string | null = null): Promise<Editor[]> => {
    const people = points.map(
      (): Editor => ({ org, person: uuidv7(), role: 'learner', zone: 'Asia/Shanghai' }),
    );
    await commit(store.ctx, async (tx) => {
      const times = { createdAt: tx.now, lastSeenAt: null, streak: 0, checkinDay: null };
      for (const [i, by] of people.entries()) {
        const row = { id: by.person, org, role: 'learner', department, guest: 0 as const, settings: '{}' };
        await tx.db
          .insertInto('person')
          .values({ ...row, ...times })
          .execute();
        const name = { person: by.person, org, name: `员${i}`, avatar: by.person, failedLogins: 0 };
        await tx.db.insertInto('identity').values(name).execute();
        const amount = points[i] ?? 0;
        if (amount > 0) await creditPerson(tx, by, { amount, reason: 'practice', key: by.person });
      }
    });
    await crew.follow();
    return people;
  };
  const XP: Asked = { measure: 'xp', period: 'week', scope: 'company' };
  const board = (by: Editor, more: Partial<Asked> = {}) =>
    boardOf(store.db.read, by, { ...XP, ...more }, store.clock.now());
  const ranks = (rows: BoardView['top']) =>
    rows.map((r) => `${r.rank} ${r.face?.name ?? '?'} ${r.score ?? '-'}`);

  test('show the first three, me between three above and three below, and how many I am ahead of', async () => {
    const people = await crowd([100, 90, 90, 80, 70, 60, 50, 40, 30, 20]);
    const seen = await board(people[5] as Editor);
    expect(ranks(seen.top)).toEqual(['1 员0 100', '2 员2 90', '2 员1 90']);
    expect(ranks(seen.near)).toEqual([
      '2 员1 90',
      '4 员3 80',
      '5 员4 70',
      '6 员5 60',
      '7 员6 50',
      '8 员7 40',
      '9 员8 30',
    ]);
    expect(seen.near.filter((r) => r.me)).toHaveLength(1);
    expect(seen.me).toEqual({ rank: 6, score: 60, percentile: 4 / 9, hidden: false });
    expect(seen).toMatchObject({ n: 10, from: 20261116, scopes: ['company'] });
    expect((await board(people[0] as Editor)).near).toHaveLength(4);
  });

  test('move with what the log brings, and are the same after a restart', async () => {
    const people = await crowd([30, 20, 10]);
    const last = people[2] as Editor;
    expect((await board(last)).me?.rank).toBe(3);
    await crew.pay(last, 15);
    expect((await board(last)).me?.rank, 'not read yet').toBe(3);
    await crew.follow();
    expect((await board(last)).me).toMatchObject({ rank: 2, score: 25 });
    const before = await board(last);
    forgetBoards();
    expect(await board(last)).toEqual(before);
    expect((await board(people[0] as Editor, { period: 'all' })).me?.rank).toBe(1);
  });

  test('who has chosen so is nobody to others and loses nothing; trainers and other companies are not there', async () => {
    const people = await crowd([50, 40, 30]);
    const [first, second, third] = people as [Editor, Editor, Editor];
    const trainer = await newEditor(store.ctx, org);
    await crew.pay(trainer, 999);
    const elsewhere = await newEditor(store.ctx, await newCompany(store.ctx), {
      role: 'learner',
      name: '外人',
    });
    await crew.pay(elsewhere, 999);
    await crew.follow();
    await commit(store.ctx, (tx) => saveSettings(tx, first.person, { hideFromBoards: true }));
    const seen = await board(third);
    expect(ranks(seen.top)).toEqual(['1 ? -', '2 员1 40', '3 员2 30']);
    expect(JSON.stringify(seen)).not.toContain(first.person);
    expect(ranks((await board(first)).top)).toEqual(['1 员0 50', '2 员1 40', '3 员2 30']);
    expect((await board(first)).me).toMatchObject({ rank: 1, hidden: true });
    expect((await board(second)).me?.rank).toBe(2);
    expect((await board(trainer)).me).toBeUndefined();
    expect((await board(elsewhere)).n).toBe(1);
  });

  test('Sunday night counts for the old week until four in the morning', async () => {
    const [one] = (await crowd([])) as Editor[] | [undefined];
    expect(one).toBeUndefined();
    const night = await learner('夜航');
    store.clock.set(SUNDAY_EVENING);
    await crew.pay(night, 10);
    store.clock.set(MORNING - 5 * 3_600_000 - 1);
    await crew.pay(night, 5);
    store.clock.set(MORNING - 5 * 3_600_000);
    await crew.pay(night, 1);
    await crew.follow();
    const score = async (period: Asked['period']) => (await board(night, { period })).me?.score;
    expect([await score('day'), await score('week'), await score('month'), await score('all')]).toEqual([
      1, 1, 16, 16,
    ]);
  });

  test('the climb is growth of accuracy with enough answers on both sides, and says how many are missing', async () => {
    const [mei, bo, an] = [await learner('梅'), await learner('波'), await learner('安')] as const;
    const answers = (by: Editor, n: number, right: number) =>
      crew.answer(by, ...Array.from({ length: n }, (_, i) => ({ question: randomUUID(), ok: i < right })));
    store.clock.set(MORNING - 3 * DAY);
    await answers(mei, 40, 20);
    await answers(bo, 40, 30);
    await answers(an, 10, 1);
    store.clock.set(MORNING);
    await answers(mei, 40, 30);
    await answers(bo, 40, 31);
    await answers(an, 40, 40);
    await crew.follow();
    const seen = await board(an, { measure: 'climb' });
    expect(ranks(seen.top)).toEqual(['1 梅 25', '2 波 2.5']);
    expect(seen.me).toBeUndefined();
    expect(seen.needs).toEqual({ each: 30, before: 10, now: 40 });
    expect((await board(an, { measure: 'climb', period: 'all' })).n).toBe(0);
  });

  test('corrections are counted on the day that mended them', async () => {
    const mei = await learner('梅');
    store.clock.set(MORNING - 2 * DAY);
    await crew.answer(mei, { question: 'a', ok: false }, { question: 'b', ok: false });
    store.clock.set(MORNING);
    await crew.answer(mei, { question: 'a' }, { question: 'b' }, { question: 'b' });
    await crew.follow();
    expect((await board(mei, { measure: 'correction', period: 'day' })).me?.score).toBe(2);
  });

  test('of a department and a cohort hold their members only', async () => {
    const ops = await newDepartment(store.ctx, org);
    const sales = await newDepartment(store.ctx, org);
    const [a, b] = (await crowd([10, 20], ops)) as [Editor, Editor];
    const [c] = (await crowd([99], sales)) as [Editor];
    const cohort = randomUUID();
    const quest = randomUUID();
    const startedAt = store.clock.now();
    await commit(store.ctx, async ({ db }) => {
      const base = {
        id: cohort,
        org,
        quest,
        name: '一期',
        startDay: 20261116,
        zone: 'Asia/Shanghai',
        rest: '{}',
      };
      await db
        .insertInto('cohort')
        .values({ ...base, open: 0, createdBy: null, createdAt: startedAt, archivedAt: null })
        .execute();
      for (const [person, startDay] of [
        [a.person, 20261117],
        [c.person, 20261116],
      ] as const) {
        await db
          .insertInto('cohort_member')
          .values({ cohort, person, joinedAt: 0, extensions: '[]' })
          .execute();
        await db
          .insertInto('enrolment')
          .values({ person, quest, startedAt, startDay, completedAt: null, graduatedAt: null, medalAt: null })
          .execute();
      }
    });
    expect((await board(a)).scopes).toEqual(['company', 'department', 'cohort']);
    expect(ranks((await board(a, { scope: 'department' })).top)).toEqual(['1 员1 20', '2 员0 10']);
    expect(ranks((await board(a, { scope: 'cohort' })).top)).toEqual(['1 员0 99', '2 员0 10']);
    expect((await board(b, { scope: 'cohort' })).n).toBe(0);
    expect((await board(c, { period: 'quest' })).me?.score).toBe(99);
    expect((await board(a, { period: 'quest' })).me, 'before the first day of the quest').toBeUndefined();
  });

  test('departments stand by the mean of their active members', async () => {
    const ops = await newDepartment(store.ctx, org);
    const few = await newDepartment(store.ctx, org);
    const [me] = (await crowd([10, 20, 30, 40, 52, 0], ops)) as [Editor];
    await crowd([500, 500], few);
    const seen = await groupBoardOf(
      store.db.read,
      me,
      { by: 'department', measure: 'xp', period: 'week' },
      store.clock.now(),
    );
    expect(seen.rows).toEqual([
      { id: ops, name: ops.slice(0, 6), rank: 1, mean: 30.4, active: 5, mine: true },
    ]);
  });

  test('the share above is what a top of so many percent asks for', async () => {
    const people = await crowd([40, 30, 30, 20, 10, 0]);
    const shares = await Promise.all(people.map((p) => shareAbove(store.db.read, org, p.person)));
    expect(shares).toEqual([0, 0.2, 0.2, 0.6, 0.8, 1]);
    expect(await commit(store.ctx, (tx) => shareAbove(tx.db, org, (people[3] as Editor).person))).toBe(0.6);
    await board(people[0] as Editor, { period: 'all' });
    expect(await shareAbove(store.db.read, org, (people[4] as Editor).person, store.clock.now())).toBe(0.8);
  });
});
