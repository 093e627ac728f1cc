import type { Level } from '../domain/api-practice.ts';
import { bandOf, FRESH_SKILL, type Learned, levelOf, priorOf, type Skill } from '../domain/mastery.ts';
import { untrained } from '../domain/predictor.ts';
import type { Question } from '../domain/question.ts';
import type { LocalText } from '../domain/text.ts';
import { changesOf, rowsOf, type Sink, statement } from './bulk.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import {
  type Before,
  itemStep,
  type LearnedAnswer,
  MEMORY,
  memoryAfter,
  memoryCells,
  quoted,
  type Remembered,
  replaced,
  SKILL,
  skillCells,
  weigh,
} from './mastery-row.ts';
import type { ItemLevelTable, MemoryTable, SkillTable } from './tables.ts';

export type { LearnedAnswer };
export type LevelChange = {
  bank: string;
  point: string;
  name: LocalText;
  from: Level;
  to: Level;
  p: number;
};
/** `pPred` = the probability of a right answer as it was believed before this one. */
export type LearnReply = { pPred: number; change?: LevelChange };

type Cells<T extends object, P extends string> = { [K in keyof T & string as `${P}${K}`]: T[K] | null };
type SkillCells = Omit<SkillTable, 'person' | 'bank' | 'point' | 'updatedAt'>;
type ItemCells = Pick<ItemLevelTable, 'b' | 'n' | 'wins' | 'fails' | 'rtN' | 'rtSum' | 'rtSquares'>;
type MemoryCells = Omit<MemoryTable, 'person' | 'question' | 'paidDay' | 'paid'>;
type Row = Cells<SkillCells, 'o_'> &
  Cells<SkillCells, 'k_'> &
  Cells<ItemCells, 'i_'> &
  Cells<MemoryCells, 'm_'> & { weights: string | null };

const ITEM = 'b n wins fails rtN rtSum rtSquares'.split(' ');
const listed = (letter: string, names: string[]): string =>
  names.map((n) => `${letter}."${n}" as "${letter}_${n}"`).join(', ');

/** All that is known of a person at a question, in one row; what is not there is null. */
const KNOWN = statement(
  `select ${listed('o', SKILL)}, ${listed('k', SKILL)}, ${listed('i', ITEM)}, ${listed('m', MEMORY)}, w."weights"
  from (select 1 as one) x
  left join "skill" o on o."person" = ? and o."bank" = '' and o."point" = ''
  left join "skill" k on k."person" = ? and k."bank" = ? and k."point" = ?
  left join "item_level" i on i."question" = ?
  left join "memory" m on m."person" = ? and m."question" = ?
  left join "predictor" w on w."org" = ?`,
);

const ROW = '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
const saveSkills = (rows: number) =>
  statement(
    `insert into "skill" ("person", "bank", "point", ${quoted(SKILL)}, "updatedAt")
    values ${Array.from({ length: rows }, () => ROW).join(', ')}
    on conflict ("person", "bank", "point") do update set
    ${replaced([...SKILL, 'updatedAt'])}`,
  );
const SAVE_SKILL = saveSkills(1);
const SAVE_SKILLS = saveSkills(2);

/** What is added to a question is added to what stands there now: many learners answer it at a time. */
const SAVE_ITEM = statement(
  `insert into "item_level" as i ("question", "b", "n", "wins", "fails", "anchor", "anchorN", "rtN", "rtSum", "rtSquares", "updatedAt")
  values (?, ?, ?, ?, ?, null, 0, ?, ?, ?, ?)
  on conflict ("question") do update set "b" = i."b" + ?, "n" = i."n" + excluded."n", "wins" = i."wins" + excluded."wins",
  "fails" = i."fails" + excluded."fails", "rtN" = i."rtN" + excluded."rtN", "rtSum" = i."rtSum" + excluded."rtSum",
  "rtSquares" = i."rtSquares" + excluded."rtSquares", "updatedAt" = excluded."updatedAt"`,
);

/** Leaves `paidDay` and `paid` as they are: they belong to what pays. */
const SAVE_MEMORY = statement(
  `insert into "memory" ("person", "question", ${quoted(MEMORY)}, "paidDay", "paid")
  values (${['person', 'question', ...MEMORY].map(() => '?').join(', ')}, null, 0)
  on conflict ("person", "question") do update set ${replaced(MEMORY)}`,
);

type Weights = { text: string; list: number[] };
const ELO = untrained().weights;
const lastWeights = new Map<string, Weights>();
const MOST_ORGS = 1_000;
/** The weights of a company; their text is read again only when it is another one. */
export const weightsOf = (org: string, text: string | null): readonly number[] => {
  if (text === null) return ELO;
  const known = lastWeights.get(org);
  if (known?.text === text) return known.list;
  if (lastWeights.size > MOST_ORGS) lastWeights.clear();
  const list = JSON.parse(text) as number[];
  lastWeights.set(org, { text, list });
  return list;
};

