import type { BattleResultView, NewBattle } from '../../../server/domain/api-battle.ts';
import type { Screen } from '../../stores/screen.ts';

/** What "once more" does: another battle like this one with the same people, or another place to go. */
export type Again =
  | { kind: 'open'; body: NewBattle }
  | { kind: 'go'; screen: Screen; label: 'result.find' | 'result.report' | 'result.hall' };

const TO_HALL: Again = { kind: 'go', screen: { name: 'battles' }, label: 'result.hall' };

/** A show is opened anew by its host only; a recorded run is not played against twice. */
export const againOf = ({ battle, rows, teams, mine }: BattleResultView): Again => {
  if (battle.mode === 'show')
    return battle.mine
      ? { kind: 'go', screen: { name: 'host', battle: battle.id }, label: 'result.report' }
      : TO_HALL;
  if (mine === undefined || battle.tournament !== undefined) return TO_HALL;
  const others = rows.filter((r) => r.id !== mine.id);
  if (battle.solo === true || others.some((r) => r.bot === 'ghost'))
    return { kind: 'go', screen: { name: 'battles' }, label: 'result.find' };
  const people = others.filter((r) => r.bot === undefined).map((r) => r.id);
  const bots = others.some((r) => r.bot === 'bot');
  const boats = battle.teams.length > 0 ? battle.teams : teams.map(({ id }) => ({ id }));
  return {
    kind: 'open',
    body: {
      mode: battle.mode,
      rules: battle.rules,
      ...(battle.title === '' ? {} : { title: battle.title }),
      ...(battle.mode === 'race' ? { teams: boats } : {}),
      ...(battle.mode === 'duel' && people.length === 0 ? { bot: true } : {}),
      ...(battle.mode !== 'duel' && bots ? { bots: BOTS } : {}),
      ...(people.length === 0 ? {} : { people }),
    },
  };
};
/** How many seats bots fill up to in a battle that is opened once more. */
const BOTS = 3;
