import type { ReadonlyKysely } from 'kysely/readonly';
import { FLAGS } from '../domain/events/flags.ts';
import { catalogue } from '../domain/events/index.ts';
import { codesOf } from '../domain/item-choice.ts';
import type { Question } from '../domain/question.ts';
import type { Tables } from '../store/tables.ts';

/** Where analytics reads: it cannot write. */
export type Log = ReadonlyKysely<Tables>;

/** A question that somebody has met: its current version and what of it was answered. */
export type Item = { id: string; bank: string; version: number; question: Question };

/** What became of one asking. `score` undefined = an essay that nobody has marked. */
export type Asking = {
  kind: 'answered' | 'omitted' | 'unreached';
  at: number;
  /** Symbol of the attempt (0 = none), and which of its askings this is. */
  attempt: number;
  place: number;
  version: number;
  score: number | undefined;
  ms: number | undefined;
  codes: readonly string[];
};
/** What the log says of all questions, by item symbol. `forms` = what each learner met in the first finished exam of a
 * station; `unreached` = askings whose exam ended before. */
export type ItemLog = {
  items: Map<number, Item>;
  /** The first asking of each learner. */
  firsts: Map<number, Map<number, Asking>>;
  unreached: Map<number, number>;
  forms: { learner: number; askings: Map<number, Asking> }[];
};

const NOT_COUNTED = FLAGS.bot | FLAGS.preview | FLAGS.voided | FLAGS.again;
const CHUNK = 5_000;
const PIECE = 1_000;

const code = (verb: keyof typeof catalogue): number => catalogue[verb].code;
const ANSWERED = code('question.answered');
const SKIPPED = code('question.skipped');
const EXPIRED = code('question.expired');
const DECIDED = code('exam.decided');
const GRADED = code('assignment.graded');
const CORRECTED = code('score.corrected');
const VERBS = [ANSWERED, SKIPPED, EXPIRED, DECIDED, GRADED, CORRECTED];

/** Every question that the log names, by its symbol. */
const readItems = async (log: Log): Promise<Map<number, Item>> => {
  const items = new Map<number, Item>();
  for (let after = ''; ; ) {
    const rows = await log
      .selectFrom('question')
      .innerJoin('symbol', 'symbol.text', 'question.id')
      .innerJoin('question_version as v', (j) =>
        j.onRef('v.question', '=', 'question.id').onRef('v.version', '=', 'question.version'),
      )
      .select(['symbol.id as symbol', 'question.id', 'question.bank', 'question.version', 'v.content'])
      .where('question.id', '>', after)
      .orderBy('question.id')
      .limit(PIECE)
      .execute();
    for (const { symbol, content, ...row } of rows) {
      after = row.id;
      items.set(Number(symbol), { ...row, question: JSON.parse(content) as Question });
    }
    if (rows.length < PIECE) return items;
  }
};

const readLog = (log: Log, after: number) =>
  log
    .selectFrom('event')
    .select(['seq', 'actor', 'verb', 'obj', 'objVer', 'ctx', 'tEvent', 'score', 'ms', 'flags', 'data'])
    .where('verb', 'in', VERBS)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(CHUNK)
    .execute();
type Row = Awaited<ReturnType<typeof readLog>>[number];

type Decided = { learner: number; station: number; attempt: number };
type Reading = Omit<ItemLog, 'forms'> & {
  /** What was asked in each exam, by attempt and item. */
  exams: Map<number, Map<number, Asking>>;
  decided: Decided[];
  /** New scores by attempt, item and, where it is told, place. */
  corrected: Map<string, number>;
  /** How many askings of an attempt were read. */
  asked: Map<number, number>;
  words: Map<string, readonly string[]>;
};

/** One list for all equal answers: a log of millions has few different ones. */
const sharedCodes = (
  reading: Reading,
  question: Question,
  choices: readonly unknown[],
): readonly string[] => {
  const codes = codesOf(question, choices);
  const key = JSON.stringify(codes);
  const known = reading.words.get(key);
  if (known) return known;
  reading.words.set(key, codes);
  return codes;
};

