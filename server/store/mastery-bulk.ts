import type { Level } from '../domain/api-practice.ts';
import { bandOf, FRESH_SKILL, type ItemLevel, levelOf, priorOf, type Skill } from '../domain/mastery.ts';
import type { Pace } from '../domain/memory.ts';
import type { Question } from '../domain/question.ts';
import {
  changesOf,
  insertAll,
  insertPlan,
  type Put,
  putCell,
  putCells,
  rowsOf,
  type SelectPlan,
  type Sink,
  selectAll,
  selectPlan,
  statement,
} from './bulk.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import { weightsOf } from './mastery.ts';
import {
  type Before,
  itemStep,
  type LearnedAnswer,
  MEMORY,
  memoryAfter,
  memoryCells,
  type Remembered,
  replaced,
  SKILL,
  skillCells,
  weigh,
} from './mastery-row.ts';
import type { ItemLevelTable, MemoryTable, SkillTable } from './tables.ts';

/** One of many answers to the same question. */
export type OneAnswer = { by: Actor } & Omit<LearnedAnswer, 'question' | 'bank'>;

const SKILLS = selectPlan('skill', ['person', 'bank', ...SKILL], {
  person: 'text',
  bank: 'text',
  point: 'text',
});
const MEMORIES = selectPlan('memory', ['person', ...MEMORY], { person: 'text', question: 'text' });
const SAVE_SKILLS = insertPlan(
  'skill',
  ['person', 'bank', 'point', ...SKILL, 'updatedAt'],
  `on conflict ("person", "bank", "point") do update set ${replaced([...SKILL, 'updatedAt'])}`,
);
const SAVE_MEMORIES = insertPlan(
  'memory',
  ['person', 'question', ...MEMORY, 'paid'],
  `on conflict ("person", "question") do update set ${replaced(MEMORY)}`,
);
/** PostgreSQL: commands of one person take turns (`once`), and so does this. */
const LOCKS: SelectPlan = {
  kind: 'select',
  width: 1,
  texts: new Map(),
  types: ['::text'],
  text: (marks) =>
    `with k(p) as (values ${marks}) select pg_advisory_xact_lock(hashtextextended(p, 0)) from k`,
};

/** Holds people until the end of the transaction, as a command of theirs does. */
export const holdPeople = async (tx: Tx, people: readonly string[]): Promise<void> => {
  const sink = sinkOf(tx);
  if (sink.dialect === 'postgres') await selectAll(sink, LOCKS, [...people].sort(), putCell);
};

const ITEM = 'b n wins fails rtN rtSum rtSquares'.split(' ');
const ITEM_COLUMNS = ITEM.map((c) => `"${c}"`).join(', ');
const FIND_ITEM = statement(`select ${ITEM_COLUMNS} from "item_level" where "question" = ?`);
const HOLD_ITEM = statement(`select ${ITEM_COLUMNS} from "item_level" where "question" = ? for update`);
const MAKE_ITEM = statement(
  `insert into "item_level" ("question", ${ITEM_COLUMNS}, "anchor", "anchorN", "updatedAt")
  values (?, ?, 0, 0, 0, 0, 0, 0, null, 0, ?) on conflict ("question") do nothing`,
);
const SAVE_ITEM = statement(
  `update "item_level" set ${ITEM.map((c) => `"${c}" = ?`).join(', ')}, "updatedAt" = ? where "question" = ?`,
);
const WEIGHTS = statement('select "weights" from "predictor" where "org" = ?');

type ItemRow = Pick<ItemLevelTable, 'b' | 'n' | 'wins' | 'fails' | 'rtN' | 'rtSum' | 'rtSquares'>;
type Item = ItemLevel & { pace: Pace };
/** The question as it stands; when `counts`, its row is made and held, so that what is written replaces nobody's. */
const readItem = async (sink: Sink, question: Question, counts: boolean, now: number): Promise<Item> => {
  const prior = priorOf(question.difficulty);
  if (counts) await changesOf(sink, MAKE_ITEM, [question.id, prior.b, now]);
  const find = sink.dialect === 'postgres' && counts ? HOLD_ITEM : FIND_ITEM;
  const [row] = await rowsOf<ItemRow>(sink, find, [question.id]);
  if (!row) return { ...prior, pace: { n: 0, sum: 0, squares: 0 } };
  const { rtN, rtSum, rtSquares, ...level } = row;
  return { ...level, pace: { n: rtN, sum: rtSum, squares: rtSquares } };
};

type SkillRow = Omit<SkillTable, 'updatedAt' | 'point'>;
type MemoryRow = Omit<MemoryTable, 'question' | 'paidDay' | 'paid'>;
const skillOf = ({ theta, n, wins, fails, recent, last, initial }: SkillRow): Skill => ({
  ...{ theta, n, wins, fails, recent, last },
  ...(initial === null ? {} : { initial }),
});
const rememberedOf = ({ person: _, ...row }: MemoryRow): Remembered => ({
  ...row,
  dueAt: Number(row.dueAt),
  lastAt: Number(row.lastAt),
});

