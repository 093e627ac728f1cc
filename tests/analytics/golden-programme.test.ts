import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figure } from '../../server/analytics/figure.ts';
import { scoreOf } from '../../server/analytics/opinions.ts';
import { type Filter, type Row, wilson, Z } from '../../server/domain/figure.ts';
import type { Quest } from '../../server/domain/quest.ts';
import { commit, type Tx } from '../../server/store/commit.ts';
import { readOnly } from '../../server/store/db.ts';
import { diceOf } from '../bench/table.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { newBank, newCompany, newDepartment, newEditor, newQuestion } from '../store/bank-people.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Sunday 2026-11-22, noon in Shanghai; Sunday 2026-11-01, midnight there. */
const NOW = Date.UTC(2026, 10, 22, 4);
const START = Date.UTC(2026, 9, 31, 16);
const calendarDay = (at: number): number =>
  Number(new Date(at + 8 * HOUR).toISOString().slice(0, 10).replaceAll('-', ''));
/** The day play counts for: 04:00 to 04:00. */
const playDay = (at: number): number => calendarDay(at - 4 * HOUR);
const TODAY = playDay(NOW);
const later = (day: number, n: number): number =>
  calendarDay(Date.UTC(Math.floor(day / 1e4), (Math.floor(day / 100) % 100) - 1, day % 100) + n * DAY);

const text = (zh: string) => ({ zh });
const card = (id: string) => ({ id, name: text(id), minutes: 1, kind: 'card' as const, card: id });
const island = (n: number, stations: Quest['islands'][number]['stations']) => ({
  ...{ id: `i${n}`, name: text(`岛${n}`), about: text('岛'), icon: 'island', bank: 'b', stations },
});
const questOf = (id: string): Quest => ({
  ...{ id, name: text('航程'), days: 8 },
  islands: [
    island(1, [card('c1'), { id: 'e1', name: text('考'), minutes: 5, kind: 'exam' }]),
    island(2, [
      {
        ...{ id: 's2', name: text('问'), minutes: 1, kind: 'survey' as const, optional: true as const },
        survey: {
          items: [
            { kind: 'rating', id: 'useful', text: text('有用吗') },
            { kind: 'rating', id: 'pace', text: text('节奏') },
            { kind: 'nps', id: 'recommend', text: text('推荐吗') },
          ],
        },
      },
      card('c2'),
    ]),
    island(3, [card('c3')]),
    island(4, [card('c4')]),
  ],
});
const PATH = [['c1', 'e1'], ['c2'], ['c3'], ['c4']] as const;

type Fact = {
  id: string;
  department: string;
  cohort: string | null;
  createdAt: number;
  startedAt: number | null;
  /** When each station of the path was done, in order; shorter than the path = stands there. */
  done: number[];
  answers: { at: number; q: number }[];
  failed: number;
};
type World = {
  org: string;
  quest: string;
  north: string;
  south: string;
  cohort: string;
  coming: string;
  facts: Fact[];
};
const near = (n: number) => expect.closeTo(n, 9);
const rate = (hits: number, n: number) => {
  const band = wilson(hits, n);
  return {
    ...{ n, rate: n === 0 ? null : near(hits / n) },
    ...{ low: band ? near(band.low) : null, high: band ? near(band.high) : null },
  };
};
const PATH_FLAT = PATH.flat();

const makeUp = (w: Omit<World, 'facts'>): Fact[] => {
  const dice = diceOf(7);
  const roll = (n: number): number => Math.floor(dice() * n);
  return Array.from({ length: 40 }, (_, i): Fact => {
    const createdAt = START + roll(10) * DAY + 9 * HOUR;
    const startedAt = i % 8 === 7 ? null : createdAt + roll(3) * DAY + roll(600) * 60_000;
    const steps = startedAt === null ? 0 : [5, 5, 5, 0, 1, 2, 3, 4][roll(8)];
    const done: number[] = [];
    for (let k = 0, at = startedAt ?? 0; k < (steps ?? 0); k++) {
      at += Math.min(HOUR + roll(30) * HOUR, (NOW - at) / 2);
      done.push(Math.floor(at));
    }
    const times = startedAt === null ? 0 : roll(18);
    const answers = Array.from({ length: times }, (_, k) => ({
      at: Math.min(NOW - HOUR, (startedAt ?? 0) - 2 * HOUR + Math.floor(k / 3) * roll(20) * HOUR),
      q: i % 3 === 0 ? k % 4 : k,
    }));
    return {
      ...{ id: '', department: i % 5 < 3 ? w.north : w.south, createdAt, startedAt, done, answers },
      cohort: i % 4 === 0 ? w.cohort : i % 8 === 7 && i > 30 ? w.coming : null,
      failed: i % 10 === 3 ? 3 : 0,
    };
  });
};

