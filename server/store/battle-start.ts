import type { Battle } from '../domain/battle-state.ts';
import type { BattleRow } from './battle.ts';
import { FRESH_RATING } from './battle-info.ts';
import type { Actor, Tx } from './commit.ts';

/** Spread of a single performance beside the two ratings, as openskill has it. */
const BETA = 25 / 6;
/** Chance of the first against the second by their ratings: logistic in place of the normal curve, within 0.01 of it. */
const winChance = (a: { mu: number; sigma: number }, b: { mu: number; sigma: number }): number => {
  const spread = Math.sqrt(2 * BETA ** 2 + a.sigma ** 2 + b.sigma ** 2);
  return 1 / (1 + Math.exp((-1.702 * (a.mu - b.mu)) / spread));
};

const duelFacts = async (tx: Tx, people: readonly string[]) => {
  const rows = await tx.db
    .selectFrom('rating')
    .select(['person', 'mu', 'sigma'])
    .where('person', 'in', [...people])
    .execute();
  const [a, b] = people.map((p) => rows.find((r) => r.person === p) ?? FRESH_RATING);
  if (!a || !b) return {};
  return { ratingGap: Math.abs(a.mu - b.mu), predWin: winChance(a, b) };
};

/** Tells the log that a battle begins, once; `waitMs` = how long `by` or the company waited for it. */
export const tellStart = async (
  tx: Tx,
  by: Actor,
  row: Pick<BattleRow, 'id' | 'mode'>,
  battle: Pick<Battle, 'seats' | 'team'>,
  waitMs: number,
): Promise<void> => {
  const people = [...battle.seats.values()].filter((s) => !s.bot && !s.gone).map((s) => s.person);
  const facts = row.mode === 'duel' && people.length === 2 ? await duelFacts(tx, people) : {};
  tx.emit(by, {
    verb: 'match.started',
    ctx: row.id,
    data: {
      mode: row.mode,
      teams: battle.team.length > 0 ? battle.team.length : battle.seats.size,
      waitMs: Math.max(0, Math.round(waitMs)),
      ...facts,
    },
  });
};
