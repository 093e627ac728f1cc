import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { BankFrame } from '../domain/api-bank.ts';
import { wouldLoop } from '../domain/bank.ts';
import { RuleError } from '../domain/errors.ts';
import { checkPointGraph } from '../domain/point-graph.ts';
import { type LocalText, textIn } from '../domain/text.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import { findBank } from './bank.ts';
import { editorsOf, namesOf, needBank } from './bank-access.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import { questsAsking, questsInUse } from './question-use.ts';

const countBy = async (db: Db, bank: string, column: 'category' | 'point'): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('question')
    .select([column, sql<number>`count(*)`.as('n')])
    .where('bank', '=', bank)
    .groupBy(column)
    .execute();
  return new Map(rows.map((r) => [r[column] ?? '', Number(r.n)]));
};

const categoriesOf = async (db: Db, bank: string): Promise<BankFrame['categories']> => {
  const counts = await countBy(db, bank, 'category');
  const rows = await db
    .selectFrom('category')
    .selectAll()
    .where('bank', '=', bank)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(({ id, name, parent }) => ({
    id,
    name,
    ...(parent === null ? {} : { parent }),
    questions: counts.get(id) ?? 0,
  }));
};

const requirementsOf = async (db: Db, bank: string): Promise<Map<string, string[]>> => {
  const rows = await db
    .selectFrom('point_requirement')
    .select(['point', 'requires'])
    .where('bank', '=', bank)
    .orderBy('requires')
    .execute();
  return new Map([...Map.groupBy(rows, (r) => r.point)].map(([p, list]) => [p, list.map((r) => r.requires)]));
};

const pointsOf = async (db: Db, bank: string): Promise<BankFrame['points']> => {
  const [counts, requires] = [await countBy(db, bank, 'point'), await requirementsOf(db, bank)];
  const rows = await db
    .selectFrom('point')
    .select(['id', 'name'])
    .where('bank', '=', bank)
    .orderBy('id')
    .execute();
  return rows.map(({ id, name }) => ({
    id,
    name: JSON.parse(name) as LocalText,
    requires: requires.get(id) ?? [],
    questions: counts.get(id) ?? 0,
  }));
};

const tagsOf = async (db: Db, bank: string): Promise<BankFrame['tags']> => {
  const rows = await db
    .selectFrom('question_tag')
    .innerJoin('question', 'question.id', 'question_tag.question')
    .select(['question_tag.tag', sql<number>`count(*)`.as('n')])
    .where('question.bank', '=', bank)
    .groupBy('question_tag.tag')
    .orderBy('question_tag.tag')
    .execute();
  return rows.map((r) => ({ tag: r.tag, questions: Number(r.n) }));
};

