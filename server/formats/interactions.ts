import { readDelimited } from './csv.ts';
import { decodeText } from './encoding.ts';
import type { SourceFile } from './format.ts';

/** One answer of a public interaction log; `at` in ms, `score` 0 to 1. */
export type Interaction = { user: string; item: string; skill: string; score: number; at: number };
export type RefusalReason = 'columns' | 'user' | 'item' | 'correct' | 'time';
export type RefusedLine = { line: number; reason: RefusalReason; text: string };
/** `timed` = the file has a column of times; without it the order of the lines counts. */
export type Interactions = { rows: Interaction[]; refused: RefusedLine[]; timed: boolean; encoding: string };

const FIELDS = ['user', 'item', 'skill', 'correct', 'time'] as const;
type Field = (typeof FIELDS)[number];
/** How public logs call their columns, in small letters without spaces and underscores. */
const NAMES: Record<Field, readonly string[]> = {
  user: [
    'user',
    'userid',
    'student',
    'studentid',
    'anonstudentid',
    'learner',
    'learnerid',
    'person',
    'uid',
    '学员',
    '用户',
  ],
  item: [
    'item',
    'itemid',
    'problem',
    'problemid',
    'question',
    'questionid',
    'exercise',
    'exerciseid',
    '题目',
    '题号',
  ],
  skill: [
    'skill',
    'skillid',
    'skills',
    'skillname',
    'kc',
    'concept',
    'conceptid',
    'knowledgepoint',
    'point',
    '知识点',
  ],
  correct: ['correct', 'correctness', 'iscorrect', 'outcome', 'score', 'answer', 'right', '正确', '得分'],
  time: ['time', 'timestamp', 'datetime', 'date', 'at', 'starttime', 'orderid', 'order', '时间'],
};
const tidy = (name: string): string =>
  name
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_.-]/gu, '');

type Places = Partial<Record<Field, number>>;
/** Which column is what, by a header; undefined = the first line is an answer already. */
const headed = (cells: readonly string[]): Places | undefined => {
  const names = cells.map(tidy);
  const places: Places = {};
  for (const field of FIELDS) {
    const at = NAMES[field].map((name) => names.indexOf(name)).find((i) => i >= 0);
    if (at !== undefined) places[field] = at;
  }
  return places.user === undefined && places.item === undefined ? undefined : places;
};
const PLAIN: Places = { user: 0, item: 1, skill: 2, correct: 3, time: 4 };

const RIGHT = new Set(['1', 'true', 'right', 'correct', 'yes', 't', 'y', '对', '正确']);
const WRONG = new Set(['0', 'false', 'wrong', 'incorrect', 'no', 'f', 'n', '错', '错误']);
/** 0 to 1; undefined = neither a word for right or wrong nor such a number. */
const scoreOf = (text: string): number | undefined => {
  const word = text.trim().toLowerCase();
  if (RIGHT.has(word)) return 1;
  if (WRONG.has(word)) return 0;
  const n = word === '' ? Number.NaN : Number(word);
  return n >= 0 && n <= 1 ? n : undefined;
};

/** Numbers as they stand, dates as ms; undefined = no time. */
const timeOf = (text: string): number | undefined => {
  const said = text.trim();
  if (said === '') return undefined;
  const n = Number(said);
  if (Number.isFinite(n)) return n < 0 ? undefined : n;
  const zoned = /[zZ]|[+-]\d\d:?\d\d$/.test(said) ? said : `${said.replace(' ', 'T')}Z`;
  const at = Date.parse(zoned);
  return Number.isNaN(at) ? undefined : at;
};
const SECONDS_BELOW = 1e11;

const cellOf = (cells: readonly string[], places: Places, field: Field): string =>
  cells[places[field] ?? -1]?.trim() ?? '';

/** An answer, or what is missing to be one. */
const rowOf = (
  cells: readonly string[],
  places: Places,
  at: number | undefined,
): Interaction | RefusalReason => {
  const [user, item, skill] = [
    cellOf(cells, places, 'user'),
    cellOf(cells, places, 'item'),
    cellOf(cells, places, 'skill'),
  ];
  if (user === '') return 'user';
  if (item === '') return 'item';
  const score = scoreOf(cellOf(cells, places, 'correct'));
  if (score === undefined) return 'correct';
  return at === undefined ? 'time' : { user, item, skill, score, at };
};

/**
 * A public interaction log: user, item, skill, correct, time as CSV or TSV, with or without a header, columns in any order
 * under their usual names. Times in seconds, ms or dates; where there are none the order counts. Rows come in the order
 * of time, equal times as they stand. Every line that cannot be read is refused with its reason.
 */
export const readInteractions = (file: SourceFile): Interactions => {
  const { text, encoding } = decodeText(file);
  const { rows: lines } = readDelimited(text);
  const [first] = lines;
  const header = first && headed(first.cells);
  const places = header ?? PLAIN;
  const body = header ? lines.slice(1) : lines;
  const refused: RefusedLine[] = [];
  if (places.user === undefined || places.item === undefined || places.correct === undefined)
    return {
      rows: [],
      refused: [{ line: 1, reason: 'columns', text: first?.cells.join(',') ?? '' }],
      timed: false,
      encoding,
    };
  const timed =
    places.time !== undefined && body.some(({ cells }) => (cells[places.time ?? -1] ?? '').trim() !== '');
  const rows: Interaction[] = [];
  for (const [i, { row: nth, line = nth, cells }] of body.entries()) {
    if (cells.every((c) => c.trim() === '')) continue;
    const row = rowOf(cells, places, timed ? timeOf(cellOf(cells, places, 'time')) : i);
    if (typeof row === 'string') refused.push({ line, reason: row, text: cells.join(',').slice(0, 200) });
    else rows.push(row);
  }
  const last = rows.reduce((most, row) => Math.max(most, row.at), 0);
  if (last < SECONDS_BELOW) for (const row of rows) row.at *= 1_000;
  rows.sort((a, b) => a.at - b.at);
  return { rows, refused, timed, encoding };
};
