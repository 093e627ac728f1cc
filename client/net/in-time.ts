import type { Room } from '@colyseus/sdk';
import { Offline } from './call.ts';

/** A room that lets nobody in for so long is taken for not there. */
export const JOIN_MS = 10_000;

/** The room once it is joined; throws `Offline` after ten seconds. A room that comes later is left at once. */
export const inTime = <R extends Pick<Room, 'leave'>>(name: string, joining: Promise<R>): Promise<R> =>
  new Promise<R>((done, fail) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      fail(new Offline(`the room ${name} did not answer within ${JOIN_MS / 1000} s`));
    }, JOIN_MS);
    joining.then(
      (room) => {
        clearTimeout(timer);
        if (isLate) void room.leave();
        else done(room);
      },
      (fault: unknown) => {
        clearTimeout(timer);
        fail(fault);
      },
    );
  });
