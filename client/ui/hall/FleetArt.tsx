type Frame = readonly [x: number, y: number, w: number, h: number];
/** Where the boats lie in /art/fleet.webp; a test holds this to the atlas. */
export const FRAMES = {
  'boat-red': [2, 2, 1000, 273],
  'boat-blue': [2, 277, 1000, 273],
  'sail-red': [2, 1102, 400, 425],
  'hull-red': [404, 1102, 400, 425],
  'sail-blue': [806, 1102, 400, 425],
  'hull-blue': [1208, 1102, 400, 425],
  log: [1610, 1373, 320, 52],
  pennant: [1720, 1120, 110, 159],
} as const satisfies Record<string, Frame>;
type Name = keyof typeof FRAMES;
/** A picture of the atlas: its left top corner and width in the drawing, turned to the left or not. */
type Piece = { name: Name; x: number; y: number; w: number; flip?: true };

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
        <Part key={`${piece.name} ${piece.y}`} piece={piece} />
      ))}
    </svg>
  );
};

const Part = ({ piece: { name, x, y, w, flip } }: { piece: Piece }) => {
  const [fx, fy, fw, fh] = FRAMES[name];
  const h = (w * fh) / fw;
  return (
    <g transform={flip ? `translate(${2 * x + w} 0) scale(-1 1)` : undefined}>
      <svg aria-hidden="true" x={x} y={y} width={w} height={h} viewBox={`${fx} ${fy} ${fw} ${fh}`}>
        <image href="/art/fleet.webp" />
      </svg>
    </g>
  );
};
