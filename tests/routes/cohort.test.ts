import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CohortBody } from '../../server/domain/api-cohorts.ts';
import { commit } from '../../server/store/commit.ts';
import { learnerAt } from '../bots/learner.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let server: TestServer;
let trainer: Awaited<ReturnType<TestServer['joined']>>;
beforeAll(async () => {
  server = await startTestServer();
  trainer = await server.joined('培训师', 'trainer');
});
afterAll(() => server.close());
const learner = async (name: string) => learnerAt(server, await server.joined(name));
type L = Awaited<ReturnType<typeof learner>>;
const at = (local: string): void => server.clock.set(Date.parse(`${local}+08:00`));
/** Monday 16 November 2026, weekends off. */
const cohort: CohortBody = {
  quest: 'onboarding',
  name: '十一月班',
  startDay: 20261116,
  zone: 'Asia/Shanghai',
  rest: { weekdays: [6, 7], days: [] },
  open: false,
};
const save = (more: Partial<CohortBody> = {}) =>
  trainer.call('POST /api/cohorts/save', { body: { ...cohort, ...more } });
const put = (id: string, ...who: L[]) =>
  trainer.call('POST /api/cohorts/members', {
    body: { cohort: id, people: who.map((l) => l.me.person.id), add: true },
  });
const board = (id: string) => trainer.call('GET /api/cohorts/:cohort', { params: { cohort: id } });
const rowOf = async (id: string, l: L) => (await board(id)).members.find((m) => m.person === l.me.person.id);

describe('a cohort that begins later', () => {
  it('lets nothing be started before its first day, and says when that is', async () => {
    at('2026-11-12T10:00:00');
    const { id } = await save();
    const l = await learner('期一');
    await put(id, l);
    const view = await l.call('GET /api/quest');
    expect(view).toMatchObject({ day: 0, cohort: { name: '十一月班', day: 0, days: 7, resting: false } });
    expect(view.current).toBeUndefined();
    expect(view.tasks).toEqual([]);
    expect(view.islands[0]).toMatchObject({
      state: 'locked',
      lock: { rule: 'day', day: 20261116, inDays: 4 },
    });
    expect(view.islands[1]?.lock).toEqual({ rule: 'after-exam', island: 'sail' });
    expect((await refusalOf(l.readCard('sail-1'))).code).toBe('island.locked');
    expect((await refusalOf(l.start('sail-2'))).code).toBe('island.locked');
    at('2026-11-16T03:59:59');
    expect((await refusalOf(l.readCard('sail-1'))).code).toBe('island.locked');
    at('2026-11-16T04:00:00');
    await l.readCard('sail-1');
    expect((await l.call('GET /api/quest')).day).toBe(1);
    at('2026-11-21T10:00:00');
    expect((await l.call('GET /api/quest')).cohort).toMatchObject({ day: 5, resting: true });
    at('2026-11-23T10:00:00');
    expect((await l.call('GET /api/quest')).cohort).toMatchObject({ day: 6, resting: false });
  });

  it('keeps a streak over its weekend without using up a free day', async () => {
    at('2026-11-20T10:00:00');
    const { id } = await save();
    const l = await learner('期二');
    await put(id, l);
    await l.call('POST /api/checkin', { body: {} });
    at('2026-11-23T10:00:00');
    expect((await l.call('GET /api/quest')).streak).toBe(1);
    expect(await l.call('POST /api/checkin', { body: {} })).toMatchObject({ streak: 2 });
    for (const day of ['25', '27']) {
      at(`2026-11-${day}T10:00:00`);
      await l.call('POST /api/checkin', { body: {} });
    }
    expect((await l.call('GET /api/quest')).streak).toBe(4);
  });
});

