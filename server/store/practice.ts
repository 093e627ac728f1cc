import { sql } from 'kysely';
import type { Corrections } from '../domain/api-practice.ts';
import type { QuestionRef } from '../domain/attempt.ts';
import type { DrillState } from '../domain/drill.ts';
import type { ExamState } from '../domain/exam.ts';
import { type Ghost, ghostAwake } from '../domain/ghost.ts';
import type { KnownQuestion } from '../domain/grade.ts';
import { AUTO_GRADED, type Question } from '../domain/question.ts';
import { DRILL_COINS_A_DAY, drillCoins, PAID_REPEATS_A_DAY } from '../domain/rewards.ts';
import type { LocalText } from '../domain/text.ts';
import { playDay } from '../domain/time.ts';
import { type Attempt, attemptOf } from './attempt.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { creditPerson } from './ledger.ts';
import { ghostOf } from './quest.ts';
import { isPreview } from './quest-version.ts';
import { placedIn } from './question-text.ts';

/** A question that is asked outside a station: it brings its bank along. */
export type AskedQuestion = KnownQuestion & { bank: string };

/** The named versions in the order asked for, from whatever banks they are in now. */
export const findAnywhere = async (db: Db, refs: readonly QuestionRef[]): Promise<AskedQuestion[]> => {
  if (refs.length === 0) return [];
  const rows = await db
    .selectFrom('question_version as v')
    .innerJoin('question as q', 'q.id', 'v.question')
    .leftJoin('point as p', (j) => j.onRef('p.bank', '=', 'q.bank').onRef('p.id', '=', 'q.point'))
    .select(['v.question', 'v.version', 'v.content', 'q.bank', 'q.point', 'q.difficulty', 'p.name'])
    .where('v.question', 'in', [...new Set(refs.map((r) => r.question))])
    .execute();
  const found = new Map(rows.map((r) => [`${r.question}@${r.version}`, r]));
  return refs.flatMap((ref) => {
    const row = found.get(`${ref.question}@${ref.version}`);
    if (!row) return [];
    const { version, bank, point: id } = row;
    const name = row.name === null ? { en: id } : (JSON.parse(row.name) as LocalText);
    const question = placedIn(row, JSON.parse(row.content) as Question);
    return [{ question, version, bank, ...(id === '' ? {} : { point: { id, name } }) }];
  });
};

export type Drill = Attempt & { state: DrillState };
/** The open drills of this person in this quest. */
export const findOpenDrills = async (db: Db, person: string, quest: string): Promise<Drill[]> => {
  const rows = await db
    .selectFrom('attempt')
    .selectAll()
    .where('person', '=', person)
    .where('station', '=', '')
    .where('kind', '=', 'drill')
    .where('status', '=', 'open')
    .where('quest', '=', quest)
    .execute();
  return rows.map(attemptOf).filter((a): a is Drill => a.state.kind === 'drill');
};

