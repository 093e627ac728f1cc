import type {
  BattleFace,
  BattleInfo,
  BattleRole,
  BattleSeatView,
  BattleTeam,
  BattleView,
  RevealNotice,
  TeamRow,
} from './api-battle.ts';
import { roundOf } from './battle-clock.ts';
import { closedCounts } from './battle-count.ts';
import { isUnder, questionNotice, receiptOf, revealNotice, SMALL_BATTLE } from './battle-notice.ts';
import { teamRows } from './battle-result.ts';
import { BOAT_MOST } from './battle-shape.ts';
import type { Battle, Seat } from './battle-state.ts';

export { closedCounts, countsOf } from './battle-count.ts';
export {
  questionNotice,
  receiptOf,
  revealNotice,
  revealParts,
  SMALL_BATTLE,
  shownQuestion,
  verdictOf,
} from './battle-notice.ts';

/** Who looks; a host or screen has no `person` of its own in the battle. */
export type Viewer = { role: BattleRole; person?: string };
export type Around = {
  info: BattleInfo;
  faces: ReadonlyMap<string, BattleFace>;
  online: ReadonlySet<string>;
  now: number;
};

const isRunner = ({ role }: Viewer): boolean => role === 'host' || role === 'screen';
const isMate = (mine: Seat | undefined, seat: Seat): boolean =>
  mine !== undefined && (mine === seat || (mine.team !== undefined && mine.team === seat.team));

const faceOf = (battle: Battle, seat: Seat, who: Viewer, { faces }: Around): BattleFace => {
  const face = faces.get(seat.person) ?? { id: seat.person, name: '', avatar: '' };
  const bot = seat.bot && { bot: seat.bot.kind };
  const named = !battle.hideNames || who.role === 'host' || who.person === seat.person;
  if (named) return { ...face, ...bot };
  return { id: face.id, name: '', avatar: face.avatar, ...bot };
};

const seatView = (battle: Battle, seat: Seat, who: Viewer, around: Around): BattleSeatView => {
  const mine = who.person === undefined ? undefined : battle.seats.get(who.person);
  const seesWho = isRunner(who) || battle.seats.size <= SMALL_BATTLE || isMate(mine, seat);
  const seesPoints = battle.rules.ranking || who.role === 'host' || mine === seat;
  return {
    ...faceOf(battle, seat, who, around),
    ...(seat.team && { team: seat.team }),
    ready: seat.ready,
    online: seat.bot !== undefined || around.online.has(seat.person),
    answered: seesWho && isUnder(battle) && roundOf(battle)?.given.has(seat.person) === true,
    points: seesPoints ? seat.points : 0,
    ...(battle.mode === 'survival' && {
      logs: seat.logs,
      out: seat.outRound !== undefined,
    }),
  };
};

type Top = RevealNotice['top'];
/** The first five with their faces: in a show players and spectators are told of nobody else. Elsewhere as they are. */
export const facedTop = (battle: Battle, top: Top, who: Viewer, around: Around): Top => {
  if (battle.mode !== 'show') return top;
  return top.map((row) => {
    const seat = battle.seats.get(row.id);
    if (!seat) return row;
    const { rating: _, ...face } = faceOf(battle, seat, who, around);
    return { ...row, face };
  });
};

/** Whose seats this viewer is told of: host and screen all; in a show a player sees only the own seat and team, at most
 * ten, a spectator nobody; else everybody. Who has gone is not told of. */
export const seatViews = (battle: Battle, who: Viewer, around: Around): BattleSeatView[] => {
  const mine = who.person === undefined ? undefined : battle.seats.get(who.person);
  let told = [...battle.seats.values()].filter((s) => !s.gone || s === mine);
  if (battle.mode === 'show' && !isRunner(who)) {
    const mates = told.filter((s) => s !== mine && isMate(mine, s));
    told = mine ? [mine, ...mates].slice(0, BOAT_MOST) : [];
  }
  return told.map((seat) => seatView(battle, seat, who, around));
};

/** Numbers of the lobby and the open round; `ready` = of those who are here. */
export const seatCounts = (battle: Battle, online: ReadonlySet<string>): BattleView['counts'] => {
  const counts = { seats: 0, online: 0, ready: 0, answered: roundOf(battle)?.given.size ?? 0 };
  for (const { gone, bot, ready, person } of battle.seats.values()) {
    if (gone) continue;
    counts.seats += 1;
    const isHere = bot !== undefined || online.has(person);
    counts.online += isHere ? 1 : 0;
    counts.ready += isHere && ready ? 1 : 0;
  }
  return counts;
};

const namedTeams = (battle: Battle, named: readonly BattleTeam[]): TeamRow[] =>
  teamRows(battle).map((row) => {
    const name = named.find((t) => t.id === row.id)?.name;
    return {
      ...row,
      ...(name !== undefined && { name }),
      ...(battle.rules.ranking ? {} : { rank: 0, points: 0 }),
    };
  });

const mineIn = (battle: Battle, who: Viewer, around: Around): Partial<BattleView> => {
  const seat = who.person === undefined ? undefined : battle.seats.get(who.person);
  if (!seat) return {};
  const round = roundOf(battle);
  const given = round && isUnder(battle) ? round.given.get(seat.person) : undefined;
  return {
    me: seatView(battle, seat, who, around),
    ...(given && { receipt: receiptOf(battle, battle.rounds.length - 1, given) }),
    ...(seat.predict !== undefined && { predict: seat.predict }),
  };
};

/** A ranked show of many: its points are told by reveals and boards. */
export const isHall = ({ mode, rules, seats }: Pick<Battle, 'mode' | 'rules' | 'seats'>): boolean =>
  mode === 'show' && rules.ranking && seats.size > SMALL_BATTLE;

/** A view without its seats: they are as they were told last. */
export type BriefView = Omit<BattleView, 'seats'>;

/** Everything one client needs to draw its screen. Holds no key, verdict or points of a round that is not revealed, and
 * nobody else's own time. */
export const battleView = (battle: Battle, who: Viewer, around: Around): BattleView => ({
  ...briefView(battle, who, around),
  seats: seatViews(battle, viewerIn(who), around),
});

const viewerIn = ({ role, person }: Viewer): Viewer =>
  role === 'player' && person !== undefined ? { role, person } : { role };

/** The same without the seats. */
export const briefView = (battle: Battle, who: Viewer, around: Around): BriefView => {
  const viewer = viewerIn(who);
  const { person } = viewer;
  const question = questionNotice(battle, person, around.now);
  const reveal = revealNotice(battle, person);
  const talk = isRunner(who) ? closedCounts(battle) : undefined;
  return {
    info: around.info,
    role: who.role,
    phase: battle.phase,
    paused: battle.pausedAt !== undefined,
    locked: battle.locked,
    serverNow: around.now,
    counts: seatCounts(battle, around.online),
    ...(question && { question }),
    ...(reveal && { reveal: { ...reveal, top: facedTop(battle, reveal.top, viewer, around) } }),
    ...(talk && { talk }),
    ...(battle.hideNames && { namesHidden: true }),
    teams:
      battle.phase === 'lobby'
        ? lobbyTeams(battle, around.info.teams)
        : namedTeams(battle, around.info.teams),
    ...mineIn(battle, viewer, around),
  };
};

const lobbyTeams = (battle: Battle, named: readonly BattleTeam[]): TeamRow[] =>
  battle.teams.map((id) => {
    const name = named.find((t) => t.id === id)?.name;
    const members = [...battle.seats.values()].filter((s) => s.team === id).length;
    return { id, ...(name !== undefined && { name }), rank: 0, points: 0, members };
  });
