import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { NewEvent } from '../../server/domain/events/index.ts';
import type { Notice } from '../../server/domain/notice.ts';
import { type BillCtx, writeBills } from '../../server/jobs/bills.ts';
import { startDesk } from '../../server/jobs/desk.ts';
import { followHonours } from '../../server/jobs/honours.ts';
import { type Actor, claim, commit } from '../../server/store/commit.ts';
import { creditPerson, debitPerson } from '../../server/store/ledger.ts';
import { draftOf } from '../../server/store/row.ts';
import type { TestStore } from '../helpers/database.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
type Answered = { question?: string; ok?: boolean; attempt?: string; flags?: number; at?: number };

/** Hands for the tests of bills: what people do, and a server that writes their bills. */
export const billStage = (store: TestStore) => {
  const told: { person: string; notice: Notice }[] = [];
  const line = {
    tell: (_: string, people: readonly string[], notice: Notice) => {
      for (const person of people) told.push({ person, notice });
    },
    whereAre: async () => new Map(),
  };
  const ctx = { ...store.ctx, log: pino({ level: 'silent' }), line } as BillCtx &
    Parameters<typeof followHonours>[0];
  const config = store.dataDir === '' ? { dataDir: '' } : { dataDir: store.dataDir };
  const desk = startDesk({ ...ctx, config });
  const state = (by: Actor, event: NewEvent, at?: number, flags = 0) =>
    commit(store.ctx, async (tx) => {
      const draft = draftOf(by, event, at ?? tx.now);
      draft.row.flags |= flags;
      claim(tx, draft);
    });
  const answer = (by: Actor, { question = 'q1', ok = true, attempt, flags, at }: Answered = {}) =>
    state(
      by,
      {
        ...{ verb: 'question.answered', obj: question, ok, score: ok ? 1 : 0, ms: 2_000 },
        ...(attempt === undefined ? {} : { ctx: attempt }),
        data: {
          mode: 'practice',
          choices: [1],
          first: false,
          presentedAt: 0,
          rtSrvMs: 1,
          changes: 0,
          hints: 0,
        },
      },
      at,
      flags,
    );
  const credit = (by: Actor, amount: number, reason = 'practice') =>
    commit(store.ctx, (tx) => creditPerson(tx, by, { amount, reason, key: randomUUID() }));
  const debit = (by: Actor, amount: number, reason = 'mall') =>
    commit(store.ctx, (tx) => debitPerson(tx, by, { amount, reason, key: randomUUID() }));
  /** The minutes go by: honours and bills follow the log. Answers of the desk are fresh for five seconds. */
  const write = async (): Promise<void> => {
    store.clock.advance(6_000);
    for (let i = 0; i < 100 && !(await followHonours(ctx)); i++);
    for (let i = 0; i < 100; i++) if (await writeBills(ctx)) return;
    throw new Error('the end of the log was not reached');
  };
  const bills = (person: string) =>
    store.db.read
      .selectFrom('bill')
      .selectAll()
      .where('person', '=', person)
      .orderBy('at')
      .orderBy('id')
      .execute();
  const messages = (person: string) =>
    store.db.read
      .selectFrom('message')
      .select(['kind', 'text'])
      .where('person', '=', person)
      .orderBy('id')
      .execute();
  return { ctx, told, desk, state, answer, credit, debit, write, bills, messages };
};
export type BillStage = ReturnType<typeof billStage>;
