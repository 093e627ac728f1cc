import type { BattleResultView, ResultRow } from '../domain/api-battle.ts';
import { shownQuestion, verdictOf } from '../domain/battle-notice.ts';
import type { ResultOf } from '../domain/battle-result.ts';
import type { LocalText } from '../domain/text.ts';
import type { Editor } from './audit-trail.ts';
import { findOver, mayLook, type Over, resultRow, seesAll, teamsIn } from './battle-over.ts';
import type { Db } from './db.ts';
import { balanceOf } from './ledger.ts';

/** A player of a large show is told of the first places and of the awards, never of the last. */
const SHOWN = 20;
const SMALL = 20;
const COMPARING = new Set(['climber', 'fastest', 'streak', 'oracle']);

const rowsFor = (over: Over, by: Editor): ResultRow[] => {
  const { results, battle, row } = over;
  const all = seesAll(by, row);
  const shown = results.filter((r, i) => {
    if (all || r.person === by.person) return true;
    if (!battle.rules.ranking) return false;
    return results.length <= SMALL || i < SHOWN || r.awards.some((a) => COMPARING.has(a));
  });
  return shown.map((r) => resultRow(over, by, r));
};

/** Numbers of the rounds that somebody was there for and did not answer rightly. */
const missedBy = ({ battle }: Over, person: string): number[] => {
  const since = battle.seats.get(person)?.since ?? 0;
  return [...battle.rounds.entries()].flatMap(([nth, { state, given }]) =>
    state === 'revealed' && nth >= since && given.get(person)?.ok !== true ? [nth] : [],
  );
};

type Practise = NonNullable<BattleResultView['mine']>['practise'];
/** The knowledge points of missed questions, where they stand now, most missed first. */
const practiseFor = async (db: Db, { battle }: Over, missed: readonly number[]): Promise<Practise> => {
  const asked = missed.flatMap((nth) => battle.rounds[nth]?.ref.question ?? []);
  if (asked.length === 0) return [];
  const rows = await db
    .selectFrom('question as q')
    .innerJoin('point as p', (j) => j.onRef('p.bank', '=', 'q.bank').onRef('p.id', '=', 'q.point'))
    .select(['q.bank', 'q.point', 'p.name'])
    .where('q.id', 'in', asked)
    .execute();
  const points = Map.groupBy(rows, (r) => `${r.bank}:${r.point}`);
  return [...points.values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { bank, point } = first;
      return [{ bank, point, name: JSON.parse(first.name) as LocalText, missed: group.length }];
    })
    .sort((a, b) => b.missed - a.missed || (a.point < b.point ? -1 : 1));
};

const mineIn = async (
  db: Db,
  over: Over,
  by: Editor,
  result: ResultOf,
): Promise<NonNullable<BattleResultView['mine']>> => {
  const { battle, row } = over;
  const booked = await db
    .selectFrom('battle_result')
    .select(['coins', 'before', 'after'])
    .where('battle', '=', row.id)
    .where('person', '=', by.person)
    .executeTakeFirst();
  const missed = missedBy(over, by.person);
  const { coins = 0, before = null, after = null } = booked ?? {};
  const { rating: _, ...shown } = resultRow(over, by, result);
  return {
    ...shown,
    coins,
    balance: await balanceOf(db, by.person),
    ...(before === null || after === null ? {} : { rating: { before, after } }),
    missed: missed.flatMap((nth) => {
      const [question, verdict] = [shownQuestion(battle, nth), verdictOf(battle, nth, by.person)];
      return question && verdict ? [{ question, verdict }] : [];
    }),
    bestStreak: result.bestStreak,
    practise: await practiseFor(db, over, missed),
  };
};

/** What came of a battle, as somebody who played, ran or supervises it may see it. Throws `battle.unknown`, `battle.phase`,
 * `battle.not_in`. */
export const battleOutcome = async (
  db: Db,
  by: Editor,
  id: string,
  now: number,
): Promise<BattleResultView> => {
  const over = await findOver(db, by, id, now);
  mayLook(by, over);
  const result = over.results.find((r) => r.person === by.person);
  return {
    battle: over.info,
    rows: rowsFor(over, by),
    teams: over.battle.rules.ranking || seesAll(by, over.row) ? teamsIn(over) : [],
    ...(result ? { mine: await mineIn(db, over, by, result) } : {}),
  };
};
