import type { EventEmitter } from 'node:events';
import { MOST_CREDIT_MS } from '../domain/battle-shape.ts';
import type { BattleClient } from './battle-crowd.ts';

/** Pings on joining, how often later, and the number of round trips that count. */
const FIRST = 3;
const FIRST_EVERY_MS = 150;
const EVERY_MS = 5_000;
/** Big rooms have enough samples from joining and fewer turns to spare. */
const BIG = 200;
const BIG_EVERY_MS = 60_000;
const KEPT = 5;

type Line = { sent: Map<number, number>; trips: number[]; rttMs: number; nth: number; dueAt: number };
const socketOf = (client: BattleClient) => client.ref as EventEmitter & { ping: (data: Buffer) => void };

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
};

/**
 * Round trips as the server measures them: it keeps when a ping left, and a pong counts once, for a ping that it names.
 * `of` gives the median of the last five and what is credited of it.
 */
export const createRtt = (now: () => number) => {
  const lines = new Map<BattleClient, Line>();
  /** No ping is due before this time. */
  let nextAt = 0;
  const hear = (line: Line, data: Buffer): void => {
    const nth = data.length === 4 ? data.readUInt32BE() : -1;
    const sentAt = line.sent.get(nth);
    if (sentAt === undefined) return;
    line.sent.delete(nth);
    line.trips = [...line.trips.slice(1 - KEPT), Math.max(0, now() - sentAt)];
    line.rttMs = median(line.trips);
  };
  const ping = (client: BattleClient, line: Line, at: number): void => {
    const data = Buffer.alloc(4);
    data.writeUInt32BE(line.nth);
    line.sent.set(line.nth, at);
    line.sent.delete(line.nth - KEPT);
    line.nth += 1;
    const later = lines.size > BIG ? BIG_EVERY_MS : EVERY_MS;
    line.dueAt = at + (line.nth < FIRST ? FIRST_EVERY_MS : later);
    nextAt = Math.min(nextAt, line.dueAt);
    socketOf(client).ping(data);
  };
  return {
    watch: (client: BattleClient): void => {
      const line: Line = { sent: new Map(), trips: [], rttMs: 0, nth: 0, dueAt: 0 };
      lines.set(client, line);
      socketOf(client).on('pong', (data: Buffer) => hear(line, data));
      ping(client, line, now());
    },
    drop: (client: BattleClient): void => {
      lines.delete(client);
    },
    /** Sends the pings that are due. */
    tick: (at: number): void => {
      if (at < nextAt) return;
      nextAt = Number.POSITIVE_INFINITY;
      for (const [client, line] of lines)
        if (at >= line.dueAt) ping(client, line, at);
        else nextAt = Math.min(nextAt, line.dueAt);
    },
    of: (client: BattleClient): { rttMs: number; creditMs: number } => {
      const rttMs = lines.get(client)?.rttMs ?? 0;
      return { rttMs, creditMs: Math.min(rttMs, MOST_CREDIT_MS) };
    },
  };
};
export type Rtt = ReturnType<typeof createRtt>;
