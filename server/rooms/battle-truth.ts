import type { Logger } from 'pino';
import type { Ctx } from '../context.ts';
import { applyInput } from '../domain/battle.ts';
import type { BattleInput } from '../domain/battle-shape.ts';
import type { Battle, Given } from '../domain/battle-state.ts';
import { RuleError } from '../domain/errors.ts';
import type { BattleRow } from '../store/battle.ts';
import { type Entry, resumeBattle } from '../store/battle-journal.ts';
import type { Pens } from './battle-pens.ts';

/** Answers of so long share a commit: 4 ms in small rooms, 10 with 500 seats, 100 from a thousand on, where a commit for every
 * few answers would be most of the work. */
const GATHER_MS = 4;
const GATHER_MOST_MS = 100;
const gatherMs = (seats: number): number =>
  Math.min(GATHER_MOST_MS, GATHER_MS + GATHER_MOST_MS * (seats / 1_000) ** 4);
const AGAIN_MS = 500;

type Batch = { entries: Entry[]; stored: Promise<void>; keep: () => void; lose: (error: unknown) => void };
const newBatch = (): Batch => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // Steps of the clock are waited for by nobody.
  promise.catch(() => undefined);
  return { entries: [], stored: promise, keep: resolve, lose: reject };
};
/** `given` = the answer that counts; `stored` = it is on disk. */
export type Taken = { given: Given | undefined; stored: Promise<void> };
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export type TruthOptions = {
  ctx: Ctx;
  row: BattleRow;
  battle: Battle;
  log: Logger;
  append: Pens['append'];
  /** The battle stands again as the store has it: everybody is to be told anew. */
  onRebuilt: () => void;
};

/**
 * The battle that a room holds. `put` decides and applies at once and resolves when the input is stored; a refused one
 * changes nothing. When the store refuses, everything not yet stored is undone and rejected with `storage.unavailable`, or
 * with `battle.over` when it was called off before its start, and the battle comes from the store again.
 */
export const createTruth = ({ ctx, row, battle: first, log, append, onRebuilt }: TruthOptions) => {
  let battle = first;
  let batch = newBatch();
  let writing = Promise.resolve();
  let flushing: Promise<void> | undefined;
  let isLost = false;
  let isClosed = false;

  const rebuild = async (): Promise<void> => {
    while (!isClosed) {
      try {
        ({ battle } = await resumeBattle(ctx.db.read, row));
        isLost = false;
        if (battle.phase !== 'lobby' && battle.phase !== 'done') put({ kind: 'back', at: ctx.now() });
        return onRebuilt();
      } catch (err) {
        log.error({ err, battle: row.id }, 'a battle waits for its store');
        await pause(AGAIN_MS);
      }
    }
  };
  const lose = (lost: Batch, err: unknown): void => {
    const isRefused = err instanceof RuleError && err.code === 'battle.over';
    if (!isRefused) log.error({ err, battle: row.id }, 'inputs of a battle could not be stored');
    isLost = true;
    const refusal = isRefused ? err : new RuleError('storage.unavailable');
    lost.lose(refusal);
    batch.lose(refusal);
    batch = newBatch();
    void rebuild();
  };
  const flush = async (): Promise<void> => {
    while (batch.entries.length > 0) {
      if (!isClosed) await pause(gatherMs(battle.seats.size));
      const now = batch;
      writing = now.stored;
      batch = newBatch();
      try {
        await append(ctx, row.id, now.entries);
        now.keep();
      } catch (err) {
        lose(now, err);
      }
    }
    flushing = undefined;
  };
  /** Everything applied so far is on disk, or was lost. */
  const stored = async (): Promise<void> => {
    await (batch.entries.length > 0 ? batch.stored : writing);
  };
  function put(input: BattleInput): Taken {
    if (isLost || isClosed) throw new RuleError('storage.unavailable');
    const seq = battle.seq;
    const { given, repeat } = applyInput(battle, input);
    if (repeat) return { given, stored: stored() };
    batch.entries.push({ seq, input });
    flushing ??= flush();
    return { given, stored: batch.stored };
  }

  return {
    get battle(): Battle {
      return battle;
    },
    /** False while the battle is being fetched from the store again. */
    get isHeld(): boolean {
      return !isLost && !isClosed;
    },
    put,
    stored,
    /** Takes nothing more and stores what waits. */
    close: async (): Promise<void> => {
      isClosed = true;
      await flushing;
    },
  };
};
export type Truth = ReturnType<typeof createTruth>;
