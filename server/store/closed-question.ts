import type { QuestionView, Verdict } from '../domain/answer.ts';
import type { AnswerCounts } from '../domain/api-battle.ts';
import type { Column, EventLine, Row } from '../domain/figure.ts';
import type { LocalText } from '../domain/text.ts';
import type { Editor } from './audit-trail.ts';
import { openBanks } from './bank-access.ts';
import type { Db } from './db.ts';

/** What stands where somebody may not open the bank: the row counts, its words stay closed. */
export const CLOSED = {
  question: { zh: '其他题库的题目', en: 'Question of another bank' },
  point: { zh: '其他题库的知识点', en: 'Point of another bank' },
  bank: { zh: '其他题库', en: 'Another bank' },
} satisfies Record<string, LocalText>;

const AT_ONCE = 5_000;
/** Those of these questions that stand in a bank which somebody may not open; ids of anything else are none. */
export const closedAmong = async (db: Db, by: Editor, ids: readonly string[]): Promise<Set<string>> => {
  const all = [...new Set(ids)];
  if (all.length === 0) return new Set();
  const open = new Set((await openBanks(db, by)).map((b) => b.id));
  const closed = new Set<string>();
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const piece = all.slice(at, at + AT_ONCE);
    const rows = await db.selectFrom('question').select(['id', 'bank']).where('id', 'in', piece).execute();
    for (const { id, bank } of rows) if (!open.has(bank)) closed.add(id);
  }
  return closed;
};

/**
 * Rows of a figure as somebody may read them: beside a question of a closed bank stand no texts (its stored stem, a choice)
 * and no bank to open it in.
 */
export const openRows = async (
  db: Db,
  by: Editor,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<Row[]> => {
  const named = columns.filter(({ kind }) => kind === 'question').map(({ id }) => id);
  const idsIn = (row: Row): string[] => named.flatMap((id) => (typeof row[id] === 'string' ? [row[id]] : []));
  const closed = await closedAmong(db, by, rows.flatMap(idsIn));
  const veiled = columns.filter(({ kind }) => kind === 'text' || kind === 'point' || kind === 'bank');
  const nothing: Row = Object.fromEntries(veiled.map(({ id }) => [id, null]));
  return rows.map((row) => (idsIn(row).some((id) => closed.has(id)) ? { ...row, ...nothing } : row));
};

/** What an event says of the content of a question: what was chosen or typed. */
const SAYS: ReadonlySet<string> = new Set(['choices', 'from', 'to']);
/** Events as somebody may read them: of questions of closed banks without what was answered. */
export const openLines = async (db: Db, by: Editor, lines: readonly EventLine[]): Promise<EventLine[]> => {
  const closed = await closedAmong(
    db,
    by,
    lines.flatMap(({ obj }) => obj ?? []),
  );
  return lines.map((line) => {
    if (line.obj === null || !closed.has(line.obj)) return line;
    return {
      ...line,
      data: Object.fromEntries(Object.entries(line.data).filter(([part]) => !SAYS.has(part))),
    };
  });
};

type Asked = { question: QuestionView; verdict: Verdict; counts: AnswerCounts };
/** A question of a battle that tells neither its stem nor its options nor its key. */
export const closedAsked = <T extends Asked>(asked: T): T => {
  const { id, version, difficulty } = asked.question;
  const { ok, score } = asked.verdict;
  const question = { id, version, difficulty, stem: CLOSED.question, hasHint: false, type: 'essay' } as const;
  return { ...asked, question, verdict: { ok, score, key: [] }, counts: [] };
};
