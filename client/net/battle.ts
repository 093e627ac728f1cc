import type { Room } from '@colyseus/sdk';
import { uuidv7 } from 'uuidv7';
import type { BattleNews, BattleOptions, BattleView, Receipt } from '../../server/domain/api-battle.ts';
import type { BattleSaid, Cheer } from '../../server/domain/battle-shape.ts';
import type { BriefView } from '../../server/domain/battle-view.ts';
import {
  acknowledged,
  BATTLE_NEWS,
  battlePlay,
  measured,
  type Pending,
  resetBattle,
  serverTime,
  setBattleLive,
  showBattle,
  turnedDown,
} from '../stores/battle.ts';
import { Refusal } from './call.ts';
import { askRoom, comeBack, leaveStay, passes, type Stay, takeSeat, whileHere } from './seat.ts';

/** A second look at the clock, once the rush of joining is over. */
const SECOND_LOOK_MS = 2_500;
const AGAIN_MS = 1_000;
const LONGEST_MS = 4_000;

let here: Stay | undefined;
const ask = <T>(type: string, message?: unknown): Promise<T> => askRoom('battle', here, type, message);

/** Feeds the store until the line is lost or left. The SDK's own return is off: a server that was killed knows no seat. */
const follow = (joined: Room, stay: Stay): Promise<void> =>
  new Promise((left) => {
    joined.reconnection.enabled = false;
    for (const [type, hear] of Object.entries(BATTLE_NEWS))
      joined.onMessage(
        type as never,
        whileHere(stay, (news: BattleNews[keyof BattleNews]) =>
          (hear as (news: unknown, tick: number) => void)(news, performance.now()),
        ),
      );
    const lose = whileHere(stay, () => setBattleLive(false));
    joined.onError(lose);
    joined.onLeave(() => {
      lose();
      left();
    });
  });

/** Asks for everything and takes the time of the way there and back for the clock. */
const look = async (stay: Stay): Promise<void> => {
  const sentTick = performance.now();
  const view = await askRoom<BattleView>('battle', stay, 'view');
  const tick = performance.now();
  measured(view.serverNow, sentTick, tick);
  showBattle(view, tick);
};

const isOver = (): boolean => {
  const { view, gone } = battlePlay.getState();
  return gone !== undefined || view?.phase === 'done';
};

const dwell = async (joined: Room, stay: Stay): Promise<void> => {
  const left = follow(joined, stay);
  await look(stay);
  setBattleLive(true);
  const timer = setTimeout(() => void look(stay).catch(() => undefined), SECOND_LOOK_MS);
  void sendPending();
  await left;
  clearTimeout(timer);
};

/**
 * Enters a battle in a role and comes back after every loss until it is over; seat, answers and points are kept by the
 * battle. Feeds `battlePlay`. Gives the stop function; `failed` hears why nobody was let in (`battle.*`, `auth.*`).
 */
export const joinBattle = (options: BattleOptions, failed: (fault: unknown) => void): (() => void) => {
  const stay: Stay = { stopped: false };
  here = stay;
  const drop = (): void => {
    setBattleLive(false);
    stay.room?.connection.close();
  };
  resetBattle();
  addEventListener('offline', drop);
  void comeBack(stay, {
    ...{ dwell, isOver, failed, longestMs: LONGEST_MS },
    enter: () => takeSeat('battle', options),
    lost: () => setBattleLive(false),
  });
  return () => {
    removeEventListener('offline', drop);
    leaveStay(stay);
    if (here === stay) here = undefined;
    resetBattle();
  };
};

type Said = Exclude<keyof BattleSaid, 'answer' | 'cheer'>;
/** Asks the room for something and shows the view it replies with: seats, teams and every act of a host. */
export const sayBattle = async <K extends Said>(type: K, message?: BattleSaid[K]): Promise<void> => {
  const view = await ask<BattleView | BriefView>(type, message);
  const tick = performance.now();
  // A hall tells its seats with the board: until then they are as they were.
  const seats = 'seats' in view ? view.seats : (battlePlay.getState().view?.seats ?? []);
  showBattle({ ...view, seats }, tick);
};
/** Gives up the seat for good. */
export const leaveBattle = (): Promise<unknown> => ask('leave');
/** A cheer is for the moment: without a line it is not kept. */
export const cheerBattle = (cheer: Cheer): Promise<unknown> => ask('cheer', { cheer });
/** Asks for the same once more; the room then names the new battle to everybody. */
export const askRematch = (): Promise<void> => sayBattle('rematch');

let sending: string | undefined;

/**
 * Sends the answer on its way until the server has said yes or no to it, with the same id however often. A lost line
 * is no answer: the next line sends it again.
 */
export const sendPending = async (): Promise<void> => {
  const { pending } = battlePlay.getState();
  if (pending === undefined || sending === pending.id) return;
  sending = pending.id;
  const { id, round, answer, rtMs, changes } = pending;
  try {
    acknowledged(await ask<Receipt>('answer', { id, round, answer, rtMs, changes }));
  } catch (fault) {
    if (fault instanceof Refusal) refuse(pending, fault);
  } finally {
    sending = undefined;
  }
};

const refuse = (pending: Pending, fault: Refusal): void => {
  if (passes(fault)) return void setTimeout(() => void sendPending(), AGAIN_MS);
  const { code } = fault;
  turnedDown(pending, code);
  // Another device has answered: its receipt stands in the view.
  if (code === 'battle.already_answered' && here !== undefined) void look(here).catch(() => undefined);
};

/** Hands in an answer to the open question: kept at once, sent now or with the next line. */
export const answerBattle = (answer: BattleSaid['answer']['answer']): void => {
  const s = battlePlay.getState();
  const { question, receipt } = s.view ?? {};
  if (question === undefined || receipt !== undefined) return;
  if (s.pending !== undefined && s.pending.round === question.round && s.pending.nth === question.nth) return;
  const tick = performance.now();
  // Looking at the question before its clock runs is no response time.
  const shownAt = Math.max(serverTime(s.paintedAt ?? tick, s), question.opensAt);
  const rtMs = Math.max(0, Math.round(serverTime(tick, s) - shownAt));
  const { round, nth } = question;
  const pending: Pending = { id: uuidv7(), round, nth, answer, rtMs, changes: s.changes };
  battlePlay.setState({ pending, draft: answer, refused: undefined });
  void sendPending();
};