describe('the cohort board', () => {
  it('shows who has not started, who is stuck since when, and who is behind', async () => {
    at('2026-11-16T09:00:00');
    const { id } = await save();
    const [idle, stuck, failing] = [await learner('板一'), await learner('板二'), await learner('板三')];
    await put(id, idle, stuck, failing);
    await stuck.readCard('sail-1');
    const since = server.clock.now();
    at('2026-11-17T09:00:00');
    await failing.sailTo('sail-8');
    for (let n = 0; n < 3; n++) await failing.sitExam('sail-8', 2);
    at('2026-11-18T09:00:00');
    const view = await board(id);
    expect(view.cohort).toMatchObject({ day: 3, days: 7, members: 3, notStarted: 1, stuck: 2, graduated: 0 });
    expect(view.expected).toBe(Math.floor((view.stations * 2) / 7));
    expect(await rowOf(id, idle)).toMatchObject({ state: 'not-started', stationsDone: 0, name: '板一' });
    expect(await rowOf(id, stuck)).toMatchObject({ state: 'stuck', station: 'sail-2', stuckSince: since });
    expect(await rowOf(id, failing)).toMatchObject({ state: 'stuck', station: 'sail-8', stationsDone: 7 });
    expect((await rowOf(id, failing))?.openErrors).toBeGreaterThan(0);
    expect((await rowOf(id, failing))?.answers).toBeGreaterThan(40);
    const reset = { cohort: id, person: failing.me.person.id, station: 'sail-8', reason: '网络中断' };
    at('2026-11-17T20:00:00');
    expect((await refusalOf(failing.start('sail-8'))).code).toBe('exam.no_attempts_left');
    const after = await trainer.call('POST /api/cohorts/reset', { body: reset });
    expect(after.members.find((m) => m.name === '板三')?.state).not.toBe('stuck');
    const exam = (await failing.call('GET /api/quest')).islands[0]?.stations[7];
    expect(exam).toMatchObject({ id: 'sail-8', attemptsLeft: 3 });
    expect((await failing.start('sail-8')).status).toBe('open');
    expect(await failing.call('GET /api/messages')).toMatchObject([
      { kind: 'reset', from: '培训师', text: '网络中断', station: 'sail-8' },
    ]);
    const [entry] = await trainer.call('GET /api/cohorts/:cohort/audit', { params: { cohort: id } });
    expect(entry).toMatchObject({ by: '培训师', action: 'cohort.reset', details: { reason: '网络中断' } });
  });

  it('reminds with one message a day and moves the days of one member', async () => {
    at('2026-11-16T09:00:00');
    const { id } = await save();
    const [a, b] = [await learner('板四'), await learner('板五')];
    await put(id, a, b);
    const remind = (...who: L[]) =>
      trainer.call('POST /api/cohorts/remind', {
        body: { cohort: id, people: who.map((l) => l.me.person.id), text: '今天一起加油' },
      });
    const nobody = { optedOut: 0, today: 0, week: 0 };
    expect(await remind(a)).toEqual({ sent: 1, skipped: nobody });
    expect(await remind(a, b)).toEqual({ sent: 1, skipped: { ...nobody, today: 1 } });
    expect(await remind(a)).toEqual({ sent: 0, skipped: { ...nobody, today: 1 } });
    expect(await a.call('GET /api/messages')).toMatchObject([{ kind: 'reminder', text: '今天一起加油' }]);
    server.clock.advance(2 * DAY);
    const body = { cohort: id, person: a.me.person.id, days: 3, reason: '出差' };
    await trainer.call('POST /api/cohorts/extend', { body });
    server.clock.advance(DAY);
    expect((await a.call('GET /api/quest')).day).toBe(3);
    expect((await b.call('GET /api/quest')).day).toBe(4);
    expect((await rowOf(id, a))?.extraDays).toBe(3);
  });

  it('takes new learners into an open cohort at their first step', async () => {
    at('2026-11-16T09:00:00');
    const { id } = await save({ open: true, name: '滚动班' });
    const l = await learner('板六');
    expect((await l.call('GET /api/quest')).cohort).toBeUndefined();
    await l.call('POST /api/checkin', { body: {} });
    expect((await l.call('GET /api/quest')).cohort?.name).toBe('滚动班');
    await trainer.call('POST /api/cohorts/archive', { body: { cohort: id, archived: true } });
    const late = await learner('板七');
    await late.call('POST /api/checkin', { body: {} });
    expect((await late.call('GET /api/quest')).cohort).toBeUndefined();
    expect((await trainer.call('GET /api/cohorts')).find((c) => c.id === id)?.archived).toBe(true);
  });

  it('is closed to learners and refuses what is wrong', async () => {
    const l = await learner('板八');
    const { id } = await save();
    expect((await refusalOf(l.call('GET /api/cohorts'))).code).toBe('auth.forbidden');
    expect((await refusalOf(save({ zone: 'Mars/Olympus' }))).code).toBe('cohort.zone');
    expect((await refusalOf(save({ startDay: 20260230 }))).code).toBe('bad_request');
    expect((await refusalOf(save({ rest: { weekdays: [1, 2, 3, 4, 5, 6, 7], days: [] } }))).code).toBe(
      'bad_request',
    );
    expect((await refusalOf(save({ quest: 'nowhere' }))).code).toBe('quest.unknown');
    expect((await refusalOf(board('nowhere'))).code).toBe('cohort.unknown');
    const no = { cohort: id, person: l.me.person.id, reason: '因为' };
    const extend = trainer.call('POST /api/cohorts/extend', { body: { ...no, days: 1 } });
    expect((await refusalOf(extend)).code).toBe('person.unknown');
    await put(id, l);
    const reset = (station: string) => trainer.call('POST /api/cohorts/reset', { body: { ...no, station } });
    expect((await refusalOf(reset('sail-8'))).code).toBe('cohort.reset');
    expect((await refusalOf(reset('nowhere'))).code).toBe('station.unknown');
  });
});

