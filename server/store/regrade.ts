import { sql } from 'kysely';
import type { RegradeView } from '../domain/api-bank.ts';
import type { Item } from '../domain/attempt.ts';
import { RuleError } from '../domain/errors.ts';
import { findStation } from '../domain/journey.ts';
import { AUTO_GRADED, type Question } from '../domain/question.ts';
import { type Correction, corrected, correctionsOf, sameShape } from '../domain/regrade.ts';
import { starsOf } from '../domain/rewards.ts';
import { type Attempt, attemptOf, holdPerson, saveAttempt } from './attempt.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { finishStation } from './progress.ts';
import { findBegun, previewId, type SailedQuest } from './quest-version.ts';
import { needQuestion } from './question-detail.ts';
import { inPieces } from './question-row.ts';
import { bookCorrection, correctionAt } from './regrade-exam.ts';

/** An attempt in which the question was answered, and what changes in it. */
type Planned = {
  attempt: Attempt;
  quest: SailedQuest;
  list: Correction[];
  items: Item[];
  passes?: 'gained' | 'kept';
};
type Plan = { bank: string; view: RegradeView; changed: Planned[]; forgiven: string[] };
type Wanted = { question: string; from: number };

/** Finished attempts of the company in which people who answered the question met it, in the order of their ends. */
const attemptsWith = async (db: Db, org: string, question: string): Promise<Attempt[]> => {
  const people = db
    .selectFrom('rollup_person_item as r')
    .innerJoin('symbol as p', 'p.id', 'r.person')
    .innerJoin('symbol as i', 'i.id', 'r.item')
    .select('p.text')
    .where('i.text', '=', question);
  const rows = await db
    .selectFrom('attempt')
    .innerJoin('person', 'person.id', 'attempt.person')
    .selectAll('attempt')
    .where('person.org', '=', org)
    .where('attempt.person', 'in', people)
    .where('attempt.status', '=', 'ended')
    .where('attempt.quest', 'not like', `${previewId('')}%`)
    .where('attempt.state', 'like', `%"${question}"%`)
    .orderBy('attempt.endedAt')
    .orderBy('attempt.id')
    .execute();
  return rows.map(attemptOf);
};

/** The answered versions of a question. Throws `regrade.shape` for one that is not like the current one. */
const versionsOf = async (
  db: Db,
  { id, version }: { id: string; version: number },
  answered: ReadonlySet<number>,
): Promise<{ current: Question; shown: Map<number, Question> }> => {
  const rows = await db
    .selectFrom('question_version')
    .select(['version', 'content'])
    .where('question', '=', id)
    .where('version', 'in', [...answered, version])
    .orderBy('version')
    .execute();
  const shown = new Map(rows.map((r) => [r.version, JSON.parse(r.content) as Question]));
  const current = shown.get(version);
  if (!current) throw new RuleError('question.no_version');
  for (const [n, question] of shown)
    if (!sameShape(question, current)) throw new RuleError('regrade.shape', { version: n });
  return { current, shown };
};

/** Holds the attempts until the end of the transaction: corrections of two questions in one exam take turns. */
const holdAttempts = async (tx: Tx, org: string, question: string): Promise<void> => {
  const ids = (await attemptsWith(tx.db, org, question)).map((a) => a.id);
  await inPieces(ids, async (piece) => {
    await tx.db
      .updateTable('attempt')
      .set({ status: sql<string>`status` })
      .where('id', 'in', piece)
      .execute();
    return [];
  });
};

const isAnswer = (item: Item, { question, from }: Wanted): boolean =>
  item.question === question && item.version >= from && item.answer !== undefined && item.ok !== undefined;

/** Who of these attempts has done which of their exams. */
const doneExams = async (db: Db, attempts: readonly Attempt[]): Promise<Set<string>> => {
  const exams = attempts.filter((a) => a.kind === 'exam');
  const stations = [...new Set(exams.map((a) => a.station))];
  const people = [...new Set(exams.map((a) => a.person))];
  const rows = await inPieces(people, (piece) =>
    db
      .selectFrom('progress')
      .select(['person', 'station'])
      .where('person', 'in', piece)
      .where('station', 'in', stations)
      .where('doneAt', 'is not', null)
      .execute(),
  );
  return new Set(rows.map((r) => `${r.person} ${r.station}`));
};

const questFinder = (db: Db) => {
  const known = new Map<string, Promise<SailedQuest>>();
  return (person: string, quest: string): Promise<SailedQuest> => {
    const key = `${person} ${quest}`;
    const found = known.get(key) ?? findBegun(db, person, quest);
    known.set(key, found);
    return found;
  };
};

/** Adds what a correction means for the exam it stands in; an exam that is passed already gains nothing. */
const withPasses = (plan: Planned, done: Set<string>): Planned => {
  const { attempt, quest, items } = plan;
  if (attempt.state.kind !== 'exam') return plan;
  const before = { ...attempt, state: attempt.state };
  const { passes } = correctionAt(quest, before, { ...attempt.state, items });
  const place = `${attempt.person} ${attempt.station}`;
  if (passes === undefined || (passes === 'gained' && done.has(place))) return plan;
  if (passes === 'gained') done.add(place);
  return { ...plan, passes };
};

/** People whose every wrong answer to the question has become right: its ghost has nothing left to haunt for. */
const forgivenOf = (
  question: string,
  all: readonly Attempt[],
  changed: ReadonlyMap<string, Planned>,
): string[] => {
  const wrong = (a: Attempt): boolean =>
    (changed.get(a.id)?.items ?? a.state.items).some((i) => i.question === question && i.ok === false);
  const haunted = new Set(all.filter(wrong).map((a) => a.person));
  const raised = [...changed.values()].filter((p) => p.list.some((c) => c.ok));
  return [...new Set(raised.map((p) => p.attempt.person))].filter((person) => !haunted.has(person));
};

