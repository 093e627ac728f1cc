import type { Candidate, QuestionRef } from './attempt.ts';
import type { BlueprintRow } from './quest.ts';
import { shuffled } from './random.ts';

/** What a blueprint looks at. */
type Fitting = Pick<Candidate, 'point' | 'difficulty' | 'type'>;

/** True when a question fits a row: essay or not, its knowledge point and its range of difficulty. */
export const fitsRow = (row: BlueprintRow, c: Fitting): boolean =>
  (row.essay === true) === (c.type === 'essay') &&
  (row.point === undefined || row.point === c.point) &&
  (row.difficulty === undefined || (c.difficulty >= row.difficulty[0] && c.difficulty <= row.difficulty[1]));

/** A row that cannot be filled: it asks for `n` questions and `missing` of them are not there. */
export type ShortRow = { row: number; n: number; missing: number };

type Seat = { row: number; holder?: number };

/**
 * Seats as many candidates as the rows have room for (Kuhn's augmenting paths): a candidate that fits several rows
 * goes where it is needed, so that a row is short only when no choice could fill all. Earlier candidates go first.
 */
const seatAll = (rows: readonly BlueprintRow[], candidates: readonly Fitting[]): Seat[] => {
  const seats: Seat[] = rows.flatMap((r, row) => Array.from({ length: r.n }, () => ({ row })));
  const fitting = rows.map((row) =>
    candidates.flatMap((c, i) => (fitsRow(row, c) ? [i] : [])).slice(0, seats.length),
  );
  const seatOf = new Map<number, Seat>();
  const place = (seat: Seat, tried: Set<number>): boolean => {
    for (const i of fitting[seat.row] ?? []) {
      if (tried.has(i)) continue;
      tried.add(i);
      const taken = seatOf.get(i);
      if (taken && !place(taken, tried)) continue;
      seat.holder = i;
      seatOf.set(i, seat);
      return true;
    }
    return false;
  };
  for (const seat of seats) place(seat, new Set());
  return seats;
};

/** The rows that these questions cannot fill; empty = the blueprint can be drawn exactly. */
export const shortRows = (rows: readonly BlueprintRow[], candidates: readonly Fitting[]): ShortRow[] => {
  const seats = seatAll(rows, candidates);
  return rows.flatMap(({ n }, row) => {
    const missing = seats.filter((s) => s.row === row && s.holder === undefined).length;
    return missing > 0 ? [{ row, n, missing }] : [];
  });
};

/**
 * An exam by its blueprint: each row gets exactly its number of questions, none twice. Questions of the form before
 * come last, so that forms are parallel and not the same. `short` names the rows that could not be filled.
 */
export const pickBlueprint = (
  rows: readonly BlueprintRow[],
  candidates: readonly Candidate[],
  before: ReadonlySet<string>,
  random: () => number,
): { questions: QuestionRef[]; rowOf: number[]; short: ShortRow[] } => {
  const late = (c: Candidate): number => (before.has(c.question) ? 1 : 0);
  const pool = shuffled(candidates, random).sort((a, b) => late(a) - late(b));
  const seated = seatAll(rows, pool).flatMap(({ row, holder }) => {
    const c = holder === undefined ? undefined : pool[holder];
    return c ? [{ row, ref: { question: c.question, version: c.version } }] : [];
  });
  const order = shuffled(seated, random);
  return {
    questions: order.map((s) => s.ref),
    rowOf: order.map((s) => s.row),
    short: shortRows(rows, pool),
  };
};
