import { sql } from 'kysely';
import { rateOf } from '../domain/figure.ts';
import { ANSWER_TABLES, answerers, mistakes } from './answer-counts.ts';
import { column, PEOPLE, rateColumns, text } from './columns.ts';
import { type Metric, rowsOf } from './metric.ts';

/** Upper ends of the bars; the last has none. */
const BARS = [0, 2, 5, 10, 20];
const LAST = BARS.length;
const nameOf = (bar: number): string => {
  const low = bar === 0 ? 0 : (BARS[bar - 1] ?? 0) + 1;
  if (bar === LAST) return `${low}+`;
  return low === BARS[bar] ? String(low) : `${low}-${BARS[bar]}`;
};

/** How many learners have how many mistakes that still stand. */
export const itemsOpenErrors: Metric = {
  id: 'items.open_errors',
  name: text('未订正错题分布', 'Open errors per learner'),
  definition: text(
    '在所选日期内答过题的学员，按各自未订正的错题数分组：首次答错落在所选日期内、最近一次作答仍是错的题。占比附 95% Wilson 区间。',
    'Learners who answered on the chosen days, by how many errors of theirs are open: questions first missed on the chosen days whose latest answer is still wrong. Shares with the 95 % Wilson interval.',
  ),
  columns: [
    column('open', 'text', text('未订正题数', 'Open errors')),
    PEOPLE,
    ...rateColumns(text('学员数', 'Learners'), text('占比', 'Share')),
  ],
  verbs: ['question.answered'],
  atLeast: { n: 20, of: 'people' },
  interval: 'wilson',
  privacy: 'groups',
  reads: ANSWER_TABLES,
  ask: async (log, ask) => {
    const cases = sql.join(
      BARS.map((most, bar) => sql`when x."open" <= ${sql.lit(most)} then ${sql.lit(bar)}`),
      sql` `,
    );
    const rows = await rowsOf(
      log,
      sql<{ bar: number; people: number }>`select y."bar", count(*) as "people" from
        (select case ${cases} else ${sql.lit(LAST)} end as "bar" from
          (select a."person", coalesce(m."open", 0) as "open" from (${answerers(ask)}) a
            left join (select w."person", sum(w."wrong" - w."corrected") as "open" from (${mistakes(ask)}) w group by w."person") m
              on m."person" = a."person") x) y
        group by y."bar" order by y."bar"`,
    );
    const people = new Map(rows.map((r) => [Number(r.bar), Number(r.people)]));
    const all = [...people.values()].reduce((a, b) => a + b, 0);
    return [...BARS, 0].map((_, bar) => {
      const n = people.get(bar) ?? 0;
      return { open: nameOf(bar), people: n, ...rateOf(n, all) };
    });
  },
};
