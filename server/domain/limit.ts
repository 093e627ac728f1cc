/** A token bucket: `burst` at once, refilled at `perMinute`. */
export type Limit = { perMinute: number; burst: number };

type Bucket = { tokens: number; at: number; limit: Limit };
const SWEEP_MS = 60_000;

/** Counts uses by key; buckets that are full again are forgotten. Times are milliseconds. */
export const createLimiter = () => {
  const buckets = new Map<string, Bucket>();
  let sweptAt = 0;
  const refill = (b: Bucket, now: number): number =>
    Math.min(b.limit.burst, b.tokens + (Math.max(0, now - b.at) * b.limit.perMinute) / 60_000);
  const sweep = (now: number): void => {
    if (now - sweptAt < SWEEP_MS) return;
    sweptAt = now;
    for (const [key, b] of buckets) if (refill(b, now) >= b.limit.burst) buckets.delete(key);
  };
  const tokensOf = (key: string, limit: Limit, now: number): number => {
    const known = buckets.get(key);
    return known ? refill(known, now) : limit.burst;
  };
  const secondsTo = (tokens: number, limit: Limit): number =>
    tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 60) / limit.perMinute);
  return {
    /** Takes one token. Gives 0, or the seconds until the next one. */
    take: (key: string, limit: Limit, now: number): number => {
      sweep(now);
      const tokens = tokensOf(key, limit, now);
      if (tokens >= 1) buckets.set(key, { tokens: tokens - 1, at: now, limit });
      return secondsTo(tokens, limit);
    },
    /** The seconds until a token is there, without taking it; 0 = now. */
    wait: (key: string, limit: Limit, now: number): number => secondsTo(tokensOf(key, limit, now), limit),
  };
};
export type Limiter = ReturnType<typeof createLimiter>;
