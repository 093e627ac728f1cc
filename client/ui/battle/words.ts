import type { BattleTeam } from '../../../server/domain/api-battle.ts';
import type { BattleMode, Cheer } from '../../../server/domain/battle-shape.ts';
import { number, textOf } from '../../i18n/index.ts';
import { teamName } from '../hall/words.ts';

export const CHEER_ICON: Record<Cheer, string> = {
  strong: 'flexed-biceps',
  clap: 'clapping-hands',
  heart: 'red-heart',
  laugh: 'face-with-tears-of-joy',
  pray: 'folded-hands',
};

/** A boat goes by its own name or its dragon's; a team of a show by its own or its colour's. */
export const crewName = (team: BattleTeam, mode: BattleMode): string =>
  mode === 'race' && team.name === undefined ? textOf('battle')(`boat.${team.id}`) : teamName(team);

/** Team points have one decimal, unless it says nothing. */
export const pointsText = (points: number): string => number(Math.round(points * 10) / 10);

/** How far the next place is; without a distance the two are level. */
export const gapText = (gap: number): string =>
  gap === 0 ? textOf('battle')('bar.level') : textOf('battle')('bar.gap', { n: number(gap) });
