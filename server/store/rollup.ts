import { catalogue, DIMENSIONS, type Dimension, dimensionOf, VERBS } from '../domain/events/index.ts';
import { insertRows, selectByKeys } from './bulk.ts';
import type { Db } from './db.ts';
import type { DialectName } from './dialect.ts';
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

/** Sums by key: the key's cells, then the added cells. */
type Sums = Map<string, number[]>;
const sumAt = (sums: Sums, key: number[], width: number): number[] => {
  const name = key.join(' ');
  const known = sums.get(name);
  if (known) return known;
  const made = [...key, ...new Array<number>(width).fill(0)];
  sums.set(name, made);
  return made;
};
const bump = (cells: number[], at: number, by: number): void => {
  cells[at] = (cells[at] ?? 0) + by;
};

type SumTable = { table: string; key: string[]; sums: string[]; fixed: string[] };
const PERSON_DAY: SumTable = {
  table: 'rollup_person_day',
  key: ['person', 'day'],
  fixed: ['org'],
  sums: [
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
};
const ITEM: SumTable = {
  table: 'rollup_item',
  key: ['org', 'item'],
  fixed: [],
  sums: ['answers', 'correct', 'milli', 'firstAnswers', 'firstCorrect', 'firstMilli', 'answerMs'],
};
const HOUR_DEVICE: SumTable = {
  table: 'rollup_hour_device',
  key: ['org', 'day', 'hour', 'device'],
  fixed: [],
  sums: ['n', 'answers'],
};
const VERB_DAY: SumTable = { table: 'rollup_verb_day', key: ['org', 'day', 'verb'], fixed: [], sums: ['n'] };
const PERSON_VERB: SumTable = {
  table: 'rollup_person_verb',
  key: ['person', 'verb'],
  fixed: [],
  sums: ['n'],
};

const writeSums = async (db: Db, dialect: DialectName, t: SumTable, sums: Sums): Promise<void> => {
  const columns = [...t.key, ...t.fixed, ...t.sums];
  const add = t.sums.map((c) => `"${c}" = "${t.table}"."${c}" + excluded."${c}"`).join(', ');
  const conflict = `on conflict (${t.key.map((k) => `"${k}"`).join(',')}) do update set ${add}`;
  const rows = [...sums.values()].sort((a, b) => {
    for (let i = 0; i < t.key.length; i++) {
      const by = (a[i] ?? 0) - (b[i] ?? 0);
      if (by !== 0) return by;
    }
    return 0;
  });
  await insertRows(db, dialect, { table: t.table, columns, conflict }, rows);
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

const BY_PERSON_ITEM = {
  table: 'rollup_person_item',
  columns: PERSON_ITEM_COLUMNS,
  key: [
    ['person', 'bigint'],
    ['item', 'bigint'],
  ] as [string, 'bigint'][],
};
const REPLACE_PERSON_ITEM = {
  table: 'rollup_person_item',
  columns: PERSON_ITEM_COLUMNS,
  conflict: `on conflict ("person","item") do update set ${PERSON_ITEM_COLUMNS.slice(3)
    .map((c) => `"${c}" = excluded."${c}"`)
    .join(', ')}`,
};

/**
 * First and last are the least and the greatest answer by (tEvent, id), so that an answer which arrives late or out of
 * order is merged exactly: no key has to be rebuilt. Gives the moves of the first answers per person and item.
 */
const addAnswers = async (
  db: Db,
  dialect: DialectName,
  answers: Answer[],
): Promise<[Answer, FirstMove[]][]> => {
  const keys = new Map(answers.map((a) => [`${a.actor} ${a.obj}`, [a.actor, a.obj]]));
  const sorted = [...keys.values()].sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
  const stored = await selectByKeys<PersonItem>(db, dialect, BY_PERSON_ITEM, sorted);
  const merged = new Map(stored.map((p) => [`${p.person} ${p.item}`, p]));
  const moves = answers.map((row): [Answer, FirstMove[]] => {
    const key = `${row.actor} ${row.obj}`;
    const p = merged.get(key) ?? emptyPersonItem(row);
    merged.set(key, p);
    return [row, mergeAnswer(p, row)];
  });
  const rows = sorted.flatMap((key) => {
    const p = merged.get(key.join(' '));
    return p ? [PERSON_ITEM_COLUMNS.map((c) => p[c])] : [];
  });
  await insertRows(db, dialect, REPLACE_PERSON_ITEM, rows);
  return moves;
};

/** Adds new rows of the log to every rollup, inside the transaction that inserts them. */
export const addToRollups = async (db: Db, dialect: DialectName, all: LogRow[]): Promise<void> => {
  const rows = all.filter((r) => (r.flags & NOT_COUNTED) === 0);
  const personDay: Sums = new Map();
  const item: Sums = new Map();
  const hourDevice: Sums = new Map();
  const verbDay: Sums = new Map();
  const personVerb: Sums = new Map();
  const dayOf = (row: LogRow, day: number): number[] => {
    const cells = sumAt(personDay, [row.actor, day], 14);
    cells[2] = row.org;
    return cells;
  };
  for (const row of rows) {
    const trait = traits.get(row.verb);
    const day = dayOf(row, row.day);
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
    bump(sumAt(verbDay, [row.org, row.day, row.verb], 1), 3, 1);
    bump(sumAt(personVerb, [row.actor, row.verb], 1), 2, 1);
    if ((row.flags & FLAGS.late) === 0) {
      const cells = sumAt(hourDevice, [row.org, row.day, row.hour, row.device], 2);
      bump(cells, 4, 1);
      bump(cells, 5, answered);
    }
  }
  for (const [row, moves] of await addAnswers(db, dialect, rows.filter(isAnswer))) {
    const cells = sumAt(item, [row.org, row.obj], 7);
    bump(cells, 2, 1);
    bump(cells, 3, row.ok === 1 ? 1 : 0);
    bump(cells, 4, milliOf(row));
    bump(cells, 8, row.ms ?? 0);
    for (const move of moves) {
      bump(cells, 5, move.by);
      bump(cells, 6, move.by * move.ok);
      bump(cells, 7, move.by * move.milli);
      const day = dayOf(row, move.day);
      bump(day, 5, move.by);
      bump(day, 6, move.by * move.ok);
    }
  }
  await writeSums(db, dialect, PERSON_DAY, personDay);
  await writeSums(db, dialect, ITEM, item);
  await writeSums(db, dialect, HOUR_DEVICE, hourDevice);
  await writeSums(db, dialect, VERB_DAY, verbDay);
  await writeSums(db, dialect, PERSON_VERB, personVerb);
};
