import { randomUUID } from 'node:crypto';
import type { PostLevels, Recommended } from '../domain/api-reach.ts';
import { RuleError } from '../domain/errors.ts';
import type { LocalText } from '../domain/text.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';

/** A person's post; undefined = none is known. */
export const postOf = async (db: Db, person: string): Promise<string | undefined> => {
  const row = await db.selectFrom('identity').select('post').where('person', '=', person).executeTakeFirst();
  return row?.post ?? undefined;
};

/** What a post asks: `bank:point` -> probability of a right answer. */
export const askedBy = async (
  db: Db,
  org: string,
  post: string | undefined,
): Promise<Map<string, number>> => {
  if (post === undefined) return new Map();
  const rows = await db
    .selectFrom('post_level')
    .select(['bank', 'point', 'required'])
    .where('org', '=', org)
    .where('post', '=', post)
    .execute();
  return new Map(rows.map((r) => [`${r.bank}:${r.point}`, r.required]));
};

/** `bank:point` -> what comes before it. */
export const requiresOf = async (db: Db, banks: readonly string[]): Promise<Map<string, string[]>> => {
  if (banks.length === 0) return new Map();
  const rows = await db
    .selectFrom('point_requirement')
    .selectAll()
    .where('bank', 'in', [...banks])
    .execute();
  const all = Map.groupBy(rows, (r) => `${r.bank}:${r.point}`);
  return new Map([...all].map(([point, list]) => [point, list.map((r) => `${r.bank}:${r.requires}`)]));
};

/** Posts, knowledge points and what each post asks of them. */
export const postLevels = async (db: Db, org: string): Promise<PostLevels> => {
  const [posts, banks, points, levels] = await Promise.all([
    db
      .selectFrom('identity')
      .select((eb) => ['post', eb.fn.countAll().as('people')])
      .where('org', '=', org)
      .where('post', 'is not', null)
      .groupBy('post')
      .orderBy('post')
      .execute(),
    db.selectFrom('bank').select(['id', 'name']).where('org', '=', org).orderBy('id').execute(),
    db
      .selectFrom('point')
      .innerJoin('bank', 'bank.id', 'point.bank')
      .select(['point.bank', 'point.id', 'point.name'])
      .where('bank.org', '=', org)
      .orderBy('point.bank')
      .orderBy('point.id')
      .execute(),
    db
      .selectFrom('post_level')
      .select(['post', 'bank', 'point', 'required'])
      .where('org', '=', org)
      .execute(),
  ]);
  const known = posts.map((p) => ({ post: p.post ?? '', people: Number(p.people) }));
  const others = [...new Set(levels.map((l) => l.post))].filter(
    (post) => !known.some((k) => k.post === post),
  );
  return {
    posts: [...known, ...others.map((post) => ({ post, people: 0 }))],
    banks: banks.flatMap((b) => {
      const own = points.filter((p) => p.bank === b.id);
      const named = own.map((p) => ({ point: p.id, name: JSON.parse(p.name) as LocalText }));
      return own.length === 0 ? [] : [{ id: b.id, name: JSON.parse(b.name) as LocalText, points: named }];
    }),
    levels,
  };
};

type Level = { bank: string; point: string; required: number | null };
/** Sets what a post asks; null takes it back. Throws `point.unknown`. */
export const savePostLevels = async (
  tx: Tx,
  by: Actor,
  { post, levels }: { post: string; levels: readonly Level[] },
): Promise<void> => {
  for (const { bank, point, required } of levels) {
    const known = await tx.db
      .selectFrom('point')
      .innerJoin('bank', 'bank.id', 'point.bank')
      .select('point.id')
      .where('bank.org', '=', by.org)
      .where('point.bank', '=', bank)
      .where('point.id', '=', point)
      .executeTakeFirst();
    if (!known) throw new RuleError('point.unknown');
    const place = { org: by.org, post, bank, point };
    if (required === null)
      await tx.db
        .deleteFrom('post_level')
        .where((eb) => eb.and(place))
        .execute();
    else
      await tx.db
        .insertInto('post_level')
        .values({ ...place, required })
        .onConflict((oc) => oc.columns(['org', 'post', 'bank', 'point']).doUpdateSet({ required }))
        .execute();
  }
  await auditIn(tx, by, { action: 'post.levels', object: post, details: { levels } });
};

type List = { list: string; items: Recommended[]; personalised: boolean };
/** Today's list of a person, if it was made and of this kind. */
export const listOfDay = async (
  db: Db,
  person: string,
  day: number,
  personalised: boolean,
): Promise<List | undefined> => {
  const row = await db
    .selectFrom('recommendation')
    .selectAll()
    .where('person', '=', person)
    .where('day', '=', day)
    .where('personalised', '=', personalised ? 1 : 0)
    .executeTakeFirst();
  return row && { list: row.list, items: JSON.parse(row.items) as Recommended[], personalised };
};

/** Keeps the list of a day and tells the log that it was shown. */
export const keepList = async (
  tx: Tx,
  by: Actor,
  made: { day: number; items: Recommended[]; strategy: string; personalised: boolean },
): Promise<List> => {
  const { day, items, strategy, personalised } = made;
  const list = randomUUID();
  const row = { day, list, items: JSON.stringify(items), strategy, at: tx.now };
  const flagged = { ...row, personalised: personalised ? (1 as const) : (0 as const) };
  await tx.db
    .insertInto('recommendation')
    .values({ person: by.person, ...flagged })
    .onConflict((oc) => oc.column('person').doUpdateSet(flagged))
    .execute();
  const ids = items.map((i) => `${i.bank}:${i.point}`);
  tx.emit(by, { verb: 'recommendation.shown', obj: list, data: { items: ids, strategy, personalised } });
  return { list, items, personalised };
};
