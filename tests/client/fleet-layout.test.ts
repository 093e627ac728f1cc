import { describe, expect, test } from 'vitest';
import type { DuelSide, Fleet, FleetBoat, Raft } from '../../client/stores/fleet.ts';
import {
  BOAT,
  boatSpots,
  flagsOf,
  raftSpots,
  sailorsIn,
  seaOf,
  sideSpots,
} from '../../client/stores/fleet-layout.ts';
import { TEAM_LOOKS } from '../../client/stores/team-looks.ts';
import { TEAM_IDS } from '../../server/domain/battle-shape.ts';

const DESKTOP = seaOf({ w: 1280, h: 488 });
const PHONE = seaOf({ w: 390, h: 316 });
const LOW = seaOf({ w: 360, h: 162 });
/** Cells of the texture that holds all critters. */
const CELLS = 24;

const boat = (id: FleetBoat['id'], metres: number, over: Partial<FleetBoat> = {}): FleetBoat => ({
  id,
  name: id,
  metres,
  place: 1,
  mine: false,
  rowers: Array.from({ length: 10 }, (_, i) => ({ id: `${id}${i}`, avatar: `${id}${i}` })),
  ...over,
});
const eight = TEAM_IDS.map((id, i) => boat(id, 300 - i * 30, { mine: id === 'green', place: i + 1 }));
const raft = (n: number, over: Partial<Raft> = {}): Raft => ({
  id: `r${n}`,
  avatar: `r${n}`,
  name: `r${n}`,
  logs: 3,
  out: false,
  mine: false,
  ...over,
});
const side = (id: string, points: number, mine: boolean): DuelSide => ({
  id,
  avatar: id,
  name: id,
  points,
  mine,
});
const fleetOf = (over: Partial<Fleet>): Fleet => ({
  mode: 'race',
  phase: 'open',
  boats: [],
  sides: [],
  rafts: [],
  cheers: {},
  ...over,
});

describe('boats of a race', () => {
  test('my boat is in front, the rival nearest in metres behind it, all others are small', () => {
    const spots = boatSpots(eight, DESKTOP);
    expect(spots.at(-1)?.boat.id).toBe('green');
    expect(spots.filter((s) => s.large).map((s) => s.boat.id)).toEqual(['gold', 'green']);
    expect(spots).toHaveLength(8);
  });

  test('a spectator sees the first two in front', () => {
    const spots = boatSpots(
      eight.map((b) => ({ ...b, mine: false })),
      DESKTOP,
    );
    expect(spots.filter((s) => s.large).map((s) => s.boat.id)).toEqual(['blue', 'red']);
  });

  test.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ])('who leads lies farther to the right, and no boat leaves the sea: %s', (_name, sea) => {
    const at = (metres: number): (number | undefined)[] =>
      boatSpots([boat('red', metres, { mine: true }), boat('blue', 250)], sea).map((s) => s.x);
    const [rival = 0, mine = 0] = at(280);
    expect(mine).toBeGreaterThan(rival);
    const [ahead = 0, behind = 0] = at(0);
    expect(behind).toBeLessThan(ahead);
    for (const { x, y, scale } of boatSpots([boat('red', 500, { mine: true }), boat('blue', 0)], sea)) {
      expect(x + (BOAT.w / 2) * scale).toBeLessThanOrEqual(sea.w + 8);
      expect(x - (BOAT.w / 2) * scale).toBeGreaterThanOrEqual(-8);
      expect(y).toBeLessThan(sea.h);
      expect(y).toBeGreaterThan(sea.horizon);
    }
  });

  test('a low band shows my own boat alone, larger than its height would otherwise allow', () => {
    const large = boatSpots(eight, LOW).filter((s) => s.large);
    expect(large.map((s) => s.boat.id)).toEqual(['green']);
    expect((large[0]?.scale ?? 0) * BOAT.w).toBeGreaterThan(LOW.w * 0.6);
  });

  test('the flags of a wide sea name both boats in front and stay inside; a narrow sea has none', () => {
    const fleet = fleetOf({ boats: eight });
    expect(flagsOf(fleet, DESKTOP).map((f) => f.text)).toEqual(['gold', 'green']);
    for (const { x } of flagsOf(fleet, DESKTOP)) expect(x).toBeGreaterThanOrEqual(110);
    expect(flagsOf(fleet, PHONE)).toEqual([]);
  });

  test('the flag of a rival ahead stands before its boat, where my crew does not sit', () => {
    const [rival, mine] = flagsOf(
      fleetOf({ boats: [boat('red', 90, { mine: true }), boat('blue', 140)] }),
      DESKTOP,
    );
    expect([rival?.by, mine?.by]).toEqual(['left', 'right']);
    expect(rival?.x).toBeGreaterThan(DESKTOP.w * 0.7);
    expect(rival?.x).toBeLessThanOrEqual(DESKTOP.w - 110);
  });

  test('however many play, the critters to be seen fit their texture', () => {
    const rafts = Array.from({ length: 100 }, (_, n) => raft(n, { mine: n === 50 }));
    expect(sailorsIn(fleetOf({ boats: eight }), DESKTOP).length).toBeLessThanOrEqual(CELLS);
    expect(sailorsIn(fleetOf({ mode: 'survival', rafts }), DESKTOP).length).toBeLessThanOrEqual(CELLS);
  });
});

describe('a duel and a survival', () => {
  test('I am on the left, and both boats lie nearer to the side that leads', () => {
    const level = sideSpots([side('b', 100, false), side('a', 100, true)], DESKTOP);
    expect(level.map((s) => [s.side.id, s.left])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    const ahead = sideSpots([side('a', 180, true), side('b', 100, false)], DESKTOP);
    expect(ahead[0]?.x).toBeLessThan(level[0]?.x ?? 0);
    expect(ahead[1]?.x).toBeLessThan(level[1]?.x ?? 0);
  });

  test('my raft is the largest, my neighbours in the ranking are beside it, the others far away', () => {
    const rafts = Array.from({ length: 12 }, (_, n) => raft(n, { mine: n === 11 }));
    const spots = raftSpots(rafts, DESKTOP);
    expect(spots.at(-1)?.raft.id).toBe('r11');
    expect(
      spots
        .filter((s) => s.large)
        .map((s) => s.raft.id)
        .sort(),
    ).toEqual(['r10', 'r11', 'r7', 'r8', 'r9']);
    expect(Math.max(...spots.filter((s) => s.raft.id !== 'r11').map((s) => s.scale))).toBeLessThan(
      spots.at(-1)?.scale ?? 0,
    );
  });
});

describe('looks of the teams', () => {
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
      const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  test('white text can be read on every team colour, and no two teams share a mark', () => {
    const looks = Object.values(TEAM_LOOKS);
    for (const { colour } of looks) expect(1.05 / (luminance(colour) + 0.05), colour).toBeGreaterThan(5);
    expect(new Set(looks.map((l) => l.mark)).size).toBe(TEAM_IDS.length);
  });
});
