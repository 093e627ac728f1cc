import { askLog } from '../analytics/desk.ts';
import type { Ctx } from '../context.ts';
import {
  type BillDoc,
  type BillKind,
  graduationPeriod,
  isZero,
  type Period,
  periodOf,
  type StoryFacts,
  WRITTEN_AFTER_MS,
  weekPeriod,
  yearPeriod,
} from '../domain/bill.ts';
import { writeBill } from '../domain/bill-write.ts';
import { weekOf } from '../domain/calendar.ts';
import { addDays, playDay } from '../domain/time.ts';
import { billCatalogue } from '../formats/remarks.ts';
import { rewriteBill, saveBill } from '../store/bill.ts';
import { graduatedWithoutBill, setWritten, staleBills, withoutBill, writtenTo } from '../store/bill-due.ts';
import { addHours, billCursor } from '../store/bill-hours.ts';
import { docsOf } from '../store/bill-write.ts';
import { commit } from '../store/commit.ts';
import { zonesOf } from '../store/honour-log.ts';
import { Overtaken } from '../store/honour-write.ts';
import { settledSeq } from '../store/log-fence.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 60_000;
/** People whose bills are asked for and written at a time. */
const PIECE = 50;
/** After so many stretches of a long log the next minute goes on. */
const MOST_STRETCHES = 50;

export type BillCtx = Pick<Ctx, 'db' | 'now'> & { line: Pick<Ctx['line'], 'tell'> };
type Org = { id: string; zone: string };

/** Reads the log on into the hours of bills; true = to its end. Two servers of one database take turns. */
export const keepHours = async (ctx: Pick<Ctx, 'db' | 'now'>): Promise<boolean> => {
  const settled = await settledSeq(ctx.db);
  if (settled === undefined) return false;
  let from = await billCursor(ctx.db.read);
  for (let i = 0; i < MOST_STRETCHES && from < settled; i++) {
    const counted = await askLog(ctx.db, 'billStretch', { from, settled });
    try {
      await commit(ctx, (tx) => addHours(tx, from, counted));
    } catch (error) {
      if (error instanceof Overtaken) return false;
      throw error;
    }
    from = counted.to;
  }
  return from >= settled;
};

const storiesOf = async (ctx: BillCtx, org: Org, period: Period, people: readonly string[]) => {
  const stories = new Map<string, StoryFacts>();
  if (period.kind !== 'year') return stories;
  for (const person of people)
    stories.set(person, await askLog(ctx.db, 'story', { org: org.id, zone: org.zone, person, period }));
  return stories;
};

/** Writes the bills of these people for a period that is over; a second week of nothing in a row is no bill. */
const writeFor = async (ctx: BillCtx, org: Org, period: Period, people: string[]): Promise<void> => {
  const asked = await askLog(ctx.db, 'bills', { org: org.id, people, period, now: ctx.now() });
  const facts = Object.fromEntries(
    Object.entries(asked).filter(([, f]) => !isZero(f) || (f.before?.days ?? 0) > 0),
  );
  const stories = await storiesOf(ctx, org, period, Object.keys(facts));
  const docs = await docsOf(ctx.db.read, { org: org.id, period, facts, stories }, billCatalogue());
  await commit(ctx, async (tx) => {
    for (const [person, doc] of docs) await saveBill(tx, { org: org.id, person }, doc);
  });
  ctx.line.tell(org.id, [...docs.keys()], { kind: 'message' });
};

/** The last whole week and the last whole year, half an hour after their end. */
const overPeriods = (now: number, zone: string): Period[] => {
  const today = playDay(now - WRITTEN_AFTER_MS, zone);
  return [weekPeriod(addDays(weekOf(today), -7), zone), yearPeriod(Math.floor(today / 10_000) - 1, zone)];
};

const writeOver = async (ctx: BillCtx, org: Org, period: Period): Promise<void> => {
  if ((await writtenTo(ctx.db.read, org.id, period.kind)) >= period.from) return;
  for (let after = ''; ; ) {
    const people = await withoutBill(ctx.db.read, org.id, period, { after, most: PIECE });
    if (people.length > 0) await writeFor(ctx, org, period, people);
    after = people.at(-1) ?? '';
    if (people.length < PIECE) break;
  }
  await commit(ctx, (tx) => setWritten(tx, org.id, period.kind, period.from));
};

const writeGraduations = async (ctx: BillCtx, zones: ReadonlyMap<string, string>): Promise<void> => {
  for (const one of await graduatedWithoutBill(ctx.db.read, PIECE)) {
    const zone = zones.get(one.org) ?? 'UTC';
    await writeFor(ctx, { id: one.org, zone }, graduationPeriod(one, zone), [one.person]);
  }
};

/** Bills of which a score was corrected: what is counted changes, what was true on that day and was said stays. */
const writeAgain = async (ctx: BillCtx, zones: ReadonlyMap<string, string>): Promise<void> => {
  for (const row of await staleBills(ctx.db.read, PIECE)) {
    const old = JSON.parse(row.data) as BillDoc;
    const zone = zones.get(row.org) ?? 'UTC';
    const period = periodOf(row.kind as BillKind, row.ref, { from: row.from, to: row.to }, zone);
    const asked = { org: row.org, people: [row.person], period, now: Number(row.at) };
    const facts = (await askLog(ctx.db, 'bills', asked))[row.person];
    if (!facts) continue;
    const { strongest, next, coins, remark, rank, story } = old;
    const said = { facts: { ...facts, strongest, next, coins }, rank, lately: [] };
    const doc = { ...writeBill(period, said, billCatalogue()), remark, ...(story ? { story } : {}) };
    await commit(ctx, (tx) => rewriteBill(tx, row, doc));
  }
};

/**
 * Keeps the hours of bills and writes what is due: weeks, graduations, years, and again what a corrected score has changed.
 * Nothing is written before the log is read to its end.
 */
export const writeBills = async (ctx: BillCtx): Promise<boolean> => {
  if (!(await keepHours(ctx))) return false;
  const zones = await zonesOf(ctx.db.read);
  for (const [id, zone] of zones)
    for (const period of overPeriods(ctx.now(), zone)) await writeOver(ctx, { id, zone }, period);
  await writeGraduations(ctx, zones);
  await writeAgain(ctx, zones);
  return true;
};

/** Looks for what is due now and every minute, one run at a time. Returns how to stop. */
export const startBills = (ctx: Ctx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'bills', () => writeBills(ctx));
