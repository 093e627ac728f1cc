import type { Logger } from 'pino';
import type { Ctx } from '../context.ts';
import type { Battle } from '../domain/battle-state.ts';
import { type BattleRow, setBattleStatus, tellStart } from '../store/battle.ts';
import { bookRounds } from '../store/battle-book.ts';
import { bookEnd } from '../store/battle-end.ts';
import { type Actor, commit } from '../store/commit.ts';

const AGAIN_MS = 1_000;
const LONGEST_MS = 30_000;
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export type BooksOptions = { ctx: Ctx; row: BattleRow; battle: () => Battle; log: Logger };
type Job = { what: string; run: () => Promise<unknown> };

/**
 * What is written of a battle beside its inputs, one after the other and away from the players' answers: status, booked
 * rounds, results. A failure is logged and tried again; each job does nothing the second time.
 */
export const createBooks = ({ ctx, row, battle, log }: BooksOptions) => {
  const jobs: Job[] = [];
  let working: Promise<void> | undefined;
  let isClosing = false;
  const booked = new Set<number>();

  const work = async (): Promise<void> => {
    let wait = AGAIN_MS;
    for (let job = jobs[0]; job; job = jobs[0]) {
      try {
        await job.run();
        jobs.shift();
        wait = AGAIN_MS;
      } catch (err) {
        log.error({ err, battle: row.id, job: job.what }, 'the books of a battle wait');
        if (isClosing) break;
        await pause(wait);
        wait = Math.min(LONGEST_MS, wait * 2);
      }
    }
    working = undefined;
  };
  const add = (job: Job): void => {
    jobs.push(job);
    working ??= work();
  };

  return {
    /** The battle has begun: `by` = who waited for it. */
    begun: (by: Actor): void => {
      const { seats, team, lastAt } = battle();
      const since = row.plannedAt ?? row.createdAt;
      add({
        what: 'start',
        run: () =>
          commit(ctx, async (tx) => {
            const moved = await setBattleStatus(tx, row.id, 'running', { startedAt: lastAt });
            if (moved) await tellStart(tx, by, row, { seats, team }, lastAt - since);
          }),
      });
    },
    /** Books every round that has been revealed and not been booked by this room. */
    rounds: (): void => {
      const held = battle();
      const due = [...held.rounds.keys()].filter(
        (n) => held.rounds[n]?.state === 'revealed' && !booked.has(n),
      );
      if (due.length === 0) return;
      for (const n of due) booked.add(n);
      add({ what: 'rounds', run: () => bookRounds(ctx, row, held, due) });
    },
    /** The battle is over: writes what came of it. */
    ended: (): void => {
      const held = battle();
      add({
        what: 'end',
        run: () =>
          commit(ctx, async (tx) => {
            await bookEnd(tx, row, held);
            await setBattleStatus(tx, row.id, held.calledOff ? 'void' : 'done');
          }),
      });
    },
    /** Resolves when nothing is left to write. */
    written: async (): Promise<void> => {
      await working;
    },
    /** Resolves when nothing is left to write; what fails from now on is left to the next server. */
    close: async (): Promise<void> => {
      isClosing = true;
      await working;
    },
  };
};
export type Books = ReturnType<typeof createBooks>;
