import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { BattleClient } from '../../server/rooms/battle-crowd.ts';
import { createRtt } from '../../server/rooms/battle-rtt.ts';
import { clockAt } from '../helpers/clock.ts';

/** A line whose pongs come when the test lets them. */
const lineOf = () => {
  const pings: Buffer[] = [];
  const ref = Object.assign(new EventEmitter(), { ping: (data: Buffer) => void pings.push(data) });
  return { client: { ref } as Partial<BattleClient> as BattleClient, ref, pings };
};

describe('the round trip of a line', () => {
  it('is the median of the last five that the server measured, and credited up to a quarter of a second', () => {
    const clock = clockAt();
    const rtt = createRtt(clock.now);
    const { client, ref, pings } = lineOf();
    rtt.watch(client);
    expect(rtt.of(client)).toEqual({ rttMs: 0, creditMs: 0 });
    for (const ms of [60, 900, 80, 100, 120]) {
      clock.advance(ms);
      ref.emit('pong', pings.at(-1));
      clock.advance(5_000);
      rtt.tick(clock.now());
    }
    expect(rtt.of(client)).toEqual({ rttMs: 100, creditMs: 100 });
    for (let i = 0; i < 3; i++) {
      clock.advance(2_000);
      ref.emit('pong', pings.at(-1));
      clock.advance(5_000);
      rtt.tick(clock.now());
    }
    expect(rtt.of(client)).toEqual({ rttMs: 2_000, creditMs: 250 });
  });

  it('hears no pong that it has not asked for, and none twice', () => {
    const clock = clockAt();
    const rtt = createRtt(clock.now);
    const { client, ref, pings } = lineOf();
    rtt.watch(client);
    clock.advance(40);
    ref.emit('pong', pings[0]);
    clock.advance(5_000);
    ref.emit('pong', pings[0]);
    ref.emit('pong', Buffer.from([9, 9, 9, 9]));
    ref.emit('pong', Buffer.alloc(0));
    expect(rtt.of(client).rttMs).toBe(40);
  });

  it('is asked three times on joining and then every five seconds, less often in a hall', () => {
    const clock = clockAt();
    const rtt = createRtt(clock.now);
    const lines = Array.from({ length: 201 }, lineOf);
    const [first] = lines;
    rtt.watch(first?.client as BattleClient);
    const pass = (ms: number): void => {
      for (let i = 0; i < ms; i += 50) {
        clock.advance(50);
        rtt.tick(clock.now());
      }
    };
    pass(500);
    expect(first?.pings).toHaveLength(3);
    pass(10_000);
    expect(first?.pings).toHaveLength(5);
    for (const { client } of lines.slice(1)) rtt.watch(client);
    pass(30_000);
    expect(first?.pings.length).toBeLessThanOrEqual(8);
  });
});
