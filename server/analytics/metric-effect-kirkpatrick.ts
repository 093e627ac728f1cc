import { sql } from 'kysely';
import { MARKS, pairedChange } from '../domain/effect.ts';
import { kpiChange } from '../domain/effect-kpi.ts';
import { type Row, rateOf, Z } from '../domain/figure.ts';
import { column, PEOPLE, text } from './columns.ts';
import { readChecks, readKpis, readLevels } from './effect-facts.ts';
import { type Ask, type Log, type Metric, rowsOf } from './metric.ts';
import { measureOf } from './metric-programme-opinions.ts';
import { readOpinions, readResponses, scoreOf } from './opinions.ts';
import { learnerSymbols } from './scope.ts';
import { readPlans } from './voyages.ts';

export const DESIGN_WORDS = {
  'before-after': text('前后对比', 'Before–after'),
  staggered: text('分批开始', 'Staggered start'),
  comparison: text('有对照组', 'Comparison group'),
  survey: text('匿名问卷', 'Anonymous survey'),
  paired: text('同一人前后', 'Same person before–after'),
  checklist: text('行为清单', 'Behaviour checklist'),
};
const LEVELS = {
  L1: text('一 反应', '1 Reaction'),
  L2: text('二 学习', '2 Learning'),
  L3: text('三 行为', '3 Behaviour'),
  L4: text('四 成果', '4 Results'),
};
const MEASURES = {
  csat: text('满意度', 'Satisfaction'),
  relevance: text('有用程度', 'Relevance'),
  nps: text('NPS', 'NPS'),
  response: text('问卷回收率', 'Response rate'),
  change: text('能力变化', 'Change of level'),
  size: text('效应量 d', 'Effect size d'),
  delayed: text('30 天后仍答对', 'Still right after 30 days'),
  self: text('本人认为做到了', 'Seen by themselves'),
  manager: text('上级看到了', 'Seen by the manager'),
  agreement: text('两人看法一致', 'Both agree'),
  kpi: text('业务指标', 'Figure of the business'),
};
const UNITS = {
  share: text('占比', 'share'),
  points: text('分（−100 到 100）', 'points (−100 to 100)'),
  logit: text('logit', 'logits'),
  sd: text('标准差', 'standard deviations'),
  own: text('原单位', 'own unit'),
};
type Said = {
  measure: keyof typeof MEASURES;
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  people: number | null;
  unit: keyof typeof UNITS;
  design: keyof typeof DESIGN_WORDS;
};
const rowOf = (level: keyof typeof LEVELS, said: Said, more: Row = {}): Row => ({
  ...{ level, ...said, se: null, name: null, mark: null, ownUnit: null, better: null },
  ...more,
});
const shareOf = (hits: number, n: number) => {
  const { rate, low, high } = rateOf(hits, n);
  return { value: rate, low, high, n, unit: 'share' as const };
};
const sumOf = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((n, one) => n + of(one), 0);

/** L1: what people say of it. */
const reaction = async (log: Log, ask: Ask): Promise<Row[]> => {
  const plans = await readPlans(log, ask);
  const opinions = await readOpinions(log, ask, plans);
  const rows: Row[] = [];
  for (const measure of ['csat', 'relevance'] as const) {
    const some = opinions.filter((o) => measureOf(o) === measure);
    if (some.length === 0) continue;
    const people = Math.max(...some.map((o) => o.n));
    const said = shareOf(
      sumOf(some, (o) => o.satisfied),
      sumOf(some, (o) => o.n),
    );
    rows.push(rowOf('L1', { measure, ...said, people, design: 'survey' }));
  }
  const asked = opinions.filter((o) => o.asks.kind === 'nps');
  if (asked.length > 0) {
    const n = sumOf(asked, (o) => o.n);
    const tally = {
      n,
      promoters: sumOf(asked, (o) => o.promoters),
      detractors: sumOf(asked, (o) => o.detractors),
    };
    const { nps, se, low, high } = scoreOf(tally);
    const said = { value: nps, low, high, n, people: n, unit: 'points', design: 'survey' } as const;
    rows.push(rowOf('L1', { measure: 'nps', ...said }, { se }));
  }
  const responses = [...(await readResponses(log, ask, opinions, plans)).values()];
  if (responses.length > 0) {
    const came = sumOf(responses, (r) => r.asked);
    const said = shareOf(
      sumOf(responses, (r) => r.answered),
      came,
    );
    rows.push(rowOf('L1', { measure: 'response', ...said, people: came, design: 'survey' }));
  }
  return rows;
};

