import type { LookLine, LookSum } from '../domain/api-rights.ts';
import { commit, type StoreCtx } from './commit.ts';
import type { Database, Db } from './db.ts';

const WAIT_MS = 1_000;
const MOST_WAITING = 500;
/** Equal looks within this time are one row. */
const SAME_MS = 10 * 60_000;
/** So many people of a list are noted, from its top. */
const MOST_PEOPLE = 500;
/** Looks a commit writes: a few milliseconds of the writer. */
const PIECE = 100;
/** Lists that are remembered as noted. */
const MOST_LISTS = 1_000;

type Look = { org: string; by: string; person: string; what: string; at: number };
type Line = { looks: Look[]; timer?: NodeJS.Timeout };
const lines = new WeakMap<Database, Line>();

/** Writes what waits. For the end of a server, and before somebody reads who looked. */
export const writeLooks = async (ctx: StoreCtx): Promise<void> => {
  const line = lines.get(ctx.db);
  if (!line || line.looks.length === 0) return;
  clearTimeout(line.timer);
  delete line.timer;
  const looks = line.looks.splice(0);
  for (let at = 0; at < looks.length; at += PIECE)
    await commit(ctx, async ({ db }) => {
      for (const look of looks.slice(at, at + PIECE)) await add(db, look);
    });
};

const add = async (db: Db, { org, by, person, what, at }: Look): Promise<void> => {
  const again = await db
    .updateTable('look')
    .set((eb) => ({ n: eb('n', '+', 1) }))
    .where('person', '=', person)
    .where('by', '=', by)
    .where('what', '=', what)
    .where('at', '>', at - SAME_MS)
    .executeTakeFirst();
  if (again.numUpdatedRows > 0n) return;
  // An old page may still name somebody who was erased since: that id is written nowhere any more.
  if (!(await db.selectFrom('person').select('id').where('id', '=', person).executeTakeFirst())) return;
  await db.insertInto('look').values({ org, by, person, what, at, n: 1 }).execute();
};

/**
 * Notes that `by` saw data of `people`; one's own is no look. Returns at once: rows are written within a second, many in one
 * commit. `what` = `events`, `person`, `copy`, ... (texts `what.*` of i18n rights).
 */
export const looked = (
  ctx: StoreCtx & { log?: { error: (o: object, text: string) => void } },
  by: { org: string; person: string },
  people: readonly string[],
  what: string,
): void => {
  const others = [...new Set(people)].filter((p) => p !== by.person).slice(0, MOST_PEOPLE);
  if (others.length === 0) return;
  const line: Line = lines.get(ctx.db) ?? { looks: [] };
  lines.set(ctx.db, line);
  const at = ctx.now();
  for (const person of others) line.looks.push({ org: by.org, by: by.person, person, what, at });
  const write = (): void => {
    writeLooks(ctx).catch((err: unknown) => ctx.log?.error({ err }, 'looks were not written'));
  };
  if (line.looks.length >= MOST_WAITING) write();
  else {
    line.timer ??= setTimeout(write, WAIT_MS);
    line.timer.unref();
  }
};

const lists = new WeakMap<Database, Map<string, { at: number; people: Set<string> }>>();

/**
 * `looked` for lists of named people that a screen asks for again and again: within ten minutes somebody who was noted in a
 * list of `by` and `what` costs nothing more.
 */
export const lookedThrough = (
  ctx: Parameters<typeof looked>[0],
  by: Parameters<typeof looked>[1],
  people: readonly string[],
  what: string,
): void => {
  const known = lists.get(ctx.db) ?? new Map<string, { at: number; people: Set<string> }>();
  lists.set(ctx.db, known);
  const key = `${by.person} ${what}`;
  const last = known.get(key);
  const now = ctx.now();
  const list = last && now - last.at < SAME_MS ? last : { at: now, people: new Set<string>() };
  const fresh = people.slice(0, MOST_PEOPLE).filter((p) => !list.people.has(p));
  for (const p of fresh) list.people.add(p);
  if (known.size >= MOST_LISTS) known.clear();
  known.set(key, list);
  looked(ctx, by, fresh, what);
};

const MOST_SHOWN = 200;

/** Who looked at a person's data, summed by what and by the role of who looked. */
export const looksAt = async (db: Db, person: string): Promise<LookSum[]> => {
  const rows = await db
    .selectFrom('look as l')
    .leftJoin('person as p', 'p.id', 'l.by')
    .select(['l.what', 'p.role as by'])
    .select((eb) => [eb.fn.sum<number>('l.n').as('n'), eb.fn.max('l.at').as('at')])
    .where('l.person', '=', person)
    .groupBy(['l.what', 'p.role'])
    .orderBy('at', 'desc')
    .orderBy('l.what')
    .execute();
  return rows.map(({ what, by, n, at }) => ({ what, by: by ?? '', n: Number(n), at: Number(at) }));
};

/** The last looks in a company, newest first. */
export const looksIn = async (db: Db, org: string): Promise<LookLine[]> => {
  const rows = await db
    .selectFrom('look as l')
    .leftJoin('identity as b', 'b.person', 'l.by')
    .leftJoin('identity as i', 'i.person', 'l.person')
    .select(['l.seq', 'l.by', 'l.person', 'l.what', 'l.at', 'l.n', 'b.name as byName', 'i.name'])
    .where('l.org', '=', org)
    .orderBy('l.seq', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  return rows.map((r) => ({
    ...{ by: r.by, person: r.person, what: r.what, n: r.n, seq: Number(r.seq), at: Number(r.at) },
    ...{ byName: r.byName ?? '', name: r.name ?? '' },
  }));
};
