/** Somebody at a place; equal scores share a rank and the next one is left out: 1, 2, 2, 4. Of equal ones the greater id
 * stands first. */
export type Placed = { id: string; score: number; rank: number };
export type Ranking = {
  size: () => number;
  /** Puts somebody in or moves them. */
  set: (id: string, score: number) => void;
  remove: (id: string) => void;
  scoreOf: (id: string) => number | undefined;
  /** 1 + how many have more. */
  rankOf: (id: string) => number | undefined;
  /** How many have more than a score. */
  above: (score: number) => number;
  /** How many have less. */
  below: (id: string) => number | undefined;
  top: (n: number) => Placed[];
  /** `k` above, oneself, `k` below; fewer at the ends. */
  near: (id: string, k: number) => Placed[];
};

/** A chunk is split when full; on average three quarters of it are used. */
const MOST = 1_024;
const FILL = 768;
type Chunk = { slots: Int32Array; n: number };
type Place = { chunk: number; at: number };
type Held = {
  slots: Map<string, number>;
  ids: string[];
  scores: Float64Array;
  free: number[];
  order: Chunk[];
};

const newChunk = (slots: Int32Array): Chunk => {
  const made = { slots: new Int32Array(MOST), n: slots.length };
  made.slots.set(slots);
  return made;
};

/** Before and behind all who have one and the same score. */
const FIRST = '\uffff';
const LAST = '';

/** The first place that does not come before (score, id). */
const placeOf = (held: Held, score: number, id: string): Place => {
  const { order, scores, ids } = held;
  const before = (other: number): boolean => {
    const s = scores[other] ?? 0;
    return s > score || (s === score && (ids[other] ?? '') > id);
  };
  let low = 0;
  let high = order.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    const { slots, n } = order[mid] as Chunk;
    if (before(slots[n - 1] ?? 0)) low = mid + 1;
    else high = mid;
  }
  const chunk = order[low];
  if (!chunk) return { chunk: low, at: 0 };
  let from = 0;
  let to = chunk.n;
  while (from < to) {
    const mid = (from + to) >> 1;
    if (before(chunk.slots[mid] ?? 0)) from = mid + 1;
    else to = mid;
  }
  return { chunk: low, at: from };
};

const placeAt = (held: Held, slot: number): Place =>
  placeOf(held, held.scores[slot] ?? 0, held.ids[slot] ?? '');

const insert = (held: Held, slot: number): void => {
  const { order } = held;
  let { chunk, at } = placeAt(held, slot);
  if (chunk === order.length) {
    const last = order[chunk - 1];
    if (!last) return void order.push(newChunk(Int32Array.of(slot)));
    chunk -= 1;
    at = last.n;
  }
  const into = order[chunk] as Chunk;
  into.slots.copyWithin(at + 1, at, into.n);
  into.slots[at] = slot;
  into.n += 1;
  if (into.n < MOST) return;
  order.splice(chunk + 1, 0, newChunk(into.slots.subarray(MOST / 2, MOST)));
  into.n = MOST / 2;
};

/** Takes a slot out; a chunk that has become small joins its neighbour. */
const take = (held: Held, slot: number): void => {
  const { order } = held;
  const { chunk, at } = placeAt(held, slot);
  const from = order[chunk] as Chunk;
  from.slots.copyWithin(at, at + 1, from.n);
  from.n -= 1;
  if (from.n === 0) return void order.splice(chunk, 1);
  const next = order[chunk + 1];
  if (!next || from.n + next.n > MOST / 2) return;
  from.slots.set(next.slots.subarray(0, next.n), from.n);
  from.n += next.n;
  order.splice(chunk + 1, 1);
};

const indexOf = (held: Held, { chunk, at }: Place): number => {
  let sum = at;
  for (let i = 0; i < chunk; i++) sum += (held.order[i] as Chunk).n;
  return sum;
};