/** Questions met again at least so long after the first time. */
const DELAY_DAYS = 30;
const DELAY_MS = DELAY_DAYS * 86_400_000;
/** Days of months of 31: two of them are never closer than they are, so whose answers lie too close is left out. */
const NTH_DAY = sql.raw('d."day" / 10000 * 372 + d."day" / 100 % 100 * 31 + d."day" % 100');
const delayed = async (log: Log, ask: Ask): Promise<Row[]> => {
  const [row] = await rowsOf(
    log,
    sql<{ n: number; hits: number; people: number }>`select count(*) as "n", sum("lastOk") as "hits",
        count(distinct "person") as "people" from "rollup_person_item"
      where "lastAt" - "firstAt" >= ${sql.raw(String(DELAY_MS))} and "person" in
        (select l."id" from (${learnerSymbols(ask)}) l where l."id" not in (select d."person" from "rollup_person_day" d
          where d."answers" > 0 and d."person" in (${learnerSymbols(ask)}) group by d."person"
          having max(${NTH_DAY}) - min(${NTH_DAY}) < ${sql.raw(String(DELAY_DAYS - 1))}))`,
  );
  const n = Number(row?.n ?? 0);
  if (n === 0) return [];
  const said = shareOf(Number(row?.hits ?? 0), n);
  return [rowOf('L2', { measure: 'delayed', ...said, people: Number(row?.people ?? 0), design: 'paired' })];
};

/** L2: what people can do more than before. */
const learning = async (log: Log, ask: Ask): Promise<Row[]> => {
  const levels = await readLevels(log, ask);
  const change = pairedChange(levels.map((l) => l.theta - l.initial));
  if (!change) return delayed(log, ask);
  const { mean, low, high, d, n } = change;
  const at = { n, people: n, design: 'paired' } as const;
  const rows = [
    rowOf('L2', { ...at, measure: 'change', value: mean, low, high, unit: 'logit' }, { se: change.se }),
  ];
  if (d !== null) {
    const half = Z * Math.sqrt(1 / n + d ** 2 / (2 * n));
    const said = { value: d, low: d - half, high: d + half, unit: 'sd' } as const;
    rows.push(rowOf('L2', { ...at, measure: 'size', ...said }));
  }
  return rows.concat(await delayed(log, ask));
};

const seenIn = (seen: string): number => [...seen].filter((c) => c === '1').length;
const agreeing = (a: string, b: string): number => [...a].filter((c, i) => c === b[i]).length;

/** L3: what is seen at work 30, 60 and 90 days after. */
const behaviour = async (log: Log, ask: Ask): Promise<Row[]> => {
  const checks = await readChecks(log, ask);
  return MARKS.flatMap((mark) => {
    const of = (role: string) => checks.filter((c) => c.mark === mark && c.role === role);
    const [selves, managers] = [of('self'), of('manager')];
    const rows = (
      [
        ['self', selves],
        ['manager', managers],
      ] as const
    ).flatMap(([measure, some]) => {
      if (some.length === 0) return [];
      const said = shareOf(
        sumOf(some, (c) => seenIn(c.seen)),
        sumOf(some, (c) => c.seen.length),
      );
      const people = new Set(some.map((c) => c.person)).size;
      return [rowOf('L3', { measure, ...said, people, design: 'checklist' }, { mark })];
    });
    const pairs = selves.flatMap((a) => {
      const b = managers.find((m) => m.person === a.person && m.quest === a.quest);
      return b ? [{ person: a.person, same: agreeing(a.seen, b.seen), of: a.seen.length }] : [];
    });
    if (pairs.length === 0) return rows;
    const said = shareOf(
      sumOf(pairs, (p) => p.same),
      sumOf(pairs, (p) => p.of),
    );
    const people = new Set(pairs.map((p) => p.person)).size;
    return [...rows, rowOf('L3', { measure: 'agreement', ...said, people, design: 'checklist' }, { mark })];
  });
};

