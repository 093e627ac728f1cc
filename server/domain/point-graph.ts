import { RuleError } from './errors.ts';

/** Knowledge point -> the points that come before it. */
export type PointGraph = ReadonlyMap<string, readonly string[]>;

/** A ring of prerequisites, its first point again at the end; undefined = none. */
export const ringOf = (graph: PointGraph): string[] | undefined => {
  const done = new Set<string>();
  for (const start of graph.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    const stack: { point: string; rest: string[] }[] = [];
    const enter = (point: string): void => {
      path.push(point);
      onPath.add(point);
      stack.push({ point, rest: [...(graph.get(point) ?? [])] });
    };
    if (!done.has(start)) enter(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        stack.pop();
        path.pop();
        onPath.delete(top.point);
        done.add(top.point);
      } else if (onPath.has(next)) return [...path.slice(path.indexOf(next)), next];
      else if (!done.has(next)) enter(next);
    }
  }
  return undefined;
};

/** Throws `point.cycle` with the ring by its names. */
export const checkPointGraph = (graph: PointGraph, nameOf: (point: string) => string): void => {
  const ring = ringOf(graph);
  if (ring) throw new RuleError('point.cycle', { path: ring.map(nameOf).join(' → ') });
};

/** The points in an order in which each comes after all that it requires; ties as in the graph. Throws `point.cycle`. */
export const topologicalOrder = (graph: PointGraph): string[] => {
  checkPointGraph(graph, (point) => point);
  const out = new Set<string>();
  for (const start of graph.keys()) {
    const stack = [start];
    for (let point = stack.at(-1); point !== undefined; point = stack.at(-1)) {
      const before = (graph.get(point) ?? []).find((r) => !out.has(r) && graph.has(r));
      if (before !== undefined) stack.push(before);
      else {
        out.add(point);
        stack.pop();
      }
    }
  }
  return [...out];
};
