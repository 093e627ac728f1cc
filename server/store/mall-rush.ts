import { RuleError } from '../domain/errors.ts';
import { commit, type StoreCtx } from './commit.ts';
import type { Database } from './db.ts';
import { Conflict, isStorageFault } from './dialect.ts';
import { type Ask, type Bought, type Fate, redeem } from './mall-redeem.ts';

/** So many are served by one transaction. */
const MOST_TOGETHER = 100;
/** Who has more people before them is not kept on the line, but told the waiting number. */
const MOST_AHEAD = 200;
/** A fate is known without the database for this long. */
const KEPT_MS = 120_000;
const MOST_KEPT = 20_000;
/** So long this process believes that nobody else has brought back stock. */
const SOLD_OUT_MS = 500;
const TRIES = 4;

type Outcome = Fate | { failed: unknown };
type Place = {
  key: string;
  ask: Ask;
  /** How many came to this good before. */
  nth: number;
  outcome?: Outcome;
  done: Promise<Outcome>;
  settle: (outcome: Outcome) => void;
  settledAt: number;
  /** Somebody was told a waiting number and will ask again. */
  waits: boolean;
};
/** The people before one good. `served` of those who came have their fate. */
type Line = {
  org: string;
  sku: string;
  queue: Place[];
  places: Map<string, Place>;
  /** Settled places, oldest first. */
  settled: Place[];
  came: number;
  served: number;
  busy: boolean;
  soldOut?: { until: number; buyers: ReadonlySet<string> };
  /** People served in a millisecond, a moving mean. */
  pace: number;
};

const allLines = new WeakMap<Database, Map<string, Line>>();
const linesOf = (db: Database): Map<string, Line> => {
  const lines = allLines.get(db) ?? new Map<string, Line>();
  allLines.set(db, lines);
  return lines;
};
const lineOf = (db: Database, org: string, sku: string): Line => {
  const lines = linesOf(db);
  const known = lines.get(`${org} ${sku}`);
  if (known) return known;
  const at = { came: 0, served: 0, busy: false, pace: 0.3 };
  const line: Line = { org, sku, queue: [], places: new Map(), settled: [], ...at };
  lines.set(`${org} ${sku}`, line);
  return line;
};

/** Call it after a commit that has brought back stock: whoever asks next is served from the store. */
export const stockChanged = (db: Database, org: string, sku: string): void => {
  const line = linesOf(db).get(`${org} ${sku}`);
  if (line) delete line.soldOut;
};

const soldOut = (): RuleError => new RuleError('mall.sold_out', { left: 0 });

/** True for whom the store needs not be asked: all is gone, and no order of theirs can be there to be found again. */
const goesEmpty = ({ soldOut: gone }: Line, person: string, now: number): boolean =>
  gone !== undefined && now < gone.until && !gone.buyers.has(person);

const forget = (line: Line, now: number): void => {
  let old = 0;
  for (const place of line.settled) {
    if (now - place.settledAt < KEPT_MS && line.settled.length - old <= MOST_KEPT) break;
    line.places.delete(place.key);
    old++;
  }
  if (old > 0) line.settled.splice(0, old);
};

/** What was refused may be tried again, unless somebody still comes to hear it; what was bought stays known. */
const settlePlace = (line: Line, place: Place, outcome: Outcome, now: number): void => {
  place.outcome = outcome;
  place.settledAt = now;
  line.served++;
  if ('order' in outcome || place.waits) line.settled.push(place);
  else line.places.delete(place.key);
  place.settle(outcome);
};

const enter = (line: Line, key: string, ask: Ask): Place => {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const at = { nth: line.came++, done: promise, settle: resolve, settledAt: 0, waits: false };
  const place: Place = { key, ask, ...at };
  line.places.set(key, place);
  line.queue.push(place);
  return place;
};

const buyersOf = async ({ read }: Database, sku: string): Promise<Set<string>> => {
  const rows = await read
    .selectFrom('mall_order')
    .select('person')
    .distinct()
    .where('good', '=', sku)
    .execute();
  return new Set(rows.map((r) => r.person));
};

