import { FleetSprite, type Piece } from '../FleetSprite.tsx';

const DRAWINGS = {
  duel: {
    size: [300, 170],
    pieces: [
      { name: 'sail-red', x: 0, y: 6, w: 150 },
      { name: 'hull-red', x: 0, y: 6, w: 150 },
      { name: 'sail-blue', x: 150, y: 6, w: 150, flip: true },
      { name: 'hull-blue', x: 150, y: 6, w: 150, flip: true },
    ],
  },
  race: {
    size: [300, 150],
    pieces: [
      { name: 'boat-blue', x: 0, y: 8, w: 262 },
      { name: 'boat-red', x: 24, y: 68, w: 276 },
    ],
  },
  survival: {
    size: [300, 170],
    pieces: [
      { name: 'pennant', x: 118, y: 4, w: 78 },
      { name: 'log', x: 62, y: 92, w: 180 },
      { name: 'log', x: 50, y: 112, w: 196 },
      { name: 'log', x: 40, y: 134, w: 212 },
    ],
  },
} as const satisfies Record<string, { size: readonly [number, number]; pieces: readonly Piece[] }>;

/** Boats of a battle as a small picture; decoration. */
export const FleetArt = ({ of }: { of: keyof typeof DRAWINGS }) => {
  const { size, pieces } = DRAWINGS[of];
  return (
    <svg className="fleet-art" viewBox={`0 0 ${size[0]} ${size[1]}`} aria-hidden="true">
      {pieces.map((piece: Piece) => (
        <FleetSprite key={`${piece.name} ${piece.y}`} {...piece} />
      ))}
    </svg>
  );
};
