/** Somebody at a place; equal scores share a rank and the next one is left out: 1, 2, 2, 4. */
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
/** People in order, with their scores beside them: halving stays within one piece of memory. */
type Chunk = { slots: Int32Array; scores: Float64Array };
type Place = { chunk: number; at: number };
type Held = {
  /** A number for everybody, by which they are told apart. */
  slots: Map<string, number>;
  ids: string[];
  scores: Float64Array;
  free: number[];
  order: Chunk[];
  /** Of every chunk: how many are in it, and the score and slot of its last one. */
  counts: number[];
  lastScores: number[];
  lastSlots: number[];
};

/** Before and behind all who have one and the same score. */
const FIRST = -1;
const LAST = Number.MAX_SAFE_INTEGER;

/** The first place that does not come before (score, slot): higher scores first, equal ones by slot. */
const placeOf = ({ order, counts, lastScores, lastSlots }: Held, score: number, slot: number): Place => {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    const last = lastScores[mid] as number;
    if (last > score || (last === score && (lastSlots[mid] as number) < slot)) low = mid + 1;
    else high = mid;
  }
  const chunk = order[low];
  if (!chunk) return { chunk: low, at: 0 };
  let from = 0;
  let to = counts[low] as number;
  while (from < to) {
    const mid = (from + to) >> 1;
    const s = chunk.scores[mid] as number;
    if (s > score || (s === score && (chunk.slots[mid] as number) < slot)) from = mid + 1;
    else to = mid;
  }
  return { chunk: low, at: from };
};
const placeAt = (held: Held, slot: number): Place => placeOf(held, held.scores[slot] as number, slot);

/** A chunk has now `n` people: notes it and its last one. */
const note = (held: Held, index: number, n: number): void => {
  const chunk = held.order[index] as Chunk;
  held.counts[index] = n;
  held.lastScores[index] = chunk.scores[n - 1] as number;
  held.lastSlots[index] = chunk.slots[n - 1] as number;
};

const addChunk = (held: Held, index: number, slots: Int32Array, scores: Float64Array): void => {
  const chunk = { slots: new Int32Array(MOST), scores: new Float64Array(MOST) };
  chunk.slots.set(slots);
  chunk.scores.set(scores);
  held.order.splice(index, 0, chunk);
  held.counts.splice(index, 0, 0);
  held.lastScores.splice(index, 0, 0);
  held.lastSlots.splice(index, 0, 0);
  note(held, index, slots.length);
};
const dropChunk = (held: Held, index: number): void => {
  held.order.splice(index, 1);
  held.counts.splice(index, 1);
  held.lastScores.splice(index, 1);
  held.lastSlots.splice(index, 1);
};

const insert = (held: Held, slot: number): void => {
  const score = held.scores[slot] as number;
  let { chunk: index, at } = placeAt(held, slot);
  if (held.order.length === 0) {
    addChunk(held, 0, Int32Array.of(slot), Float64Array.of(score));
    return;
  }
  if (index === held.order.length) {
    index -= 1;
    at = held.counts[index] as number;
  }
  const { slots, scores } = held.order[index] as Chunk;
  const n = held.counts[index] as number;
  slots.copyWithin(at + 1, at, n);
  scores.copyWithin(at + 1, at, n);
  slots[at] = slot;
  scores[at] = score;
  if (n + 1 < MOST) {
    note(held, index, n + 1);
    return;
  }
  addChunk(held, index + 1, slots.subarray(MOST / 2, MOST), scores.subarray(MOST / 2, MOST));
  note(held, index, MOST / 2);
};

/** Takes a slot out; a chunk that has become small joins its neighbour. */
const take = (held: Held, slot: number): void => {
  const { chunk: index, at } = placeAt(held, slot);
  const { slots, scores } = held.order[index] as Chunk;
  const n = (held.counts[index] as number) - 1;
  slots.copyWithin(at, at + 1, n + 1);
  scores.copyWithin(at, at + 1, n + 1);
  if (n === 0) {
    dropChunk(held, index);
    return;
  }
  note(held, index, n);
  const next = held.order[index + 1];
  const more = held.counts[index + 1] ?? MOST;
  if (!next || n + more > MOST / 2) return;
  slots.set(next.slots.subarray(0, more), n);
  scores.set(next.scores.subarray(0, more), n);
  note(held, index, n + more);
  dropChunk(held, index + 1);
};

const indexOf = ({ counts }: Held, { chunk, at }: Place): number => {
  let sum = at;
  for (let i = 0; i < chunk; i++) sum += counts[i] as number;
  return sum;
};

/** `n` people from a place of the order on. */
const listFrom = (held: Held, first: number, n: number): Placed[] => {
  const found: Placed[] = [];
  let chunk = 0;
  let at = first;
  while (chunk < held.order.length && at >= (held.counts[chunk] as number))
    at -= held.counts[chunk++] as number;
  for (let index = first; found.length < n && chunk < held.order.length; index++) {
    const { slots, scores } = held.order[chunk] as Chunk;
    const score = scores[at] as number;
    const last = found[found.length - 1];
    const rank = last?.score === score ? last.rank : index + 1;
    found.push({ id: held.ids[slots[at] as number] as string, score, rank });
    at += 1;
    if (at < (held.counts[chunk] as number)) continue;
    chunk += 1;
    at = 0;
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

/** All at once; fast when they come in falling order of score. An id that comes twice keeps its last score. */
const fill = (held: Held, ids: readonly string[], given: ArrayLike<number>): void => {
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as string;
    held.slots.set(id, i);
    held.ids[i] = id;
    held.scores[i] = given[i] as number;
  }
  const twice = held.slots.size < ids.length;
  const all = twice ? Int32Array.from(held.slots.values()) : Int32Array.from(ids.keys());
  const { scores } = held;
  let falling = !twice;
  for (let i = 1; falling && i < all.length; i++)
    falling = (scores[i] as number) <= (scores[i - 1] as number);
  if (!falling) all.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
  for (let at = 0; at < all.length; at += FILL) {
    const slots = all.subarray(at, at + FILL);
    addChunk(
      held,
      held.order.length,
      slots,
      Float64Array.from(slots, (slot) => scores[slot] as number),
    );
  }
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
    counts: [],
    lastScores: [],
    lastSlots: [],
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
