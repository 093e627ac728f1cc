import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QuestionFilter } from '../../server/domain/api-bank.ts';
import type { Question } from '../../server/domain/question.ts';
import { findSimilar } from '../../server/domain/similar.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { undoBatch } from '../../server/store/bank-batch.ts';
import { findFrame } from '../../server/store/bank-frame.ts';
import { commit, type StoreCtx } from '../../server/store/commit.ts';
import { type Database, openDatabase } from '../../server/store/db.ts';
import { bulkChange } from '../../server/store/question-bulk.ts';
import { findDuplicates } from '../../server/store/question-merge.ts';
import { searchQuestions } from '../../server/store/question-search.ts';
import { textColumns } from '../../server/store/question-text.ts';
import { openPgliteDatabase } from '../helpers/database.ts';
import { newBank, newCompany, newEditor } from '../store/bank-people.ts';
import { diceOf, quantile, type Result, round } from './table.ts';

const QUESTIONS = 10_000;
const NEW = 5_000;
const ROUNDS = 40;
const PIECE = 500;

const dice = diceOf(7);
const pick = (n: number): number => Math.floor(dice() * n);
const HAN = 3_000;
const han = (n: number): string =>
  Array.from({ length: n }, () => String.fromCodePoint(0x4e00 + Math.floor(dice() * dice() * HAN))).join('');
const WORDS = ['网络', '安全', '消防', '报销', 'TCP', 'SQL', '合同', '客户', '请假', '备份'];
const text = (n: number): string => `${WORDS[pick(WORDS.length)]}${han(n)}${WORDS[pick(WORDS.length)]}`;

const newQuestion = (i: number): Question => ({
  id: `q-${i}`,
  type: 'single',
  stem: { zh: `${text(40)}？`, en: `Which of these ${WORDS[pick(10)]} rules applies to case ${i}?` },
  options: [12, 9, 15, 10].map((n) => ({ text: { zh: text(n) } })),
  key: pick(4),
  explanation: { zh: text(120) },
  difficulty: 1 + pick(5),
});

const STATES = ['draft', 'review', 'ready', 'ready', 'ready', 'retired'];
/** A bank of 10,000 questions in 50 categories with points, tags and statistics. */
const fill = async (
  ctx: StoreCtx,
  by: Editor,
  bank: string,
  questions: readonly Question[],
): Promise<void> => {
  const at = ctx.now();
  const stat = { discriminationN: 0, discrimination: null, efficiency: null, meanMs: null, choices: '[]' };
  await commit(ctx, async ({ db }) => {
    for (let c = 0; c < 50; c++) {
      const parent = c < 5 ? null : `${bank}-c${c % 5}`;
      await db
        .insertInto('category')
        .values({ id: `${bank}-c${c}`, bank, parent, name: `类别 ${c}` })
        .execute();
      await db
        .insertInto('point')
        .values({ id: `p${c}`, bank, name: '{"zh":"点"}' })
        .execute();
    }
    for (let from = 0; from < questions.length; from += PIECE) {
      const part = questions.slice(from, from + PIECE);
      const id = (i: number): string => `${bank}-${from + i}`;
      const rows = part.map((q, i) => ({
        ...{ id: id(i), bank, point: `p${pick(50)}`, type: q.type, version: 1, difficulty: q.difficulty },
        ...{ state: STATES[pick(6)] ?? '', category: `${bank}-c${pick(50)}`, author: by.person },
        ...{ createdAt: at, updatedAt: at + pick(1_000_000), ...textColumns(q) },
      }));
      await db.insertInto('question').values(rows).execute();
      const version = { version: 1, hash: '', createdAt: at, person: by.person };
      const contents = part.map((q, i) => ({ question: id(i), content: JSON.stringify(q), ...version }));
      await db.insertInto('question_version').values(contents).execute();
      const tags = part.flatMap((_, i) => [
        { question: id(i), tag: `标签${pick(40)}` },
        { question: id(i), tag: `批次${pick(20)}` },
      ]);
      await db.insertInto('question_tag').values(tags).execute();
      const stats = part.map((_, i) => ({
        question: id(i),
        bank,
        n: pick(200),
        facility: pick(100),
        flags: pick(8),
        computedAt: at,
        ...stat,
      }));
      await db.insertInto('question_stat').values(stats).execute();
    }
  });
};

