import { sql } from 'kysely';
import { type Row, rateOf, Z } from '../domain/figure.ts';
import { column, PEOPLE, QUEST, rateColumns, STATION, text } from './columns.ts';
import { type Metric, rowsOf } from './metric.ts';
import { type Asked, DIRECTION, type Response, readOpinions, readResponses, scoreOf } from './opinions.ts';
import { readPlans } from './voyages.ts';

const MEASURES = {
  csat: text('满意度', 'Satisfaction'),
  relevance: text('有用程度', 'Relevance'),
  nps: text('推荐度', 'Recommendation'),
};
export type OpinionMeasure = keyof typeof MEASURES;
/** Ratings whose id says that they ask for use in one's work. */
const RELEVANT = /relevan|useful|usage/u;
export const measureOf = ({ asks }: Pick<Asked, 'asks'>): OpinionMeasure => {
  if (asks.kind === 'nps') return 'nps';
  return RELEVANT.test(asks.id) ? 'relevance' : 'csat';
};

const FEEDBACK = [
  column('answered', 'count', text('答卷人数', 'Answered')),
  column('asked', 'count', text('到过该岛人数', 'Came by')),
  column('response', 'share', text('回收率', 'Response rate')),
  column('direction', 'flag', text('仅供参考', 'Direction only')),
];
const responseOf = (r: Response | undefined): Row => ({
  ...{ answered: r?.answered ?? null, asked: r?.asked ?? null },
  response: r && r.asked > 0 ? r.answered / r.asked : null,
});
const NPS_COLUMNS = [
  column('nps', 'number', text('NPS', 'NPS')),
  column('se', 'number', text('标准误', 'Standard error')),
  column('margin', 'number', text('误差 ±', 'Margin ±')),
];
const marginOf = (se: number | null): number | null => (se === null ? null : Z * se);
const shared = {
  verbs: ['survey.answered'],
  privacy: 'groups',
  reads: ['survey_response', 'progress', 'quest_version', 'quest'],
} satisfies Partial<Metric>;

/** Every rating and recommendation question with its score, by quest and station, and whose quest it is. */
export const programmeContent: Metric = {
  ...shared,
  id: 'programme.content',
  name: text('内容口碑', 'Opinions of the content'),
  definition: text(
    '每个评分题和推荐题一行，按任务和站点列出：满意度、有用程度 = 打 4–5 分的占比（威尔逊区间）；推荐度 = NPS，误差为 1.96 × 标准误。少于 5 份不显示，少于 50 份仅供参考。回收率 = 答卷人数 ÷ 在该岛完成过站点的人数（不限日期）。意见不记名，所以不能按部门、岗位或班期筛选。',
    'One row per rating or recommendation question, by quest and station: satisfaction and relevance = share of 4 and 5 (Wilson interval); recommendation = NPS with a margin of 1.96 standard errors. Hidden under 5 answers, a direction only under 50. Response rate = answered / did anything on that island (all days). Opinions are anonymous, so they cannot be narrowed to departments, posts or cohorts.',
  ),
  columns: [
    QUEST,
    STATION,
    column('author', 'person', text('作者', 'Author')),
    column('item', 'text', text('题目编号', 'Item')),
    column('asks', 'text', text('问的是', 'Asks')),
    column('asksEn', 'text', text('问的是（英文）', 'Asks (English)')),
    column('measure', 'text', text('指标', 'Measure'), MEASURES),
    PEOPLE,
    ...rateColumns(text('份数', 'Answers'), text('满意占比', 'Share of 4 and 5')),
    column('mean', 'number', text('平均分', 'Mean')),
    ...NPS_COLUMNS,
    ...FEEDBACK,
  ],
  atLeast: { n: DIRECTION, of: 'answers' },
  interval: 'wilson',
  ask: async (log, ask) => {
    const plans = await readPlans(log, ask);
    const opinions = await readOpinions(log, ask, plans);
    const responses = await readResponses(log, ask, opinions, plans);
    const authors = await rowsOf(
      log,
      sql<{ id: string; author: string | null }>`select "id", "createdBy" as "author" from "quest"
        where "org" = ${ask.org}`,
    );
    return opinions.map((o): Row => {
      const rated = o.asks.kind === 'rating';
      const { nps, se } = rated ? { nps: null, se: null } : scoreOf(o);
      const rate = rated ? rateOf(o.satisfied, o.n) : { ...rateOf(0, 0), n: o.n };
      return {
        ...{ quest: o.quest, station: o.station, item: o.item, measure: measureOf(o) },
        author: authors.find((a) => a.id === o.quest)?.author ?? null,
        ...{ asks: o.asks.text.zh ?? null, asksEn: o.asks.text.en ?? null, people: o.n, ...rate },
        ...{ mean: o.sum / o.n, nps, se, margin: marginOf(se), ...responseOf(responses.get(o.station)) },
        direction: o.n < DIRECTION ? 1 : 0,
      };
    });
  },
};

