import type { Response } from 'express';
import { askLog } from '../analytics/desk.ts';
import type { Ctx } from '../context.ts';
import type { ExportFormat, ExportProgress } from '../domain/api-open.ts';
import { RuleError } from '../domain/errors.ts';
import { auditIn } from '../store/audit-trail.ts';
import { type Actor, commit } from '../store/commit.ts';
import { type Database, placeOf } from '../store/db.ts';
import { settledSeq } from '../store/log-fence.ts';
import { runThread } from '../store/thread.ts';
import { type ExportJob, type ExportPiece, writeExport } from './open-export-write.ts';

const MOST_AT_ONCE = 3;
/** A reader that takes nothing for so long has gone. */
const STALL_MS = 120_000;
const LONGEST_MS = 6 * 3_600_000;
const MOST_KEPT = 200;

type Run = ExportProgress & { person: string };
const runs = new WeakMap<Database, Map<string, Run>>();
const runsOf = (db: Database): Map<string, Run> => {
  const map = runs.get(db) ?? new Map<string, Run>();
  runs.set(db, map);
  return map;
};

/** How far an export of this person is; undefined = none of that name. */
export const progressOf = (db: Database, person: string, run: string): ExportProgress | undefined => {
  const found = runsOf(db).get(run);
  if (!found || found.person !== person) return undefined;
  const { person: _, ...progress } = found;
  return progress;
};

const begin = (db: Database, id: string, person: string, total: number): Run => {
  const map = runsOf(db);
  const busy = [...map.values()].filter((run) => run.state === 'running').length;
  if (busy >= MOST_AT_ONCE) throw new RuleError('export.busy');
  const [oldest] = map.keys();
  if (map.size >= MOST_KEPT && oldest !== undefined) map.delete(oldest);
  const run: Run = { person, state: 'running', events: 0, total, bytes: 0 };
  map.set(id, run);
  return run;
};

/** Resolves when the reader has room again; rejects when it is gone or takes nothing for two minutes. */
const drained = (res: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (error?: Error): void => {
      clearTimeout(timer);
      res.off('drain', go);
      res.off('close', gone);
      if (error) reject(error);
      else resolve();
    };
    const go = (): void => end();
    const gone = (): void => end(new Error('the reader has gone'));
    const timer = setTimeout(() => end(new Error('the reader takes nothing')), STALL_MS);
    res.once('drain', go);
    res.once('close', gone);
  });

const TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

const openAnswer = (res: Response, { format, from, to }: ExportJob): void => {
  res.set({
    'cache-control': 'no-store, no-transform',
    'x-content-type-options': 'nosniff',
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="events-${from}-${to}.${format}"`,
  });
};

/** Who asks: somebody in the studio, or a machine with a token, which counts as no administrator. */
export type Reader = { actor: Actor; token?: string };
export type ExportWish = Omit<ExportJob, 'through' | 'org'> & { run: string };

/**
 * Streams an export into `res`, written in a thread that waits for the reader. Leaves an audit entry. Throws `export.busy`
 * before the first byte; afterwards a failure ends the connection, so that no half file looks whole.
 */
export const streamExport = async (
  ctx: Ctx,
  reader: Reader,
  wish: ExportWish,
  res: Response,
): Promise<void> => {
  const { run: id, ...about } = wish;
  const { actor, token } = reader;
  const total = await askLog(ctx.db, 'exportCount', { org: actor.org, ...about });
  const run = begin(ctx.db, id, token ?? actor.person, total);
  try {
    const through = (await settledSeq(ctx.db)) ?? 0;
    const { from, to, dimensions, format, names } = about;
    const details = {
      from,
      to,
      dimensions,
      format,
      names,
      events: total,
      ...(token === undefined ? {} : { token }),
    };
    await commit(ctx, (tx) => auditIn(tx, actor, { action: 'events.export', details }));
    const job: ExportJob = { ...about, org: actor.org, through };
    openAnswer(res, job);
    const take = async ({ bytes, events }: ExportPiece): Promise<void> => {
      if (res.destroyed) throw new Error('the reader has gone');
      run.events = events;
      run.bytes += bytes.length;
      if (bytes.length > 0 && !res.write(bytes)) await drained(res);
    };
    const place = placeOf(ctx.db, ctx.config);
    const url = new URL('./open-export-worker.ts', import.meta.url);
    if (place) await runThread(url, { place, job }, take, LONGEST_MS);
    else await writeExport(ctx.db.read, job, take);
    run.state = 'done';
    res.end();
  } catch (error) {
    run.state = 'failed';
    throw error;
  }
};
