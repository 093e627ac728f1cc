import { sql } from 'kysely';
import { FLAGS } from '../domain/events/flags.ts';
import { catalogue } from '../domain/events/index.ts';
import {
  type Beginning,
  type ForecastModel,
  fitForecast,
  forecastOf,
  type Graduate,
} from '../domain/forecast.ts';
import { replay } from '../domain/replay.ts';
import { localDayHour } from '../domain/time.ts';
import { readAnswerLog } from './answer-log.ts';
import { type Log, rowsOf } from './metric.ts';

/** What a night says of a company: the model, and of each learner who is past the second day and has no outcome yet. */
export type Forecasts = {
  model: ForecastModel;
  people: { person: string; p: number; because: ReturnType<typeof forecastOf>['because'] }[];
};

type Day = {
  person: number;
  id: string;
  day: number;
  answers: number;
  correct: number;
  activeMs: number;
  learning: number;
  game: number;
  social: number;
  honor: number;
};

/** The active days of the company's learners in order. */
const readDays = (log: Log, org: string): Promise<Day[]> =>
  rowsOf(
    log,
    sql<Day>`select r."person", s."text" as "id", r."day", r."answers", r."correct", r."activeMs", r."learning", r."game",
        r."social", r."honor"
      from "rollup_person_day" r join "symbol" s on s."id" = r."person" join "person" p on p."id" = s."text"
      where p."org" = ${org} and p."role" = 'learner' and r."active" > 0 order by r."person", r."day"`,
  );

type Began = { id: string; symbol: number; lastDay: number; beginning: Omit<Beginning, 'theta'> };
/** The first two active days of those who have had them. */
const beganOf = (days: readonly Day[]): Map<number, Began> => {
  const began = new Map<number, Began>();
  for (const [symbol, all] of Map.groupBy(days, (d) => Number(d.person))) {
    const [first, second] = all;
    if (!first || !second) continue;
    const sum = (of: (d: Day) => number): number => of(first) + of(second);
    const answers = sum((d) => d.answers);
    began.set(symbol, {
      ...{ id: first.id, symbol, lastDay: second.day },
      beginning: {
        // A share of few answers leans towards one half.
        correctRate: (sum((d) => d.correct) + 1) / (answers + 2),
        answers,
        activeDays: all.filter((d) => d.day <= second.day).length,
        minutes: sum((d) => d.activeMs) / 60_000,
        learning: sum((d) => d.learning),
        game: sum((d) => d.game),
        social: sum((d) => d.social),
        honor: sum((d) => d.honor),
      },
    });
  }
  return began;
};

const NOT_COUNTED = FLAGS.bot | FLAGS.preview | FLAGS.voided;
/** Mean score of the exams of each learner after the second active day. */
const readLater = async (
  log: Log,
  org: string,
  began: ReadonlyMap<number, Began>,
): Promise<Map<number, number>> => {
  const rows = await rowsOf(
    log,
    sql<{ actor: number; day: number; score: number }>`select e."actor", e."day", e."score" from "event" e
      where e."verb" = ${catalogue['exam.decided'].code} and e."score" is not null
        and (e."flags" & ${NOT_COUNTED}) = 0 and e."org" = (select "id" from "symbol" where "text" = ${org})
      order by e."seq"`,
  );
  const sums = new Map<number, { n: number; sum: number }>();
  for (const { actor, day, score } of rows) {
    const one = began.get(Number(actor));
    if (!one || day <= one.lastDay) continue;
    const { n, sum } = sums.get(one.symbol) ?? { n: 0, sum: 0 };
    sums.set(one.symbol, { n: n + 1, sum: sum + score });
  }
  return new Map([...sums].map(([symbol, { n, sum }]) => [symbol, sum / n]));
};

/** Skill at the end of the second active day, as the engine knew it then. */
const readSkills = async (
  log: Log,
  org: string,
  zone: string,
  began: ReadonlyMap<number, Began>,
): Promise<Map<number, number>> => {
  const answers = await readAnswerLog(log, org);
  const thetas = new Map<number, number>();
  replay(answers, (person, at, { theta }) => {
    const one = began.get(answers.symbols[person] ?? -1);
    if (one && localDayHour(at, zone).day <= one.lastDay) thetas.set(one.symbol, theta);
  });
  return thetas;
};

/** Fits and applies the forecast of a company. Reads the whole log: keep it off the loop that serves rooms. */
export const forecastsOf = async (log: Log, org: string, zone: string): Promise<Forecasts> => {
  const began = beganOf(await readDays(log, org));
  const later = await readLater(log, org, began);
  const thetas = await readSkills(log, org, zone, began);
  const beginningOf = ({ symbol, beginning }: Began): Beginning => ({
    theta: thetas.get(symbol) ?? 0,
    ...beginning,
  });
  const graduates = [...began.values()].flatMap((one): Graduate[] => {
    const score = later.get(one.symbol);
    return score === undefined ? [] : [{ person: one.id, beginning: beginningOf(one), later: score }];
  });
  const model = fitForecast(graduates);
  if (model.withheld.length > 0) return { model, people: [] };
  const waiting = [...began.values()].filter((one) => !later.has(one.symbol));
  return {
    model,
    people: waiting.map((one) => ({ person: one.id, ...forecastOf(model, beginningOf(one)) })),
  };
};
