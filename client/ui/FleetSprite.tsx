type Frame = readonly [x: number, y: number, w: number, h: number];
/** Where things lie in /art/fleet.webp; a test holds this to the atlas. */
export const FRAMES = {
  'boat-red': [2, 2, 1000, 273],
  'boat-blue': [2, 277, 1000, 273],
  'boat-gold': [2, 552, 1000, 273],
  'boat-green': [2, 827, 1000, 273],
  'boat-purple': [1004, 2, 1000, 273],
  'boat-orange': [1004, 277, 1000, 273],
  'boat-teal': [1004, 552, 1000, 273],
  'boat-pink': [1004, 827, 1000, 273],
  'sail-red': [2, 1102, 400, 425],
  'hull-red': [404, 1102, 400, 425],
  'sail-blue': [806, 1102, 400, 425],
  'hull-blue': [1208, 1102, 400, 425],
  rope: [1708, 1102, 256, 16],
  ribbon: [1648, 1120, 70, 100],
  log: [1610, 1373, 320, 52],
  pennant: [1720, 1120, 110, 159],
  drum: [1393, 1529, 97, 97],
  shade: [1708, 1330, 256, 40],
  'gull-up': [2, 1529, 188, 130],
  'bubble-ok': [1932, 1120, 64, 68],
  'bubble-dots': [1932, 1190, 64, 68],
  'bubble-miss': [1932, 1260, 64, 68],
} as const satisfies Record<string, Frame>;
export type FrameName = keyof typeof FRAMES;

/** A picture of the atlas: left top corner and size in the drawing (without `h` in its own shape), mirrored or not. */
export type Piece = { name: FrameName; x: number; y: number; w: number; h?: number; flip?: true };

/** A picture of the atlas inside an SVG; decoration. */
export const FleetSprite = ({ name, x, y, w, h, flip }: Piece) => {
  const [fx, fy, fw, fh] = FRAMES[name];
  return (
    <g transform={flip ? `translate(${2 * x + w} 0) scale(-1 1)` : undefined}>
      <svg
        aria-hidden="true"
        x={x}
        y={y}
        width={w}
        height={h ?? (w * fh) / fw}
        viewBox={`${fx} ${fy} ${fw} ${fh}`}
        preserveAspectRatio="none"
      >
        <image href="/art/fleet.webp" />
      </svg>
    </g>
  );
};
