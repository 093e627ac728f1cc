import type { AwardDetail, AwardLine } from '../../../../server/domain/api-award.ts';
import { FEWEST, rateOf } from '../../../../server/domain/figure.ts';

export type Share = { department: string; n: number; won: number; rate: number; low: number; high: number };

/** Lines that share their place with another one. */
export const tiesIn = (lines: readonly AwardLine[]): number => {
  const places = Map.groupBy(
    lines.filter((l) => l.place > 0),
    (l) => l.place,
  );
  return [...places.values()].filter((same) => same.length > 1).reduce((n, same) => n + same.length, 0);
};

/**
 * Winners among the eligible by department over these awards, with the Wilson interval; departments of fewer than five
 * eligible people are only counted in `hidden`.
 */
export const awardShares = (
  awards: readonly AwardDetail[],
  none: string,
): { shares: Share[]; hidden: number } => {
  const lines = awards.flatMap((a) => a.result?.lines ?? []).filter((l) => l.excluded === undefined);
  const groups = Map.groupBy(lines, (l) => l.department ?? none);
  const found = [...groups].map(([department, own]) => {
    const people = new Set(own.map((l) => l.person)).size;
    const won = own.filter((l) => l.won).length;
    return { department, won, people, ...rateOf(won, own.length) };
  });
  const shares = found.flatMap(({ department, won, people, n, rate, low, high }) =>
    people < FEWEST || rate === null || low === null || high === null
      ? []
      : [{ department, won, n, rate, low, high }],
  );
  shares.sort((a, b) => b.rate - a.rate || (a.department < b.department ? -1 : 1));
  return { shares, hidden: found.length - shares.length };
};
