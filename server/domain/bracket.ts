/** Who meets whom in a tournament, and who stands where. Sides are ids; absent = not known yet, or a bye. */
export type Pairing = { nth: number; round: number; a?: string; b?: string };
/** A pairing with what came of it; scores without a winner = a tie, `off` = called off, nobody played. */
export type Match = Pairing & { scoreA?: number; scoreB?: number; winner?: string; off?: boolean };
export type Standing = {
  id: string;
  played: number;
  won: number;
  tied: number;
  points: number;
  place: number;
};

const WIN_POINTS = 3;
const TIE_POINTS = 1;

/** Everybody meets everybody once, by the circle method: the first stays, the others turn; with an odd number one rests. */
export const roundRobin = (ids: readonly string[]): Pairing[] => {
  const circle: (string | undefined)[] = ids.length % 2 === 0 ? [...ids] : [...ids, undefined];
  const n = circle.length;
  const out: Pairing[] = [];
  for (let round = 0; round < n - 1; round++) {
    for (let i = 0; i < n / 2; i++) {
      const [x, y] = [circle[i], circle[n - 1 - i]];
      const [a, b] = round % 2 === 1 && i === 0 ? [y, x] : [x, y];
      if (a !== undefined && b !== undefined) out.push({ nth: out.length, round, a, b });
    }
    circle.splice(1, 0, circle.pop());
  }
  return out;
};

/** Seeds 0 to size - 1 in the order of the bracket: the best two can only meet in the final. */
const seedOrder = (size: number): number[] => {
  let order = [0];
  while (order.length < size) {
    const twice = order.length * 2;
    order = order.flatMap((s) => [s, twice - 1 - s]);
  }
  return order;
};

/** All matches of a knock-out; ids in the order of their seeds. Byes go to the best seeds, who are in round 1 at once. */
export const knockOut = (ids: readonly string[]): Match[] => {
  let size = 2;
  while (size < ids.length) size *= 2;
  const order = seedOrder(size);
  const out: Match[] = [];
  for (let i = 0; i < size; i += 2) {
    const [a, b] = [ids[order[i] ?? 0], ids[order[i + 1] ?? 0]];
    const alone = a === undefined ? b : b === undefined ? a : undefined;
    out.push({
      nth: out.length,
      round: 0,
      ...(a === undefined ? {} : { a }),
      ...(b === undefined ? {} : { b }),
      ...(alone === undefined ? {} : { winner: alone }),
    });
  }
  for (let round = 1, n = size / 4; n >= 1; round++, n /= 2)
    for (let i = 0; i < n; i++) out.push({ nth: out.length, round });
  return advanced(out);
};

/** The match that the winner of match `nth` goes on to, and the side there; undefined after the final. */
export const nextOf = (
  matches: readonly Match[],
  nth: number,
): { nth: number; side: 'a' | 'b' } | undefined => {
  const at = matches.find((m) => m.nth === nth);
  if (!at) return undefined;
  const inRound = (round: number): Match[] => matches.filter((m) => m.round === round);
  const place = inRound(at.round).findIndex((m) => m.nth === nth);
  const next = inRound(at.round + 1)[Math.floor(place / 2)];
  return next && { nth: next.nth, side: place % 2 === 0 ? 'a' : 'b' };
};

/** A knock-out with every known winner put into the next match. */
export const advanced = (matches: readonly Match[]): Match[] => {
  const out = matches.map((m) => ({ ...m }));
  for (const match of out) {
    const next = match.winner === undefined ? undefined : nextOf(out, match.nth);
    const to = next && out.find((m) => m.nth === next.nth);
    if (to && next && match.winner !== undefined) to[next.side] = match.winner;
  }
  return out;
};

const isPlayed = (m: Match): boolean => m.scoreA !== undefined && m.scoreB !== undefined;
/** True when nothing more will come of this match. */
export const isSettled = (m: Match): boolean => isPlayed(m) || m.winner !== undefined || m.off === true;

const tally = (id: string, matches: readonly Match[]) => {
  const mine = matches.filter((m) => isPlayed(m) && (m.a === id || m.b === id));
  const won = mine.filter((m) => m.winner === id).length;
  const tied = mine.filter((m) => m.winner === undefined).length;
  const balance = mine.reduce(
    (sum, m) => sum + (m.a === id ? 1 : -1) * ((m.scoreA ?? 0) - (m.scoreB ?? 0)),
    0,
  );
  return { id, played: mine.length, won, tied, balance };
};

/** The best first; who is level by `order` shares a place: 1, 2, 2, 4. */
const placed = <T>(rows: readonly T[], order: (a: T, b: T) => number): (T & { place: number })[] => {
  const out: (T & { place: number })[] = [];
  for (const [i, row] of [...rows].sort(order).entries()) {
    const before = out[i - 1];
    out.push({ ...row, place: before && order(before, row) === 0 ? before.place : i + 1 });
  }
  return out;
};

const CENT = 100;
/** Three points for a win, one for a tie; level ones stand by the sum of their leads. */
const tableOf = (ids: readonly string[], matches: readonly Match[]): Standing[] =>
  placed(
    ids.map((id) => {
      const { balance, ...row } = tally(id, matches);
      return {
        ...row,
        points: WIN_POINTS * row.won + TIE_POINTS * row.tied,
        balance: Math.round(balance * CENT),
      };
    }),
    (x, y) => y.points - x.points || y.balance - x.balance,
  ).map(({ balance: _, ...row }) => row);

/** Who came further stands higher; those who lost in the same round share a place. */
const ladderOf = (ids: readonly string[], matches: readonly Match[]): Standing[] => {
  const reach = (id: string): number =>
    matches.reduce((far, m) => {
      if (m.winner === id) return Math.max(far, m.round + 1);
      return m.a === id || m.b === id ? Math.max(far, m.round) : far;
    }, 0);
  return placed(
    ids.map((id) => {
      const { balance: _, ...row } = tally(id, matches);
      return { ...row, points: row.won, far: reach(id) };
    }),
    (x, y) => y.far - x.far,
  ).map(({ far: _, ...row }) => row);
};

/** The table of a tournament as it stands. */
export const standingsIn = (
  kind: 'round-robin' | 'knock-out',
  ids: readonly string[],
  matches: readonly Match[],
): Standing[] => (kind === 'round-robin' ? tableOf(ids, matches) : ladderOf(ids, matches));