const FILTERS: [string, (bank: string) => Omit<QuestionFilter, 'bank'>][] = [
  ['first page', () => ({})],
  ['one word, many found', () => ({ text: '安全' })],
  ['two words', () => ({ text: 'ｔｃｐ 备份' })],
  ['a word that nobody wrote', () => ({ text: '饕餮龘' })],
  [
    'word + state + type + difficulty order',
    () => ({ text: '消防', states: ['ready'], types: ['single'], sort: 'difficulty' }),
  ],
  ['category with branches + tag', (bank) => ({ category: `${bank}-c2`, tags: ['标签7'] })],
  [
    'flag + facility, by facility',
    () => ({ flag: 'too_easy', facilityBelow: 60, sort: 'facility', descending: true }),
  ],
  ['page 190 by name', () => ({ sort: 'name', offset: 9_500 })],
];

const timesOf = async (n: number, work: () => Promise<unknown>): Promise<number[]> => {
  const times: number[] = [];
  for (let i = 0; i < n; i++) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  return times;
};
const shown = (times: readonly number[]): string =>
  `${round(quantile(times, 0.5), 1)} / ${round(quantile(times, 0.95), 1)}`;

type Measured = { rows: [string, string][]; search: number[]; bulk: number[]; undo: number[] };
const measure = async (db: Database, questions: readonly Question[]): Promise<Measured> => {
  const ctx: StoreCtx = { db, now: Date.now };
  const by = await newEditor(ctx, await newCompany(ctx));
  const bank = await newBank(ctx, by);
  await fill(ctx, by, bank, questions);
  const rows: [string, string][] = [];
  const search: number[] = [];
  for (const [name, filter] of FILTERS) {
    const times = await timesOf(ROUNDS, () => searchQuestions(db.read, { bank, ...filter(bank) }));
    search.push(...times);
    rows.push([`search: ${name}`, shown(times)]);
  }
  rows.push(['frame', shown(await timesOf(ROUNDS, () => findFrame(db.read, by, bank)))]);
  const ids = Array.from({ length: 500 }, (_, i) => `${bank}-${i * 7}`);
  const [bulk, undo]: [number[], number[]] = [[], []];
  for (let i = 0; i < 10; i++) {
    let batch = '';
    const change =
      i % 2 === 0
        ? ({ kind: 'reviewer', reviewer: by.person } as const)
        : { kind: 'add-tags' as const, tags: ['新', '再新'] };
    bulk.push(
      ...(await timesOf(1, async () => {
        batch = await commit(ctx, (tx) => bulkChange(tx, by, { bank, questions: ids, change }));
      })),
    );
    undo.push(...(await timesOf(1, () => commit(ctx, (tx) => undoBatch(tx, by, bank, batch)))));
  }
  rows.push(['bulk edit of 500', shown(bulk)], ['its undo', shown(undo)]);
  rows.push(['look-alikes of the whole bank', shown(await timesOf(2, () => findDuplicates(db.read, bank)))]);
  return { rows, search, bulk, undo };
};

/** A trainer's bank of 10,000 questions on both databases: searches, frame, bulk edits, near-duplicates. */
export const bench = async (): Promise<Result> => {
  const questions = Array.from({ length: QUESTIONS }, (_, i) => newQuestion(i));
  const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-bench-'));
  const sqlite = await openDatabase({ dataDir });
  const [a, postgres] = [await measure(sqlite, questions), await openPgliteDatabase()];
  const b = await measure(postgres, questions);
  await sqlite.close();
  await postgres.close();
  await rm(dataDir, { recursive: true });
  const stems = questions.map((q) => q.stem.zh ?? '');
  const news = Array.from({ length: NEW }, (_, i) => (i % 2 === 0 ? text(40) : `${stems[i] ?? ''}请选择`));
  const alike = await timesOf(3, async () => findSimilar(news, stems));
  const json = {
    searchP95Sqlite: round(quantile(a.search, 0.95)),
    searchP95Postgres: round(quantile(b.search, 0.95)),
    bulkSqlite: round(Math.max(...a.bulk)),
    bulkPostgres: round(Math.max(...b.bulk)),
    undoPostgres: round(Math.max(...b.undo)),
    alikeMs: round(quantile(alike, 0.5)),
  };
  return {
    title: `Bank: ${QUESTIONS} questions, ms p50 / p95 (goals: search < 300, bulk edit < 3,000, alike < 3,000)`,
    rows: [
      ...a.rows.map(([name, value]): [string, string] => [`sqlite    ${name}`, value]),
      ...b.rows.map(([name, value]): [string, string] => [`postgres  ${name}`, value]),
      [`${NEW} new texts against ${QUESTIONS}`, shown(alike)],
    ],
    json,
  };
};
