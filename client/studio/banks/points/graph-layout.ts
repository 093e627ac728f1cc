/** A knowledge point and those that come before it. */
type GraphPoint = { id: string; requires: readonly string[] };
export type Placed = { id: string; layer: number; x: number; y: number };
export type Edge = { from: string; to: string; path: string };
export type Graph = { nodes: Placed[]; edges: Edge[]; width: number; height: number };

export const NODE = { width: 168, height: 56, gapX: 72, gapY: 18, margin: 12 };
type Size = typeof NODE;

/** The longest way from a point without prerequisites: each point stands behind all that it needs. A ring counts once. */
export const layersOf = (points: readonly GraphPoint[]): Map<string, number> => {
  const known = new Map(points.map((p) => [p.id, p]));
  const layers = new Map<string, number>();
  const open = new Set<string>();
  const layerOf = (id: string): number => {
    const found = layers.get(id);
    if (found !== undefined) return found;
    open.add(id);
    const before = (known.get(id)?.requires ?? []).filter((r) => known.has(r) && !open.has(r));
    const layer = before.length === 0 ? 0 : Math.max(...before.map(layerOf)) + 1;
    open.delete(id);
    layers.set(id, layer);
    return layer;
  };
  for (const { id } of points) layerOf(id);
  return layers;
};

const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
const ROUNDS = 4;

/** Each layer in the order of its neighbours' middle, forth and back: fewer edges cross. */
const ordered = (layers: string[][], next: Map<string, string[]>, before: Map<string, string[]>): void => {
  const place = new Map<string, number>();
  const note = (layer: readonly string[]): void => layer.forEach((id, i) => void place.set(id, i));
  layers.forEach(note);
  const sort = (layer: string[], around: Map<string, string[]>): void => {
    const middle = new Map(
      layer.map((id, i) => {
        const near = (around.get(id) ?? []).map((n) => place.get(n) ?? 0);
        return [id, near.length === 0 ? i : mean(near)];
      }),
    );
    layer.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
    note(layer);
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const layer of layers) sort(layer, before);
    for (const layer of [...layers].reverse()) sort(layer, next);
  }
};

type Place = Pick<Placed, 'x' | 'y'>;
/** A curve from one node to another, straight through the slots that are kept free for it. */
const curve = (way: readonly Place[], size: Size): string =>
  way
    .slice(1)
    .map((to, i) => {
      const from = way[i] ?? to;
      const [x1, x2] = [from.x + size.width, to.x];
      const [y1, y2] = [from.y + size.height / 2, to.y + size.height / 2];
      const bend = (x2 - x1) / 2;
      return `${i === 0 ? 'M' : 'L'}${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
    })
    .join('');

type Link = { from: string; to: string; slots: string[] };
/** Every prerequisite once, with a slot in each layer that it only passes. */
const linksOf = (points: readonly GraphPoint[], layerAt: ReadonlyMap<string, number>): Link[] =>
  points.flatMap(({ id: to, requires }) =>
    [...new Set(requires)]
      .filter((from) => layerAt.has(from) && (layerAt.get(from) ?? 0) < (layerAt.get(to) ?? 0))
      .map((from) => {
        const first = (layerAt.get(from) ?? 0) + 1;
        const between = (layerAt.get(to) ?? 0) - first;
        return { from, to, slots: Array.from({ length: between }, (_, i) => `${from} ${to} ${first + i}`) };
      }),
  );

/** Points in layers from left to right, each layer in the middle of the height, no two on one place. */
export const layoutOf = (points: readonly GraphPoint[], size: Size = NODE): Graph => {
  const layerAt = layersOf(points);
  const depth = Math.max(-1, ...layerAt.values()) + 1;
  const links = linksOf(points, layerAt);
  const layers = Array.from({ length: depth }, (_, l) => [
    ...points.filter((p) => layerAt.get(p.id) === l).map((p) => p.id),
    ...links.flatMap(({ from, slots }) => slots[l - 1 - (layerAt.get(from) ?? 0)] ?? []),
  ]);
  const steps = links.flatMap(({ from, to, slots }) => {
    const way = [from, ...slots, to];
    return way.slice(1).map((end, i) => ({ from: way[i] ?? from, to: end }));
  });
  const group = (key: 'from' | 'to', value: 'from' | 'to') =>
    new Map([...Map.groupBy(steps, (l) => l[key])].map(([id, list]) => [id, list.map((l) => l[value])]));
  ordered(layers, group('from', 'to'), group('to', 'from'));
  const [stepX, stepY] = [size.width + size.gapX, size.height + size.gapY];
  const tallest = Math.max(0, ...layers.map((l) => l.length));
  const all = layers.flatMap((ids, layer) =>
    ids.map((id, i) => ({
      id,
      layer,
      x: size.margin + layer * stepX,
      y: size.margin + ((tallest - ids.length) * stepY) / 2 + i * stepY,
    })),
  );
  const at = new Map(all.map((n) => [n.id, n]));
  const edges = links.map(({ from, to, slots }) => ({
    from,
    to,
    path: curve(
      [from, ...slots, to].flatMap((id) => at.get(id) ?? []),
      size,
    ),
  }));
  const nodes = all.filter((n) => layerAt.has(n.id));
  const width = depth * stepX - size.gapX + 2 * size.margin;
  const height = tallest * stepY - size.gapY + 2 * size.margin;
  return { nodes, edges, width: Math.max(0, width), height: Math.max(0, height) };
};

/** The same from top to bottom; laid out with width and height of a node exchanged. */
export const transposed = ({ nodes, edges, width, height }: Graph): Graph => ({
  nodes: nodes.map((n) => ({ ...n, x: n.y, y: n.x })),
  edges: edges.map((e) => ({ ...e, path: e.path.replace(/(-?[\d.]+) (-?[\d.]+)/g, '$2 $1') })),
  width: height,
  height: width,
});