/** Not remembered when the store cannot be read just now: whoever asks next will ask it. */
const rememberSoldOut = async (ctx: StoreCtx, line: Line): Promise<void> => {
  const buyers = await buyersOf(ctx.db, line.sku).catch(() => undefined);
  if (buyers) line.soldOut = { until: ctx.now() + SOLD_OUT_MS, buyers };
};

type Served = { fates: Outcome[]; left: number | null };

/** One transaction for all of `asks`; when it breaks, one for each, so that only the one which breaks it is failed. */
const serveAll = async (ctx: StoreCtx, line: Line, asks: Ask[], tries = TRIES): Promise<Served> => {
  try {
    return await commit(ctx, (tx) => redeem(tx, line.org, line.sku, asks));
  } catch (error) {
    if (error instanceof Conflict && tries > 1) return serveAll(ctx, line, asks, tries - 1);
    const storage = error instanceof RuleError || isStorageFault(error);
    if (asks.length === 1 || storage) return { fates: asks.map(() => ({ failed: error })), left: null };
    const each: Outcome[] = [];
    for (const ask of asks) each.push(...(await serveAll(ctx, line, [ask])).fates);
    return { fates: each, left: null };
  }
};

const serveNext = async (ctx: StoreCtx, line: Line): Promise<void> => {
  const places = line.queue.splice(0, MOST_TOGETHER);
  const from = performance.now();
  const open = places.filter((p) => !goesEmpty(line, p.ask.by.person, ctx.now()));
  const asks = open.map((p) => p.ask);
  const { fates, left }: Served =
    asks.length === 0 ? { fates: [], left: null } : await serveAll(ctx, line, asks);
  if (left === 0) await rememberSoldOut(ctx, line);
  const outcomes = new Map(open.map((p, i) => [p, fates[i] ?? { failed: new Error('nobody was served') }]));
  for (const place of places)
    settlePlace(line, place, outcomes.get(place) ?? { refused: soldOut() }, ctx.now());
  const pace = places.length / Math.max(0.1, performance.now() - from);
  line.pace = (line.pace + pace) / 2;
};

const drain = async (ctx: StoreCtx, line: Line): Promise<void> => {
  // Lets those in who came in the same moment.
  await new Promise((resolve) => setImmediate(resolve));
  try {
    while (line.queue.length > 0) await serveNext(ctx, line);
  } finally {
    line.busy = false;
  }
};

const boughtOf = (line: Line, place: Place, outcome: Outcome): Bought => {
  if ('order' in outcome) return outcome;
  line.places.delete(place.key);
  throw 'refused' in outcome ? outcome.refused : outcome.failed;
};

const LEAST_WAIT_MS = 500;
const MOST_WAIT_MS = 10_000;
export type Waiting = { ahead: number; againMs: number };

const waitingOf = (line: Line, place: Place, ahead: number): Waiting => {
  place.waits = true;
  const ms = Math.round(ahead / Math.max(0.01, line.pace));
  return { ahead, againMs: Math.min(MOST_WAIT_MS, Math.max(LEAST_WAIT_MS, ms)) };
};

/**
 * Buys in the order of arrival, good by good: nobody overtakes, many are served by one transaction. Whoever is too far
 * back is given a waiting number; the same command later gives the fate, which comes whether anybody asks or not. All
 * gone is said without the store. Throws what `redeem` refuses, `mall.sold_out`, `storage.unavailable`.
 */
export const buyInTurn = async (
  ctx: StoreCtx,
  sku: string,
  ask: Ask,
  most = MOST_AHEAD,
): Promise<Bought | Waiting> => {
  const line = lineOf(ctx.db, ask.by.org, sku);
  const key = `${ask.by.person} ${ask.command}`;
  const known = line.places.get(key);
  if (!known && goesEmpty(line, ask.by.person, ctx.now())) throw soldOut();
  forget(line, ctx.now());
  const place = known ?? enter(line, key, ask);
  if (!line.busy) {
    line.busy = true;
    void drain(ctx, line);
  }
  if (place.outcome) return boughtOf(line, place, place.outcome);
  const ahead = place.nth - line.served;
  return ahead > most ? waitingOf(line, place, ahead) : boughtOf(line, place, await place.done);
};