type Tally = { n: number; promoters: number; detractors: number; satisfied: number; sum: number };
const NOTHING: Tally = { n: 0, promoters: 0, detractors: 0, satisfied: 0, sum: 0 };
const added = (a: Tally, b: Tally): Tally => ({
  n: a.n + b.n,
  promoters: a.promoters + b.promoters,
  detractors: a.detractors + b.detractors,
  satisfied: a.satisfied + b.satisfied,
  sum: a.sum + b.sum,
});
/** All together first (quest null), then quest by quest. */
const byQuest = (opinions: readonly Asked[]): [string | null, Tally][] => {
  const groups = Map.groupBy(opinions, (o) => o.quest);
  const all: [string | null, Tally][] = [[null, opinions.reduce(added, NOTHING)]];
  return all.concat([...groups].map(([quest, of]) => [quest, of.reduce(added, NOTHING)]));
};

/** Net promoter score of all quests together (quest null) and of each. */
export const programmeNps: Metric = {
  ...shared,
  id: 'programme.nps',
  name: text('NPS（净推荐值）', 'NPS (net promoter score)'),
  definition: text(
    '推荐题里打 9–10 分的占比减去 0–6 分的占比，−100 到 100；标准误 = √((p + d − (p − d)²) ÷ n)，误差为 1.96 倍。少于 5 份不显示，少于 50 份仅供参考。意见不记名，所以不能按部门、岗位或班期筛选。',
    'Share of 9–10 minus share of 0–6 on recommendation questions, −100 to 100; SE = sqrt((p + d − (p − d)²) / n), margin 1.96 of it. Hidden under 5 answers, a direction only under 50. Opinions are anonymous, so they cannot be narrowed to departments, posts or cohorts.',
  ),
  columns: [
    QUEST,
    PEOPLE,
    column('n', 'count', text('份数', 'Answers')),
    column('promoters', 'count', text('推荐者（9–10 分）', 'Promoters (9–10)')),
    column('passives', 'count', text('中立者（7–8 分）', 'Passives (7–8)')),
    column('detractors', 'count', text('贬损者（0–6 分）', 'Detractors (0–6)')),
    ...NPS_COLUMNS,
    column('low', 'number', text('区间下限', 'Low')),
    column('high', 'number', text('区间上限', 'High')),
    column('direction', 'flag', text('仅供参考', 'Direction only')),
  ],
  atLeast: { n: DIRECTION, of: 'answers' },
  interval: 'normal',
  ask: async (log, ask) => {
    const opinions = await readOpinions(log, ask, await readPlans(log, ask));
    return byQuest(opinions.filter((o) => o.asks.kind === 'nps')).map(([quest, t]): Row => {
      const { nps, se, low, high } = scoreOf(t);
      const { n, promoters, detractors } = t;
      return {
        ...{ quest, people: n, n, promoters, passives: n - promoters - detractors, detractors },
        ...{ nps, se, margin: marginOf(se), low, high, direction: n < DIRECTION ? 1 : 0 },
      };
    });
  },
};

/** Share of 4 and 5 among ratings of all quests together (quest null) and of each. */
export const programmeCsat: Metric = {
  ...shared,
  id: 'programme.csat',
  name: text('CSAT（满意度）', 'CSAT (satisfaction)'),
  definition: text(
    '1–5 分评分题里打 4 分或 5 分的占比，附 95% 威尔逊区间；每题每份计一次。少于 5 份不显示，少于 50 份仅供参考。意见不记名，所以不能按部门、岗位或班期筛选。',
    'Share of 4 and 5 among ratings from 1 to 5, with the Wilson 95 % interval; every answer to every rating counts once. Hidden under 5 answers, a direction only under 50. Opinions are anonymous, so they cannot be narrowed to departments, posts or cohorts.',
  ),
  columns: [
    QUEST,
    PEOPLE,
    column('satisfied', 'count', text('4–5 分', 'Rated 4–5')),
    ...rateColumns(text('份数', 'Answers'), text('满意度', 'Satisfied')),
    column('mean', 'number', text('平均分', 'Mean')),
    column('direction', 'flag', text('仅供参考', 'Direction only')),
  ],
  atLeast: { n: DIRECTION, of: 'answers' },
  interval: 'wilson',
  ask: async (log, ask) => {
    const opinions = await readOpinions(log, ask, await readPlans(log, ask));
    const ratings = opinions.filter((o) => o.asks.kind === 'rating');
    return byQuest(ratings).map(([quest, { n, satisfied, sum }]): Row => {
      const most = Math.max(0, ...ratings.filter((o) => quest === null || o.quest === quest).map((o) => o.n));
      const mean = n === 0 ? null : sum / n;
      return {
        quest,
        people: most,
        satisfied,
        ...rateOf(satisfied, n),
        mean,
        direction: n < DIRECTION ? 1 : 0,
      };
    });
  },
};
