import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../domain/events/index.ts';
import type { Question } from '../domain/question.ts';
import { type Actor, claim, commit, type StoreCtx, type Tx } from './commit.ts';
import { textColumns } from './question-text.ts';
import { draftOf } from './row.ts';
import { createOrg } from './seed.ts';

/** One answer from another system; `at` in ms, `score` 0 to 1. */
export type Given = { user: string; item: string; skill: string; score: number; at: number };

const ZONE = 'Asia/Shanghai';
const PIECE = 1_000;
const BANK = 'replay';

const questionOf = (id: string, item: string, point: string): Question => ({
  id,
  type: 'short',
  stem: { zh: item },
  key: [item],
  point,
  difficulty: 3,
});

const pieces = function* <T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += PIECE) yield all.slice(at, at + PIECE);
};

const savePeople = async (
  tx: Tx,
  org: string,
  people: readonly (readonly [string, string])[],
): Promise<void> => {
  const plain = { org, role: 'learner', department: null, guest: 0 as const, settings: '{}', streak: 0 };
  for (const some of pieces(people)) {
    const rows = some.map(([, id]) => ({
      id,
      ...plain,
      createdAt: tx.now,
      lastSeenAt: null,
      checkinDay: null,
    }));
    await tx.db.insertInto('person').values(rows).execute();
    const names = some.map(([name, person]) => ({ person, org, name, avatar: '', failedLogins: 0 }));
    const none = { login: null, password: null, employeeNo: null, email: null, phone: null, post: null };
    await tx.db
      .insertInto('identity')
      .values(names.map((n) => ({ ...n, ...none, joinedOn: null, lockedUntil: null })))
      .execute();
  }
};

const saveQuestions = async (tx: Tx, questions: readonly Question[]): Promise<void> => {
  for (const some of pieces(questions)) {
    const times = { createdAt: tx.now, updatedAt: tx.now };
    const rows = some.map((q) => ({
      id: q.id,
      bank: BANK,
      point: q.point ?? '',
      type: q.type,
      version: 1,
      difficulty: 3,
      state: 'ready',
      ...times,
      ...textColumns(q),
    }));
    await tx.db.insertInto('question').values(rows).execute();
    const versions = some.map((q) => ({
      question: q.id,
      version: 1,
      content: JSON.stringify(q),
      hash: '',
      createdAt: tx.now,
      person: null,
    }));
    await tx.db.insertInto('question_version').values(versions).execute();
  }
};

const answerOf = ({ score, at }: Given, question: string, first: boolean): NewEvent => ({
  verb: 'question.answered',
  obj: question,
  objVer: 1,
  ok: score >= 1 - 1e-9,
  score,
  data: { mode: 'practice', choices: [], first, presentedAt: at, rtSrvMs: 0, changes: 0, hints: 0 },
});

/** Numbers every text once: `numberOf(text)` gives the same name for the same text. */
const namer = (nameOf: (n: number) => string): { of: (text: string) => string; all: Map<string, string> } => {
  const all = new Map<string, string>();
  const of = (text: string): string => {
    const name = all.get(text) ?? nameOf(all.size);
    all.set(text, name);
    return name;
  };
  return { of, all };
};

/**
 * Writes answers from elsewhere into the log of a new company, in the order given and at their own times, with rollups, as
 * the doors write them: users are learners, items questions of one bank, skills its knowledge points. Gives the company
 * and the texts of its questions by id.
 */
export const saveInteractions = async (
  ctx: StoreCtx,
  name: string,
  given: readonly Given[],
): Promise<{ org: string; zone: string; items: Map<string, string>; people: number; skills: number }> => {
  const people = namer(() => randomUUID());
  const questions = namer((n) => `item-${n + 1}`);
  const points = namer((n) => `skill-${n + 1}`);
  const asked = new Map<string, Question>();
  for (const { user, item, skill } of given) {
    people.of(user);
    const id = questions.of(item);
    const point = points.of(skill);
    if (!asked.has(id)) asked.set(id, questionOf(id, item, point));
  }
  const org = await commit(ctx, async (tx) => {
    const made = await createOrg(tx, { name, code: 'REPLAY', zone: ZONE });
    await tx.db
      .insertInto('bank')
      .values({ id: BANK, org: made, name: JSON.stringify({ zh: name }), hash: '', createdAt: tx.now })
      .execute();
    for (const some of pieces([...points.all]))
      await tx.db
        .insertInto('point')
        .values(some.map(([skill, id]) => ({ bank: BANK, id, name: JSON.stringify({ zh: skill }) })))
        .execute();
    await savePeople(tx, made, [...people.all]);
    await saveQuestions(tx, [...asked.values()]);
    return made;
  });
  const met = new Set<string>();
  for (const some of pieces(given))
    await commit(ctx, async (tx) => {
      for (const one of some) {
        const actor: Actor = { org, person: people.of(one.user), zone: ZONE };
        const question = questions.of(one.item);
        const pair = `${actor.person} ${question}`;
        claim(tx, draftOf(actor, answerOf(one, question, !met.has(pair)), one.at));
        met.add(pair);
      }
    });
  const items = new Map([...questions.all].map(([item, id]) => [id, item]));
  return { org, zone: ZONE, items, people: people.all.size, skills: points.all.size };
};
