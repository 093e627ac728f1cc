import type { Ctx } from '../context.ts';
import type { Receipt } from '../domain/api-battle.ts';
import type { BattleInput, BattleSaid, HostAct } from '../domain/battle-shape.ts';
import { snakeDraft } from '../domain/battle-teams.ts';
import { receiptOf } from '../domain/battle-view.ts';
import { RuleError } from '../domain/errors.ts';
import { playAgain } from '../store/battle-again.ts';
import { commit } from '../store/commit.ts';
import { authOf, type BattleClient, personOf } from './battle-crowd.ts';
import type { Live } from './battle-live.ts';

/** Sent away: not to come back by itself. */
export const KICKED_CODE = 4000;

/** Throws `auth.forbidden` for who may not call the steps; before the first question whoever opened the battle may. */
const mustRun = (live: Live, client: BattleClient): void => {
  const { runs, prepares } = authOf(client);
  if (!runs && !(prepares && live.battle.phase === 'lobby')) throw new RuleError('auth.forbidden');
};
/** The person of a player's line. Throws `battle.not_in` for hosts and spectators. */
const playerOf = (client: BattleClient): string => {
  if (authOf(client).as !== 'player') throw new RuleError('battle.not_in');
  return personOf(client);
};

/**
 * Takes an answer and gives its receipt when it is stored; the same id is told the same receipt. The way of every answer:
 * nothing here grows with the number of players.
 */
export const answer = async (
  live: Live,
  client: BattleClient,
  said: BattleSaid['answer'],
  at: number,
): Promise<Receipt> => {
  const person = playerOf(client);
  const { id, round, answer: given, rtMs, changes = 0 } = said;
  const { rttMs, creditMs } = live.rtt.of(client);
  const { battle } = live;
  const taken = live.truth.put({
    ...{ kind: 'answer', at, person, id, round, answer: given },
    ...{ rttMs, creditMs, rtMs, changes },
  });
  live.touch();
  live.pulse.noteAnswer();
  await taken.stored;
  if (!taken.given) throw new Error('an answer without its mark');
  return receiptOf(battle, round, taken.given);
};

const ACTS: Record<Exclude<HostAct, 'next'>, (at: number) => BattleInput> = {
  pause: (at) => ({ kind: 'pause', at }),
  go: (at) => ({ kind: 'go', at }),
  skip: (at) => ({ kind: 'skip', at }),
  again: (at) => ({ kind: 'again', at }),
  lock: (at) => ({ kind: 'lock', at, locked: true }),
  unlock: (at) => ({ kind: 'lock', at, locked: false }),
  end: (at) => ({ kind: 'end', at }),
};

/** `next` begins in the lobby and goes on everywhere else. Throws `auth.forbidden` and what the engine refuses. */
export const host = async (live: Live, client: BattleClient, act: HostAct, at: number): Promise<void> => {
  mustRun(live, client);
  if (act !== 'next') await live.act(ACTS[act](at));
  else if (live.battle.phase === 'lobby') await live.start(authOf(client).by);
  else await live.act({ kind: 'step', at });
};

export const extend = async (live: Live, client: BattleClient, ms: number, at: number): Promise<void> => {
  mustRun(live, client);
  await live.act({ kind: 'extend', at, ms });
};

/** Sends somebody away for good. Throws `auth.forbidden`, `battle.not_in`. */
export const kick = async (live: Live, client: BattleClient, person: string, at: number): Promise<void> => {
  mustRun(live, client);
  await live.act({ kind: 'unseat', at, person, kicked: true });
  for (const line of [...live.crowd.linesOf(person)]) {
    line.send('gone', { reason: 'kicked' });
    line.leave(KICKED_CODE, 'battle.kicked');
  }
};

export const names = async (live: Live, client: BattleClient, hide: boolean, at: number): Promise<void> => {
  mustRun(live, client);
  await live.act({ kind: 'names', at, hide });
  live.voice.viewAll();
};

/** In a match of two departments everybody rows in the boat of the own one. Throws `battle.own_boat`. */
const mayChangeTeams = ({ row }: Live): void => {
  if (row.tournament !== null) throw new RuleError('battle.own_boat');
};

/** My team, or as who runs it somebody else's. */
export const team = async (
  live: Live,
  client: BattleClient,
  { team: to, person }: BattleSaid['team'],
  at: number,
): Promise<void> => {
  if (person !== undefined && person !== personOf(client)) mustRun(live, client);
  mayChangeTeams(live);
  await live.act({ kind: 'team', at, person: person ?? playerOf(client), team: to });
};

/** Even teams by skill; who has to change changes, full boats last. */
export const balance = async (live: Live, client: BattleClient, at: number): Promise<void> => {
  mustRun(live, client);
  mayChangeTeams(live);
  const { battle } = live;
  if (battle.phase !== 'lobby') throw new RuleError('battle.started');
  if (battle.teams.length === 0) throw new RuleError('battle.teams');
  const wanted = snakeDraft([...battle.seats.values()], battle.teams);
  let moves = [...wanted].filter(([person, to]) => battle.seats.get(person)?.team !== to);
  const done: Promise<void>[] = [];
  for (let before = moves.length + 1; moves.length > 0 && moves.length < before; ) {
    before = moves.length;
    moves = moves.filter(([person, to]) => {
      try {
        done.push(live.truth.put({ kind: 'team', at, person, team: to }).stored);
        return false;
      } catch (error) {
        if (error instanceof RuleError && error.code === 'battle.full') return true;
        throw error;
      }
    });
  }
  live.pulse.noteSeats();
  await Promise.all(done);
};

export const ready = (live: Live, client: BattleClient, isReady: boolean, at: number): Promise<void> =>
  live.act({ kind: 'ready', at, person: playerOf(client), ready: isReady });

export const predict = (live: Live, client: BattleClient, who: string, at: number): Promise<void> =>
  live.act({ kind: 'predict', at, person: playerOf(client), who });

/** Gives up the seat; who only looks on has none. */
export const leave = async (live: Live, client: BattleClient, at: number): Promise<{ ok: true }> => {
  if (authOf(client).as === 'player' && live.battle.phase !== 'done')
    await live.act({ kind: 'unseat', at, person: personOf(client) });
  return { ok: true };
};

/** The same once more, by the rule of the door after a battle, and told to everybody who is still here. Throws
 * `battle.phase` before the end and what `playAgain` refuses. */
export const rematch = async (ctx: Ctx, live: Live, client: BattleClient): Promise<string> => {
  if (live.battle.phase !== 'done') throw new RuleError('battle.phase');
  await live.written();
  const { id } = await commit(ctx, (tx) => playAgain(tx, authOf(client).by, live.row.id));
  live.setRematch(id);
  return id;
};
