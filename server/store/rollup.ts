import { catalogue, DIMENSIONS, dimensionOf, VERBS } from '../domain/events/index.ts';
import {
  type InsertPlan,
  insertAll,
  insertPlan,
  type Put,
  putCells,
  type Sink,
  selectAll,
  selectPlan,
} from './bulk.ts';
import { FLAGS, type LogRow } from './row.ts';
import type { RollupPersonItemTable } from './tables.ts';

export const ANSWERED = catalogue['question.answered'].code;
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

/** Score of an answer in thousandths: whole numbers add up alike in any order. */
const milliOf = (row: LogRow): number => Math.floor((row.score ?? row.ok ?? 0) * 1000 + 0.5);

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
  ],
);
const ITEM = sumTable(
  'rollup_item',
  ['org', 'item'],
  [],
  ['answers', 'correct', 'milli', 'firstAnswers', 'firstCorrect', 'firstMilli', 'answerMs'],
);
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

type PersonItem = RollupPersonItemTable;
const PERSON_ITEM_COLUMNS = [
  'person',
  'item',
  'org',
  'answers',
  'correct',
  'wrongs',
  'firstAt',
  'firstId',
  'firstDay',
  'firstMilli',
  'firstOk',
  'lastAt',
  'lastId',
  'lastOk',
  'wrongDay',
  'corrected',
] as const satisfies readonly (keyof PersonItem)[];

type Answer = LogRow & { obj: number };
const isAnswer = (row: LogRow): row is Answer => row.verb === ANSWERED && row.obj !== null;
const before = (at: number, id: Uint8Array, otherAt: number, otherId: Uint8Array): boolean =>
  at < otherAt || (at === otherAt && Buffer.compare(id, otherId) < 0);

/** What one answer changes in the "first answer" counts: the answer that is no longer first, and the one that is. */
type Moved = (row: Answer, by: 1 | -1, day: number, ok: number, milli: number) => void;

const mergeFirst = (p: PersonItem, row: Answer, ok: 0 | 1, moved: Moved): void => {
  if (p.firstAt !== null && p.firstId !== null) {
    if (!before(row.tEvent, row.id, p.firstAt, p.firstId)) return;
    moved(row, -1, p.firstDay ?? 0, p.firstOk ?? 0, p.firstMilli ?? 0);
  }
  p.firstAt = row.tEvent;
  p.firstId = row.id;
  p.firstDay = row.day;
  p.firstOk = ok;
  p.firstMilli = milliOf(row);
  moved(row, 1, row.day, ok, p.firstMilli);
};

const mergeAnswer = (p: PersonItem, row: Answer, moved: Moved): void => {
  const ok = row.ok === 1 ? 1 : 0;
  p.answers += 1;
  p.correct += ok;
  p.wrongs += 1 - ok;
  if (ok === 0 && (p.wrongDay === null || row.day < p.wrongDay)) p.wrongDay = row.day;
  if ((row.flags & FLAGS.again) === 0) {
    mergeFirst(p, row, ok, moved);
    if (p.lastAt === null || p.lastId === null || before(p.lastAt, p.lastId, row.tEvent, row.id)) {
      p.lastAt = row.tEvent;
      p.lastId = row.id;
      p.lastOk = ok;
    }
  }
  p.corrected = p.wrongs > 0 && p.lastOk === 1 ? 1 : 0;
};

const emptyPersonItem = (row: Answer): PersonItem => ({
  person: row.actor,
  item: row.obj,
  org: row.org,
  answers: 0,
  correct: 0,
  wrongs: 0,
  firstAt: null,
  firstId: null,
  firstDay: null,
  firstMilli: null,
  firstOk: null,
  lastAt: null,
  lastId: null,
  lastOk: null,
  wrongDay: null,
  corrected: 0,
});

const putPersonItem: Put<PersonItem> = (p, cells, at) => {
  let to = at;
  for (const column of PERSON_ITEM_COLUMNS) cells[to++] = p[column];
};
const putKey: Put<PersonItem> = (p, cells, at) => {
  cells[at] = p.person;
  cells[at + 1] = p.item;
};

const BY_PERSON_ITEM = selectPlan('rollup_person_item', PERSON_ITEM_COLUMNS, {
  person: 'bigint',
  item: 'bigint',
});
const REPLACE_PERSON_ITEM = insertPlan(
  'rollup_person_item',
  PERSON_ITEM_COLUMNS,
  `on conflict ("person","item") do update set ${PERSON_ITEM_COLUMNS.slice(3)
    .map((c) => `"${c}" = excluded."${c}"`)
    .join(', ')}`,
);

/** One empty row per person and item that was answered, in the order of the table's key. */
const emptiesOf = (answers: Answer[]): PersonItem[] => {
  const sorted = [...answers].sort((a, b) => a.actor - b.actor || a.obj - b.obj);
  const empties: PersonItem[] = [];
  let last: PersonItem | undefined;
  for (const row of sorted) {
    if (last?.person === row.actor && last.item === row.obj) continue;
    last = emptyPersonItem(row);
    empties.push(last);
  }
  return empties;
};

/**
 * First and last are the least and the greatest answer by (tEvent, id), so that an answer which arrives late or out of
 * order is merged exactly: no key has to be rebuilt. Tells `moved` of the answers that become first and cease to be.
 */
const addAnswers = async (sink: Sink, answers: Answer[], moved: Moved): Promise<void> => {
  const kept = new Map<number, Map<number, PersonItem>>();
  const keep = (p: PersonItem): void => {
    const items = kept.get(p.item);
    if (items) items.set(p.person, p);
    else kept.set(p.item, new Map([[p.person, p]]));
  };
  const empties = emptiesOf(answers);
  for (const p of empties) keep(p);
  for (const p of await selectAll<PersonItem, PersonItem>(sink, BY_PERSON_ITEM, empties, putKey)) keep(p);
  for (const row of answers) {
    const p = kept.get(row.obj)?.get(row.actor);
    if (p) mergeAnswer(p, row, moved);
  }
  const rows = [...kept.values()].flatMap((items) => [...items.values()]);
  rows.sort((a, b) => a.person - b.person || a.item - b.item);
  await insertAll(sink, REPLACE_PERSON_ITEM, rows, putPersonItem);
};

type AllSums = Record<'personDay' | 'item' | 'hourDevice' | 'verbDay' | 'personVerb', Sums>;
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
};

const itemRow = (sums: AllSums, row: Answer): number[] =>
  rowAt(sums.item, row.org, row.obj, row.org, row.obj);
const addAnswer = (sums: AllSums, row: Answer): void => {
  const item = itemRow(sums, row);
  bump(item, 2, 1);
  bump(item, 3, row.ok === 1 ? 1 : 0);
  bump(item, 4, milliOf(row));
  bump(item, 8, row.ms ?? 0);
};

/** Adds new rows of the log to every rollup, inside the transaction that inserts them. */
export const addToRollups = async (sink: Sink, rows: LogRow[]): Promise<void> => {
  const sums: AllSums = {
    personDay: sumsOf(PERSON_DAY),
    item: sumsOf(ITEM),
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
  await addAnswers(sink, answers, (row, by, day, ok, milli) => {
    const item = itemRow(sums, row);
    bump(item, 5, by);
    bump(item, 6, by * ok);
    bump(item, 7, by * milli);
    const cells = dayRow(sums, row, day);
    bump(cells, 5, by);
    bump(cells, 6, by * ok);
  });
  for (const one of Object.values(sums)) await writeSums(sink, one);
};

export { diffRollups, type RollupDifference, rebuildRollups } from './rebuild.ts';
