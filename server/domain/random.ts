/** FNV-1a hash of a text as an unsigned 32-bit seed: the same text always gives the same dice. */
export const seedOf = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
};

/** Mulberry32: a small seeded generator, 0 <= x < 1. For fairness of forms and shuffles, never for secrets. */
export const dice = (seed: number): (() => number) => {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

/** Fisher-Yates on a copy. */
export const shuffled = <T>(list: readonly T[], random: () => number): T[] => {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
};

/** The indexes 0..n-1 in a seeded order: each is equally often at each position, the keys of questions too. */
export const permutation = (n: number, seed: number): number[] =>
  shuffled(
    Array.from({ length: n }, (_, i) => i),
    dice(seed),
  );

/** The same, but never the identity when n > 1: an ordering is never shown solved. */
export const disorder = (n: number, seed: number): number[] => {
  const random = dice(seed);
  const identity = Array.from({ length: n }, (_, i) => i);
  for (let tries = 0; tries < 8; tries++) {
    const out = shuffled(identity, random);
    if (out.some((v, i) => v !== i)) return out;
  }
  return [...identity.slice(1), ...identity.slice(0, 1)];
};
