import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figure } from '../../server/analytics/figure.ts';
import type { Filter, Row } from '../../server/domain/figure.ts';
import { reliabilityOf } from '../../server/domain/reliability.ts';
import { readOnly } from '../../server/store/db.ts';
import { diceOf } from '../bench/table.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import {
  dayOf,
  GOLDEN_NOW,
  GOLDEN_START,
  type Golden,
  type GoldenEvent,
  hourOf,
  nthDay,
  writeGolden,
} from './golden-cohort.ts';
import {
  accuracy,
  earliest,
  FILTERS,
  filterOf,
  latest,
  type Narrow,
  near,
  scopeOf,
  shown,
} from './golden-count.ts';
import { writeExams, writeSkills, writeStats } from './golden-extras.ts';

const between = (day: number, { from, to }: Filter): boolean => day >= from && day <= to;
const peopleOf = (list: { person: string }[]): number => new Set(list.map((a) => a.person)).size;

describe.each(STORES)('figures of items, time and levels on $name', ({ open }) => {
  let store: TestStore;
  let golden: Golden;
  let exams: Awaited<ReturnType<typeof writeExams>> | undefined;
  let skills: Awaited<ReturnType<typeof writeSkills>>;
  beforeAll(async () => {
    store = await open();
    golden = await writeGolden(store);
    const dice = diceOf(5);
    skills = await writeSkills(store.ctx, golden, dice);
    await writeStats(store.ctx, golden);
  }, 240_000);
  afterAll(() => store.close());

  const ask = (id: string, filter: Filter): Promise<{ rows: Row[]; hidden: number }> => {
    const { org, zone } = golden;
    const at = { org, zone, now: GOLDEN_NOW, today: nthDay(27) };
    return figure(readOnly(store.db.read), { id, ...at, filter });
  };
  const world = (narrow: Narrow) => {
    const filter = filterOf(golden, narrow);
    const scope = scopeOf(golden, filter);
    const ids = new Set(scope.people.map((p) => p.actor.person));
    const events = golden.events.filter(
      (e) => e.counted && ids.has(e.person) && between(dayOf(e.at), filter),
    );
    return { filter, events, ...scope };
  };

  test.each(FILTERS)('most missed and most correct equal an independent count: $name', async (narrow) => {
    const { filter, answers } = world(narrow);
    const pairs = Map.groupBy(
      answers.filter((a) => !a.again),
      (a) => `${a.person} ${a.obj}`,
    );
    const firsts = [...pairs.values()]
      .map((all) => earliest(all) as GoldenEvent)
      .filter((a) => between(dayOf(a.at), filter));
    const ranking = (isHit: (a: GoldenEvent) => boolean) =>
      golden.questions
        .flatMap((q) => {
          const own = firsts.filter((a) => a.obj === q.id);
          const hits = own.filter(isHit).length;
          const { low } = accuracy(hits, own.length);
          const sort = (low as { sample?: number } | null)?.sample ?? 0;
          return own.length < 20
            ? []
            : [{ id: q.id, hits, ...accuracy(hits, own.length), n: own.length, sort }];
        })
        .sort((a, b) => b.sort - a.sort || b.n - a.n || (a.id < b.id ? -1 : 1))
        .slice(0, 20)
        .map(({ id, hits, n, rate, low, high }) => ({ question: id, hits, n, rate, low, high, people: n }));
    const core = async (id: string) =>
      (await ask(id, filter)).rows.map(({ question, hits, n, rate, low, high, people }) => ({
        ...{ question, hits, n, rate, low, high, people },
      }));
    const missed = await core('items.most_missed');
    expect(missed).toEqual(ranking((a) => a.ok !== true));
    expect(await core('items.most_correct')).toEqual(ranking((a) => a.ok === true));
    if (narrow.name === 'everything') expect(missed.length).toBeGreaterThan(10);
  });

  test('a missed question tells the wrong option that most chose', async () => {
    const { rows } = await ask('items.most_missed', filterOf(golden, { name: 'everything' }));
    const told = rows.filter((r) => r.choice !== null);
    expect(told.length).toBeGreaterThan(3);
    for (const { question, choice, chosen } of told) {
      const q = golden.questions.find((one) => one.id === question);
      expect([choice, chosen]).toEqual([
        `${'ABCD'[((q?.key ?? 0) + 1) % 4]}. ${'甲乙丙丁'[((q?.key ?? 0) + 1) % 4]}`,
        9,
      ]);
    }
  });

  test.each(FILTERS)('open errors equal an independent count: $name', async (narrow) => {
    const { filter, answers } = world(narrow);
    const active = new Set(answers.filter((a) => between(dayOf(a.at), filter)).map((a) => a.person));
    const open = new Map([...active].map((person) => [person, 0]));
    for (const all of Map.groupBy(answers, (a) => `${a.person} ${a.obj}`).values()) {
      const wrongs = all.filter((a) => !a.ok).map((a) => dayOf(a.at));
      const person = all[0]?.person ?? '';
      const stands = latest(all.filter((a) => !a.again))?.ok !== true;
      if (wrongs.length > 0 && between(Math.min(...wrongs), filter) && stands && active.has(person))
        open.set(person, (open.get(person) ?? 0) + 1);
    }
    const bars: [string, number, number][] = [
      ['0', 0, 0],
      ['1-2', 1, 2],
      ['3-5', 3, 5],
      ['6-10', 6, 10],
      ['11-20', 11, 20],
      ['21+', 21, 999],
    ];
    const want = bars.map(([name, low, high]) => {
      const people = [...open.values()].filter((n) => n >= low && n <= high).length;
      return { open: name, people, ...accuracy(people, active.size) };
    });
    expect(await ask('items.open_errors', filter)).toEqual(shown(want));
  });

  test.each(FILTERS)('time, hours and devices equal an independent count: $name', async (narrow) => {
    const { filter, people, events } = world(narrow);
    const of = (list: GoldenEvent[]) => ({
      ms: list.filter((e) => e.verb === 'activity.span').reduce((sum, e) => sum + (e.ms ?? 0), 0),
      days: new Set(list.filter((e) => e.verb !== 'session.started').map((e) => `${e.person} ${dayOf(e.at)}`))
        .size,
    });
    const per = (ms: number, n: number) => (n === 0 ? null : near(ms / n));
    const all = of(events);
    const active = peopleOf(events.filter((e) => e.verb !== 'session.started'));
    const total = {
      ...all,
      per_day: per(all.ms, all.days),
      per_learner: per(all.ms, active),
      people: active,
    };
    expect(await ask('time.learning', filter)).toEqual(shown([total]));
    const persons = people.map(({ actor: { person }, name, department }) => {
      const time = of(events.filter((e) => e.person === person));
      return { person, name, department, ...time, per_day: per(time.ms, time.days) };
    });
    const order = (a: { person?: unknown }, b: { person?: unknown }) =>
      String(a.person) < String(b.person) ? -1 : 1;
    expect((await ask('time.by_person', filter)).rows.toSorted(order)).toEqual(persons.toSorted(order));
    const cells = (list: GoldenEvent[]) => ({
      n: list.length,
      answers: list.filter((e) => e.verb === 'question.answered').length,
      people: peopleOf(list),
    });
    const timely = events.filter((e) => !e.late);
    const weekday = (at: number) => (((Math.floor((at - GOLDEN_START) / 86_400_000) % 7) + 7) % 7) + 1;
    const groups = (keyOf: (e: GoldenEvent) => number[]) =>
      [
        ...Map.groupBy(timely, (e) =>
          keyOf(e)
            .map((n) => String(n).padStart(2, '0'))
            .join(' '),
        ),
      ]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, list]) => [key.split(' ').map(Number), cells(list)] as const);
    const heat = groups((e) => [weekday(e.at), hourOf(e.at), e.device]).map(
      ([[day = 0, hour = 0, device = 0], c]) => ({
        ...{ weekday: day, hour, device, ...c },
      }),
    );
    expect(await ask('time.heat', filter)).toEqual(shown(heat));
    const devices = groups((e) => [e.device]).map(([[device = 0], c]) => ({ device, ...c }));
    expect(await ask('time.device', filter)).toEqual(shown(devices));
  });

  test.each(FILTERS)('levels before and after equal an independent count: $name', async (narrow) => {
    const { filter, people } = world(narrow);
    const ids = new Set(people.map((p) => p.actor.person));
    const own = skills.filter((s) => ids.has(s.person) && (filter.bank ?? s.bank) === s.bank);
    const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
    const want = [...Map.groupBy(own, (s) => `${s.bank} ${s.point}`)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, list]) => {
        const changes = list.map((s) => s.after - s.before);
        const m = mean(changes);
        const n = list.length;
        const se = n < 2 ? undefined : Math.sqrt(mean(changes.map((c) => (c - m) ** 2)) / (n - 1));
        const { bank, point } = list[0] as (typeof list)[number];
        return {
          ...{ bank, point, people: n, n, before: near(mean(list.map((s) => s.before))) },
          ...{ after: near(mean(list.map((s) => s.after))), change: near(100 * m) },
          low: se === undefined ? null : expect.closeTo(100 * (m - 1.959963984540054 * se), 6),
          high: se === undefined ? null : expect.closeTo(100 * (m + 1.959963984540054 * se), 6),
        };
      });
    expect(await ask('level.before_after', filter)).toEqual(shown(want as never));
  });

  test('item analysis shows what the last one found, in the bank that is asked for', async () => {
    const filter = filterOf(golden, { name: 'a bank', bank: 'fire' });
    const { rows, hidden } = await ask('items.analysis', filter);
    expect(rows).toHaveLength(10);
    expect(hidden).toBe(0);
    const all = await ask('items.analysis', filterOf(golden, { name: 'everything' }));
    expect([all.rows.length, all.hidden]).toEqual([29, 1]);
    expect(rows[0]).toMatchObject({
      n: 60,
      facility: 0.615,
      judged: 1,
      discrimination: 21.5,
      efficiency: null,
    });
    expect(rows[0]).toMatchObject({
      too_few: 0,
      too_easy: 0,
      too_hard: 1,
      low_efficiency: 1,
      suspicious_key: 0,
    });
  });

  test('reliability of an exam is that of its first sittings, by the covariances of its items', async () => {
    store.clock.set(GOLDEN_START + 28 * 86_400_000 + 3_600_000);
    exams ??= await writeExams(store.ctx, golden, diceOf(6));
    const filter = { from: nthDay(0), to: nthDay(0) + 10_000 };
    const { rows, hidden } = await ask('items.reliability', filter);
    const want = exams.map(({ station, form, scores }) => {
      const [n, k] = [scores.length, scores[0]?.length ?? 0];
      const mean = Array.from(
        { length: k },
        (_, i) => scores.reduce((sum, row) => sum + (row[i] ?? 0), 0) / n,
      );
      const covariance = (i: number, j: number) =>
        scores.reduce((sum, r) => sum + ((r[i] ?? 0) - (mean[i] ?? 0)) * ((r[j] ?? 0) - (mean[j] ?? 0)), 0) /
        (n - 1);
      const all = mean.flatMap((_, i) => mean.map((__, j) => covariance(i, j)));
      const trace = mean.reduce((sum, _, i) => sum + covariance(i, i), 0);
      const total = all.reduce((a, b) => a + b, 0);
      const alpha = (k / (k - 1)) * (1 - trace / total);
      const sd = Math.sqrt(total) / k;
      return {
        ...{
          station,
          form,
          items: k,
          people: n,
          n,
          mean: near(mean.reduce((a, b) => a + b, 0) / k),
          sd: near(sd),
        },
        ...{ alpha: near(alpha), sem: near(sd * Math.sqrt(1 - alpha)) },
      };
    });
    expect({ rows, hidden }).toEqual({ rows: want, hidden: 1 });
    expect((await ask('items.reliability', { ...filter, to: nthDay(27) })).rows).toEqual([]);
  });
});

test('alpha and the error of measurement of a known matrix are those of numpy', () => {
  const rows = [
    [1, 1, 0, 1],
    [1, 0, 0, 1],
    [0, 0, 0, 0],
    [1, 1, 1, 1],
    [0, 1, 0, 0.5],
    [1, 1, 1, 0],
  ];
  const { mean, sd, alpha, sem } = reliabilityOf(rows);
  expect([mean, sd, alpha, sem].map((n) => Number(n?.toFixed(6)))).toEqual([
    0.5625, 0.351337, 0.630098, 0.213681,
  ]);
  expect(
    reliabilityOf([
      [1, 1],
      [1, 1],
    ]).alpha,
  ).toBeUndefined();
  expect(reliabilityOf([[1, 0]]).alpha).toBeUndefined();
});