/** What came of a person's last exam at a station. */
export const lastExam = async (db: Db, person: string, station: string): Promise<ExamState | undefined> => {
  const row = await db
    .selectFrom('attempt')
    .select('state')
    .where('person', '=', person)
    .where('station', '=', station)
    .where('kind', '=', 'exam')
    .where('status', '=', 'ended')
    .orderBy('startedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && (JSON.parse(row.state) as ExamState);
};

/** Questions of these banks whose memory is due by `until`, ms UTC. */
export const dueBy = async (
  db: Db,
  person: string,
  banks: readonly string[],
  until: number,
): Promise<(QuestionRef & { dueAt: number })[]> =>
  banks.length === 0
    ? []
    : db
        .selectFrom('memory as m')
        .innerJoin('question as q', 'q.id', 'm.question')
        .select(['m.question', 'q.version', 'm.dueAt'])
        .where('m.person', '=', person)
        .where('m.dueAt', '<=', until)
        .where('q.bank', 'in', [...banks])
        .where('q.state', '=', 'ready')
        .where('q.type', 'in', [...AUTO_GRADED])
        .execute();

/** A ghost with its question; `askable` = the question is ready to be asked. */
export type KnownGhost = QuestionRef & {
  id: string;
  island: string;
  station: string;
  bank: string;
  askable: boolean;
  bornAt: number;
  tamedAt: number | null;
  ghost: Ghost;
  awake: boolean;
  dueAt: number | null;
};
/** All ghosts of a person, tamed ones too, oldest first; a preview knows only ghosts of its own. */
export const knownGhosts = async (db: Db, by: Actor, today: number): Promise<KnownGhost[]> => {
  const rows = await db
    .selectFrom('ghost as g')
    .innerJoin('question as q', 'q.id', 'g.question')
    .leftJoin('memory as m', (j) => j.onRef('m.question', '=', 'g.question').on('m.person', '=', by.person))
    .select(['g.id', 'g.island', 'g.station', 'g.question', 'g.bornAt', 'g.tamedAt'])
    .select(['g.rightDays', 'g.rightDay', 'g.asleepDay', 'q.version', 'q.bank', 'q.state', 'm.dueAt'])
    .where('g.person', '=', by.person)
    .orderBy('g.bornAt')
    .orderBy('g.id')
    .execute();
  const own = rows.filter((r) => isPreview(r.island) === (by.preview === true));
  return own.map((r) => {
    const { id, island, station, question, version, bank, bornAt, tamedAt, dueAt } = r;
    const ghost = ghostOf(r);
    const awake = ghostAwake(ghost, today);
    const askable = r.state === 'ready';
    return { id, island, station, question, version, bank, askable, bornAt, tamedAt, dueAt, ghost, awake };
  });
};

/** The stems of questions as they are now, by id. */
export const stemsOf = async (db: Db, ids: readonly string[]): Promise<Map<string, LocalText>> => {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('question as q')
    .innerJoin('question_version as v', (j) =>
      j.onRef('v.question', '=', 'q.id').onRef('v.version', '=', 'q.version'),
    )
    .select(['q.id', 'v.content'])
    .where('q.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((r) => [r.id, (JSON.parse(r.content) as Question).stem]));
};

/** How often a person has looked at each question of a knowledge point; a second asking in an attempt is no look. */
export const looksAt = async (
  db: Db,
  person: string,
  bank: string,
  point: string,
): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('memory as m')
    .innerJoin('question as q', 'q.id', 'm.question')
    .select(['m.question', 'm.reps'])
    .where('m.person', '=', person)
    .where('q.bank', '=', bank)
    .where('q.point', '=', point)
    .execute();
  return new Map(rows.map((r) => [r.question, r.reps]));
};

/** Answers, and pairs of this person and a question by analytics.md 2: wrong once, right at last, right a day later. */
export const correctionsOf = async (db: Db, person: string): Promise<Corrections> => {
  const sums = await db
    .selectFrom('rollup_person_item as r')
    .innerJoin('symbol as s', 's.id', 'r.person')
    .select([
      sql<number | null>`sum(r."answers")`.as('answers'),
      sql<number | null>`sum(r."correct")`.as('correct'),
      sql<number | null>`sum(case when r."wrongs" > 0 then 1 else 0 end)`.as('wrong'),
      sql<number | null>`sum(r."corrected")`.as('corrected'),
    ])
    .where('s.text', '=', person)
    .executeTakeFirst();
  const kept = await db
    .selectFrom('memory')
    .select(sql<number>`count(*)`.as('n'))
    .where('person', '=', person)
    .where('durable', '=', 1)
    .executeTakeFirst();
  const [wrong, corrected] = [Number(sums?.wrong ?? 0), Number(sums?.corrected ?? 0)];
  return {
    answers: Number(sums?.answers ?? 0),
    correct: Number(sums?.correct ?? 0),
    wrong,
    corrected,
    durable: Number(kept?.n ?? 0),
    open: wrong - corrected,
  };
};

const leftOf = (row: { drillDay: number | null; drillCoins: number } | undefined, day: number): number =>
  DRILL_COINS_A_DAY - (row?.drillDay === day ? row.drillCoins : 0);

/** Coins that drills can still pay this person on a play day. */
export const drillCoinsLeft = async (db: Db, person: string, day: number): Promise<number> => {
  const row = await db
    .selectFrom('person')
    .select(['drillDay', 'drillCoins'])
    .where('id', '=', person)
    .executeTakeFirst();
  return leftOf(row, day);
};

const bookPaid = async (tx: Tx, person: string, questions: readonly string[], day: number): Promise<void> => {
  if (questions.length === 0) return;
  await tx.db
    .updateTable('memory')
    .set((eb) => ({
      paid: eb
        .case()
        .when('paidDay', '=', day)
        .then(eb('paid', '+', 1))
        .else(1)
        .end(),
      paidDay: day,
    }))
    .where('person', '=', person)
    .where('question', 'in', [...questions])
    .execute();
};

/** A first-try right answer outside the path; `p` = what was expected of it, `key` makes it be paid once. */
export type DrillPay = { question: string; p: number; ref: string; key: string };
/** Pays it by rewards.ts `drillCoins` and counts it against the limits of the day; gives the coins. Call it after `learnFrom`. */
export const payDrill = async (tx: Tx, by: Actor, { question, p, ref, key }: DrillPay): Promise<number> => {
  if (by.preview) return 0;
  const day = playDay(tx.now, by.zone);
  const row = await tx.db
    .selectFrom('person as h')
    .leftJoin('memory as m', (j) => j.onRef('m.person', '=', 'h.id').on('m.question', '=', question))
    .select(['h.drillDay', 'h.drillCoins', 'm.paidDay', 'm.paid'])
    .where('h.id', '=', by.person)
    .executeTakeFirst();
  const left = leftOf(row, day);
  const amount = drillCoins(p, row?.paidDay === day ? (row.paid ?? 0) : 0, left);
  if (amount === 0) return 0;
  const { applied } = await creditPerson(tx, by, { amount, reason: 'drill', ref, key });
  if (!applied) return 0;
  await tx.db
    .updateTable('person')
    .set({ drillDay: day, drillCoins: DRILL_COINS_A_DAY - left + amount })
    .where('id', '=', by.person)
    .execute();
  await bookPaid(tx, by.person, [question], day);
  return amount;
};

/** How many of these questions, answered right in a replay, are still paid today; they are counted as paid. */
export const takePaidRepeats = async (tx: Tx, by: Actor, questions: readonly string[]): Promise<number> => {
  if (questions.length === 0) return 0;
  const day = playDay(tx.now, by.zone);
  const rows = await tx.db
    .selectFrom('memory')
    .select('question')
    .where('person', '=', by.person)
    .where('question', 'in', [...questions])
    .where('paidDay', '=', day)
    .where('paid', '>=', PAID_REPEATS_A_DAY)
    .execute();
  const spent = new Set(rows.map((r) => r.question));
  const paid = questions.filter((q) => !spent.has(q));
  if (!by.preview) await bookPaid(tx, by.person, paid, day);
  return paid.length;
};
