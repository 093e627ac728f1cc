import { catalogue, DIMENSIONS, dimensionOf, VERBS } from '../domain/events/index.ts';
import { type InsertPlan, insertAll, insertPlan, putCells, type Sink } from './bulk.ts';
import { ANSWERED, type Answer, addAnswers, isAnswer, type Moves, milliOf } from './rollup-pair.ts';
import { FLAGS, type LogRow } from './row.ts';

export { ANSWERED } from './rollup-pair.ts';

const SPAN = catalogue['activity.span'].code;
const NOT_COUNTED = FLAGS.bot | FLAGS.preview | FLAGS.voided;

/** By code: the cell of the verb's dimension in a day's row (0 = none), and whether it shows that the person was active. */
type Traits = { cell: number; active: boolean };
const FIRST_DIMENSION = 11;
const traits: (Traits | undefined)[] = [];
for (const verb of VERBS) {
  const { code, privacy } = catalogue[verb];
  const dimension = dimensionOf(verb);
  traits[code] = {
    cell: dimension === undefined ? 0 : FIRST_DIMENSION + DIMENSIONS.indexOf(dimension),
    active: privacy === 'B' || privacy === 'R',
  };
}

/** A rollup that only adds: columns of its key, columns that stay, columns that are summed. */
type SumTable = { key: number; width: number; plan: InsertPlan; order: (a: number[], b: number[]) => number };
const sumTable = (table: string, key: string[], fixed: string[], sums: string[]): SumTable => {
  const add = sums.map((c) => `"${c}" = "${table}"."${c}" + excluded."${c}"`).join(', ');
  const conflict = `on conflict (${key.map((k) => `"${k}"`).join(',')}) do update set ${add}`;
  const columns = [...key, ...fixed, ...sums];
  const order = (a: number[], b: number[]): number => {
    for (let i = 0; i < key.length; i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
    return 0;
  };
  return { key: key.length, width: columns.length, plan: insertPlan(table, columns, conflict), order };
};
const FATE = ['wrong', 'corrected', 'durable', 'reopened'];
const PERSON_DAY = sumTable(
  'rollup_person_day',
  ['person', 'day'],
  ['org'],
  [
    'answers',
    'correct',
    'firstAnswers',
    'firstCorrect',
    'milli',
    'answerMs',
    'activeMs',
    'active',
    ...DIMENSIONS,
    ...FATE,
  ],
);
const ITEM = sumTable(
  'rollup_item',
  ['org', 'item'],
  [],
  ['answers', 'correct', 'milli', 'firstAnswers', 'firstCorrect', 'firstMilli', 'answerMs'],
);
const ITEM_DAY = sumTable(
  'rollup_item_day',
  ['org', 'item', 'day'],
  [],
  ['answers', 'correct', 'milli', 'answerMs', 'firstAnswers', 'firstCorrect', 'firstMilli', ...FATE],
);
const PERSON_ITEM_DAY = sumTable(
  'rollup_person_item_day',
  ['item', 'person', 'day'],
  [],
  ['answers', 'correct', 'milli'],
);
const PERSON_HOUR = sumTable('rollup_person_hour', ['person', 'day', 'hour', 'device'], [], ['n', 'answers']);
const HOUR_DEVICE = sumTable('rollup_hour_device', ['org', 'day', 'hour', 'device'], [], ['n', 'answers']);
const VERB_DAY = sumTable('rollup_verb_day', ['org', 'day', 'verb'], [], ['n']);
const PERSON_VERB = sumTable('rollup_person_verb', ['person', 'verb'], [], ['n']);

/** Rows to be added, by two numbers that tell their keys apart; the first of few values. */
type Sums = { table: SumTable; rows: Map<number, Map<number, number[]>> };
const sumsOf = (table: SumTable): Sums => ({ table, rows: new Map() });

/** The row under two numbers, or a new one with this key and zeros. */
const rowAt = (sums: Sums, one: number, two: number, a: number, b: number, c = 0, d = 0): number[] => {
  const under = sums.rows.get(one) ?? new Map<number, number[]>();
  if (under.size === 0) sums.rows.set(one, under);
  const known = under.get(two);
  if (known) return known;
  const row = [a, b, c, d];
  while (row.length < sums.table.width) row.push(0);
  row.length = sums.table.width;
  under.set(two, row);
  return row;
};
const bump = (cells: number[], at: number, by: number): void => {
  cells[at] = (cells[at] ?? 0) + by;
};

const writeSums = async (sink: Sink, { table, rows }: Sums): Promise<void> => {
  const all: number[][] = [];
  for (const under of rows.values()) for (const row of under.values()) all.push(row);
  await insertAll(sink, table.plan, all.sort(table.order), putCells);
};

type AllSums = Record<
  'personDay' | 'item' | 'itemDay' | 'personItemDay' | 'personHour' | 'hourDevice' | 'verbDay' | 'personVerb',
  Sums
>;
/** More than any day YYYYMMDD: `number * DAYS + day` tells a number and a day apart. */
const DAYS = 2 ** 27;
const dayRow = (sums: AllSums, row: LogRow, day: number): number[] =>
  rowAt(sums.personDay, day, row.actor, row.actor, day, row.org);

const addEvent = (sums: AllSums, row: LogRow): void => {
  const { org, actor, verb, day } = row;
  const trait = traits[verb];
  const cells = dayRow(sums, row, day);
  const answered = verb === ANSWERED ? 1 : 0;
  if (answered) {
    bump(cells, 3, 1);
    bump(cells, 4, row.ok === 1 ? 1 : 0);
    bump(cells, 7, milliOf(row));
    bump(cells, 8, row.ms ?? 0);
  }
  if (verb === SPAN) bump(cells, 9, row.ms ?? 0);
  if (trait?.active) bump(cells, 10, 1);
  if (trait && trait.cell > 0) bump(cells, trait.cell, 1);
  bump(rowAt(sums.verbDay, org, day * 256 + verb, org, day, verb), 3, 1);
  bump(rowAt(sums.personVerb, verb, actor, actor, verb), 2, 1);
  if ((row.flags & FLAGS.late) !== 0) return;
  const rest = (day * 32 + row.hour) * 16 + row.device;
  const hour = rowAt(sums.hourDevice, org, rest, org, day, row.hour, row.device);
  bump(hour, 4, 1);
  bump(hour, 5, answered);
  const own = rowAt(sums.personHour, rest, actor, actor, day, row.hour, row.device);
  bump(own, 4, 1);
  bump(own, 5, answered);
};

const itemRow = (sums: AllSums, row: Answer): number[] =>
  rowAt(sums.item, row.org, row.obj, row.org, row.obj);
type Asked = { org: number; item: number };
const itemDayRow = (sums: AllSums, { org, item }: Asked, day: number): number[] =>
  rowAt(sums.itemDay, org, item * DAYS + day, org, item, day);
const addAnswer = (sums: AllSums, row: Answer): void => {
  const [ok, milli, ms] = [row.ok === 1 ? 1 : 0, milliOf(row), row.ms ?? 0];
  const item = itemRow(sums, row);
  bump(item, 2, 1);
  bump(item, 3, ok);
  bump(item, 4, milli);
  bump(item, 8, ms);
  const { actor, obj, org, day } = row;
  const itemDay = itemDayRow(sums, { org, item: obj }, day);
  bump(itemDay, 3, 1);
  bump(itemDay, 4, ok);
  bump(itemDay, 5, milli);
  bump(itemDay, 6, ms);
  const own = rowAt(sums.personItemDay, obj, actor * DAYS + day, obj, actor, day);
  bump(own, 3, 1);
  bump(own, 4, ok);
  bump(own, 5, milli);
};

const FIRST_FATE = FIRST_DIMENSION + DIMENSIONS.length;
const movesOf = (sums: AllSums): Moves => ({
  first: (row, by, day, ok, milli) => {
    const item = itemRow(sums, row);
    bump(item, 5, by);
    bump(item, 6, by * ok);
    bump(item, 7, by * milli);
    const itemDay = itemDayRow(sums, { org: row.org, item: row.obj }, day);
    bump(itemDay, 7, by);
    bump(itemDay, 8, by * ok);
    bump(itemDay, 9, by * milli);
    const cells = dayRow(sums, row, day);
    bump(cells, 5, by);
    bump(cells, 6, by * ok);
  },
  wrong: ({ org, person, item }, by, { day, corrected, durable, reopened }) => {
    const own = rowAt(sums.personDay, day, person, person, day, org);
    for (const [cells, at] of [
      [own, FIRST_FATE],
      [itemDayRow(sums, { org, item }, day), 10],
    ] as const) {
      bump(cells, at, by);
      bump(cells, at + 1, by * corrected);
      bump(cells, at + 2, by * durable);
      bump(cells, at + 3, by * reopened);
    }
  },
});

/** Adds new rows of the log to every rollup, inside the transaction that inserts them. */
export const addToRollups = async (sink: Sink, rows: LogRow[]): Promise<void> => {
  const sums: AllSums = {
    personDay: sumsOf(PERSON_DAY),
    item: sumsOf(ITEM),
    itemDay: sumsOf(ITEM_DAY),
    personItemDay: sumsOf(PERSON_ITEM_DAY),
    personHour: sumsOf(PERSON_HOUR),
    hourDevice: sumsOf(HOUR_DEVICE),
    verbDay: sumsOf(VERB_DAY),
    personVerb: sumsOf(PERSON_VERB),
  };
  const answers: Answer[] = [];
  for (const row of rows) {
    if ((row.flags & NOT_COUNTED) !== 0) continue;
    addEvent(sums, row);
    if (!isAnswer(row)) continue;
    addAnswer(sums, row);
    answers.push(row);
  }
  await addAnswers(sink, answers, movesOf(sums));
  for (const one of Object.values(sums)) await writeSums(sink, one);
};

export { diffRollups, type RollupDifference, rebuildRollups } from './rebuild.ts';
