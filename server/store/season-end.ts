import { logDay } from '../domain/log-day.ts';
import { isOn, outcomeOf, type SeasonOutcome } from '../domain/season.ts';
import { textIn } from '../domain/text.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import { langsOf } from './lang-of.ts';
import { creditPerson } from './ledger.ts';
import { sendMessage } from './message.ts';
import type { Season } from './season.ts';
import { countSeason, spanOf } from './season-count.ts';

const ROWS = 200;

/** Writes down that a person has reached the personal goal, and pays the bonus, once; true = just now. */
const reach = async (tx: Tx, season: Season, person: string): Promise<boolean> => {
  const { id, org, zone, data } = season;
  const coins = data.bonus ?? 0;
  const first = await tx.db
    .insertInto('season_reach')
    .values({ season: id, person, at: tx.now, coins })
    .onConflict((c) => c.columns(['season', 'person']).doNothing())
    .returning('person')
    .executeTakeFirst();
  if (!first) return false;
  if (coins > 0) {
    const movement = { amount: coins, reason: 'season', ref: id, key: `season:${id}:${person}` };
    await creditPerson(tx, { org, person, zone }, movement);
  }
  return true;
};

/**
 * Pays everybody who has reached the personal goal of a running season; gives the people for whom it was just now. Does
 * nothing before its first day. `values` = what each has done, by `countSeason`.
 */
export const payReached = async (
  tx: Tx,
  season: Season,
  values: ReadonlyMap<string, number>,
): Promise<string[]> => {
  const { personal } = season.data;
  if (personal === undefined) return [];
  const there = [...values].filter(([, n]) => n >= personal).map(([person]) => person);
  const known = await tx.db
    .selectFrom('season_reach')
    .select('person')
    .where('season', '=', season.id)
    .execute();
  const paid = new Set(known.map((k) => k.person));
  const now: string[] = [];
  for (const person of there.sort())
    if (!paid.has(person) && (await reach(tx, season, person))) now.push(person);
  return now;
};

const keepParts = async (tx: Tx, season: string, values: ReadonlyMap<string, number>): Promise<void> => {
  const rows = [...values].map(([person, value]) => ({ season, person, value }));
  for (let at = 0; at < rows.length; at += ROWS)
    await tx.db
      .insertInto('season_part')
      .values(rows.slice(at, at + ROWS))
      .execute();
};

const thank = async (tx: Tx, season: Season, people: readonly string[]): Promise<void> => {
  const langs = await langsOf(tx.db, people);
  const from = { org: season.org, person: season.createdBy };
  for (const to of people) {
    const text = textIn(season.data.name, langs.get(to) ?? 'zh');
    await sendMessage(tx, from, { to, kind: 'season', text });
  }
};

/**
 * Ends a running season once and books what came of it: who had done what, the last bonuses, thanks to all who took part,
 * and whether the company gives what it promised. `by` = the trainer who ends it before its time. Gives everybody to be
 * told; undefined = somebody else has ended it.
 */
export const endSeason = async (tx: Tx, season: Season, by?: Actor): Promise<string[] | undefined> => {
  const ended = await tx.db
    .updateTable('season')
    .set({ status: 'over', endedAt: tx.now })
    .where('id', '=', season.id)
    .where('status', '=', 'running')
    .returning('id')
    .executeTakeFirst();
  if (!ended) return undefined;
  const { metric } = season.data;
  const today = logDay(tx.now, season.zone);
  const values =
    metric === undefined
      ? new Map<string, number>()
      : await countSeason(tx.db, season.org, metric, spanOf(season, today));
  await payReached(tx, season, values);
  await keepParts(tx, season.id, values);
  const paid = await tx.db
    .selectFrom('season_reach')
    .select((eb) => eb.fn.sum('coins').as('coins'))
    .where('season', '=', season.id)
    .executeTakeFirst();
  const early = by !== undefined && today <= season.data.to;
  const outcome: SeasonOutcome = {
    ...outcomeOf(season.data, values),
    coins: Number(paid?.coins ?? 0),
    ...(early ? { stoppedBy: by.person } : {}),
  };
  await tx.db
    .updateTable('season')
    .set({ outcome: JSON.stringify(outcome) })
    .where('id', '=', season.id)
    .execute();
  const actor = by ?? { org: season.org, person: season.createdBy, zone: season.zone };
  await auditIn(tx, actor, {
    action: by ? 'season.stop' : 'season.end',
    object: season.id,
    details: { outcome },
  });
  const people = [...values.keys()].sort();
  await thank(tx, season, people);
  return people;
};

/** True from the first to the last day of a running season. */
export const runsNow = (season: Season, now: number): boolean =>
  season.status === 'running' && isOn(season.data, logDay(now, season.zone));
