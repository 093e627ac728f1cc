import { getMessageBytes, Protocol } from '@colyseus/core';
import { describe, expect, it } from 'vitest';
import { sharedFrames } from '../../server/rooms/battle-frames.ts';

const TYPE = 'reveal';
const whole = (message: object): Buffer => getMessageBytes.raw(Protocol.ROOM_DATA, TYPE, message);

describe('a message of which a large part is packed once', () => {
  const shared = {
    round: 3,
    why: '因'.repeat(300),
    counts: [{ choice: '0', n: 7, right: true }],
    nothing: undefined,
  };

  it('is byte by byte the frame of the whole, for everybody', () => {
    const frame = sharedFrames(TYPE);
    for (const total of [0, 96, 70_000]) {
      const own = { mine: { total, ok: true }, rafts: [{ id: 'a', logs: 2 }] };
      expect(frame(shared, own).equals(whole({ ...shared, ...own }))).toBe(true);
    }
  });

  it('is whole without an own part, and with more keys than a small map holds', () => {
    const frame = sharedFrames(TYPE);
    expect(frame(shared, {}).equals(whole(shared))).toBe(true);
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`k${i}`, i]));
    expect(frame(shared, many).equals(whole({ ...shared, ...many }))).toBe(true);
  });

  it('packs the shared part once', () => {
    const frame = sharedFrames(TYPE);
    const changing = { round: 1 };
    frame(changing, {});
    changing.round = 2;
    expect(frame(changing, { mine: 1 }).equals(whole({ round: 1, mine: 1 }))).toBe(true);
  });
});
