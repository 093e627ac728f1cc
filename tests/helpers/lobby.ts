import { Client, type Room } from '@colyseus/sdk';
import type { LivePeer, WaveNotice } from '../../server/domain/live.ts';
import type { LobbyState } from '../../server/rooms/lobby-state.ts';
import type { TestServer } from './server.ts';

type Browser = Awaited<ReturnType<TestServer['joined']>>;
type Lobby = Room<unknown, LobbyState>;

/** Waits until something holds; fails after three seconds. */
export const until = async (holds: () => boolean, what = holds.toString()): Promise<void> => {
  const end = performance.now() + 3_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never came true: ${what}`);
    await new Promise((done) => setTimeout(done, 10));
  }
};

/** One tab of a person in the lobby, with what it has seen. */
export const enterLobby = async (server: TestServer, who: Browser) => {
  const { token } = await who.call('POST /api/room-token', { body: {} });
  const sdk = new Client(server.url);
  sdk.auth.token = token;
  const room = (await sdk.joinOrCreate('lobby', { org: who.me.org.id })) as Lobby;
  const waves: WaveNotice[] = [];
  const left: number[] = [];
  room.onMessage('wave' as never, (w: WaveNotice) => void waves.push(w));
  room.onLeave((code) => void left.push(code));
  room.onError(() => undefined);
  const peers = (): LivePeer[] => [...(room.state?.peers?.values() ?? [])].map((p) => p.toJSON() as LivePeer);
  const peer = (id: string): LivePeer | undefined => peers().find((p) => p.id === id);
  const ask = (type: string, message?: unknown): Promise<unknown> =>
    room.request(type as never, message as never);
  /** The reason of a refused request. */
  const refused = async (type: string, message?: unknown): Promise<{ code?: string; message?: string }> => {
    try {
      await ask(type, message);
    } catch (error) {
      const { reason, message: text } = error as { reason?: { code: string }; message: string };
      return { ...reason, message: text };
    }
    throw new Error(`${type} was not refused`);
  };
  return { room, waves, left, peers, peer, ask, refused };
};
export type Tab = Awaited<ReturnType<typeof enterLobby>>;
