import { Client, type Room } from '@colyseus/sdk';
import WebSocket from 'ws';
import type { BattleNews, Receipt } from '../../server/domain/api-battle.ts';

/** What one player of the exchange can do, whatever the server behind it. */
export type Player = {
  /** Resolves with the round trip in ms when the answer was acknowledged. */
  answer: (round: number) => Promise<number>;
  /** Messages received so far. */
  frames: () => number;
  /** Resolves when the own result of a round is there. */
  told: (round: number) => Promise<void>;
  close: () => Promise<unknown>;
};

const gate = () => {
  const waiting = new Map<number, () => void>();
  const done = new Set<number>();
  return {
    open: (n: number): void => {
      done.add(n);
      waiting.get(n)?.();
    },
    wait: (n: number): Promise<void> =>
      done.has(n) ? Promise.resolve() : new Promise((go) => waiting.set(n, go)),
  };
};

export const plainWsPlayer = async (port: number): Promise<Player> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  const acks = gate();
  const results = gate();
  let frames = 0;
  let result = 0;
  socket.on('message', (data) => {
    frames += 1;
    const said = JSON.parse(String(data)) as { type: string; n?: number };
    if (said.type === 'ack') acks.open(said.n ?? 0);
    if (said.type === 'result') results.open(result++);
  });
  await new Promise((done, fail) => {
    socket.once('open', done);
    socket.once('error', fail);
  });
  const answer = async (n: number): Promise<number> => {
    const at = performance.now();
    socket.send(JSON.stringify({ type: 'answer', n, choice: 2 }));
    await acks.wait(n);
    return performance.now() - at;
  };
  return { answer, told: results.wait, frames: () => frames, close: async () => socket.terminate() };
};

/** Frames that arrive on the socket under a room, from now on. */
const counted = (room: Room): (() => number) => {
  let frames = 0;
  const { events } = room.connection;
  const heard = events.onmessage;
  events.onmessage = (event: unknown) => {
    frames += 1;
    heard?.(event);
  };
  return () => frames;
};

export const plainColyseusPlayer = async (port: number): Promise<Player> => {
  const room = await new Client(`http://127.0.0.1:${port}`).joinOrCreate('plain');
  room.reconnection.enabled = false;
  const frames = counted(room);
  const results = gate();
  let result = 0;
  room.onMessage('question' as never, () => undefined);
  room.onMessage('result' as never, () => results.open(result++));
  const answer = async (n: number): Promise<number> => {
    const at = performance.now();
    await room.request('answer' as never, { n, choice: 2 } as never);
    return performance.now() - at;
  };
  return { answer, told: results.wait, frames, close: () => room.leave() };
};

export type Show = { port: number; battle: string };
const enter = async ({ port, battle }: Show, token: string, as: 'player' | 'host'): Promise<Room> => {
  const client = new Client(`http://127.0.0.1:${port}`);
  client.http.authToken = token;
  const room = await client.joinOrCreate('battle', { battle, as });
  room.reconnection.enabled = false;
  room.onMessage('*' as never, () => undefined);
  return room;
};

export const ourPlayer = async (show: Show, token: string): Promise<Player> => {
  const room = await enter(show, token, 'player');
  const frames = counted(room);
  const results = gate();
  room.onMessage('reveal' as never, ({ round }: BattleNews['reveal']) => results.open(round));
  const answer = async (round: number): Promise<number> => {
    const at = performance.now();
    const said = { id: `${room.sessionId}-${round}`, round, answer: round % 4, rtMs: 700 };
    const receipt = (await room.request('answer' as never, said as never)) as Receipt;
    if (receipt.round !== round) throw new Error('a receipt of another round');
    return performance.now() - at;
  };
  return { answer, told: results.wait, frames, close: () => room.leave() };
};

/** The host of our show: `next` calls the next step; `opened` gives the time by which a round's clock runs. */
export const ourHost = async (show: Show, token: string) => {
  const room = await enter(show, token, 'host');
  const questions = gate();
  const leads = new Map<number, number>();
  room.onMessage('question' as never, (q: BattleNews['question']) => {
    leads.set(q.round, performance.now() + q.opensAt - q.serverNow);
    questions.open(q.round);
  });
  const closings = gate();
  room.onMessage('closed' as never, ({ round }: BattleNews['closed']) => closings.open(round));
  const next = async (): Promise<void> => {
    await room.request('host' as never, { act: 'next' } as never);
  };
  const opened = async (round: number): Promise<void> => {
    await questions.wait(round);
    const wait = (leads.get(round) ?? 0) - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait + 5));
  };
  return { next, opened, closed: closings.wait, close: () => room.leave() };
};
