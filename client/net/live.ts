import type { Room } from '@colyseus/sdk';
import type { ErrorCode } from '../../server/domain/errors.ts';
import type { LivePeer, LiveRefusal, Move, WaveNotice } from '../../server/domain/live.ts';
import type { Notice } from '../../server/domain/notice.ts';
import type { LobbyState } from '../../server/rooms/lobby-state.ts';
import { hearNotice } from '../stores/notice.ts';
import { addWave, beAlone, setLive, setPeers } from '../stores/presence.ts';
import { session } from '../stores/session.ts';
import { call, Offline, Refusal } from './call.ts';
import { inTime } from './in-time.ts';

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
/** A connection that held this long was a good one: the next loss starts with a short wait again. */
const STEADY_MS = 10_000;

type Lobby = Room<unknown, LobbyState>;
type Stay = { stopped: boolean; room?: Lobby; wake?: () => void };

let here: Stay | undefined;
let place: Move | undefined;

const enter = async (org: string): Promise<Lobby> => {
  const { Client } = await import('@colyseus/sdk');
  const { token } = await call('POST /api/room-token', { body: {} });
  const client = new Client(location.origin);
  client.http.authToken = token;
  return (await inTime('lobby', client.joinOrCreate('lobby', { org }))) as Lobby;
};

/** Everybody but me, as plain rows. */
const show = (me: string, state: LobbyState): void => {
  const peers: LivePeer[] = [];
  state.peers.forEach(({ id, name, avatar, island, station, online }) => {
    if (id !== me) peers.push({ id, name, avatar, island, station, online });
  });
  setPeers(peers);
};

/** Feeds the store until the room is left for good; a short loss is mended by the SDK itself. */
const follow = (room: Lobby, me: string): Promise<void> =>
  new Promise((left) => {
    room.onStateChange((state) => show(me, state));
    room.onMessage('wave' as never, (wave: WaveNotice) => addWave(wave));
    room.onMessage('notice' as never, (notice: Notice) => hearNotice(notice));
    room.onDrop(() => setLive(false));
    room.onReconnect(() => setLive(true));
    room.onError(() => setLive(false));
    room.onLeave(() => left());
    setLive(true);
    if (place) room.send('move' as never, place as never);
  });

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

const run = async (stay: Stay, org: string, me: string): Promise<void> => {
  let wait = FIRST_MS;
  while (!stay.stopped) {
    const began = performance.now();
    try {
      const room = await enter(org);
      stay.room = room;
      if (stay.stopped) void room.leave();
      else await follow(room, me);
    } catch (fault) {
      if (fault instanceof Refusal && fault.status === 401) return;
    }
    delete stay.room;
    beAlone();
    if (stay.stopped) return;
    if (performance.now() - began > STEADY_MS) wait = FIRST_MS;
    await pause(stay, wait * (0.5 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_MS);
  }
};

/**
 * Joins the company's lobby once somebody has entered, and comes back after every loss, for ever, with growing pauses.
 * The SDK is fetched at this moment. Gives the stop function.
 */
export const startPresence = (): (() => void) => {
  const me = session.getState().me;
  if (me === undefined) return () => undefined;
  const stay: Stay = { stopped: false };
  here = stay;
  void run(stay, me.org.id, me.person.id);
  return () => {
    stay.stopped = true;
    stay.wake?.();
    if (stay.room?.connection.isOpen) void stay.room.leave();
    if (here === stay) here = undefined;
    beAlone();
  };
};

const openRoom = (): Lobby | undefined => (here?.room?.connection.isOpen ? here.room : undefined);

/** Shows the others where I am; said again after a new join. Without a connection it waits for one. */
export const sendMove = (next: Move): void => {
  place = next;
  openRoom()?.send('move' as never, next as never);
};

/** Greets a colleague. Throws `Refusal` (`rate.limited` with seconds, `person.unknown`) or `Offline`. */
export const sendWave = async (to: string): Promise<void> => {
  const room = openRoom();
  if (!room) throw new Offline('wave');
  try {
    await room.request('wave' as never, { to } as never);
  } catch (error) {
    const { reason } = error as { reason?: LiveRefusal };
    if (reason === undefined) throw new Offline('wave');
    throw new Refusal(reason.code as ErrorCode, reason.details, 409);
  }
};
