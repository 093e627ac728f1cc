import { createHash, randomUUID } from 'node:crypto';
import type { Card, Quest } from '../domain/quest.ts';
import type { Bank, Question } from '../domain/question.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import { saveContentVersion } from './quest-version.ts';
import { textColumns } from './question-text.ts';

/** The departments of a new company, as a tree; a trainer changes them in the studio. */
const DEPARTMENTS: { name: string; children: string[] }[] = [
  { name: '研发中心', children: ['前端组', '后端组', '测试组'] },
  { name: '产品部', children: [] },
  { name: '销售部', children: ['华东区', '西南区'] },
  { name: '客户成功部', children: [] },
  { name: '职能中心', children: ['财务部', '人力资源部', '行政部'] },
];

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url');

export const findOrg = (db: Db) => db.selectFrom('org').selectAll().orderBy('createdAt').executeTakeFirst();

/** Opens the company with its department tree; returns its id. */
export const createOrg = async (
  tx: Tx,
  org: { name: string; code: string; zone: string },
): Promise<string> => {
  const id = randomUUID();
  await tx.db
    .insertInto('org')
    .values({ id, ...org, createdAt: tx.now })
    .execute();
  for (const { name, children } of DEPARTMENTS) {
    const parent = randomUUID();
    await tx.db.insertInto('department').values({ id: parent, org: id, parent: null, name }).execute();
    for (const child of children) {
      await tx.db
        .insertInto('department')
        .values({ id: randomUUID(), org: id, parent, name: child })
        .execute();
    }
  }
  return id;
};

type Known = Map<string, { version: number; hash: string; person: string | null }>;

/** A question that a trainer has edited stays the trainer's; where it stands (bank, state) is never touched again. */
const saveVersion = async (tx: Tx, bank: string, q: Question, known: Known) => {
  const hash = hashOf(q);
  const before = known.get(q.id);
  if (before && (before.hash === hash || before.person !== null)) return;
  const version = (before?.version ?? 0) + 1;
  await tx.db
    .insertInto('question_version')
    .values({ question: q.id, version, content: JSON.stringify(q), hash, createdAt: tx.now, person: null })
    .execute();
  const row = {
    point: q.point ?? '',
    type: q.type,
    version,
    difficulty: q.difficulty,
    updatedAt: tx.now,
    ...textColumns(q),
  };
  const fresh = { bank, state: 'ready', readyAt: tx.now, createdAt: tx.now };
  await tx.db
    .insertInto('question')
    .values({ id: q.id, ...row, ...fresh })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute();
};

const knownVersions = async (tx: Tx): Promise<Known> => {
  const rows = await tx.db
    .selectFrom('question')
    .innerJoin('question_version', (join) =>
      join
        .onRef('question_version.question', '=', 'question.id')
        .onRef('question_version.version', '=', 'question.version'),
    )
    .select(['question.id', 'question.version', 'question_version.hash', 'question_version.person'])
    .execute();
  return new Map(rows.map((r) => [r.id, r]));
};

const saveBank = async (tx: Tx, org: string, bank: Bank, known: Known) => {
  const row = { org, name: JSON.stringify(bank.name), hash: hashOf(bank) };
  await tx.db
    .insertInto('bank')
    .values({ id: bank.id, ...row, createdAt: tx.now })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute();
  for (const p of bank.points) {
    const point = { bank: bank.id, name: JSON.stringify(p.name) };
    await tx.db
      .insertInto('point')
      .values({ id: p.id, ...point })
      .onConflict((oc) => oc.columns(['bank', 'id']).doUpdateSet({ name: point.name }))
      .execute();
  }
  for (const q of bank.questions) await saveVersion(tx, bank.id, q, known);
  const ids = bank.questions.map((q) => q.id);
  await tx.db
    .updateTable('question')
    .set({ state: 'retired', updatedAt: tx.now })
    .where('bank', '=', bank.id)
    .where('author', 'is', null)
    .where('batch', 'is', null)
    .where('state', '!=', 'retired')
    .where('id', 'not in', ids)
    .execute();
};

/** Writes a quest with its cards and banks; a question that changed gets a new version, one that went is retired.
 * `hash` names the content's state, so that the next start can skip all this. */
export const saveQuestContent = async (
  tx: Tx,
  org: string,
  content: { quest: Quest; cards: Card[]; banks: Bank[] },
  hash: string,
): Promise<void> => {
  const { quest, cards, banks } = content;
  const known = await knownVersions(tx);
  for (const bank of banks) await saveBank(tx, org, bank, known);
  await saveContentVersion(tx, org, { quest, cards }, hash);
};

export const questHash = async (db: Db, quest: string): Promise<string | undefined> =>
  (await db.selectFrom('quest').select('hash').where('id', '=', quest).executeTakeFirst())?.hash;
