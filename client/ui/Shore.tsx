import type { ReactNode } from 'react';

const Boat = () => (
  <svg viewBox="0 0 120 120" className="shore-boat" aria-hidden="true">
    <path d="M58 8v74" stroke="#7a4a21" strokeWidth="5" strokeLinecap="round" />
    <path d="M62 14c26 16 34 40 32 60H62z" fill="#fff4dc" />
    <path d="M62 36c18 2 27 8 30 18H62z" fill="#f0563b" />
    <path d="M54 22C36 34 26 54 24 74h30z" fill="#fffdf6" />
    <path d="M54 46c-13 1-20 6-24 12h24z" fill="#f0563b" />
    <path d="M58 4l20 6-20 7z" fill="#d5432b" />
    <path d="M10 82h100c-4 20-20 30-50 30S14 102 10 82z" fill="#b4662b" />
    <path d="M10 82h100l-2 8H12z" fill="#ffc53d" />
    <circle cx="42" cy="98" r="4" fill="#fff3da" />
    <circle cx="60" cy="100" r="4" fill="#fff3da" />
    <circle cx="78" cy="98" r="4" fill="#fff3da" />
  </svg>
);

/** The sea of screens without a canvas: sky, islands and rows of waves. `calm` leaves only the water. */
export const Shore = ({ children, calm = false }: { children: ReactNode; calm?: boolean }) => (
  <div className={calm ? 'shore shore-calm' : 'shore'}>
    <div className="shore-art" aria-hidden="true">
      <span className="cloud cloud-a" />
      <span className="cloud cloud-b" />
      {!calm && (
        <>
          <span className="cloud cloud-c" />
          <span className="islet islet-left" />
          <span className="islet islet-right" />
          <span className="wave wave-far" />
          <Boat />
          <span className="wave wave-mid" />
        </>
      )}
      <span className="wave wave-near" />
    </div>
    <div className="shore-in">{children}</div>
  </div>
);
