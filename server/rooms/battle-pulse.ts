import type { BattleNews, BattleSeatView } from '../domain/api-battle.ts';
import { BOAT_MOST } from '../domain/battle-shape.ts';
import type { Battle } from '../domain/battle-state.ts';
import { SMALL_BATTLE, seatCounts } from '../domain/battle-view.ts';
import { type BattleClient, type Crowd, isDesk } from './battle-crowd.ts';
import type { Broadcast } from './battle-voice.ts';

/** Host and projector hear counts at most four times a second. */
const DESK_MS = 250;
/** Players of small battles and crews hear who has answered at most so often, and so many times a question. */
const WHO_MS = 1_200;
const MOST_WHO = 3;
/** Who sits where is told in rounds that grow longer with the room, so that a wave of joins stays linear. */
const SEATS_MS = 500;
const SEATS_MS_PER_HEAD = 5;

export type PulseOptions = {
  battle: () => Battle;
  crowd: Crowd;
  broadcast: Broadcast;
  /** The seats that this client may see. */
  seatsFor: (client: BattleClient) => BattleSeatView[];
};

/** Counts in rounds of their own: nothing is told to everybody because one person did something. */
export const createPulse = ({ battle: read, crowd, broadcast, seatsFor }: PulseOptions) => {
  const news = { desk: false, who: false };
  let seated = false;
  let deskAt = 0;
  let whoAt = 0;
  let seatsAt = 0;
  /** Of which question how much has been told. */
  let told = { question: '', who: 0, seats: 0 };

  const countOf = (battle: Battle, who?: string[]): BattleNews['count'] => {
    const { answered: n, online, seats } = seatCounts(battle, crowd.online);
    return { round: battle.rounds.length - 1, answered: n, online, seats, ...(who ? { who } : {}) };
  };
  const tellDesk = (battle: Battle): void => {
    const isSmall = battle.seats.size <= SMALL_BATTLE;
    const count = countOf(battle, isSmall ? [...(battle.rounds.at(-1)?.given.keys() ?? [])] : undefined);
    for (const client of crowd.others) if (isDesk(client)) client.send('count', count);
  };
  const tellWho = (battle: Battle): void => {
    const given = [...(battle.rounds.at(-1)?.given.keys() ?? [])];
    if (battle.seats.size <= SMALL_BATTLE) {
      broadcast('count', countOf(battle, given), [...crowd.others]);
      return;
    }
    if (battle.mode !== 'race') return;
    const byTeam = Map.groupBy(given, (person) => battle.seats.get(person)?.team);
    for (const [person, lines] of crowd.players) {
      const team = battle.seats.get(person)?.team;
      const mates = (team && byTeam.get(team)) ?? [];
      if (mates.length > BOAT_MOST) continue;
      for (const client of lines) client.send('count', countOf(battle, mates));
    }
  };
  const tellSeats = (battle: Battle): void => {
    const counts = seatCounts(battle, crowd.online);
    const seen = (client: BattleClient): BattleNews['seats'] => ({ counts, seats: seatsFor(client) });
    for (const client of crowd.others) client.send('seats', seen(client));
    const isSmall = battle.seats.size <= SMALL_BATTLE;
    const inLobby = battle.phase === 'lobby';
    if (isSmall || (inLobby && battle.mode === 'race')) {
      for (const lines of crowd.players.values())
        for (const client of lines) client.send('seats', seen(client));
    } else if (inLobby) broadcast('seats', { counts }, [...crowd.others]);
  };
  /** In the lobby as often as it may; while a question is up once. */
  const maySeats = (battle: Battle): boolean => battle.phase === 'lobby' || told.seats < 1;

  return {
    noteAnswer: (): void => {
      news.desk = news.who = true;
    },
    noteSeats: (): void => {
      seated = true;
    },
    tick: (at: number): void => {
      const battle = read();
      const question = `${battle.rounds.length} ${battle.rounds.at(-1)?.nth}`;
      if (told.question !== question) told = { question, who: 0, seats: 0 };
      if (news.desk && at - deskAt >= DESK_MS) {
        deskAt = at;
        news.desk = false;
        tellDesk(battle);
      }
      if (news.who && battle.phase === 'question' && told.who < MOST_WHO && at - whoAt >= WHO_MS) {
        whoAt = at;
        news.who = false;
        told.who += 1;
        tellWho(battle);
      }
      const pause = Math.max(SEATS_MS, SEATS_MS_PER_HEAD * battle.seats.size);
      if (seated && at - seatsAt >= pause && maySeats(battle)) {
        seatsAt = at;
        seated = false;
        told.seats += 1;
        tellSeats(battle);
      }
    },
  };
};
export type Pulse = ReturnType<typeof createPulse>;
