import type { BankFrame } from '../../../server/domain/api-bank.ts';

type Category = BankFrame['categories'][number];
export type Branch = Category & { depth: number; path: string; all: number; children: Branch[] };

/** The category tree, each with its path and the questions in and below it; one without a known parent stands at the top. */
export const branchesOf = (categories: readonly Category[]): Branch[] => {
  const known = new Set(categories.map((c) => c.id));
  const under = Map.groupBy(categories, (c) =>
    c.parent !== undefined && known.has(c.parent) ? c.parent : undefined,
  );
  const grow = (parent: string | undefined, depth: number, above: string): Branch[] =>
    (under.get(parent) ?? []).map((c) => {
      const path = above === '' ? c.name : `${above} / ${c.name}`;
      const children = grow(c.id, depth + 1, path);
      return { ...c, depth, path, children, all: c.questions + children.reduce((n, b) => n + b.all, 0) };
    });
  return grow(undefined, 0, '');
};

/** The tree as a list from the top down. */
export const flat = (branches: readonly Branch[]): Branch[] =>
  branches.flatMap((b) => [b, ...flat(b.children)]);
