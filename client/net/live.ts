import type { Room } from '@colyseus/sdk';
import type { LivePeer, Move, WaveNotice } from '../../server/domain/live.ts';
import type { Notice } from '../../server/domain/notice.ts';
import type { LobbyState } from '../../server/rooms/lobby-state.ts';
import { hearNotice } from '../stores/notice.ts';
import { addWave, beAlone, setLive, setPeers } from '../stores/presence.ts';
import { session } from '../stores/session.ts';
import { Refusal } from './call.ts';
import { askRoom, comeBack, leaveStay, type Stay, takeSeat, whileHere } from './seat.ts';

const LONGEST_MS = 30_000;
/** The SDK looks for the same process for six seconds; then any process that lives will do. */
const SAME_TRIES = 5;

type Lobby = Room<unknown, LobbyState>;

let here: Stay<Lobby> | undefined;
let place: Move | undefined;

/** Everybody but me, as plain rows. */
const show = (me: string, state: LobbyState): void => {
  const peers: LivePeer[] = [];
  state.peers.forEach(({ id, name, avatar, island, station, online }) => {
    if (id !== me) peers.push({ id, name, avatar, island, station, online });
  });
  setPeers(peers);
};

/** Feeds the store until the room is left for good; a short loss is mended by the SDK itself. */
const follow = (room: Lobby, me: string, stay: Stay<Lobby>): Promise<void> =>
  new Promise((left) => {
    const beLive = (live: boolean) => whileHere(stay, () => setLive(live));
    room.reconnection.maxRetries = SAME_TRIES;
    room.onStateChange(whileHere(stay, (state: LobbyState) => show(me, state)));
    room.onMessage(
      'wave' as never,
      whileHere(stay, (wave: WaveNotice) => addWave(wave)),
    );
    room.onMessage(
      'notice' as never,
      whileHere(stay, (notice: Notice) => hearNotice(notice)),
    );
    room.onDrop(beLive(false));
    room.onReconnect(beLive(true));
    room.onError(beLive(false));
    room.onLeave(() => left());
    setLive(true);
    if (place) room.send('move' as never, place as never);
  });

const isSignedOut = (fault: unknown): boolean => fault instanceof Refusal && fault.status === 401;

/**
 * Joins the company's lobby once somebody has entered, and comes back after every loss, for ever, with growing pauses.
 * The SDK is fetched at this moment. Gives the stop function.
 */
export const startPresence = (): (() => void) => {
  const me = session.getState().me;
  if (me === undefined) return () => undefined;
  const stay: Stay<Lobby> = { stopped: false };
  here = stay;
  void comeBack(stay, {
    enter: () => takeSeat<Lobby>('lobby', { org: me.org.id }),
    dwell: (room) => follow(room, me.person.id, stay),
    ...{ lost: beAlone, isOver: () => false, failed: beAlone, longestMs: LONGEST_MS },
    passes: (fault) => !isSignedOut(fault),
  });
  return () => {
    leaveStay(stay);
    if (here === stay) here = undefined;
    beAlone();
  };
};

/** Shows the others where I am; said again after a new join. Without a connection it waits for one. */
export const sendMove = (next: Move): void => {
  place = next;
  if (here?.room?.connection.isOpen) here.room.send('move' as never, next as never);
};

/** Greets a colleague. Throws `Refusal` (`rate.limited` with seconds, `person.unknown`) or `Offline`. */
export const sendWave = async (to: string): Promise<void> => {
  await askRoom('wave', here, 'wave', { to });
};
