import './place-tabs.css';
import type { ReactNode } from 'react';
import { goTo, type Place, pathOfPlace } from '../place.ts';
import { inSight } from './in-sight.ts';

export type PlaceTab = { place: Place; text: ReactNode; current: boolean };

/** The tabs of a page whose every tab has an address; the open one is scrolled into view. `query` stays behind the link. */
export const PlaceTabs = ({
  label,
  tabs,
  query = '',
  className = '',
}: {
  label: string;
  tabs: readonly PlaceTab[];
  query?: string;
  className?: string;
}) => (
  <nav className={`place-tabs ${className}`} aria-label={label}>
    {tabs.map(({ place, text, current }) => (
      <a
        key={pathOfPlace(place)}
        ref={current ? inSight : undefined}
        href={`/studio${pathOfPlace(place)}${query}`}
        aria-current={current ? 'page' : undefined}
        onClick={(e) => {
          if (e.ctrlKey || e.metaKey || e.shiftKey) return;
          e.preventDefault();
          goTo(place);
        }}
      >
        {text}
      </a>
    ))}
  </nav>
);
