import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DuckDBInstance } from '@duckdb/node-api';
import { askLog } from '../../server/analytics/desk.ts';
import { METRICS } from '../../server/analytics/registry.ts';
import { catalogue } from '../../server/domain/events/index.ts';
import type { Filter } from '../../server/domain/figure.ts';
import { startDesk } from '../../server/jobs/desk.ts';
import { type Company, FIRST_DAY, makeCompany, ZONE } from './dashboards-company.ts';
import { quantile, type Result, round } from './table.ts';

const LEARNERS = Number(process.env.LEARNERS ?? 2_000);
const EACH = Number(process.env.EACH ?? 2_500);
const TIMES = 7;
const LAST_DAY = 20261201;
const MONTH_DAY = 20261016;

const A = catalogue['question.answered'].code;
/** The same questions put to DuckDB on the raw events (`e`): id of our figure -> SQL. */
const DUCK: Record<string, string> = {
  'answers.by_person': `with f as (select actor, obj, arg_max(ok, n) as last, min(ok) as least from e where verb = ${A} group by 1, 2)
    select a.actor, a.n, a.c, b.wrong, b.fixed from (select actor, count(*) n, sum(ok) c from e where verb = ${A} group by 1) a
    left join (select actor, sum(1 - least) wrong, sum(case when least = 0 and last = 1 then 1 else 0 end) fixed from f group by 1) b using (actor) order by 2 desc`,
  'items.most_missed': `with f as (select actor, obj, arg_min(ok, n) as ok from e where verb = ${A} group by 1, 2)
    select obj, count(*) n, sum(1 - ok) w from f group by 1 having count(*) >= 20 order by w * 1.0 / n desc limit 10`,
  'time.heat': `select (day % 7) d, hour, device, count(*) n, sum(case when verb = ${A} then 1 else 0 end) a from e group by 1, 2, 3`,
  'activity.daily': 'select day, count(distinct actor) from e group by 1 order by 1',
  'activity.month_rate': 'select day // 100, count(distinct actor) from e group by 1 order by 1',
  'answers.by_day': `select day, count(*), sum(ok) from e where verb = ${A} group by 1 order by 1`,
};

type Times = { p50: number; max: number };
const timesOf = async (work: () => Promise<unknown>): Promise<Times> => {
  const all: number[] = [];
  for (let k = 0; k < TIMES; k++) {
    const from = performance.now();
    await work();
    all.push(performance.now() - from);
  }
  return { p50: quantile(all, 0.5), max: Math.max(...all) };
};

const filtersOf = ({ departments, cohorts }: Company): Record<string, Filter> => {
  const whole = { from: FIRST_DAY, to: LAST_DAY };
  return {
    whole,
    '30 days': { from: 20260916, to: MONTH_DAY },
    department: { ...whole, department: departments[0] ?? '' },
    'post, 30 days': { from: 20260916, to: MONTH_DAY, post: '工程师' },
    cohort: { ...whole, cohort: cohorts[2] ?? '' },
  };
};

/** Every figure under every filter, each asked anew through the desk; slowest first. */
const askAll = async (company: Company): Promise<{ name: string; id: string; times: Times }[]> => {
  const filters = Object.entries(filtersOf(company));
  const found: { name: string; id: string; times: Times }[] = [];
  for (const id of METRICS.keys())
    for (const [name, filter] of filters) {
      const ask = { id, org: company.org, zone: ZONE, today: LAST_DAY, filter };
      const times = await timesOf(() => askLog(company.db, 'figure', { ...ask, now: Date.now() }));
      found.push({ name, id, times });
    }
  return found.sort((a, b) => b.times.p50 - a.times.p50);
};

const askDuck = async (csv: string): Promise<Map<string, Times>> => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const duck = await instance.connect();
  await duck.run(
    `create table e as select * from read_csv('${csv}', header = false, columns = {'n': 'BIGINT', 'actor': 'INTEGER', 'verb': 'SMALLINT',
      'obj': 'INTEGER', 'day': 'INTEGER', 'hour': 'TINYINT', 'ok': 'TINYINT', 'ms': 'INTEGER', 'device': 'TINYINT'})`,
  );
  const found = new Map<string, Times>();
  for (const [id, sql] of Object.entries(DUCK))
    found.set(id, await timesOf(async () => (await duck.runAndReadAll(sql)).getRows()));
  duck.closeSync();
  instance.closeSync();
  return found;
};

/** Delay of this thread's loop while `work` runs, ms. */
const loopDelay = async <T>(work: () => Promise<T>): Promise<{ value: T; p99: number; max: number }> => {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const value = await work();
  delay.disable();
  return { value, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
};

/** Every figure of the screens on a log of five million events, beside DuckDB on the same events in the same run. */
export const bench = async (): Promise<Result> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-bench-'));
  const began = performance.now();
  const company = await makeCompany(dataDir, LEARNERS, EACH);
  const madeS = (performance.now() - began) / 1_000;
  // Every question is a new one: the desk keeps an answer for five seconds of this clock.
  let clock = Date.now();
  const now = (): number => {
    clock += 10_000;
    return clock;
  };
  const desk = startDesk({ db: company.db, now, config: { dataDir } });
  const { n } = await company.db.read
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const ours = await loopDelay(() => askAll(company));
  const idle = await loopDelay(() => new Promise((done) => setTimeout(done, 2_000)));
  const duck = await askDuck(company.csv);
  await desk.stop();
  await company.db.close();
  await rm(dataDir, { recursive: true });
  const whole = new Map(ours.value.filter((o) => o.name === 'whole').map((o) => [o.id, o.times]));
  const ratios = [...duck].flatMap(([id, theirs]) => {
    const mine = whole.get(id);
    return mine ? [{ id, mine, theirs, ratio: mine.p50 / theirs.p50 }] : [];
  });
  const slowest = ours.value[0]?.times.p50 ?? 0;
  const over = ours.value.filter((o) => o.times.p50 > 50).length;
  const worst = Math.max(...ratios.map((r) => r.ratio));
  const line = ({ name, id, times }: (typeof ours.value)[number]): [string, string] => [
    `${id} (${name})`,
    `${round(times.p50, 1)} / ${round(times.max, 1)}`,
  ];
  return {
    title: `Dashboards: ${n} events of ${LEARNERS} learners, made in ${round(madeS, 0)} s; ${ours.value.length} questions (${METRICS.size} figures, 5 filters), each ${TIMES} times: p50 / max ms`,
    rows: [
      ...ours.value.slice(0, 25).map(line),
      ['questions over 50 ms', `${over} of ${ours.value.length}`],
      ...ratios.map((r): [string, string] => [
        `${r.id} whole: ours / DuckDB, p50`,
        `${round(r.mine.p50, 1)} / ${round(r.theirs.p50, 1)} = ${round(r.ratio, 2)}`,
      ]),
      [
        'delay of the game loop meanwhile, p99 / max; idle',
        `${round(ours.p99, 1)} / ${round(ours.max, 1)}; ${round(idle.p99, 1)} / ${round(idle.max, 1)} ms`,
      ],
      ['slowest question (goal <= 50 ms)', `${round(slowest, 1)} ms`],
      ['worst against DuckDB (goal <= 0.2)', String(round(worst))],
    ],
    json: {
      events: n,
      questions: ours.value.length,
      over50: over,
      slowestMs: round(slowest, 1),
      worstToDuck: round(worst, 3),
      loopP99Ms: round(ours.p99, 1),
      loopMaxMs: round(ours.max, 1),
    },
  };
};
