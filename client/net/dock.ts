import type { Room } from '@colyseus/sdk';
import type { DockNews, DockOptions } from '../../server/domain/api-battle.ts';
import { beginSearch, endSearch, hall, tellSearch } from '../stores/hall.ts';
import { session } from '../stores/session.ts';
import { Offline } from './call.ts';
import { faultOf } from './fault.ts';
import { comeBack, leaveStay, type Stay, takeSeat, whileHere } from './seat.ts';

const LONGEST_MS = 2_000;
/** The dock names somebody within seconds: a line that is silent for so long is lost. */
const SILENT_MS = 12_000;

const enter = (): Promise<Room> => {
  const options: DockOptions & { org: string } = { mode: 'duel', org: session.getState().me?.org.id ?? '' };
  return takeSeat('dock', options);
};

/** Waits in the dock until a partner is named or the line is gone. */
const dwell = async (room: Room, stay: Stay): Promise<void> => {
  tellSearch({ live: true });
  const silent = setTimeout(() => room.connection.close(), SILENT_MS);
  await new Promise<void>((left) => {
    room.reconnection.enabled = false;
    room.onMessage(
      'matched' as never,
      whileHere(stay, (matched: DockNews['matched']) => {
        tellSearch({ matched });
        left();
      }),
    );
    room.onLeave(() => left());
  });
  clearTimeout(silent);
};

/** Looks for a partner of my skill, again and again after a lost line, until one is named. Gives the stop function. */
export const findOpponent = (now: number): (() => void) => {
  const stay: Stay = { stopped: false };
  beginSearch(now);
  void comeBack(stay, {
    ...{ enter, dwell, longestMs: LONGEST_MS },
    lost: () => tellSearch({ live: false }),
    isOver: () => hall.getState().search?.matched !== undefined,
    failed: (fault) => tellSearch({ fault: faultOf(fault) }),
    // A full dock is for the person to knock at again.
    passes: (fault) => fault instanceof Offline,
  });
  return () => {
    leaveStay(stay);
    endSearch();
  };
};
