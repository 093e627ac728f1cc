import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { FLAGS } from '../../server/domain/events/flags.ts';
import type { NewEvent } from '../../server/domain/events/index.ts';
import type { Question } from '../../server/domain/question.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { type Actor, commit, type StoreCtx } from '../../server/store/commit.ts';
import { saveQuestion } from '../../server/store/question.ts';
import type { Clock } from '../helpers/clock.ts';
import { newQuestion } from '../store/bank-people.ts';

type Row = {
  at: number;
  learner: string;
  verb: string;
  mode: string;
  attempt: string;
  item: string;
  version: number;
  codes: string[];
  score: number;
  ms: number;
  flag: string;
};

/** What golden.py has made up, in the order in which it came in. */
const readCohort = (): Row[] => {
  const [, ...lines] = readFileSync(join(import.meta.dirname, 'cohort.csv'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [at = '', learner = '', verb = '', mode = '', attempt = '', item = '', ...rest] = line.split(',');
    const [version = '', codes = '', score = '', ms = '', flag = ''] = rest;
    const numbers = { at: Number(at), version: Number(version), score: Number(score), ms: Number(ms) };
    return {
      learner,
      verb,
      mode,
      attempt,
      item,
      codes: codes === '' ? [] : codes.split('|'),
      flag,
      ...numbers,
    };
  });
};

const base = { id: 'x', difficulty: 3 } as const;
const options = ['甲', '乙', '丙', '丁'].map((zh, i) => ({ text: { zh, en: `option ${i}` } }));
const single = (name: string, key: number): Question => ({
  ...base,
  type: 'single',
  stem: { zh: `第 ${name} 题` },
  options,
  key,
});
const contentOf = (name: string): Question => {
  const stem = { zh: `第 ${name} 题` };
  if (name === 'i8') return { ...base, type: 'multiple', stem, options, key: [0, 1] };
  if (name === 'i11') return { ...base, type: 'true-false', stem, key: true };
  if (name === 'i12') return { ...base, type: 'short', stem, key: ['water'] };
  return single(name, name === 'few' ? 1 : 0);
};
export const NAMES = [...Array.from({ length: 12 }, (_, i) => `i${i + 1}`), 'few', 'moved'];

const choiceOf = (code: string): number | boolean | string =>
  code === 'true' || code === 'false' ? code === 'true' : /^\d+$/.test(code) ? Number(code) : code;

const eventOf = (row: Row, id: (name: string) => string): NewEvent => {
  const at = { obj: id(row.item), ctx: id(row.attempt) };
  const asked = { ...at, objVer: row.version };
  const { score } = row;
  if (row.verb === 'decided')
    return { verb: 'exam.decided', ...at, ok: true, score: 1, data: { nth: 1, ruleVer: 1 } };
  if (row.verb === 'corrected')
    return { verb: 'score.corrected', ...asked, score, data: { from: 0, reason: 'mark', item: row.ms } };
  if (row.verb === 'skipped') return { verb: 'question.skipped', ...asked, data: {} };
  if (row.verb === 'expired') return { verb: 'question.expired', ...asked, data: { limitMs: 60_000 } };
  const data = {
    mode: row.mode as 'exam' | 'practice' | 'offline',
    choices: row.codes.map(choiceOf),
    first: false,
    ...{ presentedAt: 0, rtSrvMs: row.ms, changes: 0, hints: 0 },
    ...(row.flag === 'again' ? { again: true } : {}),
  };
  return { verb: 'question.answered', ...asked, ok: score === 1, score, ms: row.ms, data };
};

/** Bots and voided answers: nobody states them, an operator marks the row. */
const markRows = (ctx: StoreCtx, actor: string, bit: number): Promise<void> =>
  commit(ctx, async ({ db }) => {
    const symbol = await db.selectFrom('symbol').select('id').where('text', '=', actor).executeTakeFirst();
    if (!symbol) return;
    await db.updateTable('event').set({ flags: bit }).where('actor', '=', symbol.id).execute();
  });

/** Writes the cohort through the store; gives the ids of its questions by name. */
export const writeCohort = async (ctx: StoreCtx, clock: Clock, by: Editor, bank: string) => {
  const ids = new Map<string, string>();
  for (const name of NAMES) ids.set(name, await newQuestion(ctx, by, bank, contentOf(name)));
  const moved = ids.get('moved') ?? '';
  await commit(ctx, (tx) => saveQuestion(tx, by, { question: moved, base: 1, content: single('moved', 3) }));
  const id = (name: string): string => {
    const known = ids.get(name) ?? uuidv7();
    ids.set(name, known);
    return known;
  };
  const from = clock.now();
  const byAttempt = Map.groupBy(readCohort(), (row) => `${row.at} ${row.attempt}`);
  for (const rows of byAttempt.values()) {
    const [head] = rows;
    if (!head) continue;
    clock.set(from + head.at * 1_000);
    const { org, zone } = by;
    const actor = { org, zone, person: id(head.learner), session: id(head.learner) };
    const played: Actor = head.flag === 'preview' ? { ...actor, preview: true } : actor;
    await commit(ctx, async (tx) => {
      for (const row of rows) tx.emit(played, eventOf(row, id));
    });
    if (head.flag === 'bot' || head.flag === 'voided') await markRows(ctx, actor.person, FLAGS[head.flag]);
  }
  clock.set(from + 10_000_000);
  return ids;
};
