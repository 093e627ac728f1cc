import { Client, type Room } from '@colyseus/sdk';
import type { Move } from '../../server/domain/live.ts';
import type { LobbyState } from '../../server/rooms/lobby-state.ts';
import type { Line } from './line.ts';

type Lobby = Room<unknown, LobbyState>;
/** A place in the company's live lobby. */
export type Seat = {
  /** Who else is here now. */
  peers: () => string[];
  move: (place: Move) => void;
  /** True when the greeting has arrived; the room's pace refuses a second one within three seconds. */
  wave: (to: string) => Promise<boolean>;
  leave: () => Promise<void>;
};

/** Takes a seat as the product's client does: a token by HTTP, then the room. */
export const takeSeat = async (
  url: string,
  line: Line,
  me: { org: string; person: string },
): Promise<Seat> => {
  const { token } = await line.call('POST /api/room-token', { body: {} });
  const sdk = new Client(url);
  // Not `auth.token`: that one is kept in a storage which all clients of a process share.
  sdk.http.authToken = token;
  const room = (await sdk.joinOrCreate('lobby', { org: me.org })) as Lobby;
  room.onMessage('wave' as never, () => undefined);
  room.onError((...a) => console.log('DBG error', me.person.slice(0,8), ...a));
  room.onDrop((...a) => console.log('DBG drop', me.person.slice(0,8), ...a));
  room.onLeave((...a) => console.log('DBG leave', me.person.slice(0,8), ...a));
  const peers = (): string[] => {
    const ids: string[] = [];
    room.state?.peers?.forEach(({ id, online }) => {
      if (id !== me.person && online) ids.push(id);
    });
    return ids;
  };
  const wave = async (to: string): Promise<boolean> => {
    try {
      await room.request('wave' as never, { to } as never);
      return true;
    } catch {
      return false;
    }
  };
  return {
    peers,
    wave,
    move: (place) => void room.send('move' as never, place as never),
    leave: async () => void (await room.leave()),
  };
};
