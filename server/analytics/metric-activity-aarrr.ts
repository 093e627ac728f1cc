import { sql } from 'kysely';
import { type Row, rateOf } from '../domain/figure.ts';
import { logDay } from '../domain/log-day.ts';
import { addDays } from '../domain/time.ts';
import { activeDays, logToday } from './active.ts';
import { readArrivals } from './arrivals.ts';
import { column, PEOPLE, rateColumns, text } from './columns.ts';
import { type Ask, type Log, type Metric, rowsOf } from './metric.ts';
import { learnersIn } from './scope.ts';

const MEASURES = {
  acquisition: text('获取：受邀者开了账号', 'Acquisition: the invited opened an account'),
  activation: text(
    '激活：72 小时内学完首课并答 10 题',
    'Activation: first lesson and 10 answers within 72 h',
  ),
  retention7: text('留存：第 7 天及以后还来', 'Retention: back on day 7 or later'),
  retention28: text('留存：第 28 天及以后还来', 'Retention: back on day 28 or later'),
  referral: text('推荐：好友邀请 × 接受率', 'Referral: friend requests x accepted'),
  passed: text('成果：完成或毕业', 'Result: completed or graduated'),
  certified: text('成果：拿到证书', 'Result: certified'),
};
type Came = { person: string; first: number; last: number };

/** First and last active day of each learner, by id. */
const spansOf = (log: Log, ask: Ask): Promise<Came[]> =>
  rowsOf(
    log,
    sql<Came>`select s."text" as "person", b."first", b."last" from (select a."person", min(a."day") as "first",
        max(a."day") as "last" from (${activeDays(ask, 19_700_101, logToday(ask))}) a group by a."person") b
      join "symbol" s on s."id" = b."person"`,
  );

/** Friend requests that these people have sent, and those that were accepted. */
const requestsOf = async (log: Log, ask: Ask, among: ReadonlySet<string>) => {
  const rows = await rowsOf(
    log,
    sql<{ asker: string; state: string; n: number }>`select f."asker", f."state", count(*) as "n"
      from "friendship" f where f."org" = ${ask.org} and f."asker" in (${learnersIn(ask)})
      group by f."asker", f."state"`,
  );
  const theirs = rows.filter((r) => among.has(r.asker));
  const sum = (some: typeof theirs): number => some.reduce((n, r) => n + Number(r.n), 0);
  return { sent: sum(theirs), accepted: sum(theirs.filter((r) => r.state === 'friends')) };
};

const certifiedOf = async (log: Log, ask: Ask): Promise<string[]> =>
  (
    await rowsOf(
      log,
      sql<{ person: string }>`select distinct c."person" from "certificate" c where c."org" = ${ask.org}
        and c."revokedAt" is null and c."person" in (${learnersIn(ask)})`,
    )
  ).map((r) => r.person);

/** Acquisition, activation, retention, referral, result: "revenue" of a training is what people can do. */
export const activityAarrr: Metric = {
  id: 'activity.aarrr',
  name: text('AARRR 增长模型', 'AARRR'),
  definition: text(
    '所选日期内到来的学员：获取 = 账号 ÷ 受邀；激活 = 72 小时内学完首课并答题至少 10 次 ÷ 报名满 72 小时；留存 = 首个活跃日的 7（28）天之后还活跃过 ÷ 首个活跃日已满 7（28）天；推荐 = 人均发出的好友邀请 × 接受率（“数值”列）；成果 = 完成或毕业、拿到证书 ÷ 账号（代替“收入”）。',
    'Of the learners who came on these days: acquisition = accounts / invited; activation = first lesson and 10 answers within 72 h / enrolled at least 72 h ago; retention = active 7 (28) days after the first active day or later / those whose day 7 (28) is over; referral = friend requests per learner x share accepted (column “value”); result = completed or graduated, certified / accounts (instead of revenue).',
  ),
  columns: [
    column('measure', 'text', text('指标', 'Measure'), MEASURES),
    PEOPLE,
    ...rateColumns(text('基数', 'Base'), text('比例', 'Rate')),
    column('value', 'number', text('数值', 'Value')),
  ],
  verbs: [],
  atLeast: { n: 20, of: 'people' },
  interval: 'wilson',
  privacy: 'groups',
  reads: ['invite', 'person', 'enrolment', 'progress', 'friendship', 'certificate', 'rollup_person_day'],
  ask: async (log, ask) => {
    const a = await readArrivals(log, ask);
    const yesterday = addDays(logDay(ask.now, ask.zone), -1);
    const spans = (await spansOf(log, ask)).filter((s) => a.accounts.has(s.person));
    const row = (measure: keyof typeof MEASURES, hits: number, n: number): Row => ({
      ...{ measure, people: n, ...rateOf(hits, n), value: null },
    });
    const kept = (measure: 'retention7' | 'retention28', days: number): Row => {
      const old = spans.filter((s) => addDays(s.first, days) <= yesterday);
      return row(measure, old.filter((s) => s.last >= addDays(s.first, days)).length, old.length);
    };
    const { sent, accepted } = await requestsOf(log, ask, a.accounts);
    const accounts = a.accounts.size;
    const certified = (await certifiedOf(log, ask)).filter((p) => a.accounts.has(p)).length;
    const activated = [...a.activated].filter((p) => a.enrolled.has(p)).length;
    return [
      row('acquisition', accounts, a.invited),
      row('activation', activated, a.enrolled.size),
      kept('retention7', 7),
      kept('retention28', 28),
      {
        ...row('referral', accepted, sent),
        people: accounts,
        value: accounts === 0 ? null : accepted / accounts,
      },
      row('passed', a.graduated.size, accounts),
      row('certified', certified, accounts),
    ];
  },
};