const skillOf = (row: Row, letter: 'o' | 'k'): Skill => {
  const theta = row[`${letter}_theta`];
  if (theta === null) return FRESH_SKILL;
  const initial = row[`${letter}_initial`];
  return {
    theta,
    n: row[`${letter}_n`] ?? 0,
    wins: row[`${letter}_wins`] ?? 0,
    fails: row[`${letter}_fails`] ?? 0,
    recent: row[`${letter}_recent`] ?? 0,
    last: row[`${letter}_last`] ?? '',
    ...(initial === null ? {} : { initial }),
  };
};

const memoryOf = (r: Row): Remembered | undefined =>
  r.m_lastAt === null
    ? undefined
    : {
        dueAt: Number(r.m_dueAt),
        stability: r.m_stability ?? 0,
        difficulty: r.m_difficulty ?? 0,
        reps: r.m_reps ?? 0,
        lapses: r.m_lapses ?? 0,
        state: r.m_state ?? 0,
        lastAt: Number(r.m_lastAt),
        run: r.m_run ?? 0,
        wins: r.m_wins ?? 0,
        fails: r.m_fails ?? 0,
        lastOk: r.m_lastOk ?? 0,
        wrongDay: r.m_wrongDay,
        durable: r.m_durable ?? 0,
      };

type Known = Before & { level: Level };
const beforeOf = (row: Row, question: Question): Known => ({
  overall: skillOf(row, 'o'),
  ...(question.point && { point: skillOf(row, 'k') }),
  item:
    row.i_b === null
      ? priorOf(question.difficulty)
      : { b: row.i_b, n: row.i_n ?? 0, wins: row.i_wins ?? 0, fails: row.i_fails ?? 0 },
  pace: { n: row.i_rtN ?? 0, sum: row.i_rtSum ?? 0, squares: row.i_rtSquares ?? 0 },
  memory: memoryOf(row),
  level: (row.k_level ?? 'unseen') as Level,
});

const readBefore = async (sink: Sink, by: Actor, bank: string, question: Question): Promise<Row> => {
  const point = question.point ?? '';
  const place = point === '' ? '-' : bank;
  const keys = [by.person, by.person, place, point, question.id, by.person, question.id, by.org];
  const [row] = await rowsOf<Row>(sink, KNOWN, keys);
  if (!row) throw new Error('a select of one row gave none');
  return row;
};

const saveItem = (sink: Sink, tx: Tx, a: LearnedAnswer, before: Before, after: Learned): Promise<number> => {
  const { first, won, moved, timed, x } = itemStep(a, before, after);
  return changesOf(sink, SAVE_ITEM, [
    ...[a.question.id, before.item.b + moved, first, won, first - won, timed, x, x * x, tx.now],
    moved,
  ]);
};

const tellChange = async (tx: Tx, by: Actor, change: Omit<LevelChange, 'name'>): Promise<LevelChange> => {
  const { bank, point, from, to, p } = change;
  const row = await tx.db
    .selectFrom('point')
    .select('name')
    .where('bank', '=', bank)
    .where('id', '=', point)
    .executeTakeFirst();
  tx.emit(by, { verb: 'mastery.changed', obj: `${bank}:${point}`, data: { from, to, p } });
  return { ...change, name: row ? (JSON.parse(row.name) as LocalText) : { en: point } };
};

/** Saves skills; tells when the level of the knowledge point is another one. */
const saveStanding = async (
  sink: Sink,
  tx: Tx,
  by: Actor,
  a: LearnedAnswer,
  before: Known,
  { overall, point }: Learned,
): Promise<LevelChange | undefined> => {
  const { person } = by;
  const all = skillCells({ person, bank: '', point: '' }, overall, '', tx.now);
  if (!point || !a.question.point) {
    await changesOf(sink, SAVE_SKILL, all);
    return undefined;
  }
  const at = { bank: a.bank, point: a.question.point };
  const { p } = bandOf(overall, point);
  const to = levelOf(point, p);
  await changesOf(sink, SAVE_SKILLS, [...all, ...skillCells({ person, ...at }, point, to, tx.now)]);
  return to === before.level ? undefined : tellChange(tx, by, { ...at, from: before.level, to, p });
};

/**
 * Learns from one answer, in the transaction that logs it: skill, difficulty and memory move, `mastery.changed` is told.
 * A second asking in one attempt and a preview move nothing. One read and three writes.
 */
export const learnFrom = async (tx: Tx, by: Actor, a: LearnedAnswer): Promise<LearnReply> => {
  const sink = sinkOf(tx);
  const row = await readBefore(sink, by, a.bank, a.question);
  const before = beforeOf(row, a.question);
  const { after, pPred } = weigh(before, a, weightsOf(by.org, row.weights), tx.now);
  if (a.again || by.preview) return { pPred };
  await saveItem(sink, tx, a, before, after);
  const memory = memoryAfter(by, a, before, tx.now);
  await changesOf(sink, SAVE_MEMORY, memoryCells(by.person, a.question.id, memory));
  const change = await saveStanding(sink, tx, by, a, before, after);
  return { pPred, ...(change ? { change } : {}) };
};
