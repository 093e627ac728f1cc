import type { Battle, Round, Seat } from './battle-state.ts';
import { RuleError } from './errors.ts';

/** Still has a log. */
export const isAfloat = (seat: Pick<Seat, 'outRound' | 'gone'>): boolean =>
  seat.outRound === undefined && !seat.gone;

/** Was out before round `nth`: a seagull, whose answers bring no points. */
export const wasOut = ({ outRound }: Pick<Seat, 'outRound'>, nth: number): boolean =>
  outRound !== undefined && outRound < nth;

/** A wrong or missed answer costs a log; without logs the person is out in this round. */
export const loseLogs = (battle: Battle, nth: number, round: Round): void => {
  for (const seat of battle.seats.values()) {
    if (!isAfloat(seat) || seat.since > nth || round.given.get(seat.person)?.ok) continue;
    seat.logs -= 1;
    if (seat.logs <= 0) seat.outRound = nth;
  }
};

/** One or none is left of those who began; alone, none. */
export const isDecided = (battle: Battle): boolean => {
  let afloat = 0;
  for (const seat of battle.seats.values()) if (isAfloat(seat)) afloat += 1;
  return afloat === 0 || (afloat === 1 && battle.seats.size > 1);
};

/** A seagull says once who will be left. Throws `battle.phase`, `battle.already_answered`, `battle.not_in`,
 * `battle.out` (that one is out). */
export const predict = (battle: Battle, seat: Seat, who: string): void => {
  if (battle.mode !== 'survival' || isAfloat(seat)) throw new RuleError('battle.phase');
  if (seat.predict !== undefined) throw new RuleError('battle.already_answered');
  const other = battle.seats.get(who);
  if (!other || other === seat) throw new RuleError('battle.not_in');
  if (!isAfloat(other)) throw new RuleError('battle.out');
  seat.predict = who;
};
