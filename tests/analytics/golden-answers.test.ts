import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figure } from '../../server/analytics/figure.ts';
import type { Filter, Row } from '../../server/domain/figure.ts';
import { readOnly } from '../../server/store/db.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import {
  dayOf,
  GOLDEN_NOW,
  GOLDEN_START,
  type Golden,
  type GoldenEvent,
  nthDay,
  writeGolden,
} from './golden-cohort.ts';
import { accuracy, FILTERS, filterOf, latest, type Narrow, near, scopeOf, shown } from './golden-count.ts';

const DAY = 86_400_000;
const TODAY = nthDay(27);
const YESTERDAY = nthDay(26);
const between = (day: number, from: number, to: number): boolean => day >= from && day <= to;
const shift = (day: number, n: number): number => {
  for (let i = 0; i < 28; i++) if (nthDay(i) === day) return dayOf(GOLDEN_START + (i + n) * DAY);
  throw new Error('no day of the log');
};

/** The five measures from the bare list of answers. */
const measuresOf = (answers: GoldenEvent[], filter: Filter) => {
  const on = (from: number, to: number) => answers.filter((a) => between(dayOf(a.at), from, to));
  const chosen = on(filter.from, filter.to);
  const right = (list: GoldenEvent[]) => list.filter((a) => a.ok).length;
  const [week, before] = [
    on(shift(filter.to, -6), filter.to),
    on(shift(filter.to, -13), shift(filter.to, -7)),
  ];
  const pairs = pairsOf(answers).filter((p) => between(p.wrongDay, filter.from, filter.to));
  const milli = chosen.reduce((sum, a) => sum + Math.round(1000 * (a.score ?? 0)), 0);
  const corrected = pairs.filter((p) => p.corrected).length;
  return {
    ...accuracy(right(chosen), chosen.length),
    correct: right(chosen),
    score: chosen.length === 0 ? null : near(milli / 1000 / chosen.length),
    growth: right(before) === 0 ? null : near(right(week) / right(before) - 1),
    change:
      week.length * before.length === 0
        ? null
        : near(100 * (right(week) / week.length - right(before) / before.length)),
    last_day: right(on(YESTERDAY, YESTERDAY)),
    wrong: pairs.length,
    corrected,
    correction: pairs.length === 0 ? null : near(corrected / pairs.length),
  };
};

/** What became of each question that somebody has missed. */
const pairsOf = (answers: GoldenEvent[]) =>
  [...Map.groupBy(answers, (a) => `${a.person} ${a.obj}`).values()].flatMap((all) => {
    const missed = all.filter((a) => !a.ok);
    if (missed.length === 0) return [];
    const real = all.filter((a) => !a.again);
    const last = latest(real);
    const wrongs = real.filter((a) => !a.ok);
    const rights = real.filter((a) => a.ok);
    const firstWrong = Math.min(...wrongs.map((a) => a.at));
    return [
      {
        person: all[0]?.person ?? '',
        wrongDay: Math.min(...missed.map((a) => dayOf(a.at))),
        corrected: last?.ok === true,
        durable: last?.ok === true && wrongs.length > 0 && wrongs.every((a) => dayOf(a.at) < dayOf(last.at)),
        reopened: last?.ok === false && rights.some((a) => a.at > firstWrong),
      },
    ];
  });
const peopleOf = (list: { person: string }[]): number => new Set(list.map((a) => a.person)).size;

