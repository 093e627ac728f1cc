import { catalogue, DIMENSIONS, type Dimension, dimensionOf, VERBS } from '../domain/events/index.ts';
import { type InsertPlan, insertAll, insertPlan, type Sink, selectAll, selectPlan } from './bulk.ts';
import { FLAGS, type LogRow } from './row.ts';
import type { RollupPersonItemTable } from './tables.ts';

export const ANSWERED = catalogue['question.answered'].code;
const SPAN = catalogue['activity.span'].code;
const NOT_COUNTED = FLAGS.bot | FLAGS.preview | FLAGS.voided;

type Traits = { dimension: number; active: boolean };
const traits = new Map<number, Traits>(
  VERBS.map((verb) => [
    catalogue[verb].code,
    {
      dimension: DIMENSIONS.indexOf(dimensionOf(verb) as Dimension),
      active: catalogue[verb].privacy === 'B' || catalogue[verb].privacy === 'R',
    },
  ]),
);

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

/** Rows to be added, by the first cell of the key and a number made of the others. */
type Sums = { table: SumTable; rows: Map<number, Map<number, number[]>> };
const sumsOf = (table: SumTable): Sums => ({ table, rows: new Map() });
const DAYS = 20_000_000;

/** The row of a key, made of zeros when it is new; `rest` tells apart the keys that begin alike. */
const rowAt = ({ table, rows }: Sums, rest: number, first: number, b: number, c = 0, d = 0): number[] => {
  const under = rows.get(first) ?? new Map<number, number[]>();
  rows.set(first, under);
  const known = under.get(rest);
  if (known) return known;
  const made = new Array<number>(table.width).fill(0);
  made[0] = first;
  made[1] = b;
  if (table.key > 2) made[2] = c;
  if (table.key > 3) made[3] = d;
  under.set(rest, made);
  return made;
};
const bump = (cells: number[], at: number, by: number): void => {
  cells[at] = (cells[at] ?? 0) + by;
};

