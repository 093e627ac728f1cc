import type { StudioPeople } from '../../../server/domain/api.ts';

export type Department = StudioPeople['departments'][number];
/** A department at its place in the tree: `depth` from 0, `path` with the names above it, `all` people in and below it. */
export type Placed = Department & { depth: number; path: string; all: number };

/** The departments from the top down, each followed by its own. One whose parent is gone stands at the top. */
export const treeOf = (departments: readonly Department[]): Placed[] => {
  const known = new Set(departments.map((d) => d.id));
  const under = Map.groupBy(departments, (d) =>
    d.parent !== undefined && known.has(d.parent) ? d.parent : undefined,
  );
  const walk = (parent: string | undefined, depth: number, above: string): Placed[] =>
    (under.get(parent) ?? []).flatMap((d) => {
      const path = above === '' ? d.name : `${above} / ${d.name}`;
      const below = walk(d.id, depth + 1, path);
      const all = d.people + below.reduce((n, b) => n + b.people, 0);
      return [{ ...d, depth, path, all }, ...below];
    });
  return walk(undefined, 0, '');
};

/** A department and all below it. */
export const within = (tree: readonly Placed[], id: string): Set<string> => {
  const at = tree.findIndex((d) => d.id === id);
  const root = tree[at];
  if (root === undefined) return new Set();
  const end = tree.findIndex((d, n) => n > at && d.depth <= root.depth);
  return new Set(tree.slice(at, end === -1 ? tree.length : end).map((d) => d.id));
};
