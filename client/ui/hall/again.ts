import type { BattleResultView } from '../../../server/domain/api-battle.ts';
import type { Screen } from '../../stores/screen.ts';

/** What "once more" does: the same battle with the same people, or another place to go. */
export type Again =
  | { kind: 'again'; battle: string; others: boolean }
  | { kind: 'go'; screen: Screen; label: 'result.find' | 'result.report' | 'result.hall' };

const TO_HALL: Again = { kind: 'go', screen: { name: 'battles' }, label: 'result.hall' };

/** A show is opened anew by its host only; a recorded run is not played against twice. */
export const againOf = ({ battle, rows, mine }: BattleResultView): Again => {
  if (battle.mode === 'show')
    return battle.mine
      ? { kind: 'go', screen: { name: 'host', battle: battle.id }, label: 'result.report' }
      : TO_HALL;
  if (mine === undefined || battle.tournament !== undefined || battle.status === 'void') return TO_HALL;
  const others = rows.filter((r) => r.id !== mine.id);
  if (battle.solo === true || others.some((r) => r.bot === 'ghost'))
    return { kind: 'go', screen: { name: 'battles' }, label: 'result.find' };
  return { kind: 'again', battle: battle.id, others: others.some((r) => r.bot === undefined) };
};
