import type { CSSProperties } from 'react';
import { paintOf } from '../../stores/ship-paint.ts';

const coloursOf = (skin: string): CSSProperties =>
  Object.fromEntries(Object.entries(paintOf(skin)).map(([part, colour]) => [`--${part}`, colour]));

/** The ship in its paint; without one it is bare wood. */
export const Ship = ({ skin, label }: { skin: string; label: string }) => (
  <svg viewBox="0 0 120 116" className="skin-ship" style={coloursOf(skin)} role="img" aria-label={label}>
    <path d="M58 8v74" className="ship-mast" />
    <path d="M62 14c26 16 34 40 32 60H62z" className="ship-sail" />
    <path d="M62 36c18 2 27 8 30 18H62z" className="ship-stripe" />
    <path d="M54 22C36 34 26 54 24 74h30z" className="ship-sail" />
    <path d="M58 4l20 6-20 7z" className="ship-stripe" />
    <path d="M10 82h100c-4 20-20 30-50 30S14 102 10 82z" className="ship-hull" />
    <path d="M10 82h100l-2 8H12z" className="ship-rail" />
  </svg>
);
