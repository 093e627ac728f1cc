import type { Award, BattleFace, BattleInfo } from '../../../server/domain/api-battle.ts';
import type { BattleMode, TeamId } from '../../../server/domain/battle-shape.ts';
import { textOf } from '../../i18n/index.ts';

export const MODE_ICON: Record<BattleMode, string> = {
  duel: 'crossed-swords',
  race: 'drum',
  survival: 'wood',
  show: 'megaphone',
};
export const AWARD_ICON: Record<Award, string> = {
  champion: 'trophy',
  climber: 'rocket',
  flawless: 'hundred-points',
  fastest: 'high-voltage',
  streak: 'fire',
  steady: 'anchor',
  best_team: 'people-hugging',
  oracle: 'crescent-moon',
};

/** The name a battle goes by: its own, else that of its mode. */
export const titleOf = (battle: Pick<BattleInfo, 'title' | 'mode'>): string =>
  battle.title.trim() === '' ? textOf('hall')(`mode.${battle.mode}`) : battle.title;
/** The name a team goes by: its own, else that of its boat. */
export const teamName = (team: { id: TeamId; name?: string }): string =>
  team.name ?? textOf('battle')(`boat.${team.id}`);

type Named = Pick<BattleFace, 'id' | 'name' | 'bot'>;
const numberOf = ({ id, name, bot }: Named): string | undefined =>
  bot === 'bot' && name !== '' ? /^bot-(\d+)$/u.exec(id)?.[1] : undefined;
/** The name somebody goes by; a bot by its number, in the reader's language. '' where names are kept back. */
export const faceName = (face: Named): string => {
  const n = numberOf(face);
  return n === undefined ? face.name : textOf('battle')('bot.n', { n });
};
/** What must be said beside the name of who is no person here; nothing when the name says it. */
export const markOf = (face: Named): BattleFace['bot'] =>
  numberOf(face) === undefined ? face.bot : undefined;

export const ratingText = (shown: number): string => String(Math.round(shown));

const MINUTE_MS = 60_000;
/** "23:05" hours and minutes that are left, never below zero. */
export const leftOf = (until: number, now: number): { h: number; m: number } => {
  const minutes = Math.max(0, Math.ceil((until - now) / MINUTE_MS));
  return { h: Math.floor(minutes / 60), m: minutes % 60 };
};
/** Six digits out of what was typed or pasted; undefined = not a PIN. */
export const pinIn = (typed: string): string | undefined => {
  const digits = typed.replace(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
};
