import type { Room } from '@colyseus/sdk';
import { uuidv7 } from 'uuidv7';
import type { BattleNews, BattleOptions, BattleView, Receipt } from '../../server/domain/api-battle.ts';
import type { BattleSaid, Cheer } from '../../server/domain/battle-shape.ts';
import type { BriefView } from '../../server/domain/battle-view.ts';
import type { ErrorCode } from '../../server/domain/errors.ts';
import type { LiveRefusal } from '../../server/domain/live.ts';
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
import { call, Offline, Refusal } from './call.ts';
import { inTime } from './in-time.ts';

/** A line that says nothing for this long is taken for lost. */
const SILENT_MS = 8_000;
/** A second look at the clock, once the rush of joining is over. */
const SECOND_LOOK_MS = 2_500;
const AGAIN_MS = 1_000;
const LONGEST_MS = 4_000;
/** These pass: the door is knocked at again, the answer is sent again. */
const PASSING: readonly ErrorCode[] = ['server.fault', 'rate.limited', 'storage.unavailable'];
const passes = (fault: unknown): boolean =>
  fault instanceof Offline || (fault instanceof Refusal && PASSING.includes(fault.code));

let room: Room | undefined;

const refusalOf = (error: unknown): Error => {
  const { reason, message } = error as { reason?: LiveRefusal; message?: string };
  if (reason !== undefined) return new Refusal(reason.code as ErrorCode, reason.details, 409);
  // A refused seat says its code as the message of the error.
  return /^[a-z]+\.[a-z_]+$/u.test(message ?? '')
    ? new Refusal(message as ErrorCode, {}, 409)
    : new Offline('battle');
};

const ask = async <T>(line: Room | undefined, type: string, message?: unknown): Promise<T> => {
  if (!line?.connection.isOpen) throw new Offline('battle');
  try {
    return (await line.request(type as never, message as never, { timeout: SILENT_MS })) as T;
  } catch (error) {
    const fault = refusalOf(error);
    if (fault instanceof Offline) line.connection.close();
    throw fault;
  }
};

const sit = async (options: BattleOptions): Promise<Room> => {
  const { Client } = await import('@colyseus/sdk');
  const { token } = await call('POST /api/room-token', { body: {} });
  const client = new Client(location.origin);
  client.http.authToken = token;
  try {
    return await inTime('battle', client.joinOrCreate('battle', options));
  } catch (error) {
    throw refusalOf(error);
  }
};

/** Feeds the store until the line is lost or left. The SDK's own return is off: a server that was killed knows no seat. */
const follow = (joined: Room): Promise<void> =>
  new Promise((left) => {
    joined.reconnection.enabled = false;
    for (const [type, hear] of Object.entries(BATTLE_NEWS))
      joined.onMessage(type as never, (news: BattleNews[keyof BattleNews]) =>
        (hear as (news: unknown, tick: number) => void)(news, performance.now()),
      );
    joined.onError(() => setBattleLive(false));
    joined.onLeave(() => {
      if (room === joined) setBattleLive(false);
      left();
    });
  });

/** Asks for everything and takes the time of the way there and back for the clock. */
const look = async (line: Room): Promise<void> => {
  const sentTick = performance.now();
  const view = await ask<BattleView>(line, 'view');
  const tick = performance.now();
  measured(view.serverNow, sentTick, tick);
  showBattle(view, tick);
};

/** Waits a moment, less when the browser says that the network is back. */
const pause = (ms: number): Promise<void> =>
  new Promise((done) => {
    const wake = (): void => {
      clearTimeout(timer);
      removeEventListener('online', wake);
      done();
    };
    const timer = setTimeout(wake, ms);
    addEventListener('online', wake);
  });

type Stay = { stopped: boolean; joined?: Room; timer?: ReturnType<typeof setTimeout> };
const isOver = (): boolean => {
  const { view, gone } = battlePlay.getState();
  return gone !== undefined || view?.phase === 'done';
};

const settleIn = async (stay: Stay, joined: Room): Promise<void> => {
  const left = follow(joined);
  await look(joined);
  setBattleLive(true);
  stay.timer = setTimeout(() => void look(joined).catch(() => undefined), SECOND_LOOK_MS);
  void sendPending();
  await left;
};

const run = async (stay: Stay, options: BattleOptions, failed: (fault: unknown) => void): Promise<void> => {
  let wait = AGAIN_MS;
  while (!stay.stopped && !isOver()) {
    try {
      const joined = await sit(options);
      if (stay.stopped) return void joined.leave();
      room = stay.joined = joined;
      wait = AGAIN_MS;
      await settleIn(stay, joined);
    } catch (fault) {
      if (!passes(fault)) return failed(fault);
    }
    clearTimeout(stay.timer);
    setBattleLive(false);
    if (stay.stopped || isOver()) return;
    await pause(wait * (0.5 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_MS);
  }
};

/**
 * Enters a battle in a role and comes back after every loss until it is over; seat, answers and points are kept by the
 * battle. Feeds `battlePlay`. Gives the stop function; `failed` hears why nobody was let in (`battle.*`, `auth.*`).
 */
export const joinBattle = (options: BattleOptions, failed: (fault: unknown) => void): (() => void) => {
  const stay: Stay = { stopped: false };
  const drop = (): void => {
    setBattleLive(false);
    stay.joined?.connection.close();
  };
  resetBattle();
  addEventListener('offline', drop);
  void run(stay, options, failed);
  return () => {
    stay.stopped = true;
    clearTimeout(stay.timer);
    removeEventListener('offline', drop);
    if (stay.joined?.connection.isOpen) void stay.joined.leave();
    if (room === stay.joined) room = undefined;
    resetBattle();
  };
};

type Said = Exclude<keyof BattleSaid, 'answer' | 'cheer'>;
/** Asks the room for something and shows the view it replies with: seats, teams and every act of a host. */
export const sayBattle = async <K extends Said>(type: K, message?: BattleSaid[K]): Promise<void> => {
  const view = await ask<BattleView | BriefView>(room, type, message);
  const tick = performance.now();
  // A hall tells its seats with the board: until then they are as they were.
  const seats = 'seats' in view ? view.seats : (battlePlay.getState().view?.seats ?? []);
  showBattle({ ...view, seats }, tick);
};
/** Gives up the seat for good. */
export const leaveBattle = (): Promise<unknown> => ask(room, 'leave');
/** A cheer is for the moment: without a line it is not kept. */
export const cheerBattle = (cheer: Cheer): Promise<unknown> => ask(room, 'cheer', { cheer });
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
    acknowledged(await ask<Receipt>(room, 'answer', { id, round, answer, rtMs, changes }));
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
  if (code === 'battle.already_answered' && room !== undefined) void look(room).catch(() => undefined);
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