/** What is known of one person, moved answer by answer; `moved` = to be written. */
type Self = { overall: Skill; point: Skill; level: string; memory?: Remembered; moved: boolean };
const freshSelf = (): Self => ({ overall: FRESH_SKILL, point: FRESH_SKILL, level: 'unseen', moved: false });

const readSelves = async (
  sink: Sink,
  people: readonly string[],
  { question, bank }: About,
): Promise<Map<string, Self>> => {
  const selves = new Map(people.map((p) => [p, freshSelf()]));
  const { id, point } = question;
  const keys = people.flatMap((p) => [[p, '', ''], ...(point ? [[p, bank, point]] : [])]);
  for (const row of await selectAll<SkillRow, string[]>(sink, SKILLS, keys, putCells)) {
    const self = selves.get(row.person);
    if (!self) continue;
    if (row.bank === '') self.overall = skillOf(row);
    else Object.assign(self, { point: skillOf(row), level: row.level });
  }
  const asked = people.map((p) => [p, id]);
  for (const row of await selectAll<MemoryRow, string[]>(sink, MEMORIES, asked, putCells)) {
    const self = selves.get(row.person);
    if (self) self.memory = rememberedOf(row);
  }
  return selves;
};

type About = { question: Question; bank: string };
const beforeOf = (self: Self, item: Item, { question }: About): Before => ({
  overall: self.overall,
  ...(question.point && { point: self.point }),
  item,
  pace: item.pace,
  memory: self.memory,
});

const moveItem = (item: Item, { first, won, moved, timed, x }: ReturnType<typeof itemStep>): void => {
  item.b += moved;
  item.n += first;
  item.wins += won;
  item.fails += first - won;
  const { n, sum, squares } = item.pace;
  item.pace = { n: n + timed, sum: sum + x, squares: squares + x * x };
};

/** Moves what is known of a person; tells when the level of the knowledge point is another one. */
const moveSelf = (tx: Tx, self: Self, a: OneAnswer, before: Before, after: Before, about: About): void => {
  const { question, bank } = about;
  self.moved = true;
  self.memory = memoryAfter(a.by, { ...a, ...about }, before, tx.now);
  self.overall = after.overall;
  if (!after.point || !question.point) return;
  self.point = after.point;
  const { p } = bandOf(after.overall, after.point);
  const to: Level = levelOf(after.point, p);
  if (to === self.level) return;
  const data = { from: self.level, to, p };
  self.level = to;
  tx.emit(a.by, { verb: 'mastery.changed', obj: `${bank}:${question.point}`, data });
};

const putMemory: Put<[string, Remembered, string]> = ([person, memory, question], cells, at) => {
  for (const [i, cell] of memoryCells(person, question, memory).entries()) cells[at + i] = cell;
  cells[at + 2 + MEMORY.length] = 0;
};

const save = async (tx: Tx, selves: Map<string, Self>, item: Item, about: About): Promise<void> => {
  const sink = sinkOf(tx);
  const { question, bank } = about;
  const moved = [...selves].filter(([, self]) => self.moved);
  if (moved.length === 0) return;
  const { b, n, wins, fails, pace } = item;
  const cells = [b, n, wins, fails, pace.n, pace.sum, pace.squares, tx.now, question.id];
  await changesOf(sink, SAVE_ITEM, cells);
  const skills = moved.flatMap(([person, { overall, point, level }]) => [
    skillCells({ person, bank: '', point: '' }, overall, '', tx.now),
    ...(question.point ? [skillCells({ person, bank, point: question.point }, point, level, tx.now)] : []),
  ]);
  await insertAll(sink, SAVE_SKILLS, skills, putCells);
  const memories = moved.flatMap(([person, { memory }]): [string, Remembered, string][] =>
    memory ? [[person, memory, question.id]] : [],
  );
  await insertAll(sink, SAVE_MEMORIES, memories, putMemory);
};

/**
 * Learns from many answers to one question as `learnFrom` would from each in turn, with the same rows in the end, but by
 * few statements. Gives for each the probability of a right answer as it was believed before it.
 */
export const learnManyFrom = async (
  tx: Tx,
  org: string,
  about: About,
  answers: readonly OneAnswer[],
): Promise<number[]> => {
  if (answers.length === 0) return [];
  const sink = sinkOf(tx);
  const people = [...new Set(answers.map((a) => a.by.person))].sort();
  await holdPeople(tx, people);
  const counts = answers.some((a) => !a.again && !a.by.preview);
  const item = await readItem(sink, about.question, counts, tx.now);
  const selves = await readSelves(sink, people, about);
  const [trained] = await rowsOf<{ weights: string }>(sink, WEIGHTS, [org]);
  const weights = weightsOf(org, trained?.weights ?? null);
  const believed = answers.map((a) => {
    const self = selves.get(a.by.person) ?? freshSelf();
    const before = beforeOf(self, { ...item }, about);
    const { after, pPred } = weigh(before, { question: about.question, ok: a.ok }, weights, tx.now);
    if (a.again || a.by.preview) return pPred;
    moveItem(item, itemStep(a, before, after));
    moveSelf(tx, self, a, before, { ...before, ...after }, about);
    return pPred;
  });
  await save(tx, selves, item, about);
  return believed;
};
