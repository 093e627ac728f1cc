import { useEffect } from 'react';
import type { BattleSeatView, BattleView, TeamRound } from '../../../server/domain/api-battle.ts';
import { RACE_METRES, SURVIVAL_LOGS } from '../../../server/domain/battle-shape.ts';
import { textOf } from '../../i18n/index.ts';
import { type BattlePlay, battlePlay, isPendingHere } from '../../stores/battle.ts';
import {
  cheerIn,
  type DuelSide,
  endFleet,
  type FleetBoat,
  type FleetPhase,
  type Raft,
  type Sailor,
  setFleet,
} from '../../stores/fleet.ts';
import { faceName, markOf } from '../hall/words.ts';
import { crewName } from './words.ts';

const phaseOf = (view: BattleView): FleetPhase => {
  if (view.phase === 'lobby') return 'wait';
  if (view.phase === 'done') return 'over';
  return view.phase === 'reveal' || view.phase === 'board' ? 'reveal' : 'open';
};

/** Of a race of crews nobody knows who of them was right, but of rafts and duels; one's own is always known. */
const okOf = (view: BattleView, seat: BattleSeatView): boolean | undefined => {
  if (view.reveal === undefined) return undefined;
  if (seat.id === view.me?.id) return view.reveal.mine?.ok;
  return view.reveal.rafts?.find((r) => r.id === seat.id)?.ok;
};

const sailorOf = (s: BattlePlay, view: BattleView, seat: BattleSeatView): Sailor => {
  const ok = okOf(view, seat);
  const mine = seat.id === view.me?.id && (view.receipt !== undefined || isPendingHere(s));
  return {
    id: seat.id,
    avatar: seat.avatar,
    ...(view.question === undefined ? {} : { answered: mine || s.who.has(seat.id) }),
    ...(ok === undefined ? {} : { ok }),
    ...(seat.online ? {} : { away: true }),
  };
};

const boatOf = (s: BattlePlay, view: BattleView, team: BattleView['teams'][number], i: number): FleetBoat => {
  const mine = team.id === view.me?.team;
  const name = crewName(team, view.info.mode);
  const rowed: TeamRound | undefined = s.rowed.find((r) => r.team === team.id);
  const round = view.reveal?.round;
  return {
    id: team.id,
    name: mine && view.info.mode === 'race' ? textOf('battle')('boat.mine', { name }) : name,
    metres: team.metres ?? team.points,
    place: team.rank === 0 ? i + 1 : team.rank,
    mine,
    rowers: view.seats.filter((seat) => seat.team === team.id).map((seat) => sailorOf(s, view, seat)),
    ...(rowed?.sync === true && round !== undefined ? { surge: { metres: rowed.metres, n: round } } : {}),
    ...(rowed?.tailWind === true ? { tailWind: true } : {}),
  };
};

const draw = (s: BattlePlay): void => {
  const { view } = s;
  if (view === undefined) return;
  const { mode } = view.info;
  const isMine = (seat: BattleSeatView): boolean => seat.id === view.me?.id;
  const nameOf = (seat: BattleSeatView): string => {
    if (isMine(seat)) return textOf('battle')('me');
    const name = faceName(seat);
    return markOf(seat) === 'ghost' ? textOf('battle')('ghost.named', { name }) : name;
  };
  const sides = (): DuelSide[] =>
    view.seats.map((seat) => ({
      ...sailorOf(s, view, seat),
      name: nameOf(seat),
      points: seat.points,
      mine: isMine(seat),
    }));
  const rafts = (): Raft[] =>
    view.seats.map((seat) => ({
      ...sailorOf(s, view, seat),
      name: nameOf(seat),
      logs: seat.logs ?? SURVIVAL_LOGS,
      out: seat.out === true,
      mine: isMine(seat),
    }));
  setFleet({
    mode: mode === 'show' ? 'race' : mode,
    phase: phaseOf(view),
    boats: mode === 'race' || mode === 'show' ? view.teams.map((team, i) => boatOf(s, view, team, i)) : [],
    ...(mode === 'race' ? { goal: RACE_METRES } : {}),
    sides: mode === 'duel' ? sides() : [],
    rafts: mode === 'survival' ? rafts() : [],
  });
};

/** Keeps the water in step with the battle for as long as it is on the screen. */
export const useFleet = (): void =>
  useEffect(() => {
    draw(battlePlay.getState());
    const stop = battlePlay.subscribe((now, before) => {
      if (now.view !== before.view || now.who !== before.who || now.pending !== before.pending) draw(now);
      const newest = now.cheers[0];
      if (newest !== undefined && newest.n !== before.cheers[0]?.n) cheerIn(newest.person, newest.cheer);
    });
    return () => {
      stop();
      endFleet();
    };
  }, []);