const insertProgress = async (tx: Tx, w: World, f: Fact): Promise<void> => {
  const rows = f.done.map((doneAt, k) => ({
    ...{ person: f.id, station: PATH_FLAT[k] ?? '', quest: w.quest, doneAt, state: null },
    ...{ island: `i${PATH.findIndex((s) => (s as readonly string[]).includes(PATH_FLAT[k] ?? '')) + 1}` },
    ...{ stars: 3, best: 1, paid: 0, tier: 0 },
  }));
  if (rows.length > 0) await tx.db.insertInto('progress').values(rows).execute();
  if (f.startedAt === null) return;
  const completedAt = f.done.length === 5 ? (f.done[4] ?? null) : null;
  const row = {
    person: f.id,
    quest: w.quest,
    startedAt: f.startedAt,
    startDay: playDay(f.startedAt),
    version: 1,
  };
  await tx.db
    .insertInto('enrolment')
    .values({ ...row, completedAt, graduatedAt: completedAt, medalAt: null })
    .execute();
  for (let nth = 0; nth < f.failed; nth++)
    await tx.db
      .insertInto('attempt')
      .values({
        ...{ id: randomUUID(), person: f.id, quest: w.quest, island: 'i1', station: 'e1', kind: 'exam', nth },
        ...{ day: TODAY, seed: 1, status: 'ended', state: '{}', startedAt: NOW - HOUR, endedAt: NOW - HOUR },
      })
      .execute();
};

const emitAnswers = async (
  store: TestStore,
  w: World,
  f: Fact,
  questions: readonly string[],
): Promise<void> => {
  for (const [at, some] of Map.groupBy(f.answers, (a) => a.at))
    await commit({ db: store.db, now: () => at }, async (tx) => {
      for (const { q } of some)
        tx.emit(
          { org: w.org, person: f.id, zone: 'Asia/Shanghai' },
          {
            ...{ verb: 'question.answered' as const, obj: questions[q % questions.length] ?? '', objVer: 1 },
            ...{ ctx: 'x', ok: true, score: 1, ms: 900 },
            data: {
              ...{ mode: 'practice' as const, choices: [0], first: false, presentedAt: at },
              ...{ rtSrvMs: 900, changes: 0, hints: 0 },
            },
          },
        );
    });
};

const writeWorld = async (store: TestStore): Promise<World> => {
  store.clock.set(START);
  const org = await newCompany(store.ctx);
  const author = await newEditor(store.ctx, org);
  const [north, south] = [await newDepartment(store.ctx, org), await newDepartment(store.ctx, org)];
  const bank = await newBank(store.ctx, author);
  const questions: string[] = [];
  for (let i = 0; i < 18; i++) questions.push(await newQuestion(store.ctx, author, bank));
  const made = {
    org,
    quest: `q-${org.slice(0, 8)}`,
    north,
    south,
    cohort: randomUUID(),
    coming: randomUUID(),
  };
  const w: World = { ...made, facts: makeUp(made) };
  for (const [i, f] of w.facts.entries()) {
    const p = await newEditor(store.ctx, org, {
      role: 'learner',
      department: f.department,
      name: `学员${i}`,
    });
    f.id = p.person;
  }
  await commit(store.ctx, async (tx) => {
    const definition = JSON.stringify(questOf(w.quest));
    const row = { version: 1, hash: 'h', definition };
    await tx.db
      .insertInto('quest')
      .values({ ...row, id: w.quest, org, createdBy: author.person, createdAt: START })
      .execute();
    await tx.db
      .insertInto('quest_version')
      .values({ quest: w.quest, ...row, cards: '[]', publishedBy: author.person, publishedAt: START })
      .execute();
    for (const [id, startDay] of [
      [w.cohort, 20_261_105],
      [w.coming, 20_261_210],
    ] as const)
      await tx.db
        .insertInto('cohort')
        .values({
          ...{ id, org, quest: w.quest, name: id, startDay, zone: 'Asia/Shanghai', open: 0 as const },
          ...{ rest: '{"weekdays":[],"days":[]}', createdBy: null, createdAt: START, archivedAt: null },
        })
        .execute();
    const link = { org, department: null, name: null, person: null, createdBy: null, expiresAt: NOW };
    for (const [i, [role, used]] of (
      [
        ['learner', null],
        ['learner', null],
        ['learner', 1],
        ['trainer', null],
      ] as const
    ).entries())
      await tx.db
        .insertInto('invite')
        .values({
          ...link,
          id: randomUUID(),
          codeHash: `${org}${i}`,
          kind: 'invite',
          role,
          createdAt: START + DAY,
          usedAt: used,
        })
        .execute();
    for (const f of w.facts) {
      await tx.db.updateTable('person').set({ createdAt: f.createdAt }).where('id', '=', f.id).execute();
      if (f.cohort !== null)
        await tx.db
          .insertInto('cohort_member')
          .values({ cohort: f.cohort, person: f.id, joinedAt: f.createdAt, extensions: '[]' })
          .execute();
      await insertProgress(tx, w, f);
    }
  });
  for (const f of w.facts) await emitAnswers(store, w, f, questions);
  return w;
};

