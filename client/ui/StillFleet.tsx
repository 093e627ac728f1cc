import type { ReactNode } from 'react';
import type { Fleet, FleetBoat, FleetPhase, Raft, Sailor } from '../stores/fleet.ts';
import {
  BOAT,
  type BoatSpot,
  boatSpots,
  type RaftSpot,
  raftSpots,
  type Sea,
  type SideSpot,
  sideSpots,
} from '../stores/fleet-layout.ts';
import { FleetSprite, type FrameName } from './FleetSprite.tsx';

/** What stands over a head; the canvas shows the same. */
const signOf = ({ answered, ok }: Sailor, phase: FleetPhase): FrameName | undefined => {
  if (phase === 'reveal') return ok === undefined ? undefined : ok ? 'bubble-ok' : 'bubble-miss';
  if (phase !== 'open' || answered === undefined) return undefined;
  return answered ? 'bubble-ok' : 'bubble-dots';
};

type Place = { x: number; y: number; w: number };
const At = ({ x, y, scale, children }: { x: number; y: number; scale: number; children: ReactNode }) => (
  <g transform={`translate(${Math.round(x)} ${Math.round(y)}) scale(${scale.toFixed(3)})`}>{children}</g>
);

/** A critter is a little larger than the picture it is cut from leaves room for. */
const BODY = 1.35;
const Critter = ({ sailor, at: { x, y, w } }: { sailor: Sailor; at: Place }) => (
  <image
    href={`/avatars/${encodeURIComponent(sailor.avatar)}.svg?body=1`}
    x={x - (w * BODY) / 2}
    y={y - w * BODY}
    width={w * BODY}
    height={w * BODY}
    opacity={sailor.away ? 0.45 : 1}
  />
);
const Sign = ({ sailor, phase, x, y, w }: { sailor: Sailor; phase: FleetPhase } & Place) => {
  const sign = signOf(sailor, phase);
  return sign === undefined ? null : <FleetSprite name={sign} x={x - w / 2} y={y - w} w={w} />;
};

const SEATS = { first: 250, step: 128, room: 560, feet: 236 } as const;
const px = (x: number): number => x - BOAT.w / 2;
const py = (y: number): number => y - BOAT.water;
const seatsOf = (rowers: FleetBoat['rowers']): Place[] => {
  const step = Math.min(SEATS.step, SEATS.room / Math.max(1, rowers.length - 1));
  const first = SEATS.first + (rowers.length < 5 ? ((5 - rowers.length) * SEATS.step) / 2 : 0);
  return rowers.map((_, i) => ({ x: px(first + i * step), y: py(SEATS.feet), w: Math.max(82, step) }));
};

const Boat = ({ spot: { boat, large, ...at }, phase }: { spot: BoatSpot; phase: FleetPhase }) => {
  const seats = large ? seatsOf(boat.rowers) : [];
  const each = (show: (sailor: Sailor, place: Place) => ReactNode): ReactNode[] =>
    boat.rowers.flatMap((sailor, i) => (seats[i] ? [show(sailor, seats[i])] : []));
  return (
    <At {...at}>
      <FleetSprite name="shade" x={-490} y={py(236)} w={980} h={64} />
      {each((sailor, place) => (
        <Critter key={sailor.id} sailor={sailor} at={place} />
      ))}
      {large && <FleetSprite name="drum" x={px(804)} y={py(130)} w={84} />}
      <FleetSprite name={`boat-${boat.id}`} x={-BOAT.w / 2} y={-BOAT.water} w={BOAT.w} h={BOAT.h} />
      {each((sailor, { x, y, w }) => (
        <Sign key={sailor.id} sailor={sailor} phase={phase} x={x} y={y - w * 1.05} w={56} />
      ))}
    </At>
  );
};

const SAIL = { w: 320, h: 340, water: 300 } as const;
const Side = ({ spot: { side, left, ...at }, phase }: { spot: SideSpot; phase: FleetPhase }) => {
  const team = left ? 'red' : 'blue';
  const x = left ? 68 : -68;
  const layer = (name: 'sail' | 'hull'): ReactNode => (
    <FleetSprite
      name={`${name}-${team}`}
      x={-SAIL.w / 2}
      y={-SAIL.water}
      w={SAIL.w}
      h={SAIL.h}
      {...(left ? { flip: true as const } : {})}
    />
  );
  return (
    <At {...at}>
      <FleetSprite name="shade" x={-165} y={-15} w={330} h={50} />
      {layer('sail')}
      <Critter sailor={side} at={{ x, y: -34, w: 118 }} />
      {layer('hull')}
      <Sign sailor={side} phase={phase} x={x} y={-162} w={40} />
    </At>
  );
};

/** From the stern of one boat to that of the other. */
const Rope = ({ spots: [a, b] }: { spots: readonly SideSpot[] }) => {
  if (!a || !b) return null;
  const hold = 134 * a.scale;
  const [from, to, y] = [a.x + hold, b.x - hold, a.y - 60 * a.scale];
  return (
    <>
      <FleetSprite name="rope" x={from} y={y - 6} w={Math.max(1, to - from)} h={12 * a.scale} />
      <FleetSprite name="ribbon" x={(from + to) / 2 - 25 * a.scale} y={y - 8} w={50 * a.scale} />
    </>
  );
};

const LOGS = [-24, -6, 12] as const;
const AIR = -104;
const Float = ({ spot: { raft, large, ...at }, phase }: { spot: RaftSpot; phase: FleetPhase }) => {
  const { out, logs }: Raft = raft;
  const feet = out ? AIR : -6;
  return (
    <At {...at}>
      {!out && <FleetSprite name="shade" x={-150} y={0} w={300} h={56} />}
      {out && <FleetSprite name="gull-up" x={-94} y={AIR - 50} w={188} />}
      {LOGS.slice(0, out ? 0 : logs).map((y, i) => (
        <FleetSprite key={y} name="log" x={-125 + (i - 1) * -9} y={y - 20} w={250} h={41} />
      ))}
      {large && <Critter sailor={raft} at={{ x: 0, y: feet, w: 112 }} />}
      {large && <Sign sailor={raft} phase={phase} x={0} y={feet - 126} w={44} />}
    </At>
  );
};

const Duel = ({ fleet, sea }: { fleet: Fleet; sea: Sea }) => {
  const spots = sideSpots(fleet.sides, sea);
  return (
    <>
      {spots.map((spot) => (
        <Side key={spot.side.id} spot={spot} phase={fleet.phase} />
      ))}
      <Rope spots={spots} />
    </>
  );
};

/** The boats, sides or rafts of a battle as a still picture, where there is no canvas: they stand where it has them. */
export const StillFleet = ({ fleet, sea }: { fleet: Fleet; sea: Sea }) => (
  <svg className="fleet-still" width={sea.w} height={sea.h} aria-hidden="true">
    {fleet.mode === 'duel' && <Duel fleet={fleet} sea={sea} />}
    {fleet.mode === 'race' &&
      boatSpots(fleet.boats, sea).map((spot) => <Boat key={spot.boat.id} spot={spot} phase={fleet.phase} />)}
    {fleet.mode === 'survival' &&
      raftSpots(fleet.rafts, sea).map((spot) => <Float key={spot.raft.id} spot={spot} phase={fleet.phase} />)}
  </svg>
);
