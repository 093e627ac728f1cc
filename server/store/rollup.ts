import { catalogue, DIMENSIONS, dimensionOf, VERBS } from '../domain/events/index.ts';
import { type InsertPlan, insertAll, insertPlan, type Sink } from './bulk.ts';
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
type SumTable = { key: number; width: number; plan: InsertPlan };
const sumTable = (table: string, key: string[], fixed: string[], sums: string[]): SumTable => {
  const add = sums.map((c) => `"${c}" = "${table}"."${c}" + excluded."${c}"`).join(', ');
  const conflict = `on conflict (${key.map((k) => `"${k}"`).join(',')}) do update set ${add}`;
  const columns = [...key, ...fixed, ...sums];
  return { key: key.length, width: columns.length, plan: insertPlan(table, columns, conflict) };
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
/** Rows of no table: each begins at another number. */
const SLOT = sumTable('', ['org', 'day'], [], ['n']);

/**
 * Rows to be added, in `cells` one behind the other; `starts` = where each begins, by two numbers that tell their keys
 * apart, the first of few values. Small ones: a map is slow with numbers above 2^31.
 */
type Sums = { table: SumTable; cells: number[]; starts: Map<number, Map<number, number>> };
const sumsOf = (table: SumTable): Sums => ({ table, cells: [], starts: new Map() });

/** Begins a row with this key and zeros. */
const newRow = ({ table, cells }: Sums, a: number, b: number, c: number, d: number): number => {
  const start = cells.length;
  cells.push(a, b, c);
  if (table.width > 3) cells.push(d);
  for (let i = 4; i < table.width; i++) cells.push(0);
  return start;
};
/** The row under two numbers, or a new one with this key. */
const rowAt = (sums: Sums, one: number, two: number, a: number, b: number, c = 0, d = 0): number => {
  let under = sums.starts.get(one);
  if (!under) {
    under = new Map();
    sums.starts.set(one, under);
  }
  let start = under.get(two);
  if (start === undefined) {
    start = newRow(sums, a, b, c, d);
    under.set(two, start);
  }
  return start;
};
const bump = ({ cells }: Sums, at: number, by: number): void => {
  cells[at] = (cells[at] ?? 0) + by;
};

const writeSums = async (sink: Sink, { table, cells }: Sums): Promise<void> => {
  const { key, width, plan } = table;
  const rows = Array.from({ length: cells.length / width }, (_, i) => i * width);
  rows.sort((a, b) => {
    for (let i = 0; i < key; i++) {
      const less = (cells[a + i] ?? 0) - (cells[b + i] ?? 0);
      if (less !== 0) return less;
    }
    return 0;
  });
  await insertAll(sink, plan, rows, (start, to, at) => {
    for (let i = 0; i < width; i++) to[at + i] = cells[start + i];
  });
};

type AllSums = Record<
  'personDay' | 'item' | 'itemDay' | 'personItemDay' | 'personHour' | 'hourDevice' | 'verbDay' | 'personVerb',
  Sums
> & { slots: Sums };
/** A small number for a day of a company, or of everybody (0). */
const slotOf = ({ slots }: AllSums, org: number, day: number): number => rowAt(slots, org, day, 0, 0);
const dayRow = ({ personDay }: AllSums, { actor, org }: LogRow, day: number): number =>
  rowAt(personDay, day, actor, actor, day, org);

const addEvent = (sums: AllSums, row: LogRow): void => {
  const { org, actor, verb, day, hour, device } = row;
  const { personDay, verbDay, personVerb, hourDevice, personHour } = sums;
  const trait = traits[verb];
  const own = dayRow(sums, row, day);
  const answered = verb === ANSWERED ? 1 : 0;
  if (answered) {
    bump(personDay, own + 3, 1);
    bump(personDay, own + 4, row.ok === 1 ? 1 : 0);
    bump(personDay, own + 7, milliOf(row));
    bump(personDay, own + 8, row.ms ?? 0);
  }
  if (verb === SPAN) bump(personDay, own + 9, row.ms ?? 0);
  if (trait?.active) bump(personDay, own + 10, 1);
  if (trait && trait.cell > 0) bump(personDay, own + trait.cell, 1);
  const slot = slotOf(sums, org, day);
  bump(verbDay, rowAt(verbDay, slot, verb, org, day, verb) + 3, 1);
  bump(personVerb, rowAt(personVerb, verb, actor, actor, verb) + 2, 1);
  if ((row.flags & FLAGS.late) !== 0) return;
  const clock = hour * 16 + device;
  const all = rowAt(hourDevice, slot, clock, org, day, hour, device);
  bump(hourDevice, all + 4, 1);
  bump(hourDevice, all + 5, answered);
  const mine = rowAt(personHour, slotOf(sums, 0, day) * 512 + clock, actor, actor, day, hour, device);
  bump(personHour, mine + 4, 1);
  bump(personHour, mine + 5, answered);
};

const itemRow = ({ item }: AllSums, { org, obj }: Answer): number => rowAt(item, org, obj, org, obj);
const itemDayRow = (sums: AllSums, org: number, item: number, day: number): number =>
  rowAt(sums.itemDay, slotOf(sums, org, day), item, org, item, day);
const addAnswer = (sums: AllSums, row: Answer): void => {
  const [ok, milli, ms] = [row.ok === 1 ? 1 : 0, milliOf(row), row.ms ?? 0];
  const { item, itemDay } = sums;
  const at = itemRow(sums, row);
  bump(item, at + 2, 1);
  bump(item, at + 3, ok);
  bump(item, at + 4, milli);
  bump(item, at + 8, ms);
  const then = itemDayRow(sums, row.org, row.obj, row.day);
  bump(itemDay, then + 3, 1);
  bump(itemDay, then + 4, ok);
  bump(itemDay, then + 5, milli);
  bump(itemDay, then + 6, ms);
};

/** Answers in the order of person, question and day: those of one day follow each other. */
const addPairDays = ({ personItemDay }: AllSums, answers: readonly Answer[]): void => {
  let last: Answer | undefined;
  let at = 0;
  for (const row of answers) {
    if (!last || last.actor !== row.actor || last.obj !== row.obj || last.day !== row.day)
      at = newRow(personItemDay, row.obj, row.actor, row.day, 0);
    last = row;
    bump(personItemDay, at + 3, 1);
    bump(personItemDay, at + 4, row.ok === 1 ? 1 : 0);
    bump(personItemDay, at + 5, milliOf(row));
  }
};

const FIRST_FATE = FIRST_DIMENSION + DIMENSIONS.length;
const movesOf = (sums: AllSums): Moves => ({
  first: (row, by, day, ok, milli) => {
    const { item, itemDay, personDay } = sums;
    const at = itemRow(sums, row);
    bump(item, at + 5, by);
    bump(item, at + 6, by * ok);
    bump(item, at + 7, by * milli);
    const then = itemDayRow(sums, row.org, row.obj, day);
    bump(itemDay, then + 7, by);
    bump(itemDay, then + 8, by * ok);
    bump(itemDay, then + 9, by * milli);
    const own = dayRow(sums, row, day);
    bump(personDay, own + 5, by);
    bump(personDay, own + 6, by * ok);
  },
  wrong: ({ org, person, item }, by, { day, corrected, durable, reopened }) => {
    const { personDay, itemDay } = sums;
    for (const [table, at] of [
      [personDay, rowAt(personDay, day, person, person, day, org) + FIRST_FATE],
      [itemDay, itemDayRow(sums, org, item, day) + 10],
    ] as const) {
      bump(table, at, by);
      bump(table, at + 1, by * corrected);
      bump(table, at + 2, by * durable);
      bump(table, at + 3, by * reopened);
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
    slots: sumsOf(SLOT),
  };
  const answers: Answer[] = [];
  for (const row of rows) {
    if ((row.flags & NOT_COUNTED) !== 0) continue;
    addEvent(sums, row);
    if (!isAnswer(row)) continue;
    addAnswer(sums, row);
    answers.push(row);
  }
  answers.sort((a, b) => a.actor - b.actor || a.obj - b.obj || a.day - b.day);
  addPairDays(sums, answers);
  await addAnswers(sink, answers, movesOf(sums));
  const { slots: _, ...tables } = sums;
  for (const one of Object.values(tables)) await writeSums(sink, one);
};

export { diffRollups, type RollupDifference, rebuildRollups } from './rebuild.ts';
