import type { ReactNode } from 'react';

/** A to Z: as many as a question has parts at most. */
export const LETTERS: readonly string[] = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

const SHAPES: readonly ReactNode[] = [
  <circle key="a" cx="12" cy="12" r="10" />,
  <path key="b" d="M12 1.5 23 21.5H1Z" />,
  <path key="c" d="M12 .8 23.2 12 12 23.2.8 12Z" />,
  <rect key="d" x="2" y="2" width="20" height="20" rx="4" />,
  <path key="e" d="M12 1.4 22.6 9.1 18.6 21.6H5.4L1.4 9.1Z" />,
  <path key="f" d="M6.6 2.4h10.8L22.8 12l-5.4 9.6H6.6L1.2 12Z" />,
  <path key="g" d="M2.4 3.4h19.2v9.2a9.6 9.6 0 0 1-19.2 0Z" />,
  <path key="h" d="M7.4 1.6h9.2l5.8 5.8v9.2l-5.8 5.8H7.4l-5.8-5.8V7.4Z" />,
];

/** The class that carries the colour of part `index`; after eight the colours and shapes begin again, the letters do not. */
export const keyClass = (index: number): string =>
  `key-${LETTERS[index % SHAPES.length]?.toLowerCase() ?? 'a'}`;

/** Colour, shape and letter of one answer: three signs, so that none has to carry it alone. */
export const KeyBadge = ({ index }: { index: number }) => (
  <span className={`badge ${keyClass(index)}`} aria-hidden="true">
    <svg viewBox="0 0 24 24" aria-hidden="true">
      {SHAPES[index % SHAPES.length]}
    </svg>
    <b>{LETTERS[index]}</b>
  </span>
);
