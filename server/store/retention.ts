import type { RetentionLine } from '../domain/api-rights.ts';
import { catalogue, VERBS, verbOf } from '../domain/events/index.ts';
import { coarse, type KeptClass, keptSince, LOG_CLASSES } from '../domain/rights.ts';
import { commit, type StoreCtx, type Tx } from './commit.ts';
import type { Db } from './db.ts';
import { rightsPolicyOf } from './rights-policy.ts';
import { findSymbol } from './symbol.ts';

/** Events a commit looks at: some milliseconds of the writer. */
const PIECE = 500;
/** Pieces in a run: a large old log is forgotten over some hours, not in one. */
const MOST_PIECES = 200;
type LogClass = (typeof LOG_CLASSES)[number];

const codesOf = (c: LogClass): Set<number> =>
  new Set(VERBS.filter((v) => catalogue[v].privacy === c).map((v) => catalogue[v].code));

const cursorName = (org: string, c: LogClass): string => `kept:${c}:${org}`;
const cursorAt = async (db: Db, name: string): Promise<number> =>
  Number(
    (await db.selectFrom('log_cursor').select('seq').where('name', '=', name).executeTakeFirst())?.seq ?? 0,
  );

const HOUR = 3_600_000;
/** What a row may still say once its class is over. Counts, results and order stay: a rebuild gives the same rollups. */
const keptOf = (c: LogClass, e: { verb: number; tEvent: number }) => {
  const data = JSON.stringify(coarse(verbOf(e.verb) ?? ''));
  if (c === 'T') return { sess: null, sessN: null, tClient: null, ...(isOf('T', e.verb) ? { data } : {}) };
  // Answers keep their instant: the order of first and latest hangs on it.
  if (c === 'R' || c === 'F') return { data, ctx: null };
  return { data, ctx: null, tEvent: e.tEvent - (e.tEvent % HOUR) };
};
const CODES = Object.fromEntries(LOG_CLASSES.map((c) => [c, codesOf(c)])) as Record<LogClass, Set<number>>;
const isOf = (c: LogClass, verb: number): boolean => CODES[c].has(verb);

/** Coarsens the next piece of the log; gives how many rows, or undefined when nothing more is old enough. */
const coarsen = async (
  { db }: Tx,
  { org, symbol, c, before }: { org: string; symbol: number; c: LogClass; before: number },
): Promise<number | undefined> => {
  const name = cursorName(org, c);
  const from = await cursorAt(db, name);
  const rows = await db
    .selectFrom('event')
    .select(['seq', 'org', 'verb', 'tServer', 'tEvent'])
    .where('seq', '>', from)
    .orderBy('seq')
    .limit(PIECE)
    .execute();
  const old = [];
  for (const row of rows) {
    if (row.tServer >= before) break;
    old.push(row);
  }
  const last = old.at(-1);
  if (!last) return undefined;
  const mine = old.filter((e) => e.org === symbol && (c === 'T' || isOf(c, e.verb)));
  for (const e of mine) await db.updateTable('event').set(keptOf(c, e)).where('seq', '=', e.seq).execute();
  await db
    .insertInto('log_cursor')
    .values({ name, seq: last.seq })
    .onConflict((x) => x.column('name').doUpdateSet({ seq: last.seq }))
    .execute();
  return mine.length;
};

/** Rows outside the log, by class: opinions by their day, looks and consents' companions by their time. */
const dropOld = async (tx: Tx, org: string, c: KeptClass, before: number): Promise<number> => {
  const { db } = tx;
  if (c === 'T') {
    const done = await db
      .deleteFrom('look')
      .where('org', '=', org)
      .where('at', '<', before)
      .executeTakeFirst();
    return Number(done.numDeletedRows);
  }
  if (c === 'F') {
    const done = await db
      .updateTable('report')
      .set({ text: '' })
      .where('org', '=', org)
      .where('judgedAt', '<', before)
      .where('text', '!=', '')
      .executeTakeFirst();
    return Number(done.numUpdatedRows);
  }
  if (c !== 'O') return 0;
  const day = new Date(before);
  const from = day.getUTCFullYear() * 10_000 + (day.getUTCMonth() + 1) * 100 + day.getUTCDate();
  const done = await db
    .deleteFrom('survey_response')
    .where('org', '=', org)
    .where('day', '<', from)
    .executeTakeFirst();
  return Number(done.numDeletedRows);
};

const note = async (tx: Tx, org: string, c: KeptClass, rows: number, upTo: number): Promise<void> => {
  if (rows === 0) return;
  await tx.db.insertInto('retention_run').values({ org, at: tx.now, class: c, rows, upTo }).execute();
};

/**
 * Forgets what a company may no longer keep, in small commits. The log's rows stay, coarsened to what the rollups hold
 * (person, verb, day, hour, result, ms): so a clean rebuild still equals them. `traits` = forgets those of before.
 */
export const forgetOld = async (
  ctx: StoreCtx,
  org: string,
  traits: (before: number) => number,
): Promise<void> => {
  const policy = await rightsPolicyOf(ctx.db.read, org);
  const symbol = await findSymbol(ctx.db.read, org);
  for (const c of LOG_CLASSES) {
    if (symbol === undefined) break;
    const before = keptSince(policy, c, ctx.now());
    let rows = 0;
    for (let piece = 0; piece < MOST_PIECES; piece++) {
      const n = await commit(ctx, (tx) => coarsen(tx, { org, symbol, c, before }));
      if (n === undefined) break;
      rows += n;
    }
    await commit(ctx, (tx) => note(tx, org, c, rows, before));
  }
  for (const c of ['T', 'F', 'O'] as const) {
    const before = keptSince(policy, c, ctx.now());
    await commit(ctx, async (tx) => note(tx, org, c, await dropOld(tx, org, c, before), before));
  }
  const before = keptSince(policy, 'X', ctx.now());
  await commit(ctx, (tx) => note(tx, org, 'X', traits(before), before));
};

/** The last runs that forgot something, newest first. */
export const retentionRuns = async (db: Db, org: string): Promise<RetentionLine[]> => {
  const rows = await db
    .selectFrom('retention_run')
    .select(['at', 'class', 'rows', 'upTo'])
    .where('org', '=', org)
    .orderBy('seq', 'desc')
    .limit(60)
    .execute();
  return rows.map((r) => ({
    ...{ at: Number(r.at), class: r.class as KeptClass, rows: Number(r.rows), upTo: Number(r.upTo) },
  }));
};