const ALL: Filter = { from: 20_261_101, to: 20_261_231 };
type Narrow = { name: string; filter: (w: World) => Filter; has: (w: World, f: Fact) => boolean };
const FILTERS: Narrow[] = [
  { name: 'everything', filter: () => ALL, has: () => true },
  {
    name: 'a department',
    filter: (w) => ({ ...ALL, department: w.north }),
    has: (w, f) => f.department === w.north,
  },
  { name: 'a cohort', filter: (w) => ({ ...ALL, cohort: w.cohort }), has: (w, f) => f.cohort === w.cohort },
  {
    name: 'a quest',
    filter: (w) => ({ ...ALL, quest: w.quest }),
    has: () => true,
  },
  {
    name: 'five days',
    filter: () => ({ from: 20_261_103, to: 20_261_107 }),
    has: () => true,
  },
];
/** The programme's first day of somebody who sails or is to sail; undefined = neither. */
const firstDay = (w: World, f: Fact): number | undefined => {
  if (f.cohort === w.cohort) return 20_261_105;
  if (f.cohort === w.coming) return 20_261_210;
  return f.startedAt === null ? undefined : playDay(f.startedAt);
};
const finished = (f: Fact): boolean => f.done.length === 5;
const runs = (w: World, f: Fact): boolean => TODAY < later(firstDay(w, f) ?? 0, 8);
const isActivated = (f: Fact): boolean => {
  const s = f.startedAt;
  if (s === null || f.done[0] === undefined || f.done[0] > s + 72 * HOUR) return false;
  return f.answers.filter((a) => a.at >= s && a.at <= s + 72 * HOUR).length >= 10;
};
const shown = (rows: Row[]): Row[] => rows.filter((r) => r.people === 0 || Number(r.people) >= 5);