type Answered = { mode?: string; choices?: unknown[] };
const askingOf = (reading: Reading, item: Item, row: Row, place: number): Asking & { inExam: boolean } => {
  const where = { at: Number(row.tEvent), attempt: Number(row.ctx ?? 0), place };
  const blank = { ...where, version: row.objVer ?? item.version, ms: undefined, codes: [], inExam: true };
  if (row.verb === EXPIRED) return { ...blank, kind: 'unreached', score: 0 };
  if (row.verb === SKIPPED) return { ...blank, kind: 'omitted', score: 0 };
  const { mode, choices = [] } = JSON.parse(row.data) as Answered;
  return {
    ...blank,
    kind: 'answered',
    score: item.question.type === 'essay' ? undefined : (row.score ?? 0),
    ms: row.ms === null ? undefined : Number(row.ms),
    codes: sharedCodes(reading, item.question, choices),
    inExam: mode === 'exam',
  };
};

const innerOf = <V>(map: Map<number, Map<number, V>>, key: number): Map<number, V> => {
  const known = map.get(key);
  if (known) return known;
  const made = new Map<number, V>();
  map.set(key, made);
  return made;
};

const takeAsking = (reading: Reading, row: Row): void => {
  const [obj, attempt, learner] = [Number(row.obj), Number(row.ctx ?? 0), Number(row.actor)];
  const place = reading.asked.get(attempt) ?? 0;
  reading.asked.set(attempt, place + 1);
  const item = reading.items.get(obj);
  if (!item || item.question.type === 'description' || (row.flags & NOT_COUNTED) !== 0) return;
  const { inExam, ...asking } = askingOf(reading, item, row, place);
  if (inExam) innerOf(reading.exams, attempt).set(obj, asking);
  if (asking.kind === 'unreached') {
    reading.unreached.set(obj, (reading.unreached.get(obj) ?? 0) + 1);
    return;
  }
  const known = innerOf(reading.firsts, obj);
  const first = known.get(learner);
  if (!first || asking.at < first.at) known.set(learner, asking);
};

const takeScore = (reading: Reading, row: Row): void => {
  const { item } = JSON.parse(row.data) as { item?: number };
  const place = item === undefined ? '' : ` ${item}`;
  if (row.score !== null) reading.corrected.set(`${row.ctx ?? 0} ${row.obj}${place}`, row.score);
};

const takeRow = (reading: Reading, row: Row): void => {
  if (row.obj === null) return;
  if (row.verb === GRADED || row.verb === CORRECTED) takeScore(reading, row);
  else if (row.verb !== DECIDED) takeAsking(reading, row);
  else if ((row.flags & NOT_COUNTED) === 0)
    reading.decided.push({
      learner: Number(row.actor),
      station: Number(row.obj),
      attempt: Number(row.ctx ?? 0),
    });
};

/** What a person has marked or corrected since counts instead. */
const correct = ({ corrected, firsts, exams }: Reading): void => {
  for (const [key, score] of corrected) {
    const [attempt = 0, item = 0, place] = key.split(' ').map(Number);
    const inExam = exams.get(attempt)?.get(item);
    for (const asking of [inExam, ...(firsts.get(item)?.values() ?? [])])
      if (asking?.attempt === attempt && (place ?? asking.place) === asking.place) asking.score = score;
  }
};

/** The first exam of each learner at each station, by the time it was handed in. */
const firstForms = ({ decided, exams }: Reading): ItemLog['forms'] => {
  const seen = new Set<string>();
  return decided
    .flatMap((d) => {
      const askings = exams.get(d.attempt);
      const at = Math.min(...[...(askings?.values() ?? [])].map((a) => a.at));
      return askings ? [{ ...d, askings, at }] : [];
    })
    .sort((a, b) => a.at - b.at || a.attempt - b.attempt)
    .filter(({ learner, station }) => {
      const key = `${learner} ${station}`;
      return !seen.has(key) && seen.add(key);
    });
};

/** Reads what item analysis needs of the whole log, in pieces. Takes seconds: keep it off the loop that serves rooms. */
export const readItemLog = async (log: Log): Promise<ItemLog> => {
  const reading: Reading = {
    items: await readItems(log),
    firsts: new Map(),
    unreached: new Map(),
    exams: new Map(),
    decided: [],
    corrected: new Map(),
    asked: new Map(),
    words: new Map(),
  };
  for (let after = 0; ; ) {
    const rows = await readLog(log, after);
    for (const row of rows) takeRow(reading, row);
    after = Number(rows.at(-1)?.seq ?? after);
    if (rows.length < CHUNK) break;
  }
  correct(reading);
  const { items, firsts, unreached } = reading;
  return { items, firsts, unreached, forms: firstForms(reading) };
};
