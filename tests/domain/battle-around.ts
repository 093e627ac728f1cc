import type { BattleFace, BattleInfo, BattleRole } from '../../server/domain/api-battle.ts';
import type { Battle } from '../../server/domain/battle-state.ts';
import {
  battleView,
  closedCounts,
  questionNotice,
  receiptOf,
  revealNotice,
  revealParts,
  seatCounts,
  seatViews,
  verdictOf,
} from '../../server/domain/battle-view.ts';

const infoOf = (battle: Battle): BattleInfo => ({
  id: battle.id,
  mode: battle.mode,
  title: 'Battle',
  status: 'running',
  rules: battle.rules,
  teams: battle.teams.map((id) => ({ id, name: `Crew ${id}` })),
  mine: false,
  seats: battle.seats.size,
  most: 80,
  createdAt: 0,
});
const faceOf = (person: string): BattleFace => ({
  id: person,
  name: `Name of ${person}`,
  avatar: `${person}.webp`,
  rating: 25,
});
/** What a room knows around a battle. */
export const around = (battle: Battle, now = battle.lastAt) => ({
  info: infoOf(battle),
  faces: new Map([...battle.seats.keys()].map((p) => [p, faceOf(p)])),
  online: new Set(battle.seats.keys()),
  now,
});

export type Payload = { to: string; name: string; body: unknown };
const ROLES: readonly BattleRole[] = ['host', 'screen', 'watch'];
/** Everything that the room could send to anybody now. */
export const payloadsOf = (battle: Battle): Payload[] => {
  const out: Payload[] = [];
  const tell = (to: string, name: string, body: unknown): void => {
    out.push({ to, name, body });
  };
  const room = around(battle);
  for (const role of ROLES) {
    tell(role, 'view', battleView(battle, { role }, room));
    tell(role, 'view', battleView(battle, { role, person: 'p-1' }, room));
    tell(role, 'seats', seatViews(battle, { role }, room));
  }
  for (const person of [...battle.seats.keys(), 'stranger']) {
    tell(person, 'view', battleView(battle, { role: 'player', person }, room));
    tell(person, 'question', questionNotice(battle, person, room.now));
    tell(person, 'reveal', revealNotice(battle, person));
    tell(person, 'reveal in two', revealParts(battle, person));
    const given = battle.rounds.at(-1)?.given.get(person);
    if (given) tell(person, 'receipt', receiptOf(battle, battle.rounds.length - 1, given));
  }
  tell('screen', 'question', questionNotice(battle, undefined, room.now));
  tell('screen', 'reveal', revealNotice(battle, undefined));
  tell('host', 'closed', closedCounts(battle));
  tell('host', 'counts', seatCounts(battle, room.online));
  for (const person of battle.seats.keys())
    tell(person, 'verdict', verdictOf(battle, battle.rounds.length - 1, person));
  return out;
};