/** `n` people from a place of the order on. */
const listFrom = (held: Held, first: number, n: number): Placed[] => {
  const found: Placed[] = [];
  let chunk = 0;
  let at = first;
  while (chunk < held.order.length && at >= (held.order[chunk] as Chunk).n)
    at -= (held.order[chunk++] as Chunk).n;
  for (let index = first; found.length < n && chunk < held.order.length; index++) {
    const { slots, n: filled } = held.order[chunk] as Chunk;
    const slot = slots[at++] ?? 0;
    if (at === filled) {
      chunk += 1;
      at = 0;
    }
    const score = held.scores[slot] ?? 0;
    const last = found[found.length - 1];
    const rank = last?.score === score ? last.rank : index + 1;
    found.push({ id: held.ids[slot] ?? '', score, rank });
  }
  const head = found[0];
  if (!head) return found;
  const shared = indexOf(held, placeOf(held, head.score, FIRST)) + 1;
  for (const one of found) if (one.score === head.score) one.rank = shared;
  return found;
};

const slotFor = (held: Held, id: string): number => {
  const slot = held.free.pop() ?? held.ids.length;
  if (slot === held.scores.length) {
    const wider = new Float64Array(Math.max(64, slot * 2));
    wider.set(held.scores);
    held.scores = wider;
  }
  held.ids[slot] = id;
  held.slots.set(id, slot);
  return slot;
};

/** All at once; fast when they come in order. An id that comes twice keeps its last score. */
const fill = (held: Held, ids: readonly string[], given: ArrayLike<number>): void => {
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as string;
    held.scores[held.slots.get(id) ?? slotFor(held, id)] = given[i] ?? 0;
  }
  const { scores } = held;
  const apart = (a: number, b: number): number =>
    (scores[b] ?? 0) - (scores[a] ?? 0) || ((held.ids[a] ?? '') > (held.ids[b] ?? '') ? -1 : 1);
  const all = new Int32Array(held.ids.length);
  let ordered = true;
  for (let i = 0; i < all.length; i++) {
    all[i] = i;
    if (i > 0 && apart(i - 1, i) > 0) ordered = false;
  }
  if (!ordered) all.sort(apart);
  for (let at = 0; at < all.length; at += FILL) held.order.push(newChunk(all.subarray(at, at + FILL)));
};

/**
 * Exact ranks among up to millions, in memory: a sorted list cut into chunks, found by halving. Everything but filling it
 * takes around a microsecond among 1,000,000. Scores are finite numbers, higher is better.
 */
export const createRanking = (ids: readonly string[] = [], scores: ArrayLike<number> = []): Ranking => {
  const held: Held = {
    slots: new Map(),
    ids: [],
    scores: new Float64Array(Math.max(64, ids.length)),
    free: [],
    order: [],
  };
  fill(held, ids, scores);
  const scoreAt = (id: string): number | undefined => {
    const slot = held.slots.get(id);
    return slot === undefined ? undefined : held.scores[slot];
  };
  const above = (score: number): number => indexOf(held, placeOf(held, score, FIRST));
  return {
    size: () => held.slots.size,
    scoreOf: scoreAt,
    above,
    set: (id, score) => {
      const known = held.slots.get(id);
      if (known !== undefined && held.scores[known] === score) return;
      if (known !== undefined) take(held, known);
      const slot = known ?? slotFor(held, id);
      held.scores[slot] = score;
      insert(held, slot);
    },
    remove: (id) => {
      const slot = held.slots.get(id);
      if (slot === undefined) return;
      take(held, slot);
      held.slots.delete(id);
      held.free.push(slot);
    },
    rankOf: (id) => {
      const score = scoreAt(id);
      return score === undefined ? undefined : above(score) + 1;
    },
    below: (id) => {
      const score = scoreAt(id);
      if (score === undefined) return undefined;
      return held.slots.size - indexOf(held, placeOf(held, score, LAST));
    },
    top: (n) => listFrom(held, 0, n),
    near: (id, k) => {
      const slot = held.slots.get(id);
      if (slot === undefined) return [];
      const index = indexOf(held, placeAt(held, slot));
      const first = Math.max(0, index - k);
      return listFrom(held, first, index + k + 1 - first);
    },
  };
};
