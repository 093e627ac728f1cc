/** A token bucket: `burst` at once, refilled at `perMinute`. */
export type Limit = { perMinute: number; burst: number };

type Bucket = { tokens: number; at: number };
const SWEEP_MS = 60_000;

/** Counts requests by key; buckets that are full again are forgotten. */
export const createLimiter = () => {
  const buckets = new Map<string, Bucket & { limit: Limit }>();
  let sweptAt = 0;
  const refill = (b: Bucket, limit: Limit, now: number): number =>
    Math.min(limit.burst, b.tokens + ((now - b.at) * limit.perMinute) / 60_000);
  const sweep = (now: number): void => {
    if (now - sweptAt < SWEEP_MS) return;
    sweptAt = now;
    for (const [key, b] of buckets) if (refill(b, b.limit, now) >= b.limit.burst) buckets.delete(key);
  };
  /** Takes one token. Returns 0, or the seconds until the next one. */
  const take = (key: string, limit: Limit, now: number): number => {
    sweep(now);
    const known = buckets.get(key);
    const tokens = known ? refill(known, limit, now) : limit.burst;
    if (tokens < 1) return Math.ceil(((1 - tokens) * 60) / limit.perMinute);
    buckets.set(key, { tokens: tokens - 1, at: now, limit });
    return 0;
  };
  return { take };
};
export type Limiter = ReturnType<typeof createLimiter>;
