import type { BattleNews, BattleSeatView, BattleView } from '../domain/api-battle.ts';
import { personalCloseAt, roundOf } from '../domain/battle-clock.ts';
import type { Battle } from '../domain/battle-state.ts';
import {
  type Around,
  type BriefView,
  battleView,
  briefView,
  closedCounts,
  facedTop,
  isHall,
  questionNotice,
  revealNotice,
  revealParts,
  seatViews,
  type Viewer,
} from '../domain/battle-view.ts';
import { authOf, type BattleClient, type Crowd, isDesk, personOf } from './battle-crowd.ts';
import { sharedFrames } from './battle-frames.ts';

/** Sends one message, encoded once, to everybody but these. */
export type Broadcast = <K extends keyof BattleNews>(
  type: K,
  news: BattleNews[K],
  except: readonly BattleClient[],
) => void;
export type VoiceOptions = {
  battle: () => Battle;
  crowd: Crowd;
  broadcast: Broadcast;
  around: (client: BattleClient) => Around;
  now: () => number;
  /** The new battle somebody has asked for. */
  rematch: () => string | undefined;
};

/** What the phase is as far as everybody has been told; another text = there is news. */
const phaseOf = ({ phase, rounds }: Battle): string => {
  const round = rounds.at(-1);
  return `${phase} ${rounds.length} ${round?.nth} ${round?.state === 'skipped'}`;
};
const clockOf = (battle: Battle): string => {
  const round = roundOf(battle);
  return `${round?.opensAt} ${round?.closesAt} ${battle.pausedAt} ${battle.endsAt}`;
};

/** Who is told what of the battle's course: questions, reveals, clocks, views. Counts are told by battle-pulse.ts. */
export const createVoice = ({ battle: read, crowd, broadcast, around, now, rematch }: VoiceOptions) => {
  let phase = phaseOf(read());
  let clock = clockOf(read());

  const viewerOf = (client: BattleClient): Viewer => {
    const { as, by } = authOf(client);
    return as === 'player' ? { role: as, person: by.person } : { role: as };
  };
  const viewFor = (client: BattleClient): BattleView => {
    const view = battleView(read(), viewerOf(client), around(client));
    const again = rematch();
    return again === undefined ? view : { ...view, rematch: again };
  };
  /** To who calls the steps of a hall: its seats are told with the board and when they change, not with every step. */
  const answerFor = (client: BattleClient): BattleView | BriefView => {
    if (!isHall(read())) return viewFor(client);
    const again = rematch();
    const view = briefView(read(), viewerOf(client), around(client));
    return again === undefined ? view : { ...view, rematch: again };
  };
  const everybody = function* (): Generator<BattleClient> {
    for (const lines of crowd.players.values()) yield* lines;
    yield* crowd.others;
  };
  const viewAll = (): void => {
    for (const client of everybody()) client.send('view', viewFor(client));
  };
  /** Connections of those whose clock is their own. */
  const ownClocks = (battle: Battle): BattleClient[] => {
    const out: BattleClient[] = [];
    for (const [person, lines] of crowd.players)
      if ((battle.seats.get(person)?.factor ?? 1) !== 1) out.push(...lines);
    return out;
  };
  const question = (battle: Battle): void => {
    const notice = questionNotice(battle, undefined, now());
    if (!notice) return;
    const own = ownClocks(battle);
    broadcast('question', notice, own);
    for (const client of own) {
      const { closesAt, ...rest } = notice;
      const mine = questionNotice(battle, personOf(client), now())?.closesAt;
      client.send('question', mine === undefined ? rest : { ...rest, closesAt: mine });
    }
  };
  /** Who has answered waits already: it is news for those who have not. */
  const closed = (battle: Battle): void => {
    const round = battle.rounds.length - 1;
    const given = battle.rounds[round]?.given;
    const counts = closedCounts(battle);
    for (const client of crowd.others)
      client.send('closed', counts && isDesk(client) ? { round, counts } : { round });
    for (const [person, lines] of crowd.players)
      if (!given?.has(person)) for (const client of lines) client.send('closed', { round });
  };
  const reveal = (battle: Battle): void => {
    const shared = revealNotice(battle, undefined);
    if (!shared) return;
    const topFor = (client: BattleClient) =>
      facedTop(battle, shared.top, { role: authOf(client).as }, around(client));
    for (const client of crowd.others) client.send('reveal', { ...shared, top: topFor(client) });
    const frame = sharedFrames('reveal');
    // The same for all who said the same: it is put together and packed once.
    const told = new Map<object, object>();
    for (const [person, lines] of crowd.players) {
      const [first] = lines;
      const parts = revealParts(battle, person);
      if (!first || !parts) continue;
      const all = told.get(parts.shared) ?? { ...parts.shared, top: topFor(first) };
      told.set(parts.shared, all);
      const mine = frame(all, parts.own);
      for (const client of lines) client.enqueueRaw(mine);
    }
  };
  const tellClock = (battle: Battle): void => {
    const round = roundOf(battle);
    if (!round) return;
    const news = (closesAt: number | undefined): BattleNews['clock'] => ({
      opensAt: round.opensAt,
      ...(closesAt === undefined ? {} : { closesAt }),
      paused: battle.pausedAt !== undefined,
      serverNow: now(),
    });
    const own = ownClocks(battle);
    broadcast('clock', news(round.closesAt), own);
    for (const client of own) {
      const seat = battle.seats.get(personOf(client));
      client.send('clock', news(seat ? personalCloseAt(round, seat) : round.closesAt));
    }
  };
  /** Players have read the board's five names with their reveal. */
  const board = (): void => {
    for (const client of crowd.others) client.send('view', viewFor(client));
  };
  const tellPhase = (battle: Battle): void => {
    if (battle.phase === 'question') question(battle);
    else if (battle.phase === 'closed') closed(battle);
    else if (battle.phase === 'reveal') reveal(battle);
    else if (battle.phase === 'board') board();
    else viewAll();
  };

  return {
    viewFor,
    answerFor,
    seatsFor: (client: BattleClient): BattleSeatView[] => seatViews(read(), viewerOf(client), around(client)),
    viewAll: (): void => {
      phase = phaseOf(read());
      clock = clockOf(read());
      viewAll();
    },
    /** Tells what has changed since the last call. */
    sync: (): void => {
      const battle = read();
      const [before, ticking] = [phase, clock];
      phase = phaseOf(battle);
      clock = clockOf(battle);
      if (phase !== before) tellPhase(battle);
      else if (clock !== ticking) tellClock(battle);
    },
  };
};
export type Voice = ReturnType<typeof createVoice>;
