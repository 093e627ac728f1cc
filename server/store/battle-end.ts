import { roundsPlayed } from '../domain/battle-facts.ts';
import { battleCoins } from '../domain/battle-pay.ts';
import { ratedSides, shownRating } from '../domain/battle-rating.ts';
import { type ResultOf, resultOf, teamRows } from '../domain/battle-result.ts';
import type { Battle } from '../domain/battle-state.ts';
import { playDayBegin } from '../domain/time.ts';
import type { BattleRow } from './battle.ts';
import { bookRound } from './battle-book.ts';
import { flagBattle } from './battle-flag.ts';
import { insertAll, insertPlan, putCells, rowsOf, type SelectPlan, selectAll, statement } from './bulk.ts';
import { settleChallenge } from './challenge.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import { type Credit, creditPeople } from './ledger-bulk.ts';
import { holdPeople } from './mastery-bulk.ts';
import { type Change, rateBattle } from './rating.ts';
import { callOffMatch, settleMatch } from './tournament.ts';

type Row = Pick<BattleRow, 'id' | 'org' | 'mode' | 'tournament' | 'createdBy'>;

const ZONE = statement('select "zone" from "org" where "id" = ?');
const BOOKED = statement('select "person" from "battle_result" where "battle" = ? limit 1');
const PAID: SelectPlan = {
  kind: 'select',
  width: 2,
  texts: new Map(),
  types: ['::text', '::bigint'],
  text: (marks) =>
    `with k("person", "since") as (values ${marks}) select r."person", r."coins" from k
    join "battle_result" r on r."person" = k."person" and r."at" >= k."since"`,
};
const RESULT = insertPlan(
  'battle_result',
  'battle person org mode team rank of points right answered bestStreak climb outcome awards coins before after at'.split(
    ' ',
  ),
);

/** What battles have paid these people on this play day. */
const paidToday = async (tx: Tx, people: readonly string[], zone: string): Promise<Map<string, number>> => {
  const since = playDayBegin(tx.now, zone);
  const keys = people.map((p) => [p, since]);
  const rows = await selectAll<{ person: string; coins: number }, (string | number)[]>(
    sinkOf(tx),
    PAID,
    keys,
    putCells,
  );
  const paid = new Map<string, number>();
  for (const { person, coins } of rows) paid.set(person, (paid.get(person) ?? 0) + coins);
  return paid;
};

type Brought = { result: ResultOf; coins: number; rating: Change | undefined };

const saveResults = async (tx: Tx, row: Row, all: readonly Brought[]): Promise<void> => {
  const cells = all.map(({ result: r, coins, rating }) => [
    ...[row.id, r.person, row.org, row.mode, r.team ?? null, r.rank, r.of, r.points, r.right, r.answered],
    ...[r.bestStreak, r.climb, r.outcome, JSON.stringify(r.awards), coins],
    ...[rating ? shownRating(rating.before) : null, rating ? shownRating(rating.after) : null, tx.now],
  ]);
  await insertAll(sinkOf(tx), RESULT, cells, putCells);
};

const tellEnd = (tx: Tx, by: Actor, row: Row, { result, rating }: Brought, rounds: number): void => {
  const { outcome, rank, right } = result;
  tx.emit(by, {
    verb: 'match.finished',
    ctx: row.id,
    score: rounds === 0 ? 0 : right / rounds,
    data: { outcome, rank, ...(rating ? { mu: rating.after.mu, sigma: rating.after.sigma } : {}) },
  });
};

/** Whether this is the first time; on PostgreSQL two servers take turns by the battle's row. */
const isFirst = async (tx: Tx, battle: string): Promise<boolean> => {
  const sink = sinkOf(tx);
  if (sink.dialect === 'postgres')
    await tx.db.selectFrom('battle').select('id').where('id', '=', battle).forUpdate().execute();
  return (await rowsOf(sink, BOOKED, [battle])).length === 0;
};

/** Tells the challenge and the tournament that wait for this battle. */
const settleWaiting = async (tx: Tx, row: Row, battle: Battle): Promise<void> => {
  if (battle.calledOff || battle.rounds.length === 0) {
    await settleChallenge(tx, row, []);
    await callOffMatch(tx, row);
    return;
  }
  await settleChallenge(tx, row, resultOf(battle));
  await settleMatch(tx, row, teamRows(battle));
};

type Ended = { row: Row; battle: Battle; results: readonly ResultOf[] };

/** Results, ratings and coins of the people in a battle. */
const saveEnd = async (tx: Tx, { row, battle, results }: Ended): Promise<void> => {
  const people = results.map((r) => r.person).sort();
  await holdPeople(tx, people);
  for (const round of battle.rounds.keys()) await bookRound(tx, row, battle, round);
  const [org] = await rowsOf<{ zone: string }>(sinkOf(tx), ZONE, [row.org]);
  const zone = org?.zone ?? 'Asia/Shanghai';
  const paid = await paidToday(tx, people, zone);
  const rated = await rateBattle(tx, row.org, ratedSides(battle, results));
  const all = results.map(
    (result): Brought => ({
      result,
      coins: battleCoins(battle, result, paid.get(result.person) ?? 0),
      rating: rated.get(result.person),
    }),
  );
  await saveResults(tx, row, all);
  const rounds = roundsPlayed(battle);
  const credits: Credit[] = [];
  for (const one of all) {
    const { person } = one.result;
    const by: Actor = { org: row.org, person, zone };
    tellEnd(tx, by, row, one, rounds);
    const key = `battle:${row.id}:${person}`;
    if (one.coins > 0)
      credits.push({ by, movement: { amount: one.coins, reason: 'battle', ref: row.id, key } });
  }
  await creditPeople(tx, row.org, credits);
};

/**
 * Writes what came of a battle, once: rounds that were not booked yet, results, coins, ratings, flags, and what waits for
 * it. A battle that ended in its lobby leaves no results.
 */
export const bookEnd = async (tx: Tx, row: Row, battle: Battle): Promise<void> => {
  if (!(await isFirst(tx, row.id))) return;
  const results = resultOf(battle).filter((r) => battle.seats.get(r.person)?.bot === undefined);
  if (battle.rounds.length > 0 && results.length > 0) {
    await saveEnd(tx, { row, battle, results });
    await flagBattle(tx, row, battle);
  }
  await settleWaiting(tx, row, battle);
};
