import type { Room } from '@colyseus/sdk';
import type { ErrorCode } from '../../server/domain/errors.ts';
import type { LiveRefusal } from '../../server/domain/live.ts';
import { call, Offline, Refusal } from './call.ts';
import { inTime } from './in-time.ts';

/** A line that says nothing for this long is taken for lost. */
export const SILENT_MS = 8_000;
const FIRST_MS = 1_000;
/** A line that held this long was a good one: the next loss starts with a short pause again. */
const STEADY_MS = 10_000;

/** Somebody's stay in a room over every loss of its line; `room` = the line there is now. */
export type Stay<R extends Room = Room> = { stopped: boolean; room?: R; wake?: () => void };

/** These pass: the door is knocked at again, what was asked is asked again. */
const PASSING: readonly ErrorCode[] = ['server.fault', 'rate.limited', 'storage.unavailable'];
export const passes = (fault: unknown): boolean =>
  fault instanceof Offline || (fault instanceof Refusal && PASSING.includes(fault.code));

/** What a room says against it as `Refusal`; anything else is the network: `Offline`. */
const faultIn = (name: string, error: unknown): Error => {
  if (error instanceof Refusal || error instanceof Offline) return error;
  const { reason, message } = error as { reason?: LiveRefusal; message?: string };
  if (reason !== undefined) return new Refusal(reason.code as ErrorCode, reason.details, 409);
  // A refused seat says its code as the message of the error.
  return /^[a-z]+\.[a-z_]+$/u.test(message ?? '')
    ? new Refusal(message as ErrorCode, {}, 409)
    : new Offline(name);
};

/** A seat in a room of this name. The SDK is fetched at this moment. Throws `Refusal`, or `Offline` after ten seconds. */
export const takeSeat = async <R extends Room = Room>(name: string, options: object): Promise<R> => {
  const { Client } = await import('@colyseus/sdk');
  const { token } = await call('POST /api/room-token', { body: {} });
  const client = new Client(location.origin);
  client.http.authToken = token;
  try {
    return (await inTime(name, client.joinOrCreate(name, options))) as R;
  } catch (error) {
    throw faultIn(name, error);
  }
};

/** Hears what a room tells until the stay is stopped; what comes later, on a line not yet closed, is for nobody. */
export const whileHere =
  <T extends unknown[]>(stay: Stay, hear: (...told: T) => void) =>
  (...told: T): void => {
    if (!stay.stopped) hear(...told);
  };

/**
 * Asks a room for something. Throws `Refusal`, or `Offline` without a line and after the stay was stopped; a line that
 * stays silent is closed.
 */
export const askRoom = async <T>(
  name: string,
  stay: Stay | undefined,
  type: string,
  message?: unknown,
): Promise<T> => {
  const room = stay?.room;
  if (stay === undefined || stay.stopped || !room?.connection.isOpen) throw new Offline(name);
  try {
    const said = await room.request(type as never, message as never, { timeout: SILENT_MS });
    if (!stay.stopped) return said as T;
  } catch (error) {
    const fault = faultIn(name, error);
    if (fault instanceof Offline && !stay.stopped) room.connection.close();
    if (!stay.stopped) throw fault;
  }
  throw new Offline(name);
};

/** Waits a moment, less when the browser says that the network is back. */
const pause = (stay: Stay, ms: number): Promise<void> =>
  new Promise((done) => {
    const wake = (): void => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', wake);
      done();
    };
    const timer = setTimeout(wake, ms);
    globalThis.addEventListener?.('online', wake);
    stay.wake = wake;
  });

export type Visit<R extends Room> = {
  enter: () => Promise<R>;
  /** Resolves when the line is lost or left. What the room tells is heard through `whileHere`. */
  dwell: (room: R, stay: Stay<R>) => Promise<void>;
  /** After every loss, before the pause. */
  lost: () => void;
  /** Nothing is to be come back to. */
  isOver: () => boolean;
  /** Hears the fault after which nobody comes back. */
  failed: (fault: unknown) => void;
  /** Whether one comes back after this fault. */
  passes?: (fault: unknown) => boolean;
  longestMs: number;
};

/** Enters a room and comes back after every loss with growing pauses, until it is over or the stay is stopped. */
export const comeBack = async <R extends Room>(stay: Stay<R>, visit: Visit<R>): Promise<void> => {
  const { enter, dwell, lost, isOver, failed, longestMs } = visit;
  let wait = FIRST_MS;
  while (!stay.stopped && !isOver()) {
    const began = performance.now();
    try {
      const room = await enter();
      if (stay.stopped) return void room.leave();
      stay.room = room;
      await dwell(room, stay);
    } catch (fault) {
      if (!stay.stopped && !(visit.passes ?? passes)(fault)) return failed(fault);
    }
    if (stay.room?.connection.isOpen) void stay.room.leave();
    delete stay.room;
    if (stay.stopped) return;
    lost();
    if (isOver()) return;
    if (performance.now() - began > STEADY_MS) wait = FIRST_MS;
    await pause(stay, wait * (0.5 + Math.random() / 2));
    wait = Math.min(wait * 2, longestMs);
  }
};

/** Leaves for good: from now on nothing is heard through `whileHere`, no question is answered. */
export const leaveStay = (stay: Stay): void => {
  stay.stopped = true;
  stay.wake?.();
  if (stay.room?.connection.isOpen) void stay.room.leave();
};