describe.each(STORES)('figures of answers on $name', ({ open }) => {
  let store: TestStore;
  let golden: Golden;
  beforeAll(async () => {
    store = await open();
    golden = await writeGolden(store);
  }, 240_000);
  afterAll(() => store.close());

  const ask = async (id: string, filter: Filter): Promise<{ rows: Row[]; hidden: number }> => {
    const { org, zone } = golden;
    return figure(readOnly(store.db.read), { id, org, zone, now: GOLDEN_NOW, today: TODAY, filter });
  };
  const world = (narrow: Narrow) => {
    const filter = filterOf(golden, narrow);
    const { people, answers } = scopeOf(golden, filter);
    const chosen = answers.filter((a) => between(dayOf(a.at), filter.from, filter.to));
    return { filter, people, answers, chosen };
  };
  /** One row for all, or none where one to four people stand behind it. */
  const one = async (id: string, filter: Filter, want: Row & { people: number }) =>
    expect(await ask(id, filter)).toEqual(shown([want]));

  test.each(FILTERS)('total and correct rate equal an independent count: $name', async (narrow) => {
    const { filter, chosen } = world(narrow);
    const people = peopleOf(chosen);
    const answers = chosen.length;
    await one('answers.total', filter, {
      ...{ answers, people, per_learner: people === 0 ? null : near(answers / people) },
    });
    const { n, rate, low, high, correct, score } = measuresOf(chosen, filter);
    await one('answers.correct_rate', filter, { n, rate, low, high, correct, score, people });
  });

  test.each(FILTERS)('corrections equal an independent count: $name', async (narrow) => {
    const { filter, answers } = world(narrow);
    const pairs = pairsOf(answers).filter((p) => between(p.wrongDay, filter.from, filter.to));
    const count = (of: 'corrected' | 'durable' | 'reopened') => pairs.filter((p) => p[of]).length;
    await one('answers.correction', filter, {
      ...accuracy(count('corrected'), pairs.length),
      ...{ corrected: count('corrected'), open: pairs.length - count('corrected') },
      durable: count('durable'),
      durable_rate: pairs.length === 0 ? null : near(count('durable') / pairs.length),
      ...{ reopened: count('reopened'), people: peopleOf(pairs) },
    });
  });

  test.each(FILTERS)(
    'days, weeks, growth and the last day equal an independent count: $name',
    async (narrow) => {
      const { filter, answers, chosen } = world(narrow);
      const days = Array.from({ length: 28 }, (_, i) => nthDay(i)).filter((d) =>
        between(d, filter.from, Math.min(filter.to, TODAY)),
      );
      const on = (from: number, to = from) => answers.filter((a) => between(dayOf(a.at), from, to));
      const cells = (list: GoldenEvent[]) => {
        const { n, rate, low, high, correct, score } = measuresOf(list, { from: 0, to: TODAY });
        return { people: peopleOf(list), n, rate, low, high, correct, score };
      };
      const dayRows = days.map((day) => ({ day, ...cells(on(day)), partial: day === TODAY ? 1 : 0 }));
      expect(await ask('answers.by_day', filter)).toEqual(shown(dayRows));
      const weeks = [0, 7, 14, 21].map((i) => ({ week: nthDay(i), end: shift(nthDay(i), 6) }));
      const weekRows = weeks.flatMap(({ week, end }) => {
        if (!days.some((d) => between(d, week, end))) return [];
        const list = chosen.filter((a) => between(dayOf(a.at), week, end));
        const whole = filter.from <= week && end <= filter.to && end < TODAY;
        return [{ week, ...cells(list), partial: whole ? 0 : 1 }];
      });
      expect(await ask('answers.by_week', filter)).toEqual(shown(weekRows));
      const growthRows = days.map((day) => {
        const parts = [
          on(day),
          on(shift(day, -1)),
          on(shift(day, -6), day),
          on(shift(day, -13), shift(day, -7)),
        ];
        const right = parts.map((list) => list.filter((a) => a.ok).length);
        const grown = (now: number, before: number) =>
          right[before] === 0 ? null : near((right[now] ?? 0) / (right[before] ?? 0) - 1);
        const moved = (now: number, before: number) => {
          const [n, m] = [parts[now]?.length ?? 0, parts[before]?.length ?? 0];
          return n * m === 0 ? null : near(100 * ((right[now] ?? 0) / n - (right[before] ?? 0) / m));
        };
        const busiest = Math.max(...[0, 1, 2, 3, 4, 5, 6].map((back) => peopleOf(on(shift(day, -back)))));
        return {
          day,
          people: peopleOf(on(day)) || busiest,
          ...{ correct: right[0] ?? 0, growth: grown(0, 1), change: moved(0, 1) },
          ...{ correct_7: right[2] ?? 0, growth_7: grown(2, 3), change_7: moved(2, 3) },
          partial: day === TODAY ? 1 : 0,
        };
      });
      expect(await ask('answers.growth', filter)).toEqual(shown(growthRows));
      const lastRows = [YESTERDAY, TODAY].map((day) => {
        const { correct, n, rate, low, high, people } = cells(on(day));
        return { day, correct, n, rate, low, high, people, partial: day === TODAY ? 1 : 0 };
      });
      expect(await ask('answers.last_day', filter)).toEqual(shown(lastRows));
    },
  );

  test.each(FILTERS)(
    'the five measures of learners and groups equal an independent count: $name',
    async (narrow) => {
      const { filter, people, answers } = world(narrow);
      const of = (ids: Set<string>) => answers.filter((a) => ids.has(a.person));
      const persons = people.map((p) => {
        const { person } = p.actor;
        return {
          person,
          name: p.name,
          department: p.department,
          ...measuresOf(of(new Set([person])), filter),
        };
      });
      const { rows } = await ask('answers.by_person', filter);
      const order = (a: { person?: unknown }, b: { person?: unknown }) =>
        String(a.person) < String(b.person) ? -1 : 1;
      expect(rows.toSorted(order)).toEqual(persons.toSorted(order));
      const groups = (id: string, keysOf: (p: (typeof people)[number]) => (string | null)[]) => {
        const keys = [...new Set(people.flatMap(keysOf))];
        const all = keys.map((key) => {
          const members = people.filter((p) => keysOf(p).includes(key));
          const own = of(new Set(members.map((p) => p.actor.person)));
          const active = peopleOf(own.filter((a) => between(dayOf(a.at), filter.from, filter.to)));
          return { [id]: key, people: active, learners: members.length, ...measuresOf(own, filter) };
        });
        return shown(all);
      };
      const inOrder = (id: string, found: { rows: Row[]; hidden: number }) => ({
        ...found,
        rows: found.rows.toSorted((a, b) => (String(a[id]) < String(b[id]) ? -1 : 1)),
      });
      for (const [id, keysOf] of [
        ['department', (p: (typeof people)[number]) => [p.department]],
        ['post', (p: (typeof people)[number]) => [p.post]],
        ['cohort', (p: (typeof people)[number]) => p.cohorts],
      ] as const)
        expect(inOrder(id, await ask(`answers.by_${id}`, filter))).toEqual(
          inOrder(
            id,
            groups(id, (p) => [...keysOf(p)]),
          ),
        );
    },
  );
});
