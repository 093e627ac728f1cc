import { catalogue } from '../domain/events/index.ts';
import { insertAll, insertPlan, type Put, type Sink, selectAll, selectPlan } from './bulk.ts';
import { FLAGS, type LogRow } from './row.ts';
import type { RollupPersonItemTable } from './tables.ts';

export const ANSWERED = catalogue['question.answered'].code;

/** Score of an answer in thousandths: whole numbers add up alike in any order. */
export const milliOf = (row: LogRow): number => Math.floor((row.score ?? row.ok ?? 0) * 1000 + 0.5);

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
  'firstWrongAt',
  'lastRightAt',
  'lastDay',
  'lastWrongDay',
] as const satisfies readonly (keyof PersonItem)[];

export type Answer = LogRow & { obj: number };
export const isAnswer = (row: LogRow): row is Answer => row.verb === ANSWERED && row.obj !== null;
const before = (at: number, id: Uint8Array, otherAt: number, otherId: Uint8Array): boolean =>
  at < otherAt || (at === otherAt && Buffer.compare(id, otherId) < 0);

/** What has become of a mistake: right at last, right at last on a later day than the last mistake, wrong again after a
 * right answer. */
type Fate = { day: number; corrected: number; durable: number; reopened: number };
const fateOf = (p: PersonItem): Fate | undefined =>
  p.wrongDay === null
    ? undefined
    : {
        day: p.wrongDay,
        corrected: p.corrected,
        durable: p.corrected === 1 && p.lastWrongDay !== null && (p.lastDay ?? 0) > p.lastWrongDay ? 1 : 0,
        reopened: p.lastOk === 0 && (p.lastRightAt ?? 0) > (p.firstWrongAt ?? Infinity) ? 1 : 0,
      };

/**
 * What answers change in the counts of others: `first` = an answer ceases to be a person's first or becomes it, `wrong` =
 * a mistake leaves the counts of its day or comes to them.
 */
export type Moves = {
  first: (row: Answer, by: 1 | -1, day: number, ok: number, milli: number) => void;
  wrong: (of: Pick<PersonItem, 'org' | 'person' | 'item'>, by: 1 | -1, fate: Fate) => void;
};
type Moved = Moves['first'];

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

const mergeTimes = (p: PersonItem, row: Answer, ok: 0 | 1): void => {
  if (ok === 1) p.lastRightAt = Math.max(p.lastRightAt ?? row.tEvent, row.tEvent);
  else {
    p.firstWrongAt = Math.min(p.firstWrongAt ?? row.tEvent, row.tEvent);
    p.lastWrongDay = Math.max(p.lastWrongDay ?? 0, row.day);
  }
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
      p.lastDay = row.day;
    }
    mergeTimes(p, row, ok);
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
  firstWrongAt: null,
  lastRightAt: null,
  lastDay: null,
  lastWrongDay: null,
});

/** The cells of a row, in the order of the columns. */
const putPersonItem: Put<PersonItem> = (p, cells, at) => {
  cells[at] = p.person;
  cells[at + 1] = p.item;
  cells[at + 2] = p.org;
  cells[at + 3] = p.answers;
  cells[at + 4] = p.correct;
  cells[at + 5] = p.wrongs;
  cells[at + 6] = p.firstAt;
  cells[at + 7] = p.firstId;
  cells[at + 8] = p.firstDay;
  cells[at + 9] = p.firstMilli;
  cells[at + 10] = p.firstOk;
  cells[at + 11] = p.lastAt;
  cells[at + 12] = p.lastId;
  cells[at + 13] = p.lastOk;
  cells[at + 14] = p.wrongDay;
  cells[at + 15] = p.corrected;
  cells[at + 16] = p.firstWrongAt;
  cells[at + 17] = p.lastRightAt;
  cells[at + 18] = p.lastDay;
  cells[at + 19] = p.lastWrongDay;
};
const putKey: Put<Answer> = ({ actor, obj }, cells, at) => {
  cells[at] = actor;
  cells[at + 1] = obj;
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

const isSame = (a: Fate | undefined, b: Fate | undefined): boolean =>
  a?.day === b?.day &&
  a?.corrected === b?.corrected &&
  a?.durable === b?.durable &&
  a?.reopened === b?.reopened;
const tellFate = (p: PersonItem, before: Fate | undefined, wrong: Moves['wrong']): void => {
  const fate = fateOf(p);
  if (isSame(before, fate)) return;
  if (before) wrong(p, -1, before);
  if (fate) wrong(p, 1, fate);
};

/** Rows of the table by question and person. */
const storedOf = async (
  sink: Sink,
  asked: readonly Answer[],
): Promise<Map<number, Map<number, PersonItem>>> => {
  const stored = new Map<number, Map<number, PersonItem>>();
  for (const p of await selectAll<PersonItem, Answer>(sink, BY_PERSON_ITEM, asked, putKey)) {
    const people = stored.get(p.item);
    if (people) people.set(p.person, p);
    else stored.set(p.item, new Map([[p.person, p]]));
  }
  return stored;
};

/**
 * Answers in the order of person and question. First and last are the least and the greatest answer by (tEvent, id), so
 * that an answer which arrives late or out of order is merged exactly: no key has to be rebuilt. Tells what that changes
 * in other counts.
 */
export const addAnswers = async (
  sink: Sink,
  answers: readonly Answer[],
  { first, wrong }: Moves,
): Promise<void> => {
  const asked = answers.filter((a, i) => a.actor !== answers[i - 1]?.actor || a.obj !== answers[i - 1]?.obj);
  const stored = await storedOf(sink, asked);
  let next = 0;
  const rows = asked.map((head) => {
    const p = stored.get(head.obj)?.get(head.actor) ?? emptyPersonItem(head);
    const fate = fateOf(p);
    for (let row = answers[next]; row?.actor === p.person && row.obj === p.item; row = answers[++next])
      mergeAnswer(p, row, first);
    tellFate(p, fate, wrong);
    return p;
  });
  await insertAll(sink, REPLACE_PERSON_ITEM, rows, putPersonItem);
};
