import './fleet.css';
import { type CSSProperties, type RefObject, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { fleet, setBand } from '../stores/fleet.ts';
import { type Flag, flagsOf, LEAST_BAND, seaOf } from '../stores/fleet-layout.ts';
import { settings } from '../stores/settings.ts';
import { TEAM_LOOKS } from '../stores/team-looks.ts';
import { world } from '../stores/world.ts';
import { followFleetSounds } from './fleet-sound.ts';
import { StillFleet } from './StillFleet.tsx';

/** Brings the canvas to an element for as long as it is there; a band that is too low stays without. */
const useBand = (element: RefObject<HTMLDivElement | null>): void => {
  useEffect(() => {
    const node = element.current;
    if (node === null) return;
    const read = (): void => {
      const { x, y, width, height } = node.getBoundingClientRect();
      const band = { x: Math.round(x), y: Math.round(y), w: Math.round(width), h: Math.round(height) };
      const seen = band.h >= LEAST_BAND && band.w >= LEAST_BAND;
      const before = fleet.getState().band;
      if (JSON.stringify(before) !== JSON.stringify(seen ? band : undefined))
        setBand(seen ? band : undefined);
      if (seen) world.showBattle();
      else if (world.getState().scene === 'battle') world.hide();
    };
    const watcher = new ResizeObserver(read);
    watcher.observe(node);
    addEventListener('resize', read);
    read();
    return () => {
      watcher.disconnect();
      removeEventListener('resize', read);
      setBand(undefined);
      if (world.getState().scene === 'battle') world.hide();
    };
  }, [element]);
};

const NameFlag = ({ flag }: { flag: Flag }) => {
  const look = flag.team && TEAM_LOOKS[flag.team];
  const style: CSSProperties & Record<'--flag', string> = {
    transform: `translate(${Math.round(flag.x)}px, ${Math.round(flag.y)}px)`,
    '--flag': look?.colour ?? (flag.mine ? TEAM_LOOKS.red.colour : '#0a4568'),
  };
  return (
    <div className={`fleet-flag fleet-flag-${flag.by}`} style={style}>
      <span>
        {look && (
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d={look.mark} />
          </svg>
        )}
        {flag.text}
      </span>
    </div>
  );
};

/**
 * The water of a battle: fills its positioned parent with the canvas behind the page (the screen must be transparent
 * there) and lays the names over it. Pure show: everything in it is told by the screen in words, too.
 */
export const FleetBand = () => {
  const element = useRef<HTMLDivElement>(null);
  useBand(element);
  useEffect(followFleetSounds, []);
  const drawn = useStore(world, (s) => s.drawn && s.scene === 'battle');
  const reduced = useStore(world, (s) => s.reduced);
  const plain = useStore(settings, (s) => s.plain);
  const state = useStore(
    fleet,
    useShallow((s) => s),
  );
  const still = useStore(world, (s) => s.failed) || plain;
  const sea = state.band && (drawn || still) ? seaOf(state.band, state.band.y) : undefined;
  const flags = sea ? flagsOf(state, sea) : [];
  return (
    <div
      ref={element}
      className="fleet-band"
      data-drawn={drawn || undefined}
      data-reduced={reduced || undefined}
      aria-hidden="true"
    >
      {sea && !drawn && <StillFleet fleet={state} sea={sea} />}
      {flags.map((flag) => (
        <NameFlag key={flag.id} flag={flag} />
      ))}
    </div>
  );
};
