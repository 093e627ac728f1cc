import type { BankAccess, EditorView, QuestionDetail, VersionView } from '../domain/api-bank.ts';
import { allows } from '../domain/bank.ts';
import { RuleError } from '../domain/errors.ts';
import type { Question } from '../domain/question.ts';
import type { Editor } from './audit-trail.ts';
import { namesOf, needBank, openBanks } from './bank-access.ts';
import type { Db } from './db.ts';
import { contentsOf, inPieces, type PlainRow, plainRow, plainRows, viewRows } from './question-row.ts';
import { placedIn } from './question-text.ts';
import { answersOf, questsAsking, questsInUse } from './question-use.ts';

/** Somebody who typed this long ago still counts as editing. */
export const PRESENT_MS = 30_000;

/**
 * A question that somebody may see or edit. Throws `question.unknown` (also for a bank that is not theirs) and
 * `bank.read_only`.
 */
export const needQuestion = async (
  db: Db,
  by: Editor,
  id: string,
  needed: BankAccess,
): Promise<PlainRow & { access: BankAccess }> => {
  const row = await plainRow(db, id);
  const [bank] = await openBanks(db, by, [row.bank]);
  if (!bank) throw new RuleError('question.unknown');
  if (!allows(bank.access, needed)) throw new RuleError('bank.read_only');
  return { ...row, access: bank.access };
};

type DraftRow = { question: string; person: string; base: number; content: string; updatedAt: number };
const draftRows = (db: Db, ids: readonly string[]): Promise<DraftRow[]> =>
  inPieces(ids, (piece) =>
    db.selectFrom('question_draft').selectAll().where('question', 'in', piece).orderBy('updatedAt').execute(),
  );

const presentOf = (
  drafts: readonly DraftRow[],
  names: ReadonlyMap<string, string>,
  me: string,
  now: number,
): EditorView[] =>
  drafts
    .filter((d) => d.person !== me && now - Number(d.updatedAt) <= PRESENT_MS)
    .map((d) => ({ id: d.person, name: names.get(d.person) ?? '', at: Number(d.updatedAt) }));

/** The others who have typed in this question within the last half minute. */
export const editorsAt = async (db: Db, me: string, question: string, now: number): Promise<EditorView[]> => {
  const drafts = await draftRows(db, [question]);
  const names = await namesOf(
    db,
    drafts.map((d) => d.person),
  );
  return presentOf(drafts, names, me, now);
};

const threadsOf = (db: Db, ids: readonly string[]) =>
  inPieces(ids, (piece) =>
    db.selectFrom('comment').selectAll().where('question', 'in', piece).orderBy('at').orderBy('id').execute(),
  );

const typedBy = (drafts: readonly DraftRow[], me: string): Pick<QuestionDetail, 'mine'> => {
  const mine = drafts.find((d) => d.person === me);
  if (!mine) return {};
  return { mine: { content: JSON.parse(mine.content), base: mine.base, at: Number(mine.updatedAt) } };
};

/** Everything about the given questions, in the order asked for; those one may not see are left out. */
export const findDetails = async (
  db: Db,
  by: Editor,
  ids: readonly string[],
  now: number,
): Promise<QuestionDetail[]> => {
  const found = new Map((await plainRows(db, ids)).map((r) => [r.id, r]));
  const banks = [...new Set([...found.values()].map((r) => r.bank))];
  const open = banks.length === 0 ? [] : await openBanks(db, by, banks);
  const access = new Map(open.map((b) => [b.id, b.access]));
  const rows = [...new Set(ids)].flatMap((id) => {
    const row = found.get(id);
    return row && access.has(row.bank) ? [row] : [];
  });
  const seen = rows.map((r) => r.id);
  const [views, contents] = [await viewRows(db, rows), await contentsOf(db, seen)];
  const [drafts, threads] = [await draftRows(db, seen), await threadsOf(db, seen)];
  const people = [...drafts.map((d) => d.person), ...threads.map((c) => c.person)];
  const names = await namesOf(db, people);
  const [quests, answers] = [await questsInUse(db, by.org), await answersOf(db, seen)];
  return views.map((view, i) => {
    const row = rows[i] as PlainRow;
    const content = contents.get(view.id);
    const theirs = drafts.filter((d) => d.question === view.id);
    return {
      ...view,
      access: access.get(row.bank) ?? 'view',
      ...(content ? { content: placedIn(row, content) } : {}),
      ...typedBy(theirs, by.person),
      editors: presentOf(theirs, names, by.person, now),
      thread: threads
        .filter((c) => c.question === view.id)
        .map((c) => ({
          id: c.id,
          by: names.get(c.person) ?? '',
          at: Number(c.at),
          text: c.text,
          resolved: c.resolvedAt !== null,
        })),
      uses: { quests: questsAsking(quests, row.bank, row.point), attempts: answers.get(view.id) ?? 0 },
      ...(row.ref === null ? {} : { ref: row.ref }),
    };
  });
};

/** Everything about one question. Throws `question.unknown`. */
export const findDetail = async (db: Db, by: Editor, id: string, now: number): Promise<QuestionDetail> => {
  const [detail] = await findDetails(db, by, [id], now);
  if (!detail) throw new RuleError('question.unknown');
  return detail;
};

/** Every saved version, newest first. Throws `question.unknown`. */
export const findHistory = async (db: Db, by: Editor, id: string): Promise<VersionView[]> => {
  await needQuestion(db, by, id, 'view');
  const rows = await db
    .selectFrom('question_version')
    .leftJoin('identity', 'identity.person', 'question_version.person')
    .select(['version', 'createdAt', 'content', 'identity.name'])
    .where('question', '=', id)
    .orderBy('version', 'desc')
    .execute();
  return rows.map((r) => ({
    version: r.version,
    at: Number(r.createdAt),
    ...(r.name === null ? {} : { by: r.name }),
    content: JSON.parse(r.content) as Question,
  }));
};

/** The bank as a door needs it, for questions that are still to be made. */
export const needPlace = async (
  db: Db,
  by: Editor,
  bank: string,
  category: string | undefined,
): Promise<void> => {
  await needBank(db, by, bank, 'edit');
  if (category === undefined) return;
  const found = await db
    .selectFrom('category')
    .select('id')
    .where('id', '=', category)
    .where('bank', '=', bank)
    .executeTakeFirst();
  if (!found) throw new RuleError('category.unknown');
};
