import { Client, CloseCode, type Room } from '@colyseus/sdk';
import type { Move } from '../../server/domain/live.ts';
import type { LobbyState } from '../../server/rooms/lobby-state.ts';
import { type Line, type Pace, tallyRefusal } from './line.ts';

type Lobby = Room<unknown, LobbyState>;
/** A place in the company's live lobby. */
export type Seat = {
  /** Who else is here now. */
  peers: () => string[];
  /** Tells the room the newest place, as often as a hand would by the wall clock: a room sends away who talks faster. */
  move: (place: Move) => void;
  /** True when the greeting has arrived; the room's pace refuses a second one within three seconds. */
  wave: (to: string) => Promise<boolean>;
  /** Over at the latest after some seconds, also when the room has sent one away or the line is dead. */
  leave: () => Promise<void>;
};

const MOVE_EVERY_MS = 250;
/** As long as the product's client waits for a reply. */
const PATIENCE_MS = 15_000;
const LEAVE_MS = 5_000;
const TRIES = 3;

/** What `promise` gives, or undefined when it has given nothing after so long. */
const within = async <T>(ms: number, promise: Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(done, ms, undefined);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

type Options = {
  url: string;
  line: Line;
  me: { org: string; person: string };
  /** Told of what is waited for. */
  meet?: Pace['meet'];
};

/** Joins as the product's client does: a token by HTTP, then the room. A join without a reply is tried again. */
const join = async ({ url, line, me: { org }, meet }: Options): Promise<Lobby> => {
  for (let n = 1; n <= TRIES; n += 1) {
    const { token } = await line.call('POST /api/room-token', { body: {} });
    const sdk = new Client(url);
    // Not `auth.token`: that one is kept in a storage which all clients of a process share.
    sdk.http.authToken = token;
    await meet?.('lobby join');
    const joining = sdk.joinOrCreate('lobby', { org }) as Promise<Lobby>;
    const room = await within(PATIENCE_MS, joining);
    if (room) return room;
    line.count.lost += 1;
    joining.then(
      (late) => late.leave(),
      () => undefined,
    );
  }
  throw new Error('the lobby does not reply');
};

/** Moves at a hand's pace: the first at once, of those that follow quickly the newest. */
const paced = (send: (place: Move) => void): { move: (place: Move) => void; stop: () => void } => {
  let timer: NodeJS.Timeout | undefined;
  let newest: Move | undefined;
  const pass = (): void => {
    timer = undefined;
    if (!newest) return;
    send(newest);
    newest = undefined;
    timer = setTimeout(pass, MOVE_EVERY_MS);
  };
  const move = (place: Move): void => {
    newest = place;
    if (!timer) pass();
  };
  return { move, stop: () => clearTimeout(timer) };
};

/** Leaves a room; one that says nothing to it is left anyway. The SDK never ends a `leave` of a connection that is gone. */
const leaveRoom = async (room: Lobby, gone: Promise<number>, count: Line['count']): Promise<void> => {
  if (room.connection.isOpen) room.leave().catch(() => undefined);
  if ((await within(LEAVE_MS, gone)) !== undefined) return;
  count.lost += 1;
  room.reconnection.enabled = false;
  room.connection.close();
};

/** Takes a seat in the lobby. To be sent away by the room is counted as a refusal. */
export const takeSeat = async (options: Options): Promise<Seat> => {
  const { line, me } = options;
  const room = await join(options);
  const gone = new Promise<number>((done) => room.onLeave(done));
  gone.then((code) => {
    if (code === CloseCode.WITH_ERROR) tallyRefusal(line.count, 'lobby', 'sent away');
  });
  room.onMessage('wave' as never, () => undefined);
  room.onMessage('notice' as never, () => undefined);
  room.onError(() => undefined);
  const { move, stop } = paced((place) => void room.send('move' as never, place as never));
  const peers = (): string[] => {
    const ids: string[] = [];
    room.state?.peers?.forEach(({ id, online }) => {
      if (id !== me.person && online) ids.push(id);
    });
    return ids;
  };
  const wave = async (to: string): Promise<boolean> => {
    try {
      await room.request('wave' as never, { to } as never, { timeout: PATIENCE_MS });
      return true;
    } catch {
      return false;
    }
  };
  const leave = (): Promise<void> => {
    stop();
    return leaveRoom(room, gone, line.count);
  };
  return { peers, wave, move, leave };
};