/** L4: figures of the business; nobody stands behind a row. */
const results = async (log: Log, ask: Ask): Promise<Row[]> =>
  (await readKpis(log, ask)).flatMap((kpi) => {
    const change = kpiChange(kpi);
    if (!change) return [];
    const said = { measure: 'kpi', ...change, people: null, unit: 'own', design: kpi.design } as const;
    return [rowOf('L4', said, { name: kpi.name, ownUnit: kpi.unit, better: kpi.better })];
  });

/** The four levels: measure, value, n, interval and how it was gathered. */
export const effectKirkpatrick: Metric = {
  id: 'effect.kirkpatrick',
  name: text('柯氏四级评估', 'Kirkpatrick, four levels'),
  definition: text(
    '一 反应：满意度、有用程度、NPS、回收率（匿名问卷，按所选日期）。二 学习：同一人头 10 次作答之后与现在的能力差（logit），效应量 d = 平均差 ÷ 差的标准差；30 天后再遇到的题仍答对的占比。三 行为：完成 30、60、90 天后五条行为清单里“做到了”的占比（本人、上级），以及两人逐条一致的占比。四 成果：导入的业务指标按设计算出的变化；有对照组时用双重差分。区间均为 95%。',
    '1 Reaction: satisfaction, relevance, NPS, response rate (anonymous survey, days of the filter). 2 Learning: level of the same person now against after the first ten answers (logits), effect size d = mean / standard deviation of the differences; share still right of questions met again after 30 days. 3 Behaviour: share of the five behaviours seen 30, 60 and 90 days after finishing (by oneself, by the manager) and share on which both agree. 4 Results: change of imported figures by their design; difference in differences when there is a comparison group. Intervals are 95 %.',
  ),
  columns: [
    column('level', 'text', text('层级', 'Level'), LEVELS),
    column('measure', 'text', text('指标', 'Measure'), MEASURES),
    column('name', 'text', text('业务指标名', 'Name')),
    column('mark', 'count', text('完成后天数', 'Days after')),
    column('value', 'number', text('数值', 'Value')),
    column('unit', 'text', text('单位', 'Unit'), UNITS),
    column('ownUnit', 'text', text('原单位', 'Own unit')),
    column('n', 'count', text('样本量', 'n')),
    PEOPLE,
    column('low', 'number', text('区间下限', 'Low')),
    column('high', 'number', text('区间上限', 'High')),
    column('se', 'number', text('标准误', 'Standard error')),
    column('design', 'text', text('怎么得来的', 'Design'), DESIGN_WORDS),
    column('better', 'text', text('好的方向', 'Better'), {
      up: text('越高越好', 'up'),
      down: text('越低越好', 'down'),
    }),
  ],
  verbs: ['survey.answered', 'question.answered'],
  atLeast: { n: 20, of: 'people' },
  interval: 'normal',
  privacy: 'groups',
  reads: [
    'survey_response',
    'skill',
    'rollup_person_item',
    'rollup_person_day',
    'effect_check',
    'effect_kpi',
    'effect_kpi_value',
  ],
  ask: async (log, ask) => [
    ...(await reaction(log, ask)),
    ...(await learning(log, ask)),
    ...(await behaviour(log, ask)),
    ...(await results(log, ask)),
  ],
};