const viewOf = (
  wanted: Wanted,
  version: number,
  answers: readonly Attempt[],
  changed: readonly Planned[],
): RegradeView => ({
  question: wanted.question,
  version,
  learners: new Set(answers.map((a) => a.person)).size,
  attempts: answers.length,
  changes: changed.flatMap(({ attempt, list, passes }) =>
    list.map(({ from, to }) => ({
      person: attempt.person,
      attempt: attempt.id,
      from,
      to,
      ...(passes ? { passes } : {}),
    })),
  ),
  applied: false,
});

const planOf = async (db: Db, by: Editor, wanted: Wanted): Promise<Plan> => {
  const row = await needQuestion(db, by, wanted.question, 'edit');
  if (!AUTO_GRADED.some((type) => type === row.type)) throw new RuleError('regrade.type');
  const all = await attemptsWith(db, by.org, row.id);
  const answers = all.filter((a) => a.state.items.some((i) => isAnswer(i, wanted)));
  const answered = answers.flatMap((a) => a.state.items.filter((i) => isAnswer(i, wanted)));
  const { current, shown } = await versionsOf(db, row, new Set(answered.map((i) => i.version)));
  const key = { question: row.id, version: row.version, content: current };
  const [questOf, done] = [questFinder(db), await doneExams(db, answers)];
  const changed: Planned[] = [];
  for (const attempt of answers) {
    const list = correctionsOf(attempt.id, attempt.state.items, key, shown, wanted.from);
    if (list.length === 0) continue;
    const quest = await questOf(attempt.person, attempt.quest);
    const items = corrected(attempt.state.items, list, row.version);
    changed.push(withPasses({ attempt, quest, list, items }, done));
  }
  const view = viewOf(wanted, row.version, answers, changed);
  const forgiven = forgivenOf(row.id, all, new Map(changed.map((p) => [p.attempt.id, p])));
  return { bank: row.bank, view, changed, forgiven };
};

/**
 * What marking all answers to version `from` and later by the current key would change. Nothing is written. Throws
 * `question.unknown`, `bank.read_only`, `regrade.type`, `regrade.shape`.
 */
export const planRegrade = async (db: Db, by: Editor, wanted: Wanted): Promise<RegradeView> =>
  (await planOf(db, by, wanted)).view;

/** A practice pays while it is played: a correction moves its share and stars up, and no coins. */
const bookPractice = async (tx: Tx, by: Actor, { attempt, quest, items }: Planned): Promise<void> => {
  if (attempt.state.kind !== 'practice') return;
  const { island, station } = findStation(quest, attempt.station);
  const right = items.filter((i) => !i.again && i.ok).length;
  const best = attempt.state.total === 0 ? 0 : right / attempt.state.total;
  const finish = { clears: true, stars: starsOf('practice', best), best, tier: 0, coins: 0 };
  const pay = { reason: 'practice', key: `regrade:${attempt.id}` };
  await finishStation(tx, by, quest, { station, island, ...finish, ...pay });
};

const applyOne = async (tx: Tx, trainer: Editor, version: number, plan: Planned): Promise<void> => {
  const { attempt, quest, list, items } = plan;
  const by: Actor = { org: trainer.org, person: attempt.person, zone: trainer.zone };
  await holdPerson(tx, by.person);
  for (const { item, from, to } of list) {
    const obj = items[item]?.question ?? '';
    const data = { from, reason: 'regrade', item };
    tx.emit(by, { verb: 'score.corrected', obj, objVer: version, ctx: attempt.id, score: to, data });
  }
  const { state } = attempt;
  if (state.kind === 'exam') {
    await bookCorrection(tx, by, quest, { ...attempt, state }, { ...state, items }, 'regrade');
    return;
  }
  await saveAttempt(tx, attempt.id, { ...state, items }, false);
  await bookPractice(tx, by, plan);
};

/** The ghosts of these people go without a reward: nothing was missed. A try at one that is open ends. */
const dropGhosts = async (tx: Tx, question: string, people: readonly string[]): Promise<void> => {
  const gone = await inPieces(people, (piece) =>
    tx.db
      .deleteFrom('ghost')
      .where('question', '=', question)
      .where('person', 'in', piece)
      .where('tamedAt', 'is', null)
      .returning(['id', 'person'])
      .execute(),
  );
  for (const { id, person } of gone)
    await tx.db
      .updateTable('attempt')
      .set({ status: 'ended', endedAt: tx.now })
      .where('person', '=', person)
      .where('kind', '=', 'ghost')
      .where('status', '=', 'open')
      .where('state', 'like', `%"${id}"%`)
      .execute();
};

/**
 * Marks all answers to version `from` and later by the current key: the preview's changes, all or none. Nobody loses a
 * pass, a star or a coin; whoever passes by it gets what a pass brings. Doing it again changes nothing.
 */
export const applyRegrade = async (tx: Tx, by: Editor, wanted: Wanted): Promise<RegradeView> => {
  await holdAttempts(tx, by.org, wanted.question);
  const { bank, view, changed, forgiven } = await planOf(tx.db, by, wanted);
  for (const plan of changed) await applyOne(tx, by, view.version, plan);
  await dropGhosts(tx, wanted.question, forgiven);
  const { version, learners, attempts, changes } = view;
  const gained = changed.filter((p) => p.passes === 'gained').length;
  const details = { from: wanted.from, version, learners, attempts, changes: changes.length, gained };
  await auditIn(tx, by, { action: 'question.regrade', bank, object: wanted.question, details });
  return { ...view, applied: true };
};