const writeSums = async (sink: Sink, { table, rows }: Sums): Promise<void> => {
  const all: number[][] = [];
  for (const under of rows.values()) all.push(...under.values());
  await insertAll(sink, table.plan, all.sort(table.order).flat());
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
type FirstMove = { day: number; ok: number; milli: number; by: 1 | -1 };

const mergeAnswer = (p: PersonItem, row: Answer): FirstMove[] => {
  const ok = row.ok === 1 ? 1 : 0;
  p.answers += 1;
  p.correct += ok;
  p.wrongs += 1 - ok;
  if (ok === 0 && (p.wrongDay === null || row.day < p.wrongDay)) p.wrongDay = row.day;
  const moves: FirstMove[] = [];
  if ((row.flags & FLAGS.again) === 0) {
    if (p.firstAt === null || p.firstId === null || before(row.tEvent, row.id, p.firstAt, p.firstId)) {
      if (p.firstAt !== null)
        moves.push({ day: p.firstDay ?? 0, ok: p.firstOk ?? 0, milli: p.firstMilli ?? 0, by: -1 });
      Object.assign(p, {
        firstAt: row.tEvent,
        firstId: row.id,
        firstDay: row.day,
        firstOk: ok,
        firstMilli: milliOf(row),
      });
      moves.push({ day: row.day, ok, milli: milliOf(row), by: 1 });
    }
    if (p.lastAt === null || p.lastId === null || before(p.lastAt, p.lastId, row.tEvent, row.id))
      Object.assign(p, { lastAt: row.tEvent, lastId: row.id, lastOk: ok });
  }
  p.corrected = p.wrongs > 0 && p.lastOk === 1 ? 1 : 0;
  return moves;
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

/**
 * First and last are the least and the greatest answer by (tEvent, id), so that an answer which arrives late or out of
 * order is merged exactly: no key has to be rebuilt. Gives the moves of the first answers per person and item.
 */
const addAnswers = async (sink: Sink, answers: Answer[]): Promise<[Answer, FirstMove[]][]> => {
  const keys = new Map<string, PersonItem | undefined>();
  for (const a of answers) keys.set(`${a.actor} ${a.obj}`, undefined);
  const cells = [...keys.keys()].flatMap((key) => key.split(' ').map(Number));
  for (const p of await selectAll<PersonItem>(sink, BY_PERSON_ITEM, cells))
    keys.set(`${p.person} ${p.item}`, p);
  const moves = answers.map((row): [Answer, FirstMove[]] => {
    const key = `${row.actor} ${row.obj}`;
    const p = keys.get(key) ?? emptyPersonItem(row);
    keys.set(key, p);
    return [row, mergeAnswer(p, row)];
  });
  const rows = [...keys.values()].filter((p) => p !== undefined);
  rows.sort((a, b) => a.person - b.person || a.item - b.item);
  await insertAll(
    sink,
    REPLACE_PERSON_ITEM,
    rows.flatMap((p) => PERSON_ITEM_COLUMNS.map((c) => p[c])),
  );
  return moves;
};

type AllSums = Record<'personDay' | 'item' | 'hourDevice' | 'verbDay' | 'personVerb', Sums>;
const dayRow = (sums: AllSums, row: LogRow, day: number): number[] => {
  const cells = rowAt(sums.personDay, day, row.actor, day);
  cells[2] = row.org;
  return cells;
};

const addEvent = (sums: AllSums, row: LogRow): void => {
  const trait = traits.get(row.verb);
  const day = dayRow(sums, row, row.day);
  const answered = row.verb === ANSWERED ? 1 : 0;
  if (answered) {
    bump(day, 3, 1);
    bump(day, 4, row.ok === 1 ? 1 : 0);
    bump(day, 7, milliOf(row));
    bump(day, 8, row.ms ?? 0);
  }
  if (row.verb === SPAN) bump(day, 9, row.ms ?? 0);
  if (trait?.active) bump(day, 10, 1);
  if (trait && trait.dimension >= 0) bump(day, 11 + trait.dimension, 1);
  const since = row.day - DAYS;
  bump(rowAt(sums.verbDay, since * 256 + row.verb, row.org, row.day, row.verb), 3, 1);
  bump(rowAt(sums.personVerb, row.verb, row.actor, row.verb), 2, 1);
  if ((row.flags & FLAGS.late) !== 0) return;
  const rest = (since * 32 + row.hour) * 16 + row.device;
  const hour = rowAt(sums.hourDevice, rest, row.org, row.day, row.hour, row.device);
  bump(hour, 4, 1);
  bump(hour, 5, answered);
};

const addAnswer = (sums: AllSums, row: Answer, moves: FirstMove[]): void => {
  const item = rowAt(sums.item, row.obj, row.org, row.obj);
  bump(item, 2, 1);
  bump(item, 3, row.ok === 1 ? 1 : 0);
  bump(item, 4, milliOf(row));
  bump(item, 8, row.ms ?? 0);
  for (const move of moves) {
    bump(item, 5, move.by);
    bump(item, 6, move.by * move.ok);
    bump(item, 7, move.by * move.milli);
    const day = dayRow(sums, row, move.day);
    bump(day, 5, move.by);
    bump(day, 6, move.by * move.ok);
  }
};

/** Adds new rows of the log to every rollup, inside the transaction that inserts them. */
export const addToRollups = async (sink: Sink, all: LogRow[]): Promise<void> => {
  const rows = all.filter((r) => (r.flags & NOT_COUNTED) === 0);
  const sums: AllSums = {
    personDay: sumsOf(PERSON_DAY),
    item: sumsOf(ITEM),
    hourDevice: sumsOf(HOUR_DEVICE),
    verbDay: sumsOf(VERB_DAY),
    personVerb: sumsOf(PERSON_VERB),
  };
  for (const row of rows) addEvent(sums, row);
  for (const [row, moves] of await addAnswers(sink, rows.filter(isAnswer))) addAnswer(sums, row, moves);
  for (const one of Object.values(sums)) await writeSums(sink, one);
};

export { diffRollups, type RollupDifference, rebuildRollups } from './rebuild.ts';