describe.each(STORES)('the programme on $name', ({ open }) => {
  let store: TestStore;
  let w: World;
  beforeAll(async () => {
    store = await open();
    w = await writeWorld(store);
    store.clock.set(NOW);
  }, 120_000);
  afterAll(() => store.close());
  const rowsOf = async (id: string, filter: Filter): Promise<Row[]> => {
    const ask = { id, org: w.org, zone: 'Asia/Shanghai', now: NOW, today: TODAY, filter };
    return (await figure(readOnly(store.db.read), ask)).rows;
  };

  describe.each(FILTERS)('with $name', (narrow) => {
    const voyages = (): Fact[] => {
      const { from, to } = narrow.filter(w);
      return w.facts.filter((f) => {
        const day = firstDay(w, f);
        return narrow.has(w, f) && day !== undefined && day >= from && day <= to;
      });
    };
    const tally = (some: Fact[]) => {
      const done = some.filter(finished).length;
      return { people: some.length, done, ...rate(done, some.length) };
    };

    test('completion keeps those apart whose days are not over', async () => {
      const groups = Map.groupBy(voyages(), (f) => JSON.stringify([w.quest, f.cohort, runs(w, f) ? 1 : 0]));
      const expected = [...groups.keys()].sort().map((key) => {
        const [quest, cohort, partial] = JSON.parse(key);
        return { quest, cohort, ...tally(groups.get(key) ?? []), partial };
      });
      expect(expected.length).toBeGreaterThan(0);
      expect(await rowsOf('programme.completion', narrow.filter(w))).toEqual(shown(expected));
    });

    test('departments are compared with an interval', async () => {
      const groups = Map.groupBy(voyages(), (f) => f.department);
      const expected = [...groups.keys()].sort().map((department) => {
        const some = groups.get(department) ?? [];
        const running = some.filter((f) => !finished(f) && runs(w, f)).length;
        return { department, ...tally(some), running };
      });
      expect(await rowsOf('programme.departments', narrow.filter(w))).toEqual(shown(expected));
    });

    test('activation needs the first lesson and ten answers within 72 hours', async () => {
      const begin = (f: Fact): number => {
        const noon = firstDay(w, f) ?? 0;
        const four =
          Date.UTC(Math.floor(noon / 1e4), (Math.floor(noon / 100) % 100) - 1, noon % 100) - 4 * HOUR;
        return f.startedAt ?? Math.max(f.createdAt, four);
      };
      const old = voyages().filter((f) => begin(f) <= NOW - 72 * HOUR);
      const groups = Map.groupBy(old, (f) => JSON.stringify([w.quest, f.cohort]));
      const expected = [...groups.keys()].sort().map((key) => {
        const [quest, cohort] = JSON.parse(key);
        const some = groups.get(key) ?? [];
        const done = some.filter(isActivated).length;
        return { quest, cohort, people: some.length, done, ...rate(done, some.length) };
      });
      expect(await rowsOf('programme.activation', narrow.filter(w))).toEqual(shown(expected));
    });

    test('islands are on time or late by each one’s calendar', async () => {
      const sailing = w.facts.filter((f) => narrow.has(w, f) && firstDay(w, f) !== undefined);
      const rows = await rowsOf('programme.islands', narrow.filter(w));
      expect(rows.map((r) => r.person).sort()).toEqual(sailing.map((f) => f.id).sort());
      for (const f of sailing) {
        const row = rows.find((r) => r.person === f.id);
        const ends = [1, 2, 3, 4].map((k) => f.done[k]);
        const states = ends.map((at, k) => {
          const due = later(firstDay(w, f) ?? 0, 2 * (k + 1) - 1);
          if (at !== undefined) return playDay(at) <= due ? 'done' : 'done-late';
          return TODAY > due ? 'late' : 'open';
        });
        expect([row?.island1, row?.island2, row?.island3, row?.island4, row?.island5]).toEqual([
          ...states,
          null,
        ]);
        expect([row?.done, row?.of]).toEqual([ends.filter((e) => e !== undefined).length, 4]);
      }
    });

    test('the funnel and AARRR follow who came on these days', async () => {
      const { from, to } = narrow.filter(w);
      const came = w.facts.filter((f) => {
        const day = calendarDay(f.createdAt);
        const inQuest = narrow.name !== 'a quest' || f.startedAt !== null;
        return narrow.has(w, f) && inQuest && day >= from && day <= to;
      });
      const open = narrow.name === 'everything' ? 2 : 0;
      const graduated = came.filter(finished).length;
      const counts = {
        invited: came.length + open,
        account: came.length,
        active: came.filter((f) => f.answers.length > 0).length,
        activated: came.filter(isActivated).length,
        half: came.filter((f) => f.done.length >= 3).length,
        graduated,
      };
      const funnel = await rowsOf('activity.funnel', narrow.filter(w));
      const expected = Object.entries(counts).filter(([, n]) => n === 0 || n >= 5);
      expect(funnel.map((r) => [r.step, r.people])).toEqual(expected);
      expect(funnel[0]).toMatchObject(rate(counts.invited, counts.invited));
      const aarrr = await rowsOf('activity.aarrr', narrow.filter(w));
      expect(aarrr.find((r) => r.measure === 'passed')).toMatchObject(rate(graduated, came.length));
      const old = came.filter((f) => f.startedAt !== null && f.startedAt <= NOW - 72 * HOUR);
      expect(aarrr.find((r) => r.measure === 'activation')).toMatchObject(
        rate(old.filter(isActivated).length, old.length),
      );
    });

    test('who has not started is listed by the days of waiting, but not before the cohort’s first day', async () => {
      const rows = await rowsOf('programme.not_started', narrow.filter(w));
      const idle = w.facts.filter(
        (f) =>
          narrow.has(w, f) &&
          f.done.length === 0 &&
          f.failed * (f.startedAt ?? 0) === 0 &&
          f.cohort !== w.coming,
      );
      expect(rows.map((r) => r.person).sort()).toEqual(idle.map((f) => f.id).sort());
      const days = rows.map((r) => Number(r.idle));
      expect(days).toEqual(days.toSorted((a, b) => b - a));
    });

    test('the help list names who has stood still for two days or failed three times', async () => {
      const rows = await rowsOf('programme.help_list', narrow.filter(w));
      const stuck = w.facts.filter((f) => {
        if (!narrow.has(w, f) || f.startedAt === null || finished(f)) return false;
        if (f.done.length + f.failed === 0) return false;
        const first = firstDay(w, f) ?? 0;
        const since = Math.max(first, playDay(f.done.at(-1) ?? f.startedAt));
        const exam = f.failed >= 3 && f.done.length === 1;
        return TODAY >= first && (exam || later(since, 2) <= TODAY);
      });
      expect(rows.map((r) => r.person).sort()).toEqual(stuck.map((f) => f.id).sort());
      const at = stuck.map((f) => [f.id, f.done.length === 2 ? 's2' : PATH_FLAT[f.done.length]]);
      expect(rows.map((r) => [r.person, r.station]).sort()).toEqual(at.sort());
    });
  });

  test('opinions are scored with their margins, and no filter of people can narrow them', async () => {
    const values: [string, number][] = [];
    for (let i = 0; i < 30; i++)
      values.push(['recommend', i < 15 ? 9 + (i % 2) : i < 21 ? i % 7 : 7 + (i % 2)]);
    for (let i = 0; i < 10; i++) values.push(['useful', i < 7 ? 4 + (i % 2) : 1 + (i % 3)]);
    for (let i = 0; i < 4; i++) values.push(['pace', 5]);
    await commit(store.ctx, async ({ db }) => {
      const rows = values.map(([item, value]) => ({ id: randomUUID(), item, value, text: null }));
      await db
        .insertInto('survey_response')
        .values(rows.map((r) => ({ ...r, org: w.org, quest: w.quest, station: 's2', day: 20_261_110 })))
        .execute();
    });
    const [all, one] = await rowsOf('programme.nps', ALL);
    const se = 100 * Math.sqrt((0.5 + 0.2 - 0.3 ** 2) / 30);
    const said = {
      people: 30,
      n: 30,
      promoters: 15,
      detractors: 6,
      passives: 9,
      nps: near(30),
      se: near(se),
    };
    expect(all).toMatchObject({ ...said, quest: null, margin: near(Z * se), direction: 1 });
    expect(one).toMatchObject({ ...said, quest: w.quest });
    const content = await rowsOf('programme.content', ALL);
    expect(content.map((r) => [r.item, r.measure, r.n])).toEqual([
      ['recommend', 'nps', 30],
      ['useful', 'relevance', 10],
    ]);
    expect(content[1]).toMatchObject({
      rate: near(0.7),
      low: expect.closeTo(0.396778, 6),
      high: expect.closeTo(0.892209, 6),
    });
    const csat = await rowsOf('programme.csat', ALL);
    expect(csat[0]).toMatchObject({ satisfied: 11, ...rate(11, 14) });
    const narrow = { ...ALL, department: w.north };
    expect(await rowsOf('programme.content', narrow)).toEqual([]);
    for (const id of ['programme.nps', 'programme.csat'])
      expect((await rowsOf(id, narrow)).map((r) => r.n)).toEqual([0]);
  });

  test('somebody’s company sees nothing of another one', async () => {
    const other = await newCompany(store.ctx);
    const ask = { org: other, zone: 'Asia/Shanghai', now: NOW, today: TODAY, filter: ALL };
    for (const id of ['activity.daily', 'activity.funnel', 'programme.completion', 'programme.islands'])
      expect((await figure(readOnly(store.db.read), { ...ask, id })).rows).toEqual([]);
    expect((await figure(readOnly(store.db.read), { ...ask, id: 'programme.not_started' })).rows).toEqual([]);
  });
});

test('the margin of an NPS is the published one', () => {
  const margins = [10, 30, 50, 100, 400].map((n) => {
    const { se } = scoreOf({ n, promoters: 0.5 * n, detractors: 0.2 * n });
    return Math.round(Z * (se ?? 0));
  });
  expect(margins).toEqual([48, 28, 22, 15, 8]);
});
