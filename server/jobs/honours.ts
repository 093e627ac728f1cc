import type { Ctx } from '../context.ts';
import { type Honours, honourCatalogue } from '../formats/honours.ts';
import { commit } from '../store/commit.ts';
import { readStretch, zonesOf } from '../store/honour-log.ts';
import { cursorOf, Overtaken, writeStretch } from '../store/honour-write.ts';
import { closeGroup, groupsToClose } from '../store/league.ts';
import { settledSeq } from '../store/log-fence.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 1_000;
/** Events read at a time: some ten milliseconds, so that rooms hardly notice. */
const MOST = 500;
/** A week is ended so long after its end: what was stated in its last moment stands in the log by then. */
const STILL_WRITING_MS = 60_000;
/** After so many stretches of a long log the next second goes on. */
const MOST_STRETCHES = 20;

type JobCtx = Pick<Ctx, 'db' | 'now'> & { log: Pick<Ctx['log'], 'error'>; line: Pick<Ctx['line'], 'tell'> };
type Zones = Map<string, string>;

const tell = (ctx: JobCtx, people: readonly { org: string; person: string }[]): void => {
  const orgs = new Map<string, string[]>();
  for (const { org, person } of people) orgs.set(org, [...(orgs.get(org) ?? []), person]);
  for (const [org, all] of orgs) ctx.line.tell(org, all, { kind: 'honour' });
};

/** Reads on in the log until its end; false = there is more, or it cannot be told yet where the end is. */
const readOn = async (ctx: JobCtx, zones: Zones, catalogue: Honours, most = MOST): Promise<boolean> => {
  const settled = await settledSeq(ctx.db);
  if (settled === undefined) return false;
  const zoneOf = (org: string): string | undefined => zones.get(org);
  let from = await cursorOf(ctx.db.read);
  for (let i = 0; i < MOST_STRETCHES; i++) {
    if (from >= settled) return true;
    const stretch = await readStretch(ctx.db, from, settled, { most, zoneOf });
    if (stretch.to === from) return true;
    tell(ctx, await commit(ctx, (tx) => writeStretch(tx, stretch, { catalogue, zoneOf })));
    from = stretch.to;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return from >= settled;
};

/** Ends the weeks that are over; the log has to be read to its end before. */
const closeWeeks = async (ctx: JobCtx, zones: Zones, catalogue: Honours, now: number): Promise<number> => {
  const topTier = catalogue.leagues.length - 1;
  const groups = await groupsToClose(ctx.db.read, now, (org) => zones.get(org));
  for (const group of groups) {
    const zone = zones.get(group.org) ?? 'UTC';
    const people = await commit(ctx, (tx) => closeGroup(tx, group, { zone, topTier }));
    ctx.line.tell(group.org, people, { kind: 'honour' });
  }
  return groups.length;
};

/**
 * Reads honours off the log: points, corrections, titles, badges and leagues of what has happened since the last run, and
 * ends the weeks that are over. Two servers of one database take turns. Gives whether the end of the log was reached.
 */
export const followHonours = async (ctx: JobCtx, most = MOST): Promise<boolean> => {
  const catalogue = honourCatalogue();
  const zones = await zonesOf(ctx.db.read);
  const before = ctx.now() - STILL_WRITING_MS;
  try {
    const done = await readOn(ctx, zones, catalogue, most);
    if (done) await closeWeeks(ctx, zones, catalogue, before);
    return done;
  } catch (error) {
    if (error instanceof Overtaken) return false;
    throw error;
  }
};

/** Follows the log every second, one run at a time. Returns how to stop. */
export const startHonours = (ctx: JobCtx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'honours', () => followHonours(ctx));
