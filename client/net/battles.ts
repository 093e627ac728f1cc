import type {
  BattleInfo,
  BattlePerson,
  BattleReplay,
  BattleResultView,
  ChallengeView,
  NewBattle,
  NewTournament,
  TournamentView,
} from '../../server/domain/api-battle.ts';
import { setHall, setHallFault } from '../stores/hall.ts';
import { call } from './call.ts';
import { faultOf } from './fault.ts';

/** Loads the hall into its store; a failure is kept there beside the last good view. */
export const loadHall = async (): Promise<void> => {
  try {
    setHall(await call('GET /api/battles'));
  } catch (fault) {
    setHallFault(faultOf(fault));
  }
};

export const openBattle = (body: NewBattle): Promise<BattleInfo> => call('POST /api/battles', { body });
/** The same once more with those who played it; asked for twice, or by two of them, it is one battle. */
export const playAgain = (battle: string): Promise<BattleInfo> =>
  call('POST /api/battles/again', { body: { battle } });
export const battleOfPin = (pin: string): Promise<BattleInfo> =>
  call('POST /api/battles/pin', { body: { pin } });
export const inviteTo = (battle: string, people: string[]): Promise<{ invited: number }> =>
  call('POST /api/battles/invite', { body: { battle, people } });
export const callOff = (battle: string): Promise<{ ok: true }> =>
  call('POST /api/battles/cancel', { body: { battle } });
/** Colleagues by a part of their name; without one, those nearest in skill and here now come first. */
export const colleagues = (find: string): Promise<BattlePerson[]> =>
  call('GET /api/battles/people', { query: find === '' ? {} : { find } });

/** Sends a run played alone; without `to` anybody of the company may take it. */
export const sendChallenge = (battle: string, to?: string): Promise<ChallengeView> =>
  call('POST /api/challenges', { body: { battle, ...(to === undefined ? {} : { to }) } });
export const takeChallenge = (challenge: string): Promise<BattleInfo> =>
  call('POST /api/challenges/take', { body: { challenge } });

export const resultOf = (battle: string): Promise<BattleResultView> =>
  call('GET /api/battles/:battle/result', { params: { battle } });
export const replayOf = (battle: string): Promise<BattleReplay> =>
  call('GET /api/battles/:battle/replay', { params: { battle } });

export const tournamentsNow = (): Promise<TournamentView[]> => call('GET /api/tournaments');
export const openTournament = (body: NewTournament): Promise<TournamentView> =>
  call('POST /api/tournaments', { body });
