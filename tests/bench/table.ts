/** What a bench gives back: lines to print, the ratio last, and the facts for one JSON line. */
export type Result = { title: string; rows: [name: string, value: string][]; json: Record<string, number> };

const width = (text: string): number => [...text].length;

/** One table and one JSON line. */
export const report = ({ title, rows, json }: Result): string => {
  const left = Math.max(...rows.map(([name]) => width(name)));
  const right = Math.max(...rows.map(([, value]) => width(value)));
  const lines = rows.map(([name, value]) => `${name.padEnd(left)}  ${value.padStart(right)}`);
  return [title, ...lines, JSON.stringify(json)].join('\n');
};

export const perSecond = (n: number, ms: number): number => Math.round((n * 1000) / ms);
export const round = (n: number, digits = 2): number => Number(n.toFixed(digits));

/** The value below which a share of the samples lies. */
export const quantile = (samples: readonly number[], share: number): number => {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
};

/** A small seeded generator (mulberry32): 0 <= x < 1. */
export const diceOf = (seed: number): (() => number) => {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};