describe('a cohort of five hundred', () => {
  it('shows its board within 100 ms, measured five times', async () => {
    at('2026-11-16T09:00:00');
    const { id } = await save({ name: '五百人' });
    const people = Array.from({ length: 500 }, (_, n) => `bulk-${n}`);
    const quest = await trainer.call('GET /api/quest');
    const stations = quest.islands.flatMap((i) => i.stations.map((s) => ({ station: s.id, island: i.id })));
    await commit(server.ctx, async ({ db, now }) => {
      for (const [n, person] of people.entries()) {
        const org = server.company.id;
        await db
          .insertInto('person')
          .values({
            id: person,
            org,
            role: 'learner',
            department: null,
            guest: 0,
            settings: '{}',
            createdAt: now,
            lastSeenAt: now,
            streak: 0,
            checkinDay: null,
          })
          .execute();
        await db
          .insertInto('identity')
          .values({
            person,
            org,
            name: `群众${n}`,
            login: null,
            password: null,
            avatar: '',
            employeeNo: null,
            email: null,
            phone: null,
            post: null,
            joinedOn: null,
            failedLogins: 0,
            lockedUntil: null,
          })
          .execute();
        await db
          .insertInto('enrolment')
          .values({
            person,
            quest: 'onboarding',
            startedAt: now,
            startDay: 20261116,
            completedAt: null,
            version: 1,
          })
          .execute();
        const rows = stations.slice(0, n % stations.length).map((s, i) => ({
          person,
          ...s,
          quest: 'onboarding',
          stars: 3,
          best: 1,
          paid: 10,
          tier: 0,
          doneAt: now + i * 1000,
          state: null,
        }));
        if (rows.length > 0) await db.insertInto('progress').values(rows).execute();
      }
    });
    await trainer.call('POST /api/cohorts/members', { body: { cohort: id, people, add: true } });
    const times: number[] = [];
    for (let n = 0; n < 5; n++) {
      const from = performance.now();
      const { members } = await board(id);
      times.push(performance.now() - from);
      expect(members).toHaveLength(500);
    }
    times.sort((a, b) => a - b);
    console.log(`board of 500: ${times.map((t) => t.toFixed(0)).join(', ')} ms`);
    expect(times[0]).toBeLessThan(100);
  });
});
