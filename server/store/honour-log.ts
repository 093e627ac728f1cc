import { catalogue, type Verb } from '../domain/events/index.ts';
import { afterAnswer, isLearning, type Mistake, type Score } from '../domain/honour.ts';
import { playDay } from '../domain/time.ts';
import { putCells, selectAll, selectPlan } from './bulk.ts';
import type { Database, Db } from './db.ts';
import { FLAGS } from './row.ts';

const NOT_COUNTED = FLAGS.bot | FLAGS.preview | FLAGS.voided;
const codeOf = (verb: Verb): number => catalogue[verb].code;
const CREDITED = codeOf('coin.credited');
const ANSWERED = codeOf('question.answered');
const LEVEL = codeOf('level.finished');
const MARKS = new Map<number, string>([
  [codeOf('exam.decided'), 'perfect'],
  [LEVEL, 'bosses'],
  [codeOf('island.completed'), 'islands'],
  [codeOf('lesson.completed'), 'cards'],
]);
/** These change a figure that stands elsewhere: whoever did it is looked at again. */
const OTHERS: Verb[] = [
  'match.finished',
  'mastery.changed',
  'daily.checked_in',
  'help.exchanged',
  'gift.sent',
  'reaction.given',
  'note.created',
];
const READ = [CREDITED, ANSWERED, ...MARKS.keys(), ...OTHERS.map(codeOf)];

/** What a stretch of the log changes for one person. */
export type Gain = {
  org: string;
  /** Points, with those of late events. */
  xp: number;
  reasons: Set<string>;
  /** By play day; late events are left out. */
  days: Map<number, Score>;
  mistakes: Map<string, Mistake>;
  /** `what obj` */
  marks: Map<string, { what: string; obj: string }>;
};
/** A stretch of the log: after `from`, up to `to`. */
export type Stretch = { from: number; to: number; gains: Map<string, Gain> };

const rowsIn = (db: Database, from: number, to: number) =>
  db.read
    .selectFrom('event as e')
    .innerJoin('symbol as a', 'a.id', 'e.actor')
    .innerJoin('symbol as o', 'o.id', 'e.org')
    .leftJoin('symbol as q', 'q.id', 'e.obj')
    .select(['e.verb', 'e.flags', 'e.ok', 'e.score', 'e.tEvent', 'e.data'])
    .select(['a.text as person', 'o.text as org', 'q.text as obj'])
    .where('e.seq', '>', from)
    .where('e.seq', '<=', to)
    .where('e.verb', 'in', READ)
    .orderBy('e.seq')
    .execute();
type Row = Awaited<ReturnType<typeof rowsIn>>[number];
type Answer = Row & { obj: string };
const isAnswer = (row: Row): row is Answer =>
  row.verb === ANSWERED && row.obj !== null && (row.flags & FLAGS.again) === 0;

const scoreOn = (gain: Gain, day: number): Score => {
  const known = gain.days.get(day);
  if (known) return known;
  const made: Score = { xp: 0, answers: 0, correct: 0, corrections: 0 };
  gain.days.set(day, made);
  return made;
};

const MISTAKES = selectPlan('correction', ['person', 'question', 'wrongDay', 'day'], {
  person: 'text',
  question: 'text',
});
type Known = { person: string; question: string } & Mistake;
const keyOf = (person: string, question: string): string => `${person} ${question}`;

const mistakesOf = async ({ read, dialect }: Database, rows: readonly Row[]): Promise<Map<string, Known>> => {
  const keys = new Map(rows.filter(isAnswer).map((r) => [keyOf(r.person, r.obj), [r.person, r.obj]]));
  const found = await selectAll<Known, string[]>(
    { trx: read, dialect },
    MISTAKES,
    [...keys.values()],
    putCells,
  );
  return new Map(found.map((m) => [keyOf(m.person, m.question), m]));
};

const takeAnswer = (gain: Gain, row: Answer, day: number, before: Mistake | undefined): void => {
  const late = (row.flags & FLAGS.late) !== 0;
  const ok = row.ok === 1;
  const after = afterAnswer(gain.mistakes.get(row.obj) ?? before, ok, day);
  if (after) gain.mistakes.set(row.obj, after);
  if (late) return;
  const score = scoreOn(gain, day);
  score.answers += 1;
  score.correct += ok ? 1 : 0;
  score.corrections += ok && after ? 1 : 0;
};

const takeCoins = (gain: Gain, row: Row, day: number): void => {
  const { amount, reason } = JSON.parse(row.data) as { amount: number; reason: string };
  if (!isLearning(reason)) return;
  gain.xp += amount;
  gain.reasons.add(reason);
  if ((row.flags & FLAGS.late) === 0) scoreOn(gain, day).xp += amount;
};

/** What counts once per exam, boss, island or card. */
const takeMark = (gain: Gain, row: Row): void => {
  const what = MARKS.get(row.verb);
  const { obj } = row;
  if (what === undefined || obj === null) return;
  if (what === 'perfect' && (row.score ?? 0) < 1) return;
  if (row.verb === LEVEL)
    if (row.ok !== 1 || !/^(boss|crew)$/.test((JSON.parse(row.data) as { kind?: string }).kind ?? '')) return;
  gain.marks.set(`${what} ${obj}`, { what, obj });
};

const gainOf = (gains: Map<string, Gain>, { person, org }: Row): Gain => {
  const known = gains.get(person);
  if (known) return known;
  const made: Gain = {
    org,
    xp: 0,
    reasons: new Set(),
    days: new Map(),
    mistakes: new Map(),
    marks: new Map(),
  };
  gains.set(person, made);
  return made;
};

/** The end of the next `most` events after `from`, at most `settled`. */
const endOf = async ({ read }: Database, from: number, settled: number, most: number): Promise<number> => {
  const next = read
    .selectFrom('event')
    .select('seq')
    .where('seq', '>', from)
    .where('seq', '<=', settled)
    .orderBy('seq')
    .limit(most);
  const { to } = await read
    .selectFrom(next.as('n'))
    .select((eb) => eb.fn.max('n.seq').as('to'))
    .executeTakeFirstOrThrow();
  return to ?? from;
};

/**
 * Reads the next `most` events and what they change, without writing; `zoneOf` = a company's time zone. Second askings
 * count nowhere, late events as points and corrections but on no board, those of bots, previews and voided ones nowhere.
 */
export const readStretch = async (
  db: Database,
  from: number,
  settled: number,
  { most, zoneOf }: { most: number; zoneOf: (org: string) => string | undefined },
): Promise<Stretch> => {
  const to = await endOf(db, from, settled, most);
  const gains = new Map<string, Gain>();
  if (to === from) return { from, to, gains };
  const rows = (await rowsIn(db, from, to)).filter((r) => (r.flags & NOT_COUNTED) === 0);
  const mistakes = await mistakesOf(db, rows);
  for (const row of rows) {
    const zone = zoneOf(row.org);
    if (zone === undefined) continue;
    const gain = gainOf(gains, row);
    const day = playDay(row.tEvent, zone);
    if (row.verb === CREDITED) takeCoins(gain, row, day);
    else if (isAnswer(row)) takeAnswer(gain, row, day, mistakes.get(keyOf(row.person, row.obj)));
    else takeMark(gain, row);
  }
  return { from, to, gains };
};

/** The time zones of all companies. */
export const zonesOf = async (db: Db): Promise<Map<string, string>> => {
  const rows = await db.selectFrom('org').select(['id', 'zone']).execute();
  return new Map(rows.map((r) => [r.id, r.zone]));
};
