import type { BattlePerson, NewBattle } from '../../../server/domain/api-battle.ts';
import {
  type BattleMode,
  type BattleRules,
  MODE_RULES,
  PRESETS,
  type PresetName,
  TEAM_IDS,
} from '../../../server/domain/battle-shape.ts';
import { atWall, wallText } from '../../../server/domain/time.ts';

/** What stands in the form; texts as typed. */
export type Draft = {
  mode: BattleMode;
  title: string;
  /** A bank, or '' for the voyage that the maker sails. */
  bank: string;
  points: string[];
  rounds: string;
  preset: PresetName;
  hideNames: boolean;
  /** 0 = singles. */
  teams: number;
  bots: number;
  later: boolean;
  /** As a field of date and time has it, by the clock of the company. */
  at: string;
  people: BattlePerson[];
};
export type DraftFault = 'rounds' | 'at';

const TEAMS: Record<BattleMode, number> = { duel: 0, race: 2, survival: 0, show: 0 };
const BOTS: Record<BattleMode, number> = { duel: 0, race: 3, survival: 3, show: 0 };
const ROUNDS_MOST = 60;

export const draftFor = (mode: BattleMode): Draft => ({
  mode,
  title: '',
  bank: '',
  points: [],
  rounds: String(MODE_RULES[mode].rounds),
  preset: 'standard',
  hideNames: false,
  teams: TEAMS[mode],
  bots: BOTS[mode],
  later: false,
  at: '',
  people: [],
});
/** Another mode brings its own rounds, teams and bots; name, questions, time and people stay. */
export const withMode = (draft: Draft, mode: BattleMode): Draft => {
  const { rounds, teams, bots, preset } = draftFor(mode);
  return { ...draft, mode, rounds, teams, bots, preset };
};

/** What may be chosen in a mode: only a show may do without a clock, on a raft speed never counts. */
export const PRESETS_OF: Record<BattleMode, readonly PresetName[]> = {
  duel: ['standard', 'lively', 'exact'],
  race: ['standard', 'lively', 'exact'],
  survival: [],
  show: ['standard', 'serious', 'lively', 'exact'],
};
export const teamsOf = (mode: BattleMode): readonly number[] =>
  mode === 'race' ? [2, 3, 4, 5, 6, 7, 8] : mode === 'show' ? [0, 2, 3, 4, 5, 6, 7, 8] : [];
export const BOTS_OF: readonly number[] = [0, 1, 2, 3, 4, 5];
export const takesBots = (mode: BattleMode): boolean => mode === 'race' || mode === 'survival';

const roundsOf = (typed: string): number | undefined => {
  const n = Number(typed);
  return Number.isInteger(n) && n >= 1 && n <= ROUNDS_MOST ? n : undefined;
};

/** The rules a draft asks for: the preset's marks with the mode's own pace. */
export const rulesOf = ({ mode, preset, rounds, hideNames }: Draft): BattleRules => {
  const own = MODE_RULES[mode];
  const base = preset === 'standard' || mode === 'survival' ? own : PRESETS[preset];
  return {
    ...base,
    rounds: roundsOf(rounds) ?? own.rounds,
    auto: own.auto,
    readingMs: mode === 'show' ? Math.max(base.readingMs, own.readingMs) : own.readingMs,
    hideNames: mode === 'show' && hideNames,
  };
};

/** True for a time, as typed, that is still to come. */
export const isAhead = (typed: string, now: number, zone: string | undefined): boolean =>
  (atWall(typed, zone) ?? now) > now;

export const faultsIn = (draft: Draft, now: number, zone: string | undefined): DraftFault[] => [
  ...(roundsOf(draft.rounds) === undefined ? (['rounds'] as const) : []),
  ...(draft.later && !isAhead(draft.at, now, zone) ? (['at'] as const) : []),
];

/** The body of `POST /api/battles` for a draft without faults. */
export const bodyOf = (draft: Draft, zone: string | undefined): NewBattle => {
  const { mode, title, bank, points, teams, bots, later, at, people } = draft;
  const plannedAt = later ? atWall(at, zone) : undefined;
  const from = bank === '' ? undefined : { bank, ...(points.length === 0 ? {} : { points }) };
  return {
    mode,
    rules: rulesOf(draft),
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    ...(from === undefined ? {} : { source: from }),
    ...(teams === 0 ? {} : { teams: TEAM_IDS.slice(0, teams).map((id) => ({ id })) }),
    ...(takesBots(mode) && bots > 0 ? { bots } : {}),
    ...(plannedAt === undefined ? {} : { plannedAt }),
    ...(people.length === 0 ? {} : { people: people.map((p) => p.id) }),
  };
};

const HOUR_MS = 3_600_000;
/** The next full hour, as a field of date and time takes it. */
export const nextHour = (now: number, zone: string | undefined): string =>
  wallText(Math.ceil((now + 1) / HOUR_MS) * HOUR_MS, zone);