/** Who edits this bank, and whoever wrote or reviewed a question in it. */
const peopleOf = async (db: Db, by: Editor, bank: string): Promise<BankFrame['people']> => {
  const open = await needBank(db, by, bank, 'view');
  const editors = await editorsOf(db, open);
  const rows = await db
    .selectFrom('question')
    .select(['author', 'reviewer'])
    .distinct()
    .where('bank', '=', bank)
    .execute();
  const names = await namesOf(
    db,
    rows.flatMap((r) => [r.author, r.reviewer]),
  );
  for (const { id, name } of editors) names.set(id, name);
  return [...names]
    .map(([id, name]) => ({ id, name }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
};

/** What a bank's list is filtered and its editor filled by. Throws `bank.unknown`. */
export const findFrame = async (db: Db, by: Editor, bank: string): Promise<BankFrame> => ({
  bank: await findBank(db, by, bank),
  categories: await categoriesOf(db, bank),
  tags: await tagsOf(db, bank),
  points: await pointsOf(db, bank),
  people: await peopleOf(db, by, bank),
});

/** Two editors of one tree or graph take turns: two halves of a loop must not both get in. */
const holdBank = async (tx: Tx, bank: string): Promise<void> => {
  await tx.db.updateTable('bank').set({ org: sql<string>`org` }).where('id', '=', bank).execute();
};

type CategoryChange = {
  bank: string;
  category?: string;
  name: string;
  parent?: string | null;
  remove?: boolean;
};
type Category = { id: string; parent: string | null; name: string };

/** What was in a removed category moves up to the one above it. */
const removeCategory = async (tx: Tx, { id, parent }: Category): Promise<void> => {
  await tx.db.updateTable('question').set({ category: parent }).where('category', '=', id).execute();
  await tx.db.updateTable('category').set({ parent }).where('parent', '=', id).execute();
  await tx.db.deleteFrom('category').where('id', '=', id).execute();
};

/** Adds, renames, moves or removes a category. Throws `category.unknown`, `category.loop`, `bank.read_only`. */
export const changeCategory = async (tx: Tx, by: Editor, c: CategoryChange): Promise<void> => {
  const { bank, name } = c;
  await needBank(tx.db, by, bank, 'edit');
  await holdBank(tx, bank);
  const rows = await tx.db
    .selectFrom('category')
    .select(['id', 'parent', 'name'])
    .where('bank', '=', bank)
    .execute();
  const known = new Map(rows.map((r) => [r.id, r]));
  const before = c.category === undefined ? undefined : known.get(c.category);
  if (c.category !== undefined && !before) throw new RuleError('category.unknown');
  const parent = c.parent === undefined ? (before?.parent ?? null) : c.parent;
  if (parent !== null && !known.has(parent)) throw new RuleError('category.unknown');
  const id = before?.id ?? randomUUID();
  const parents = new Map(rows.map((r) => [r.id, r.parent]));
  if (before && !c.remove && wouldLoop(parents, id, parent)) throw new RuleError('category.loop');
  if (before && c.remove) await removeCategory(tx, before);
  else if (before) await tx.db.updateTable('category').set({ name, parent }).where('id', '=', id).execute();
  else await tx.db.insertInto('category').values({ id, bank, parent, name }).execute();
  const action = before ? (c.remove ? 'category.remove' : 'category.change') : 'category.create';
  await auditIn(tx, by, {
    action,
    bank,
    object: id,
    details: { name, parent, ...(before ? { before } : {}) },
  });
};

type PointChange = { bank: string; point?: string; name: LocalText; requires: string[]; remove?: boolean };

/** Throws `point.in_use` while questions test it or a station asks for it. */
const removePoint = async (tx: Tx, by: Editor, bank: string, point: string): Promise<void> => {
  const n = (await countBy(tx.db, bank, 'point')).get(point) ?? 0;
  if (n > 0) throw new RuleError('point.in_use', { n });
  const everywhere = await questsInUse(tx.db, by.org);
  const nowhere = questsAsking(everywhere, bank, '').length;
  if (questsAsking(everywhere, bank, point).length > nowhere) throw new RuleError('point.in_use', { n });
  await tx.db
    .deleteFrom('point_requirement')
    .where('bank', '=', bank)
    .where((eb) => eb.or([eb('point', '=', point), eb('requires', '=', point)]))
    .execute();
  await tx.db.deleteFrom('point').where('bank', '=', bank).where('id', '=', point).execute();
};

const savePoint = async (tx: Tx, id: string, { bank, name, requires }: PointChange): Promise<void> => {
  const points = await tx.db.selectFrom('point').select(['id', 'name']).where('bank', '=', bank).execute();
  const names = new Map(points.map((p) => [p.id, textIn(JSON.parse(p.name) as LocalText, 'zh')]));
  names.set(id, textIn(name, 'zh'));
  if (requires.some((r) => !names.has(r))) throw new RuleError('point.unknown');
  const graph = await requirementsOf(tx.db, bank);
  graph.set(id, requires);
  checkPointGraph(graph, (point) => names.get(point) ?? point);
  const row = { name: JSON.stringify(name) };
  await tx.db
    .insertInto('point')
    .values({ bank, id, ...row })
    .onConflict((oc) => oc.columns(['bank', 'id']).doUpdateSet(row))
    .execute();
  await tx.db.deleteFrom('point_requirement').where('bank', '=', bank).where('point', '=', id).execute();
  if (requires.length > 0)
    await tx.db
      .insertInto('point_requirement')
      .values(requires.map((before) => ({ bank, point: id, requires: before })))
      .execute();
};

/** Whether a bank of the company has this knowledge point. */
export const hasPoint = async (
  db: Db,
  org: string,
  { bank, id }: { bank: string; id: string },
): Promise<boolean> => {
  const row = await db
    .selectFrom('point')
    .innerJoin('bank', 'bank.id', 'point.bank')
    .select('point.id')
    .where('bank.org', '=', org)
    .where('point.bank', '=', bank)
    .where('point.id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
};

/** Adds, changes or removes a knowledge point. Throws `point.unknown`, `point.cycle`, `point.in_use`, `bank.read_only`. */
export const changePoint = async (tx: Tx, by: Editor, c: PointChange): Promise<void> => {
  const { bank, name } = c;
  await needBank(tx.db, by, bank, 'edit');
  await holdBank(tx, bank);
  const id = c.point ?? randomUUID();
  const requires = [...new Set(c.requires)];
  const known = await tx.db
    .selectFrom('point')
    .select('id')
    .where('bank', '=', bank)
    .where('id', '=', id)
    .executeTakeFirst();
  if (c.point !== undefined && !known) throw new RuleError('point.unknown');
  if (c.remove) await removePoint(tx, by, bank, id);
  else await savePoint(tx, id, { ...c, requires });
  const action = known ? (c.remove ? 'point.remove' : 'point.change') : 'point.create';
  await auditIn(tx, by, { action, bank, object: id, details: { name, requires } });
};
