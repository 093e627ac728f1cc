import type { Room } from '@colyseus/sdk';
import type { DockNews, DockOptions } from '../../server/domain/api-battle.ts';
import type { ErrorCode } from '../../server/domain/errors.ts';
import { beginSearch, endSearch, tellSearch } from '../stores/hall.ts';
import { session } from '../stores/session.ts';
import { call, Offline, Refusal } from './call.ts';
import { faultOf } from './fault.ts';

const AGAIN_MS = 1500;
type Stay = { stopped: boolean; joined?: Room; wake?: () => void };

/** A refused seat says its code as the message of the error; anything else is the network. */
const refusalOf = (error: unknown): Error => {
  if (error instanceof Refusal) return error;
  const { message } = error as { message?: string };
  return /^[a-z]+\.[a-z_]+$/u.test(message ?? '')
    ? new Refusal(message as ErrorCode, {}, 409)
    : new Offline('dock');
};

const enter = async (): Promise<Room> => {
  const { Client } = await import('@colyseus/sdk');
  const { token } = await call('POST /api/room-token', { body: {} });
  const client = new Client(location.origin);
  client.http.authToken = token;
  const options: DockOptions & { org: string } = { mode: 'duel', org: session.getState().me?.org.id ?? '' };
  return await client.joinOrCreate('dock', options);
};

/** Waits in the dock until a partner is named or the line is gone. True = there is a battle. */
const wait = (room: Room): Promise<boolean> =>
  new Promise((left) => {
    room.reconnection.enabled = false;
    room.onMessage('matched' as never, (matched: DockNews['matched']) => {
      tellSearch({ matched });
      left(true);
    });
    room.onLeave(() => left(false));
  });

const pause = (stay: Stay): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(done, AGAIN_MS);
    stay.wake = () => {
      clearTimeout(timer);
      done();
    };
  });

/** One turn in the dock. True = the search is over. */
const stand = async (stay: Stay): Promise<boolean> => {
  try {
    const room = await enter();
    stay.joined = room;
    if (stay.stopped) return true;
    tellSearch({ live: true });
    return await wait(room);
  } catch (error) {
    const fault = refusalOf(error);
    if (!(fault instanceof Offline)) tellSearch({ fault: faultOf(fault) });
    return !(fault instanceof Offline);
  } finally {
    if (stay.joined?.connection.isOpen) void stay.joined.leave();
  }
};

/** Looks for a partner of my skill, again and again after a lost line, until one is named. Gives the stop function. */
export const findOpponent = (now: number): (() => void) => {
  const stay: Stay = { stopped: false };
  const run = async (): Promise<void> => {
    while (!stay.stopped && !(await stand(stay))) {
      tellSearch({ live: false });
      if (!stay.stopped) await pause(stay);
    }
  };
  beginSearch(now);
  void run();
  return () => {
    stay.stopped = true;
    stay.wake?.();
    if (stay.joined?.connection.isOpen) void stay.joined.leave();
    endSearch();
  };
};
